"""Meetings on the start page and on the week ruler."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from tvaerblik.bodies.models import BodyKind
from tvaerblik.core import clock
from tvaerblik.core.contributions import Happening
from tvaerblik.meetings import queries
from tvaerblik.meetings.models import Case, CaseState, Meeting, MeetingState
from tvaerblik.meetings.pages.agenda import chain_of, rows_of, time_of

KINDS = {BodyKind.STEERING: "steering", BodyKind.PROGRAMME: "programme"}


@dataclass(frozen=True)
class Awaiting:
    """A case that awaits a decision, the meeting it is on, and how many days it has waited."""

    case: Case
    meeting: Meeting | None
    days: int


def next_meeting(_thing: Any, by: Any) -> dict[str, Any] | None:
    """The steering group's next meeting with its chain of deadlines, and the meetings after it."""
    ahead = list(
        queries.meetings_for(by)
        .filter(body__kind_of_body__in=list(KINDS), start__gte=clock.now())
        .exclude(state=MeetingState.CANCELLED)
        .order_by("start")[:6]
    )
    meeting = next((m for m in ahead if m.body.kind_of_body == BodyKind.STEERING), None) or next(iter(ahead), None)
    if meeting is None:
        return None
    rows = rows_of(meeting, by, with_offers=False)
    return {
        "meeting": meeting,
        "items": len(rows),
        # Whoever does not see every item cannot add up the time, and it is not theirs to mend.
        "over": 0 if any(row.is_hidden for row in rows) else time_of(meeting, rows).over,
        "chain": chain_of(meeting, rows),
        "after": [other for other in ahead if other.pk != meeting.pk][:3],
    }


def awaiting(_thing: Any, by: Any) -> dict[str, Any] | None:
    """Cases that await a decision, with the meeting they are on; those without a meeting first (R26)."""
    going = [CaseState.PROPOSED, CaseState.PREPARING, CaseState.IN_GOVERNANCE]
    cases = queries.cases_for(by).filter(state__in=going, purpose="decision").prefetch_related("items__meeting__body")
    found = []
    for case in cases:
        live = [
            item for item in case.items.all() if item.state in {"proposed", "accepted", "ready", "returned", "sent"}
        ]
        meeting = live[-1].meeting if live else None
        found.append(Awaiting(case, meeting, (clock.now() - case.created_at).days))
    found.sort(key=lambda row: (row.meeting is not None, -row.days))
    return {"rows": found[:10], "total": len(found)} if found else None


def happenings(start: dt.date, end: dt.date, _by: Any) -> Sequence[Happening]:
    """The meetings of the steering and programme group, and the deadlines of those still ahead."""
    rows = Meeting.objects.filter(body__kind_of_body__in=list(KINDS), start__date__gte=start, start__date__lt=end)
    found = []
    for meeting in rows.exclude(state=MeetingState.CANCELLED).select_related("body"):
        kind = KINDS[BodyKind(meeting.body.kind_of_body)]
        label = f"{meeting.body.code} {date_format(meeting.day, 'j. N')}"
        url = meeting.get_absolute_url()
        found.append(Happening(meeting.day, kind, label, str(meeting), url))
        if meeting.day >= clock.today():
            for field in ("material_due", "approval_due", "sending_due"):
                due: dt.date = getattr(meeting, field)
                name = str(Meeting._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
                found.append(Happening(due, "deadline", "", f"{name} {date_format(due, 'j. N')}", url))
    return [happening for happening in found if start <= happening.day < end]
