"""Reads of the trail: a record's history, what changed since a version, and the proof of the chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from tvaerblik.audit import anchors, chain
from tvaerblik.audit.models import Event
from tvaerblik.audit.presenters import sentence_of
from tvaerblik.audit.reading import field_label, read_change, stored
from tvaerblik.core.refusals import FieldChange


@dataclass(frozen=True)
class Entry:
    """One line of a record's history: who, when, what, before and after."""

    moment: dt.datetime
    who: str
    what: str
    changes: list[FieldChange]
    reason: str
    erased: bool
    sequence: int


def events_of(thing: models.Model) -> QuerySet[Event]:
    """All events of one record, oldest first."""
    return Event.objects.filter(subject_kind=thing._meta.label_lower, subject_id=thing.pk).select_related("payload")


def history_of(thing: models.Model, limit: int = 200) -> list[Entry]:
    """A record's history, newest first."""
    return [entry_of(event, thing) for event in events_of(thing).order_by("-sequence")[:limit]]


def entry_of(event: Event, thing: models.Model | None = None) -> Entry:
    """One event in words."""
    content: dict[str, Any] = event.payload.content or {}
    erased = event.payload.content is None
    who = content.get("actor", "")
    if content.get("on_behalf_of"):
        who = f"{who} ({content['on_behalf_of']})"
    return Entry(
        moment=event.at,
        who=who,
        what=sentence_of(event.verb, content),
        changes=_changes(content, thing, who),
        reason=str(content.get("reason", "")),
        erased=erased,
        sequence=event.sequence,
    )


def _changes(content: dict[str, Any], thing: models.Model | None, who: str) -> list[FieldChange]:
    found = []
    for name, change in content.get("changes", {}).items():
        before, after = read_change(change, thing, name)
        label = change.get("label") or (field_label(thing, name) if thing is not None else name)
        found.append(FieldChange(label, before, after, who))
    return found


def changes_since(thing: models.Model, version: int) -> dict[str, FieldChange]:
    """For each field changed since ``version``: what it was then, what it is now and who changed it last."""
    found: dict[str, FieldChange] = {}
    for event in events_of(thing).filter(subject_version__gt=version):
        content: dict[str, Any] = event.payload.content or {}
        for name, change in content.get("changes", {}).items():
            before, after = read_change(change, thing, name)
            first = found[name].before if name in found else before
            found[name] = FieldChange(field_label(thing, name), first, after, content.get("actor", ""))
    return found


@dataclass(frozen=True)
class Version:
    """A record as one change left it: the number of the version, when, and by whom."""

    number: int
    moment: dt.datetime
    who: str


def versions_of(thing: Any, names: Collection[str]) -> list[Version]:
    """How often one of the fields changed: the record as it began, and each version since, oldest first.

    What was erased cannot be shown, so the versions begin after it.
    """
    found: list[Version] = []
    for event in events_of(thing).order_by("sequence"):
        content = event.payload.content
        if content is None:
            found = []
        elif not found or set(names) & set(content.get("changes", {})):
            found.append(Version(event.subject_version, event.at, content.get("actor", "")))
    return found


def fields_at(thing: Any, names: Collection[str], version: int) -> dict[str, Any]:
    """The fields as they stood at a version: from now on backwards, each change undone."""
    fields = {name: stored(thing, name)[0] for name in names}
    for event in events_of(thing).filter(subject_version__gt=version).order_by("-sequence"):
        for name, change in (event.payload.content or {}).get("changes", {}).items():
            if name in fields:
                fields[name] = change["before"]
    return fields


def head() -> chain.Head:
    """The newest event's number and digest."""
    last = Event.objects.order_by("-sequence").first()
    return chain.Head(last.sequence, last.digest) if last else chain.Head(0, chain.START)


def _stored_events() -> Iterator[chain.StoredEvent]:
    rows = Event.objects.select_related("payload").order_by("sequence").iterator(chunk_size=2000)
    names = chain.Link.__dataclass_fields__
    for event in rows:
        payload = getattr(event, "payload", None)
        yield chain.StoredEvent(
            link=chain.Link(**{name: getattr(event, name) for name in names}),
            digest=event.digest,
            has_payload=payload is not None,
            content=payload.content if payload else None,
            erased=bool(payload and payload.erased_at),
        )


def verify() -> tuple[chain.Break | None, chain.Head]:
    """Prove the whole chain against itself and against the head kept outside the database."""
    return chain.first_break(_stored_events(), anchors.kept())
