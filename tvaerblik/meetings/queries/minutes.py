"""What minutes say, as plain data: the package's content with attendance, outcomes and what is to be done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tvaerblik.core.effects import effects
from tvaerblik.meetings.content import to_approve
from tvaerblik.meetings.models import (
    AttendanceStatus,
    DecidedEffect,
    Decision,
    Meeting,
    Minutes,
    PointOutcome,
)
from tvaerblik.meetings.presence import Roll, leader_of, part_of, roll_of
from tvaerblik.meetings.progress import newest_package
from tvaerblik.meetings.queries.paper import front_of
from tvaerblik.meetings.written import texts_of


def minutes_content(
    minutes: Minutes, *, approved_by: str = "", approved_at: dt.datetime | None = None
) -> dict[str, Any]:
    """The minutes' content; what was sent is taken from the package, so that the text stands as the members saw it."""
    meeting = minutes.meeting
    package = newest_package(meeting)
    with translation.override(settings.LANGUAGE_CODE):
        base = package.content if package else _without_package(meeting)
        decisions = decisions_of(meeting)
        roll = roll_of(meeting)
        leader = leader_of(meeting)
        texts = texts_of(meeting)
        return {
            **base,
            "kind": "minutes",
            "leader": {"name": leader.person.name, "note": leader.note} if leader else None,
            "present": [_person(row) for row in roll.attendance if row.status == AttendanceStatus.PRESENT],
            "absent": [_person(row) for row in roll.attendance if row.status != AttendanceStatus.PRESENT],
            "approved_by": approved_by,
            "approved_at": approved_at.isoformat() if approved_at else None,
            "items": [
                {**_minuted({**item, "is_new": False}, decisions, texts), **_roll_of_item(item["item_id"], roll)}
                for item in base["items"]
            ],
            "remarks": minutes.remarks,
        }


def _without_package(meeting: Meeting) -> dict[str, Any]:
    content = to_approve(meeting)
    return {**content, **front_of(meeting, content)}


def decisions_of(meeting: Meeting) -> dict[int, Decision]:
    """The decisions of a meeting by agenda item."""
    rows = Decision.objects.filter(item__meeting=meeting).prefetch_related(
        "points__point", "points__effects", "follow_ups__owner", "dissents"
    )
    return {row.item_id: row for row in rows}


def _person(row: Any) -> dict[str, str]:
    notes = [] if row.status == AttendanceStatus.PRESENT else [row.get_status_display()]
    if row.substitute_for:
        notes.append(_("substitute for %(member)s") % {"member": row.substitute_for})
    if part := part_of(row):
        notes.append(part)
    return {"name": row.name, "seat": row.seat_title, "note": ", ".join(notes)}


def _roll_of_item(item_id: int, roll: Roll) -> dict[str, list[dict[str, str]]]:
    """Who took no part in one item: the disqualified, and those who came later or had left (R81)."""
    return {
        "excluded": [{"name": row.name} for row in roll.excluded(item_id)],
        "missing": [{"name": row.name} for row in roll.missing(item_id)],
    }


def _minuted(item: dict[str, Any], decisions: dict[int, Decision], texts: dict[int, str]) -> dict[str, Any]:
    """The item with its decision; one without a decision says what was typed on it, as "any other business" does."""
    decision, text = decisions.get(item["item_id"]), texts.get(item["item_id"], "")
    if decision is None and text.strip():
        return {**item, "decision": {"number": "", "text": text, "dissents": [], "actions": []}}
    return _with_decision(item, decision, text)


def _with_decision(item: dict[str, Any], decision: Decision | None, text: str) -> dict[str, Any]:
    if decision is None:
        return item
    outcomes = {row.point_id: row for row in decision.points.all()}
    points = [_with_outcome(point, outcomes.get(point["point_id"])) for point in item["points"]]
    actions = [
        {"responsible": str(row.owner), "text": row.text, "due": row.due.isoformat()}
        for row in decision.follow_ups.all()
    ]
    return {
        **item,
        "points": points,
        "outcome": decision.outcome,
        "decision": {
            "number": decision.number,
            "text": text,
            "dissents": [
                {"member": row.name, "text": row.text} for row in decision.dissents.all() if not row.is_withdrawn
            ],
            "actions": actions,
        },
    }


def _with_outcome(point: dict[str, Any], row: PointOutcome | None) -> dict[str, Any]:
    """The point with its outcome, and what the decision does to the register; nothing when it was not carried."""
    if row is None:
        return {**point, "outcome": "", "decided_text": "", "decided_effect": ""}
    shown = {effect["effect_id"]: effect for effect in point.get("effects", [])}
    lines = [
        _decided_line(shown[effect.point_effect_id], effect)
        for effect in row.effects.all()
        if effect.point_effect_id in shown
    ]
    return {**point, "outcome": row.outcome, "decided_text": row.wording, "decided_effect": "; ".join(lines)}


def _decided_line(shown: dict[str, Any], effect: DecidedEffect) -> str:
    known = effects[shown["effect"]]
    line = f"{shown['record']}: {shown['label']} {shown['before_reads']} → {known.reads(effect.decided)}"
    if effect.decided == effect.recommended:
        return line
    return _("%(change)s (recommended %(value)s)") % {"change": line, "value": shown["value_reads"]}
