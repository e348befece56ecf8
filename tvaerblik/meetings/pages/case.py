"""A case as one person sees it: the thread it is part of, its points, and what they do to the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tvaerblik.core import clock, words
from tvaerblik.core.effects import effects
from tvaerblik.meetings import queries
from tvaerblik.meetings.models import (
    AgendaItem,
    Case,
    DecidedEffect,
    Decision,
    FollowUp,
    ItemState,
    Point,
    PointEffect,
    PointOutcome,
)


@dataclass(frozen=True)
class Link:
    """One link of the thread from project to follow-up."""

    kind: str
    icon: str
    label: str
    url: str
    date: str = ""
    is_here: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Change:
    """What a point does to a field of a record: before, recommended and, when decided, after."""

    point: Point
    effect: PointEffect
    record: Any
    label: str
    before: str
    after: str
    recommended: str
    decided: DecidedEffect | None

    @property
    def differs(self) -> bool:
        """The body decided another value than was recommended."""
        return self.decided is not None and self.decided.decided != self.decided.recommended

    @property
    def is_applied(self) -> bool:
        """The record has been changed."""
        return self.decided is not None and self.decided.applied_at is not None


@dataclass
class PointRow:
    """One point with its effects and its newest outcome."""

    point: Point
    outcome: PointOutcome | None
    changes: list[Change] = field(default_factory=list)


def decisions_on(case: Case, by: Any) -> list[Decision]:
    """The decisions on the case that one may see, newest first."""
    return list(queries.decisions_for(by).filter(item__case=case).order_by("-day", "-pk"))


def point_rows(case: Case, decisions: Sequence[Decision]) -> list[PointRow]:
    """The points with what they change. Outcomes are those of the newest decision that treated them."""
    outcomes = _newest_outcomes(decisions)
    decided = _decided_effects(decisions)
    rows = []
    points = case.points.filter(is_withdrawn=False).prefetch_related("effects__content_type")
    for point in points:
        present = [effect for effect in point.effects.all() if not effect.is_withdrawn]
        changes = [_change(point, effect, decided.get(effect.pk)) for effect in present]
        rows.append(PointRow(point, outcomes.get(point.pk), changes))
    return rows


def _newest_outcomes(decisions: Sequence[Decision]) -> dict[int, PointOutcome]:
    found: dict[int, PointOutcome] = {}
    for row in PointOutcome.objects.filter(decision__in=decisions).select_related("decision"):
        held = found.get(row.point_id)
        if held is None or (row.decision.day, row.decision_id) > (held.decision.day, held.decision_id):
            found[row.point_id] = row
    return found


def _decided_effects(decisions: Sequence[Decision]) -> dict[int, DecidedEffect]:
    rows = DecidedEffect.objects.filter(point_outcome__decision__in=decisions).order_by("pk")
    return {row.point_effect_id: row for row in rows}


def _change(point: Point, effect: PointEffect, decided: DecidedEffect | None) -> Change:
    known = effects[effect.effect]
    before = known.current(effect.subject)
    if decided is not None:
        before = decided.before if decided.applied_at else decided.seen
    after = decided.decided if decided is not None else effect.value
    return Change(
        point=point,
        effect=effect,
        record=effect.subject,
        label=str(known.label),
        before=known.reads(before),
        after=known.reads(after),
        recommended=known.reads(effect.value),
        decided=decided,
    )


def by_record(rows: Sequence[PointRow]) -> list[tuple[Any, list[Change]]]:
    """The changes under the record they change, for the table "effect on the register".

    A point that was not carried changes nothing, and is left out.
    """
    found: dict[Any, list[Change]] = {}
    for row in rows:
        for change in row.changes:
            if row.outcome is not None and change.decided is None:
                continue
            found.setdefault(change.record, []).append(change)
    return list(found.items())


def applied_at(rows: Sequence[PointRow]) -> dt.datetime | None:
    """When the register was changed, the last time; None while nothing has been carried out."""
    moments = [c.decided.applied_at for row in rows for c in row.changes if c.decided and c.decided.applied_at]
    return max(moments, default=None)


def thread_of(
    case: Case, rows: Sequence[PointRow], decisions: Sequence[Decision], follow_ups: Sequence[FollowUp]
) -> list[Link]:
    """Project → recommendation → decision → effect → follow-up, as far as it has come."""
    today = clock.today()
    found = [
        Link(_("Project"), "project", str(link.subject), link.subject.get_absolute_url())
        for link in case.subjects.all()
        if link.subject is not None
    ]
    count = ngettext("%(count)d point", "%(count)d points", len(rows)) % {"count": len(rows)}
    label = f"{case.number}, {count}" if case.number else count
    found.append(Link(_("Recommendation"), "decision", label, case.get_absolute_url(), _came_from(case), is_here=True))
    for decision in reversed(decisions):
        where = f"{decision.body.short_name} {words.short_day(decision.day, today)}"
        name = decision.number or decision.get_outcome_display()
        found.append(Link(_("Decision"), "check", name, decision.get_absolute_url(), where))
    changes = [change for _record, list_ in by_record(rows) for change in list_]
    if changes:
        found.append(_effect_link(changes))
    found.extend(
        Link(_("Follow-up"), "clock", row.text, row.get_absolute_url(), _when(row), is_open=row.is_open)
        for row in follow_ups[:2]
    )
    return found


def _came_from(case: Case) -> str:
    return words.short_day(case.created_at, clock.today())


def _effect_link(changes: Sequence[Change]) -> Link:
    applied = [change.decided.applied_at for change in changes if change.decided and change.decided.applied_at]
    count = len(applied) or len(changes)
    if applied:
        label = ngettext("%(count)d field changed", "%(count)d fields changed", count) % {"count": count}
        return Link(_("Effect"), "return", label, "#effect", words.moment(max(applied), clock.today()))
    label = ngettext("%(count)d field awaits", "%(count)d fields await", count) % {"count": count}
    return Link(_("Effect"), "return", label, "#effect", is_open=True)


def _when(follow_up: FollowUp) -> str:
    if not follow_up.is_open:
        return follow_up.get_state_display()
    over = words.days_over(follow_up.due, clock.today())
    return over or words.short_day(follow_up.due, clock.today())


def treatments_of(case: Case, by: Any) -> list[AgendaItem]:
    """Every treatment of the case, in order of time; those taken off are left out."""
    items = queries.items_for(by).filter(case=case).exclude(state=ItemState.WITHDRAWN)
    return list(items.prefetch_related("pre_treatments__body").order_by("meeting__start", "pk"))
