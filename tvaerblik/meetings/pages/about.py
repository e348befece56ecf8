"""What meetings tell on the page of a record: decisions that changed it, cases that may, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from tvaerblik.core.models import link_to
from tvaerblik.meetings import queries
from tvaerblik.meetings.models import Case, CaseState, Decision, ItemState
from tvaerblik.meetings.pages.decision import Changed, points_of


@dataclass(frozen=True)
class Happening:
    """One line: a decision with what it changed, or a case that is on its way."""

    day: dt.date | None
    title: str
    url: str
    where: str
    number: str = ""
    outcome: str = ""
    outcome_label: str = ""
    changes: list[Changed] = field(default_factory=list)
    is_upcoming: bool = False


def happenings_of(record: Model, by: Any) -> list[Happening]:
    """Upcoming treatments first, then decisions, newest first."""
    decisions = _decisions(record, by)
    return [*_upcoming(record, by), *(_decided(decision, record) for decision in decisions)]


def _cases(record: Model, by: Any) -> QuerySet[Case]:
    link = {f"subjects__{name}": value for name, value in link_to(record).items()}
    return queries.cases_for(by).filter(**link).distinct()


def _decisions(record: Model, by: Any) -> list[Decision]:
    cases = _cases(record, by)
    return list(queries.decisions_for(by).filter(item__case__in=cases).order_by("-day", "-pk")[:20])


def _decided(decision: Decision, record: Model) -> Happening:
    changes = [change for point in points_of(decision) for change in point.changes if change.record == record]
    return Happening(
        day=decision.day,
        title=decision.item.heading,
        url=decision.get_absolute_url(),
        where=decision.body.short_name,
        number=decision.number,
        outcome=decision.outcome,
        outcome_label=decision.get_outcome_display(),
        changes=changes,
    )


def _upcoming(record: Model, by: Any) -> list[Happening]:
    """Cases that are not over; without a meeting they say so (R26)."""
    settled = [CaseState.DECIDED, CaseState.CLOSED, CaseState.WITHDRAWN]
    found = []
    for case in _cases(record, by).exclude(state__in=settled).order_by("-pk"):
        ahead = case.items.exclude(state__in=[ItemState.WITHDRAWN, ItemState.DECIDED]).select_related("meeting__body")
        item = ahead.first()
        day = item.meeting.day if item else None
        where = item.meeting.body.short_name if item else ""
        found.append(Happening(day, case.title, case.get_absolute_url(), where, case.number, is_upcoming=True))
    return sorted(found, key=lambda one: (one.day is not None, one.day or dt.date.min), reverse=True)


def panel(record: Model, by: Any) -> dict[str, Any]:
    """The section of a record's page."""
    return {"happenings": happenings_of(record, by)}
