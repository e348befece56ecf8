"""Meetings on the start page and on the week ruler."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tvaerblik.bodies.models import BodyKind
from tvaerblik.core import clock, words
from tvaerblik.core.contributions import Happening
from tvaerblik.meetings import queries
from tvaerblik.meetings.models import Escalation, EscalationState, Meeting, MeetingState
from tvaerblik.meetings.pages.agenda import chain_of, rows_of, time_of

KINDS = {BodyKind.STEERING: "steering", BodyKind.PROGRAMME: "programme"}


@dataclass(frozen=True)
class Awaiting:
    """A case or an escalation that awaits an answer: who decides, when, and what happens if one waits."""

    title: str
    url: str
    number: str
    level: str
    when: dt.date | None
    when_note: str
    if_waiting: str
    days: int
    missing: Sequence[str] = ()
    is_closed: bool = False


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
    """What awaits a decision; that which lacks a meeting or a person first, then the longest wait (R26)."""
    cases = list(queries.awaiting_with_level(by))
    queries.describe(cases)
    raised = queries.escalations_for(by).filter(state=EscalationState.RAISED)
    found = [*map(_case, cases), *map(_escalation, raised)]
    found.sort(key=lambda row: (not row.missing, -row.days))
    return {"rows": found[:10], "total": len(found)} if found else None


def _case(case: Any) -> Awaiting:
    item = case.next_item
    note = _("needed by %(day)s") % {"day": words.short_day(case.needed_by, clock.today())} if case.needed_by else ""
    return Awaiting(
        title=case.title,
        url=case.get_absolute_url(),
        number=case.number,
        level=case.level or "",
        when=item.meeting.day if item else None,
        when_note=note,
        if_waiting=case.if_waiting,
        days=case.waited,
        missing=case.missing,
        is_closed=case.is_closed,
    )


def _escalation(escalation: Escalation) -> Awaiting:
    return Awaiting(
        title=escalation.title,
        url=escalation.get_absolute_url(),
        number=escalation.number,
        level=_("the chair of %(body)s") % {"body": escalation.body.short_name},
        when=escalation.due,
        when_note=_("deadline for the answer"),
        if_waiting="",
        days=(clock.now() - escalation.created_at).days,
    )


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
