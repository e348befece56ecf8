"""Who sits on a seat, from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.bodies import rules
from tvaerblik.bodies.models import MemberProfile, Membership, Seat
from tvaerblik.core import words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people.models import Person
from tvaerblik.people.rules import forget, permit, possible, why_not_ends_on


@transaction.atomic
def add_membership(
    seat: Seat,
    *,
    person: Person,
    since: dt.date,
    until: dt.date | None = None,
    profile: MemberProfile | None = None,
    appointed_by: str = "",
    reason: str = "",
    by: Any,
) -> Membership:
    """Let the person hold a place of the seat in a period; ``until`` is the first day without it.

    Raises NotPossible when the seat follows a position, is not there, has no free place in the period, or when the
    person does not qualify for it (R62, R63, R67).
    """
    permit(rules.why_not_fills(seat, by))
    seat = audit.locked(seat)
    if seat.position_id is not None:
        raise NotPossible(
            _("“%(seat)s” follows the position %(position)s. Appoint somebody to the position instead.")
            % {"seat": seat, "position": seat.position}
        )
    if until is None and seat.until is not None:
        until = seat.until
    _within(seat, since, until)
    possible(rules.why_not_qualified(seat, person, since))
    possible(rules.why_no_room(seat, person, since, until))
    membership = Membership(
        seat=seat, person=person, since=since, until=until, profile=profile, appointed_by=appointed_by, reason=reason
    )
    forget(person, by)
    return audit.add(
        membership,
        by=by,
        verb="add_membership",
        person=str(person),
        seat=str(seat),
        body=seat.body.short_name,
        day=words.day(since),
    )


def _within(seat: Seat, since: dt.date, until: dt.date | None) -> None:
    if since < seat.since or (seat.until is not None and (until is None or until > seat.until)):
        raise NotPossible(
            _("“%(seat)s” is a seat %(period)s; the membership must lie within.")
            % {"seat": seat, "period": seat.period}
        )


@transaction.atomic
def revise_membership(
    membership: Membership, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None
) -> Membership:
    """Change profile, who appointed, or the note. Person and period are a new membership."""
    permit(rules.why_not_ends_membership(membership, by))
    return audit.revise(membership, fields, by=by, verb="revise_membership", seen_version=seen_version)


@transaction.atomic
def end_membership(membership: Membership, *, until: dt.date, by: Any) -> Membership:
    """End it: ``until`` is the first day the person no longer sits there. The place shows as vacant from then."""
    permit(rules.why_not_ends_membership(membership, by))
    return close_membership(membership, until, by=by)


@transaction.atomic
def close_membership(membership: Membership, until: dt.date, *, by: Any) -> Membership:
    """What ending a membership, a seat and a hand-over share; the caller has checked who may."""
    membership = audit.locked(membership)
    possible(why_not_ends_on(membership, until))
    forget(membership.person, by)
    return audit.revise(
        membership,
        {"until": until},
        by=by,
        verb="end_membership",
        person=str(membership.person),
        seat=str(membership.seat),
        body=membership.seat.body.short_name,
        day=words.day(until),
    )


@transaction.atomic
def pass_on(membership: Membership, to: Person, day: dt.date, *, by: Any) -> None:
    """The successor takes the place from the day, or the whole of a membership that had not begun (hand-over)."""
    possible(rules.why_not_passed_on(membership, to, day))
    content: dict[str, Any] = {"person": str(to), "seat": str(membership.seat), "body": membership.seat.body.short_name}
    forget(membership.person, to, by)
    if membership.since >= day:
        audit.revise(membership, {"person": to}, by=by, verb="move_membership", **content)
        return
    until = membership.until
    close_membership(membership, day, by=by)
    heir = Membership(
        seat=membership.seat,
        person=to,
        since=day,
        until=until,
        profile=membership.profile,
        appointed_by=membership.appointed_by,
    )
    audit.add(heir, by=by, verb="add_membership", day=words.day(day), **content)


@transaction.atomic
def stop(membership: Membership, day: dt.date, *, by: Any) -> None:
    """End a membership, or take it away when it had not begun (hand-over to somebody who does not qualify)."""
    if membership.since < day:
        close_membership(membership, day, by=by)
        return
    forget(membership.person, by)
    audit.record(
        "end_membership",
        membership,
        by=by,
        person=str(membership.person),
        seat=str(membership.seat),
        body=membership.seat.body.short_name,
        day=words.day(day),
    )
    membership.delete()
