"""Who records disqualification and deviating opinions, what attendance cannot be, and when a meeting is too small."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies import rules as seats
from tvaerblik.meetings import presence
from tvaerblik.meetings.models import (
    UNFINISHED_MINUTES,
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Case,
    Decision,
    Dissent,
    Exclusion,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
    MinutesState,
)
from tvaerblik.meetings.presence import Roll
from tvaerblik.people.models import Person

_APPROVED = frozenset({MinutesState.APPROVED, MinutesState.CONFIRMED})


def _minutes_state(meeting: Meeting) -> str:
    return Minutes.objects.filter(meeting=meeting).values_list("state", flat=True).first() or ""


def why_not_chair_or_secretary(item: AgendaItem, by: Any) -> str:
    """ "" for chair and secretary themselves: who takes part in a case is not prepared by others."""
    body = item.meeting.body
    if seats.is_chair(by, body) or seats.is_secretary(by, body):
        return ""
    return _("Only the secretary or the chair of %(body)s can do this.") % {"body": body.short_name}


def why_settled(item: AgendaItem) -> str:
    """ "" while it can still be said who takes part in an item: until the minutes are approved."""
    if item.case_id is None:
        return _("Disqualification is recorded on an item with a case.")
    if item.meeting.state == MeetingState.CANCELLED or item.state == ItemState.WITHDRAWN:
        return _("The item is not on the agenda of a meeting.")
    if _minutes_state(item.meeting) in _APPROVED:
        return _("The minutes have been approved. Correct them by an addendum.")
    return ""


def why_not_exclude(item: AgendaItem, by: Any) -> str:
    """ "" for chair and secretary until the minutes are approved."""
    return why_not_chair_or_secretary(item, by) or why_settled(item)


def why_not_excluded(item: AgendaItem, person: Person) -> str:
    """ "" when the person belongs to the meeting and is not excluded already."""
    if person.pk not in presence.people_at(item.meeting):
        return _("%(person)s has no seat in %(body)s and stands in for nobody at the meeting.") % {
            "person": person,
            "body": item.meeting.body.short_name,
        }
    if presence.is_excluded(item, person):
        return _("%(person)s is already recorded as disqualified.") % {"person": person}
    return ""


def why_not_lift(exclusion: Exclusion, by: Any) -> str:
    """ "" for chair and secretary until the minutes are approved; nobody lifts their own."""
    return why_not_lifter(exclusion, by) or why_not_liftable(exclusion)


def why_not_lifter(exclusion: Exclusion, by: Any) -> str:
    """ "" for chair and secretary; nobody lifts their own."""
    if exclusion.person_id == by.pk:
        return _("Somebody else must lift one's own disqualification.")
    return why_not_chair_or_secretary(exclusion.item, by)


def why_not_liftable(exclusion: Exclusion) -> str:
    """ "" while it stands and can be changed."""
    if exclusion.is_lifted:
        return _("The disqualification has been lifted already.")
    return why_settled(exclusion.item)


def why_excluded(item: AgendaItem, by: Any) -> str:
    """ "" for everybody who may take part in the item."""
    if presence.is_excluded(item, by):
        return _("You take no part in this item because of disqualification.")
    return ""


def why_excluded_from_case(case: Case, by: Any) -> str:
    """ "" for everybody who may take part in the case; who is disqualified once does not prepare it either."""
    if Exclusion.objects.filter(item__case=case, person=by, is_lifted=False).exists():
        return _("You take no part in this case because of disqualification.")
    return ""


def why_not_dissent_now(decision: Decision) -> str:
    """ "" until the minutes go to the chair."""
    state = _minutes_state(decision.item.meeting)
    if state in UNFINISHED_MINUTES:
        return ""
    return _("The minutes are “%(state)s”. The chair must return them first.") % {"state": MinutesState(state).label}


def why_no_part(decision: Decision, person: Person) -> str:
    """ "" for somebody who took part in the decision and has no deviating opinion entered yet."""
    item = decision.item
    rows = presence.roll_of(item.meeting).taking_part(item.pk)
    if person.pk not in {row.person_id for row in rows}:
        return _("%(person)s took no part in the item.") % {"person": person}
    if decision.dissents.filter(person=person, is_withdrawn=False).exists():
        return _("%(person)s already has a deviating opinion on this decision. Take it out first.") % {"person": person}
    return ""


def why_no_substitute(absent: Attendance | None, *, agreed: bool) -> str:
    """ "" when somebody can stand in: for a member who is away from some items, agreed with the chair (D5)."""
    if absent is None:
        return _("Say which member the substitute stands in for.")
    if absent.status == AttendanceStatus.PRESENT and not (absent.first_item or absent.last_item):
        return _("%(member)s is present and needs no substitute.") % {"member": absent.name}
    if absent.first_item and absent.last_item:
        return _("%(member)s comes and goes. Say in the remarks who stood in when.") % {"member": absent.name}
    return "" if agreed else _("A substitute must be agreed with the chair. Say that it is.")


def why_no_such_item(number: int, count: int) -> str:
    """ "" for a number on an agenda of so many items."""
    return "" if 1 <= number <= count else _("There is no item %(number)d on the agenda.") % {"number": number}


def why_not_whole(meeting: Meeting) -> str:
    """ "" when the roll holds together: never more than the seats, and no opinion of somebody who was not there."""
    roll = presence.roll_of(meeting)
    places = bodies.places_on(meeting.body, meeting.day)
    for number in roll.numbers.values():
        there = {row.person_id: row for row in roll.there(number)}
        for row in there.values():
            member = there.get(row.substitute_for_id or 0)
            if member is not None:
                return _("%(member)s and the substitute %(substitute)s cannot both take part in item %(number)d.") % {
                    "member": member.name,
                    "substitute": row.name,
                    "number": number,
                }
        if len(there) > places:
            return _("%(there)d would take part in item %(number)d, but %(body)s has %(places)d seats.") % {
                "there": len(there),
                "number": number,
                "body": meeting.body.short_name,
                "places": places,
            }
    return _why_dissenter_is_away(meeting, roll)


def _why_dissenter_is_away(meeting: Meeting, roll: Roll) -> str:
    rows = Dissent.objects.filter(decision__item__meeting=meeting, is_withdrawn=False).select_related("decision")
    for row in rows:
        item_id = row.decision.item_id
        if row.person_id not in {one.person_id for one in roll.taking_part(item_id)}:
            return _("%(person)s has a deviating opinion on item %(number)d. Take it out first.") % {
                "person": row.name,
                "number": roll.numbers[item_id],
            }
    return ""


def warnings_of(meeting: Meeting, roll: Roll) -> Iterator[str]:
    """What the meeting page warns of and does not bar: fewer than the quorum, a leader who is not there (R80, R81)."""
    quorum = meeting.body.quorum or 0
    few = {number: len(roll.taking_part(pk)) for pk, number in roll.numbers.items()}
    few = {number: count for number, count in few.items() if count < quorum}
    if few and len(few) == len(roll.numbers) and len(set(few.values())) == 1:
        yield _few(few[1], quorum)
    else:
        for number, count in few.items():
            yield _("Item %(number)d: %(sentence)s") % {"number": number, "sentence": _few(count, quorum)}
    leader = presence.leader_of(meeting)
    listed = {row.person_id: row for row in roll.attendance}
    row = listed.get(leader.person.pk) if leader is not None else None
    if row is not None and not any(row.is_there_at(number) for number in roll.numbers.values()):
        yield _("%(person)s leads the meeting but is not present. Choose another meeting leader.") % {
            "person": row.name
        }


def _few(count: int, quorum: int) -> str:
    return ngettext(
        "Only %(count)d takes part; the quorum is %(quorum)d.",
        "Only %(count)d take part; the quorum is %(quorum)d.",
        count,
    ) % {"count": count, "quorum": quorum}
