"""When somebody leaves: everything moves in one transaction; later the person can be made anonymous (D13)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.audit.queries import events_of
from tvaerblik.core import clock, words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people import handover, rules
from tvaerblik.people.actions.positions import appoint
from tvaerblik.people.actions.roles import end_assistance, end_role, give_role
from tvaerblik.people.models import Appointment, Assistance, Person, RoleHolding, on


@transaction.atomic
def hand_over(person: Person, *, to: Person, day: dt.date, leaves: bool = True, by: Any) -> Person:
    """Move everything the person has from ``day`` on to ``to``; what cannot move ends. All of it or nothing.

    ``leaves``: the person no longer works here from that day and cannot sign in. What moves is what ``handover.plan``
    lists: seats, positions and roles, and what other packages contribute. Raises the refusal of the first item that the
    rules do not allow.
    """
    rules.permit(rules.why_not_administrator(person, by))
    if person.pk == to.pk:
        raise NotPossible(_("Choose somebody else to take over."))
    rules.possible(rules.why_not_in_service(to, day))
    person = audit.locked(person)
    moved: list[str] = []
    for group in handover.plan(person, to, day):
        for item in group.items:
            item.apply(by)
            moved.append(item.what)
    rules.forget(person, to, by)
    audit.record("hand_over", person, by=by, to=str(to), day=words.day(day), moved=moved, count=len(moved))
    if leaves:
        person = audit.revise(person, {"leaves_on": day}, by=by, verb="revise_person")
    return person


@transaction.atomic
def move_appointment(row: Appointment, to: Person, day: dt.date, *, by: Any) -> None:
    """The successor takes the position from the day, or from when it was to begin."""
    if row.since >= day:
        audit.revise(row, {"person": to}, by=by, verb="move_appointment", person=str(to), position=str(row.position))
    else:
        appoint(row.position, person=to, since=day, until=row.until, by=by)


@transaction.atomic
def move_role(row: RoleHolding, to: Person, day: dt.date, *, by: Any) -> None:
    """The successor has the role from the day; the order matters, so that somebody is always administrator."""
    if not to.holdings.filter(Q(until__isnull=True) | Q(until__gt=day), role=row.role, unit=row.unit).exists():
        give_role(to, role=row.role, unit=row.unit, since=max(day, row.since), until=row.until, by=by)
    if row.since < day:
        end_role(row, until=day, by=by)
    else:
        audit.record("end_role", row, by=by, person=str(row.person), role=row.role, day=words.day(row.since))
        row.delete()


@transaction.atomic
def stop_assistance(row: Assistance, day: dt.date, *, by: Any) -> None:
    """Assistance is personal trust: it ends and is given anew by the chief."""
    if row.since < day:
        end_assistance(row, until=day, by=by)
    else:
        audit.record(
            "end_assistance", row, by=by, person=str(row.assistant), chief=str(row.principal), day=words.day(day)
        )
        row.delete()


@transaction.atomic
def anonymise_person(person: Person, *, reason: str, by: Any) -> Person:
    """Take name, address and title from somebody who has left, also out of the trail; minutes and links stay (D13)."""
    rules.permit(rules.why_not_administrator(person, by))
    person = audit.locked(person)
    today = clock.today()
    if person.works_on(today):
        raise NotPossible(_("Only somebody who has left can be made anonymous. Hand over first."))
    if Appointment.objects.filter(on(today), person=person).exists() or person.holdings.filter(on(today)).exists():
        raise NotPossible(_("%(person)s still has a position or a role. Hand over first.") % {"person": person})
    for event in events_of(person).filter(payload__content__isnull=False):
        audit.erase_payload(event, by=by, reason=reason)
    person.name = _("Former employee %(number)s") % {"number": person.pk}
    person.email = f"{person.pk}@anonym.invalid"
    person.title = ""
    person.is_active = False
    person.set_unusable_password()
    person.version += 1
    person.save(update_fields=["name", "email", "title", "is_active", "password", "version"])
    audit.record("anonymise_person", person, by=by, reason=reason)
    return person
