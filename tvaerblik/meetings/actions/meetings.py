"""A meeting is planned, convened, moved, held and closed; who came is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, revise
from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies import rules as seats
from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPossible
from tvaerblik.meetings import progress
from tvaerblik.meetings.actions.writing import settle_texts
from tvaerblik.meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    CaseState,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
    Purpose,
    Standing,
)
from tvaerblik.meetings.rules import agenda as rules
from tvaerblik.meetings.rules import deadlines
from tvaerblik.people.rules import permit, possible


@transaction.atomic
def plan_meeting(
    *,
    body: Body,
    day: dt.date,
    begins: dt.time,
    ends: dt.time,
    by: Any,
    place: str = "",
    is_extra: bool = False,
    reason: str = "",
) -> Meeting:
    """Plan a meeting with its deadlines and standing items. Not on a holiday or closing day without a reason."""
    permit(seats.why_not_runs(by, body))
    possible(deadlines.why_not_day(day, reason))
    meeting = Meeting(
        body=body,
        start=clock.moment_of(day, begins),
        end=clock.moment_of(day, ends),
        place=place,
        is_extra=is_extra,
        **deadlines.deadlines_ahead(body, day),
    )
    add(meeting, by=by, verb="plan_meeting", **_told(reason))
    for position, item in enumerate(_standing_items(meeting), start=1):
        item.position = position
        add(item, by=by, verb="add_standing_item")
    return meeting


def _standing_items(meeting: Meeting) -> list[AgendaItem]:
    """What stands on every agenda, in the language of the papers, whatever language the secretary reads."""
    with translation.override(settings.LANGUAGE_CODE):
        rows = (
            (Standing.APPROVAL, _("Approval of agenda and minutes"), Purpose.DECISION, 5),
            (Standing.FOLLOW_UP, _("Follow-up on decisions"), Purpose.INFORMATION, 10),
            (Standing.OTHER, _("Any other business"), Purpose.INFORMATION, 5),
        )
    return [
        AgendaItem(
            meeting=meeting, standing=standing, title=title, purpose=purpose, minutes=minutes, state=ItemState.READY
        )
        for standing, title, purpose, minutes in rows
    ]


def _told(reason: str) -> dict[str, str]:
    return {"reason": reason.strip()} if reason.strip() else {}


@transaction.atomic
def revise_meeting(meeting: Meeting, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> Meeting:
    """Change the place, the leader of this one meeting, or a deadline."""
    current = locked(meeting)
    permit(rules.why_not_run(current, by))
    if current.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
        raise NotPossible(
            _("The meeting is “%(state)s” and cannot be changed.") % {"state": current.get_state_display()}
        )
    return revise(current, fields, by=by, verb="revise_meeting", seen_version=seen_version)


@transaction.atomic
def move_meeting(meeting: Meeting, *, day: dt.date, begins: dt.time, ends: dt.time, reason: str, by: Any) -> Meeting:
    """Move the meeting to another day or time; the deadlines follow, and the reason stands in the trail."""
    current = locked(meeting)
    rules.MEETING.take("move_meeting", current, by)
    possible(deadlines.why_not_day(day, reason))
    fields = {
        "start": clock.moment_of(day, begins),
        "end": clock.moment_of(day, ends),
        **deadlines.deadlines_of(current.body, day),
    }
    return revise(meeting, fields, by=by, verb="move_meeting", reason=reason)


def _step(meeting: Meeting, name: str, by: Any, **content: Any) -> Meeting:
    current = locked(meeting)
    rules.MEETING.take(name, current, by)
    return revise(meeting, {"state": current.state}, by=by, verb=name, **content)


@transaction.atomic
def convene_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """The date is settled and the members are called."""
    return _step(meeting, "convene_meeting", by)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Any) -> Meeting:
    """Cancel the meeting. What was sent out for it is unlocked again, so that its cases can be moved to another."""
    cancelled = _step(meeting, "cancel_meeting", by, reason=reason)
    for item in cancelled.items.filter(state=ItemState.SENT).select_related("case"):
        revise(item, {"state": ItemState.READY}, by=by, verb="release_item", reason=reason)
        if item.case is not None and not progress.is_over(item.case):
            revise(item.case, {"state": CaseState.PREPARING}, by=by, verb="follow_treatment")
    return cancelled


@transaction.atomic
def start_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """The meeting begins: everybody with a seat is listed as present until the secretary says otherwise.

    Where two hold one place, only as many as there are places.
    """
    started = _step(meeting, "start_meeting", by)
    places = bodies.places_on(meeting.body, meeting.day)
    listed: set[int] = set()
    for holder in bodies.members_on(meeting.body, meeting.day):
        if holder.person.pk in listed:
            continue
        row = Attendance(meeting=started, person=holder.person, name=holder.person.name, seat_title=holder.seat.title)
        row.status = AttendanceStatus.PRESENT if len(listed) < places else AttendanceStatus.ABSENT
        add(row, by=by, verb="record_attendance")
        listed.add(holder.person.pk)
    if not Minutes.objects.filter(meeting=started).exists():
        add(Minutes(meeting=started), by=by, verb="begin_minutes")
    return started


@transaction.atomic
def end_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """The meeting is over; every case must have an outcome, "postponed" among them. Standing items are noted."""
    ended = _step(meeting, "end_meeting", by)
    for item in ended.items.filter(case__isnull=True, state=ItemState.SENT):
        revise(item, {"state": ItemState.DECIDED}, by=by, verb="treat_standing_item")
    settle_texts(ended, by=by)
    return ended


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """All is done: minutes approved, decisions in force."""
    return _step(meeting, "close_meeting", by)
