"""Deputies: somebody acts as chair or secretary in a period, so that a holiday never stops a matter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.bodies import rules
from tvaerblik.bodies.models import Body, Delegation, SeatRole
from tvaerblik.core import clock, words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people.models import Person
from tvaerblik.people.rules import forget, permit, possible, why_not_ends_on


@transaction.atomic
def delegate(
    body: Body, *, role: str, person: Person, since: dt.date, until: dt.date, reason: str = "", by: Any
) -> Delegation:
    """Let the person act as chair or secretary from ``since`` until the day before ``until``.

    The chair names both, the secretary the own deputy, an administrator both. Raises NotPossible when the person
    cannot act in the role, or when somebody acts in it in the period already.
    """
    permit(rules.why_not_delegates(body, role, by, clock.today()))
    body = audit.locked(body)
    if until <= since:
        raise NotPossible(_("The end must come after the beginning."))
    possible(rules.why_not_deputy(body, role, person, since))
    clash = body.delegations.filter(role=role, since__lt=until).filter(Q(until__isnull=True) | Q(until__gt=since))
    if found := clash.select_related("person").first():
        raise NotPossible(
            _("%(person)s already acts in the role in that period. End that first.") % {"person": found.person}
        )
    forget(person, by)
    return audit.add(
        Delegation(body=body, role=role, person=person, since=since, until=until, reason=reason),
        by=by,
        verb="delegate",
        person=str(person),
        role=str(SeatRole(role).label).lower(),
        body=body.short_name,
        day=words.day(since),
        last_day=words.day(until - dt.timedelta(days=1)),
    )


@transaction.atomic
def end_delegation(delegation: Delegation, *, until: dt.date, by: Any) -> Delegation:
    """End it early: ``until`` is the first day the person no longer acts. What was done in the period stands."""
    permit(rules.why_not_ends_delegation(delegation, by))
    return close_delegation(delegation, until, by=by)


@transaction.atomic
def close_delegation(delegation: Delegation, until: dt.date, *, by: Any) -> Delegation:
    """What ending and hand-over share; the caller has checked who may."""
    delegation = audit.locked(delegation)
    possible(why_not_ends_on(delegation, until))
    forget(delegation.person, by)
    return audit.revise(
        delegation,
        {"until": until},
        by=by,
        verb="end_delegation",
        person=str(delegation.person),
        role=str(SeatRole(delegation.role).label).lower(),
        body=delegation.body.short_name,
        day=words.day(until),
    )


@transaction.atomic
def withdraw_delegation(delegation: Delegation, day: dt.date, *, by: Any) -> None:
    """End a delegation, or take it away when it had not begun (hand-over)."""
    if delegation.since < day:
        close_delegation(delegation, day, by=by)
        return
    forget(delegation.person, by)
    audit.record(
        "end_delegation",
        delegation,
        by=by,
        person=str(delegation.person),
        role=str(SeatRole(delegation.role).label).lower(),
        body=delegation.body.short_name,
        day=words.day(day),
    )
    delegation.delete()
