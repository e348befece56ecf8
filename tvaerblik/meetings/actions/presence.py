"""Who is at the meeting, who takes no part because of disqualification, and who did not agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.core.refusals import NotPossible
from tvaerblik.meetings import mail, presence
from tvaerblik.meetings.models import AgendaItem, Attendance, AttendanceStatus, Decision, Dissent, Exclusion, Meeting
from tvaerblik.meetings.rules import agenda, decisions
from tvaerblik.meetings.rules import presence as rules
from tvaerblik.people.models import Person
from tvaerblik.people.rules import permit, possible


@dataclass(frozen=True)
class Part:
    """The items somebody was there for: from which number, through which; None is from the start, to the end."""

    first: int | None = None
    last: int | None = None


@transaction.atomic
def record_attendance(
    meeting: Meeting,
    *,
    by: Any,
    statuses: Mapping[int, str],
    parts: Mapping[int, Part] | None = None,
    substitute: Person | None = None,
    stands_in_for: Person | None = None,
    agreed: bool = False,
) -> Meeting:
    """Say who was there: a status and a part for each person's id, and a substitute when one stands in (D5).

    Whoever is not mentioned stays as they are. Refused when more would take part than there are seats.
    """
    current = locked(meeting)
    permit(agenda.why_not_run(current, by))
    possible(agenda.why_not_attendance(current))
    items = len(presence.roll_of(current).numbers)
    for row in current.attendance.all():
        part = (parts or {}).get(row.person_id, Part(row.first_item, row.last_item))
        _record(row, statuses.get(row.person_id, row.status), part, items, by)
    if substitute is not None:
        _add_substitute(current, substitute, stands_in_for, agreed=agreed, by=by)
    possible(rules.why_not_whole(current))
    return current


def _record(row: Attendance, status: str, part: Part, items: int, by: Any) -> None:
    for number in (part.first, part.last):
        possible(rules.why_no_such_item(number, items) if number is not None else "")
    if status != AttendanceStatus.PRESENT:
        part = Part()
    # From the first and through the last item is the whole meeting.
    first = None if part.first == 1 else part.first
    last = None if part.last == items else part.last
    if (status, first, last) != (row.status, row.first_item, row.last_item):
        revise(row, {"status": status, "first_item": first, "last_item": last}, by=by, verb="record_attendance")


def _add_substitute(
    meeting: Meeting, substitute: Person, stands_in_for: Person | None, *, agreed: bool, by: Any
) -> None:
    """The substitute takes the items the member is away from."""
    absent = meeting.attendance.filter(person=stands_in_for).first() if stands_in_for else None
    possible(rules.why_no_substitute(absent, agreed=agreed))
    if meeting.attendance.filter(person=substitute).exists():
        raise NotPossible(_("%(person)s is already on the list.") % {"person": substitute})
    assert absent is not None  # the rule has just said so
    row = Attendance(
        meeting=meeting,
        person=substitute,
        name=substitute.name,
        seat_title=absent.seat_title,
        substitute_for=stands_in_for,
        is_agreed=agreed,
        first_item=absent.last_item + 1 if absent.last_item else None,
        last_item=absent.first_item - 1 if absent.first_item else None,
    )
    add(row, by=by, verb="record_attendance", agreed_with_chair=agreed)


@transaction.atomic
def exclude_member(item: AgendaItem, *, person: Person, reason: str, by: Any) -> Exclusion:
    """Record that somebody takes no part in an item because of disqualification; the person is told (R81, D4).

    From now on nothing closed of the case is shown to them. The reason stands in the record alone, not in the minutes.
    """
    current = locked(item)
    permit(rules.why_not_chair_or_secretary(current, by))
    possible(rules.why_settled(current))
    possible(rules.why_not_excluded(current, person))
    row = Exclusion(item=current, person=person, name=person.name, reason=reason)
    add(row, by=by, verb="exclude_member", person=person.name, reason=reason)
    record("exclude_member", current, by=by, person=person.name)
    possible(rules.why_not_whole(current.meeting))
    mail.member_excluded(row, by=by)
    return row


@transaction.atomic
def lift_exclusion(exclusion: Exclusion, *, reason: str, by: Any) -> Exclusion:
    """The person may take part after all; the reason stays in the trail."""
    current = locked(exclusion)
    permit(rules.why_not_lifter(current, by))
    possible(rules.why_not_liftable(current))
    fields = {"is_lifted": True}
    lifted = revise(current, fields, by=by, verb="lift_exclusion", person=current.name, reason=reason)
    record("lift_exclusion", current.item, by=by, person=current.name)
    mail.exclusion_lifted(lifted, by=by)
    return lifted


@transaction.atomic
def add_dissent(decision: Decision, *, person: Person, text: str, by: Any) -> Dissent:
    """Enter the deviating opinion of a member who took part in the decision (R81)."""
    current = locked(decision)
    permit(decisions.why_not_write_decision(current.item, by))
    possible(rules.why_not_dissent_now(current))
    possible(rules.why_no_part(current, person))
    row = Dissent(decision=current, person=person, name=person.name, text=text)
    add(row, by=by, verb="add_dissent", person=person.name)
    record("add_dissent", current, by=by, person=person.name)
    return row


@transaction.atomic
def withdraw_dissent(dissent: Dissent, *, by: Any) -> Decision:
    """Take a deviating opinion out again, while the minutes are a draft; that it stood there stays in the trail."""
    current = locked(dissent)
    permit(decisions.why_not_write_decision(current.decision.item, by))
    possible(rules.why_not_dissent_now(current.decision))
    revise(current, {"is_withdrawn": True}, by=by, verb="withdraw_dissent", person=current.name)
    record("withdraw_dissent", current.decision, by=by, person=current.name)
    return current.decision
