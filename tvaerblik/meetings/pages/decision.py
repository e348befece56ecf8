"""A decision and the minutes as one person sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tvaerblik.core.effects import effects
from tvaerblik.core.words import join_words
from tvaerblik.meetings.models import DecidedEffect, Decision, Dissent, Outcome, PointOutcome
from tvaerblik.meetings.pages.offers import Offer, offer, open_offers
from tvaerblik.meetings.presence import names_of, roll_of
from tvaerblik.meetings.rules import decisions as rules


@dataclass(frozen=True)
class Changed:
    """What the decision does to one field of a record, in words."""

    record: Any
    label: str
    before: str
    after: str
    recommended: str
    point: int
    is_applied: bool
    differs: bool


@dataclass
class Decided:
    """One point as it was decided."""

    row: PointOutcome
    changes: list[Changed] = field(default_factory=list)


def points_of(decision: Decision) -> list[Decided]:
    """Every point with its outcome, deviating wording and what it changes."""
    rows = decision.points.select_related("point").prefetch_related("effects__point_effect__content_type")
    return [Decided(row, [_changed(effect, row.point.number) for effect in row.effects.all()]) for row in rows]


def _changed(effect: DecidedEffect, number: int) -> Changed:
    known = effects[effect.point_effect.effect]
    is_applied = effect.applied_at is not None
    expected = effect.confirmed if effect.is_confirmed else effect.seen
    return Changed(
        record=effect.point_effect.subject,
        label=str(known.label),
        before=known.reads(effect.before if is_applied else expected),
        after=known.reads(effect.decided),
        recommended=known.reads(effect.recommended),
        point=number,
        is_applied=is_applied,
        differs=effect.decided != effect.recommended,
    )


def changes_of(points: Sequence[Decided]) -> list[tuple[Any, list[Changed]]]:
    """The changes under the record they change."""
    found: dict[Any, list[Changed]] = {}
    for point in points:
        for change in point.changes:
            found.setdefault(change.record, []).append(change)
    return list(found.items())


def clashes_of(decision: Decision, by: Any) -> list[tuple[str, Offer]]:
    """What has changed in the register since the paper was sent, and the button that confirms it."""
    if decision.in_force_at is not None:
        return []
    return [
        (rules.clash_sentence(effect), offer("confirm_effect", effect, by)) for effect in rules.clashes_of(decision)
    ]


@dataclass(frozen=True)
class Participation:
    """How many took part in a decision of how many invited, and who did not: too late, gone, or disqualified."""

    present: int
    invited: int
    missing: str
    excluded: str


def participation_in(decision: Decision) -> Participation:
    """Who took part in a decision (R81)."""
    roll, item = roll_of(decision.item.meeting), decision.item_id
    return Participation(
        len(roll.taking_part(item)), roll.invited, names_of(roll.missing(item)), names_of(roll.excluded(item))
    )


def dissents_of(decision: Decision, by: Any) -> list[tuple[Dissent, list[Offer]]]:
    """The deviating opinions, each with the button that takes it out."""
    rows = decision.dissents.filter(is_withdrawn=False)
    return [(row, open_offers(("withdraw_dissent",), row, by)) for row in rows]


def readable(content: dict[str, Any]) -> dict[str, Any]:
    """Frozen content with outcomes in words, and nothing left undefined that the page asks for."""
    return {"leader": None, **content, "items": [_item(item) for item in content["items"]]}


def _item(item: dict[str, Any]) -> dict[str, Any]:
    points = [
        {
            **point,
            "outcome": point.get("outcome", ""),
            "outcome_label": _label(point.get("outcome", "")),
            "decided_text": point.get("decided_text", ""),
            "effect": "" if point.get("outcome") else point.get("effect") or "",
            "decided_effect": point.get("decided_effect", ""),
        }
        for point in item["points"]
    ]
    decision = {"number": "", "text": "", "actions": [], "dissents": [], **(item.get("decision") or {})}
    outcome = item.get("outcome", "")
    return {
        "dissents": [],
        **item,
        "excluded": join_words([person["name"] for person in item.get("excluded", [])]),
        "missing": join_words([person["name"] for person in item.get("missing", [])]),
        "points": points,
        "decision": decision,
        "outcome": outcome,
        "outcome_label": _label(outcome),
        "is_withheld": item["closed"] and not item["title"],
    }


def _label(outcome: str) -> str:
    return str(Outcome(outcome).label) if outcome else ""
