"""What a meeting's paper says, as plain frozen data: the dict that was approved and sent, never the database.

Every class reads itself from that dict with ``from_dict``. Keys that are absent take their defaults, keys that are not
known here are left alone, so a snapshot of an older version can still be printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from tvaerblik.core import words


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return "" if value is None else str(value)


def _moment(data: Mapping[str, Any], key: str) -> dt.datetime | None:
    """An ISO moment with its zone, or None."""
    return dt.datetime.fromisoformat(data[key]) if data.get(key) else None


def _people(data: Mapping[str, Any], key: str) -> tuple[PersonContent, ...]:
    return tuple(PersonContent.from_dict(entry) for entry in data.get(key) or ())


@dataclass(frozen=True)
class PersonContent:
    """Somebody at the table: ``seat`` is the seat's title, ``note`` for instance for whom he or she stands in."""

    name: str
    seat: str = ""
    note: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any] | str) -> Self:
        """From ``{"name", "seat", "note"}`` or from a name alone."""
        if isinstance(data, str):
            return cls(data)
        return cls(_text(data, "name"), _text(data, "seat"), _text(data, "note"))


@dataclass(frozen=True)
class CaseContent:
    """The case in the records system: number, KLE number and facet (R D14)."""

    esdh: str = ""
    kle: str = ""
    facet: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From ``{"esdh", "kle", "facet"}``."""
        return cls(_text(data, "esdh"), _text(data, "kle"), _text(data, "facet"))


@dataclass(frozen=True)
class AttachmentContent:
    """One file of an item. ``included`` false means it stays out of the package, for ``reason``."""

    id: str
    title: str
    filename: str = ""
    pages: int | None = None
    content_type: str = ""
    sha256: str = ""
    included: bool = True
    reason: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From ``{"id", "title", "filename", "pages", "content_type", "sha256", "included", "reason"}``."""
        return cls(
            id=str(data["id"]),
            title=_text(data, "title") or _text(data, "filename"),
            filename=_text(data, "filename"),
            pages=data.get("pages"),
            content_type=_text(data, "content_type"),
            sha256=_text(data, "sha256").lower(),
            included=data.get("included", True),
            reason=_text(data, "reason"),
        )


@dataclass(frozen=True)
class PointContent:
    """One *at*-point. ``outcome`` is a state word of ``models.Outcome``; ``decided_text`` only where it differs."""

    number: int
    text: str
    effect: str = ""
    outcome: str = ""
    decided_text: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From ``{"number", "text", "effect", "outcome", "decided_text"}``."""
        texts = (_text(data, key) for key in ("text", "effect", "outcome", "decided_text"))
        return cls(int(data["number"]), *texts)


@dataclass(frozen=True)
class RemarkContent:
    """A line under a decision: who, and what (a deviating opinion; a task with its deadline)."""

    who: str
    text: str
    due: dt.date | None = None


def _dissents(data: Mapping[str, Any]) -> tuple[RemarkContent, ...]:
    return tuple(RemarkContent(_text(entry, "member"), _text(entry, "text")) for entry in data.get("dissents") or ())


@dataclass(frozen=True)
class DecisionContent:
    """What was decided on an item: its number, its text, deviating opinions and what somebody shall now do."""

    number: str = ""
    text: str = ""
    dissents: tuple[RemarkContent, ...] = ()
    actions: tuple[RemarkContent, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From ``{"number", "text", "dissents": [{"member", "text"}], "actions": [{"responsible", "text", "due"}]}``.

        ``due`` is an ISO day.
        """
        actions = tuple(
            RemarkContent(
                _text(a, "responsible"), _text(a, "text"), dt.date.fromisoformat(a["due"]) if a.get("due") else None
            )
            for a in data.get("actions") or ()
        )
        return cls(_text(data, "number"), _text(data, "text"), _dissents(data), actions)


