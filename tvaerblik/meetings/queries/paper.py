"""The paper made of the content: front page, the values the records have as it is sent, and each reader's variant."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tvaerblik.bodies import queries as bodies
from tvaerblik.core import words
from tvaerblik.core.effects import effects
from tvaerblik.meetings.content import NO_CASE, agenda_of, to_approve, version_of
from tvaerblik.meetings.models import OPEN_FOLLOW_UPS, Approval, FollowUp, Meeting, PointEffect, Referral, Standing
from tvaerblik.meetings.queries.between import answered_since_last
from tvaerblik.meetings.queries.visible import Reader


def to_send(meeting: Meeting, approval: Approval, *, number: int, sent_at: Any, trail_head: str) -> dict[str, Any]:
    """The approved content with its front page and the values the records have as it is sent."""
    return {
        **_paper(meeting, number),
        "sent_at": sent_at.isoformat(),
        "approved_by": approval.name,
        "approved_at": approval.created_at.isoformat(),
        "content_hash": approval.content_hash,
        "trail_head": trail_head,
    }


def draft_of(meeting: Meeting) -> dict[str, Any]:
    """The paper as it would be sent now, for the draft that preparers and chair read."""
    paper = _paper(meeting, version_of(meeting, agenda_of(meeting)))
    return {**paper, "sent_at": None, "approved_by": "", "approved_at": None, "content_hash": "", "trail_head": ""}


def _paper(meeting: Meeting, number: int) -> dict[str, Any]:
    with translation.override(settings.LANGUAGE_CODE):
        content = to_approve(meeting)
        before = _as_sent(meeting, number)
        content["items"] = [before.get(item["item_id"], item) for item in content["items"]]
        for item in content["items"]:
            if item["item_id"] in before:
                continue
            if item["standing"] == Standing.FOLLOW_UP:
                item["summary"] = follow_up_text(meeting)
            for point in item["points"]:
                for effect in point["effects"]:
                    _add_present_value(effect)
                point["effect"] = "; ".join(effect_line(effect) for effect in point["effects"]) or None
        return {
            **content,
            **front_of(meeting, content),
            "kind": "supplement" if number > 1 else "agenda",
            "version": number,
            "absent": [],
        }


def _as_sent(meeting: Meeting, number: int) -> dict[int, dict[str, Any]]:
    """What the package before this version said of each item: a supplement repeats it word for word."""
    package = meeting.packages.filter(number__lt=number).order_by("-number").first()
    return {item["item_id"]: {**item, "is_new": False} for item in package.content["items"]} if package else {}


def front_of(meeting: Meeting, content: dict[str, Any]) -> dict[str, Any]:
    """What a paper's front page says besides the content."""
    return {
        "municipality": settings.MUNICIPALITY,
        "meeting": {**content["meeting"], "number": number_of(meeting)},
        "members": [
            {"name": h.person.name, "seat": h.seat.title} for h in bodies.members_on(meeting.body, meeting.day)
        ],
        "example": bool(settings.EXAMPLE),
    }


def number_of(meeting: Meeting) -> str:
    """ "4 of 4" among the year's ordinary meetings of the body, or that it is an extra one."""
    if meeting.is_extra:
        return _("extra meeting")
    year = Meeting.objects.filter(body=meeting.body, is_extra=False, start__year=meeting.day.year).exclude(
        state="cancelled"
    )
    before = year.filter(start__lt=meeting.start).count()
    return _("%(number)d of %(all)d") % {
        "number": before + 1,
        "all": max(meeting.body.meetings_a_year, year.count()),
    }


def _add_present_value(effect: dict[str, Any]) -> None:
    row = PointEffect.objects.get(pk=effect["effect_id"])
    known = effects[row.effect]
    record = row.subject
    effect["record"] = str(record)
    effect["before"] = known.current(record)
    effect["before_reads"] = known.reads(effect["before"])
    effect["value_reads"] = known.reads(row.value)


def effect_line(effect: dict[str, Any]) -> str:
    """ "C06 VUM 2.0: End date 30 September 2026 → 31 December 2026"."""
    return f"{effect['record']}: {effect['label']} {effect['before_reads']} → {effect['value_reads']}"


def follow_up_text(meeting: Meeting) -> str:
    """The standing item's text: what is open after earlier decisions of the body, overdue first (R37)."""
    rows = FollowUp.objects.filter(decision__body=meeting.body, state__in=OPEN_FOLLOW_UPS).select_related(
        "decision__item__case", "owner"
    )
    lines = [
        f"- {row.text} ({row.owner}, {words.day(row.due)}). {row.decision.number}"
        for row in rows.exclude(decision__item__case__is_closed=True).order_by("due", "pk")
    ]
    lines += [_answer_line(row) for row in answered_since_last(meeting).exclude(case__is_closed=True)]
    return "\n".join(lines) if lines else _("Nothing is open after earlier decisions.")


def _answer_line(referral: Referral) -> str:
    """ "- Answer from executive management on …: approved. …": what came back since the last meeting."""
    result = referral.get_outcome_display() if referral.outcome else referral.get_state_display()
    line = _("Answer from %(body)s of %(day)s on “%(case)s”: %(result)s.") % {
        "body": referral.to_body.short_name,
        "day": words.day(referral.answered_on) if referral.answered_on else "",
        "case": referral.case,
        "result": result,
    }
    return f"- {line} {' '.join(referral.remark.split())}".strip()


def content_for(content: dict[str, Any], reader: Reader) -> dict[str, Any]:
    """One reader's variant of frozen content (D4).

    A closed item that is not theirs keeps its number and nothing else; a closed appendix keeps its place in the list.
    """
    return {**content, "items": [_item_for(item, reader) for item in content["items"]]}


def _item_for(item: dict[str, Any], reader: Reader) -> dict[str, Any]:
    if reader.sees_closed_of(item):
        return item
    return _withheld(item) if item["closed"] else _with_open_files(item)


def _withheld(item: dict[str, Any]) -> dict[str, Any]:
    # Said anew from nothing, so that what a later version adds to an item is not shown by mistake.
    return {
        **NO_CASE,
        "item_id": item["item_id"],
        "number": item["number"],
        "title": "",
        "standing": "",
        "purpose": "none",
        "minutes": None,
        "closed": True,
        "is_new": False,
    }


def _with_open_files(item: dict[str, Any]) -> dict[str, Any]:
    return {**item, "attachments": [_open_file(file, place) for place, file in enumerate(item["attachments"])]}


def _open_file(file: dict[str, Any], place: int) -> dict[str, Any]:
    if not file["closed"]:
        return file
    return {
        "id": f"closed-{place}",
        "version": 0,
        "title": _("Closed appendix"),
        "filename": "",
        "pages": None,
        "content_type": "",
        "sha256": "",
        "closed": True,
        "included": False,
        "reason": _("It is only for those who may read closed items."),
    }
