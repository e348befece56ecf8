"""What stands beside the form in which a decision is written, corrected or confirmed."""

from __future__ import annotations

from typing import Any

from tvaerblik.core.effects import effects
from tvaerblik.meetings import queries
from tvaerblik.meetings.models import AgendaItem, DecidedEffect, Decision, Minutes
from tvaerblik.meetings.pages.decision import changes_of, points_of
from tvaerblik.meetings.rules import decisions as rules
from tvaerblik.meetings.rules import mandate
from tvaerblik.people.rules import permit


def of_item(item: AgendaItem, _by: Any) -> dict[str, Any]:
    """The item and its points."""
    return {
        "item": item,
        "points": _points(item),
        "recommends_to": item.recommends_to,
        "over_mandate": mandate.why_over(item),
    }


def of_decision(decision: Decision, _by: Any) -> dict[str, Any]:
    """The same of a decision that is corrected."""
    return of_item(decision.item, _by)


def _points(item: AgendaItem) -> list[dict[str, Any]]:
    """Each point with the names of its fields in the form, so that the template can put them together."""
    if item.case is None:
        return []
    found = []
    for point in item.case.points.filter(is_withdrawn=False).prefetch_related("effects"):
        values = [f"value_{row.pk}" for row in point.effects.all() if not row.is_withdrawn]
        found.append(
            {
                "point": point,
                "outcome": f"outcome_{point.pk}",
                "wording": f"wording_{point.pk}",
                "values": [] if item.recommends_to_id else values,
            }
        )
    return found


def of_minutes(minutes: Minutes, by: Any) -> dict[str, Any]:
    """What approving the minutes does to the register, decision by decision. Only for those who approve."""
    permit(rules.MINUTES.steps["approve_minutes"].who(minutes, by))
    decisions = queries.decisions_for(by).filter(item__meeting=minutes.meeting, in_force_at__isnull=True)
    changes = [(decision, changes_of(points_of(decision))) for decision in decisions.order_by("pk")]
    return {"minutes": minutes, "changes": [(decision, found) for decision, found in changes if found]}


def of_effect(effect: DecidedEffect, _by: Any) -> dict[str, Any]:
    """The three values side by side: in the paper, now, and decided."""
    known = effects[effect.point_effect.effect]
    return {
        "effect": effect,
        "decision": effect.point_outcome.decision,
        "record": effect.point_effect.subject,
        "field": known.label,
        "seen": known.reads(effect.seen),
        "present": known.reads(rules.present_value(effect)),
        "decided": known.reads(effect.decided),
        "recommended": known.reads(effect.recommended),
    }