@dataclass(frozen=True)
class ItemContent:
    """One agenda item. ``purpose`` is information, discussion, decision or none; texts are in the one text format.

    ``outcome`` is that of the whole item; it is printed when the points have none of their own. ``dissents`` are those
    of the body that recommends; ``excluded`` and ``missing`` took no part in the item.
    """

    number: str
    title: str = ""
    purpose: str = "none"
    minutes: int | None = None
    closed: bool = False
    case: CaseContent = CaseContent()
    route: tuple[str, ...] = ()
    summary: str = ""
    presentation: str = ""
    chief_meeting: str = ""
    economy: str = ""
    recommended_by: str = ""
    points: tuple[PointContent, ...] = ()
    attachments: tuple[AttachmentContent, ...] = ()
    outcome: str = ""
    decision: DecisionContent | None = None
    excluded: tuple[PersonContent, ...] = ()
    missing: tuple[PersonContent, ...] = ()
    dissents: tuple[RemarkContent, ...] = ()
    is_new: bool = False

    @property
    def is_withheld(self) -> bool:
        """A closed item whose content was taken out for this reader: nothing but its number may be printed (R D4)."""
        return self.closed and not self.title

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From one entry of ``items`` of the snapshot."""
        return cls(
            number=str(data["number"]),
            title=_text(data, "title"),
            purpose=_text(data, "purpose") or "none",
            minutes=data.get("minutes"),
            closed=data.get("closed", False),
            case=CaseContent.from_dict(data.get("case") or {}),
            route=tuple(data.get("route") or ()),
            summary=_text(data, "summary"),
            presentation=_text(data, "presentation"),
            chief_meeting=_text(data, "chief_meeting"),
            economy=_text(data, "economy"),
            recommended_by=_text(data, "recommended_by"),
            points=tuple(PointContent.from_dict(point) for point in data.get("points") or ()),
            attachments=tuple(AttachmentContent.from_dict(file) for file in data.get("attachments") or ()),
            outcome=_text(data, "outcome"),
            decision=DecisionContent.from_dict(data["decision"]) if data.get("decision") else None,
            excluded=_people(data, "excluded"),
            missing=_people(data, "missing"),
            dissents=_dissents(data),
            is_new=data.get("is_new", False),
        )


@dataclass(frozen=True)
class MeetingContent:
    """When and where. ``number`` reads "4 af 4"."""

    date: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    place: str = ""
    number: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From ``{"date", "start", "end", "place", "number"}``, day and clock times in ISO form, Danish time."""
        start, end = (dt.time.fromisoformat(data[key]) if data.get(key) else None for key in ("start", "end"))
        return cls(dt.date.fromisoformat(data["date"]), start, end, _text(data, "place"), _text(data, "number"))


@dataclass(frozen=True)
class PackageContent:
    """An agenda package as one reader may see it: closed items are filtered. ``kind`` is agenda or supplement."""

    municipality: str
    body: str
    meeting: MeetingContent
    kind: str = "agenda"
    version: int = 1
    members: tuple[PersonContent, ...] = ()
    present: tuple[PersonContent, ...] = ()
    absent: tuple[PersonContent, ...] = ()
    sent_at: dt.datetime | None = None
    approved_by: str = ""
    approved_at: dt.datetime | None = None
    content_hash: str = ""
    trail_head: str = ""
    example: bool = False
    items: tuple[ItemContent, ...] = ()

    @property
    def dated(self) -> dt.date:
        """The date the document carries: when it was sent, else the day of the meeting."""
        return words.local_day(self.sent_at) if self.sent_at else self.meeting.date

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From the snapshot of a package. Raises ``KeyError`` without municipality, body or meeting."""
        return cls(
            municipality=data["municipality"],
            body=data["body"]["name"],
            meeting=MeetingContent.from_dict(data["meeting"]),
            kind=_text(data, "kind") or "agenda",
            version=data.get("version", 1),
            members=_people(data, "members"),
            present=_people(data, "present"),
            absent=_people(data, "absent"),
            sent_at=_moment(data, "sent_at"),
            approved_by=_text(data, "approved_by"),
            approved_at=_moment(data, "approved_at"),
            content_hash=_text(data, "content_hash"),
            trail_head=_text(data, "trail_head"),
            example=data.get("example", False),
            items=tuple(ItemContent.from_dict(item) for item in data.get("items") or ()),
        )


@dataclass(frozen=True)
class MinutesContent(PackageContent):
    """Minutes: the package's content with who led, attendance, outcomes and decisions.

    The chair's approval is that of the minutes; hash, trail head and sending are those of the agenda they rest on.
    """

    kind: str = "minutes"
    remarks: str = ""
    leader: PersonContent | None = None

    @property
    def dated(self) -> dt.date:
        """When the chair approved them, else the day of the meeting."""
        return words.local_day(self.approved_at) if self.approved_at else self.meeting.date

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From the same dict as a package; whatever its ``kind`` says, these are minutes."""
        leader = PersonContent.from_dict(data["leader"]) if data.get("leader") else None
        whole = super().from_dict({**data, "kind": "minutes"})
        return replace(whole, remarks=_text(data, "remarks"), leader=leader)
