"""What a body decides alone, and what only the body above it may decide: a limit kept on the body (R50)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.core.effects import effects
from tvaerblik.core.money import kroner
from tvaerblik.meetings.models import AgendaItem, DecidedEffect, Decision, Mandate, Purpose


def extra_cost(changes: Iterable[tuple[str, Any, Any]]) -> int:
    """What the changes cost beyond today, in kroner: (effect, value before, value after) each. Savings pay nothing."""
    total = 0
    for name, before, after in changes:
        cost = effects[name].cost
        if cost is not None:
            total += max(0, cost(before, after))
    return total


def is_limited(item: AgendaItem) -> bool:
    """True where the body decides for itself although another stands above it."""
    body = item.meeting.body
    decides = item.case is not None and item.purpose == Purpose.DECISION and item.recommends_to_id is None
    return decides and body.submits_to is not None and body.mandate_limit is not None


def why_over(item: AgendaItem) -> str:
    """ "" when what is recommended lies within the body's mandate, else the sentence that warns."""
    body = item.meeting.body
    if not is_limited(item) or body.submits_to is None or body.mandate_limit is None or item.case is None:
        return ""
    rows = [row for point in item.case.points.all() if not point.is_withdrawn for row in point.effects.all()]
    changes = [
        (row.effect, effects[row.effect].current(row.subject), row.value) for row in rows if not row.is_withdrawn
    ]
    extra = extra_cost(changes)
    if extra <= body.mandate_limit:
        return ""
    return _("The case costs %(extra)s more. %(body)s decides alone up to %(limit)s; above that %(above)s decides.") % {
        "extra": kroner(extra),
        "body": body.short_name,
        "limit": kroner(body.mandate_limit),
        "above": body.submits_to.short_name,
    }


def mandate_of(decision: Decision) -> str:
    """Within or over the mandate, by what was decided; "" where the body has no limit or only recommends."""
    limit = decision.body.mandate_limit
    if not is_limited(decision.item) or limit is None:
        return ""
    rows = DecidedEffect.objects.filter(point_outcome__decision=decision).select_related("point_effect")
    extra = extra_cost((row.point_effect.effect, row.seen, row.decided) for row in rows)
    return Mandate.OVER if extra > limit else Mandate.WITHIN


def why_not_recommend(item: AgendaItem) -> str:
    """ "" where the body can recommend to the one above it instead of deciding."""
    if item.case is not None and item.purpose == Purpose.DECISION and item.meeting.body.submits_to is not None:
        return ""
    return _("%(body)s has no body to recommend this to.") % {"body": item.meeting.body.short_name}
