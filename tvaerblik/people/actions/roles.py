"""Given roles and chiefs' assistants."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.core import words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people import roles, rules
from tvaerblik.people.models import Assistance, Person, RoleHolding, Unit


@transaction.atomic
def give_role(
    person: Person, *, role: str, since: dt.date, unit: Unit | None = None, until: dt.date | None = None, by: Any
) -> RoleHolding:
    """Give a role that no seat or position gives by itself; a local coordinator gets it for one area (D1)."""
    rules.permit(rules.why_not_administrator(person, by))
    return _give(person, role, unit, since, until, by)


def _give(person: Person, role: str, unit: Unit | None, since: dt.date, until: dt.date | None, by: Any) -> RoleHolding:
    if role not in {given.key for given in roles.GIVEN}:
        raise NotPossible(_("This role follows from a seat, a position or a project; it is not given here."))
    if (role == roles.LOCAL_COORDINATOR) != (unit is not None):
        raise NotPossible(_("Say which area the coordinator has.") if unit is None else _("This role has no area."))
    rules.possible(rules.why_not_in_service(person, since))
    same = person.holdings.filter(Q(until__isnull=True) | Q(until__gt=since), role=role, unit=unit)
    if same.exists():
        raise NotPossible(_("%(person)s already has the role.") % {"person": person})
    rules.forget(person, by)
    holding = RoleHolding(person=person, role=role, unit=unit, since=since, until=until)
    label = str(roles.BY_KEY[role].label)
    return audit.add(holding, by=by, verb="give_role", person=str(person), role=label, day=words.day(since))


@transaction.atomic
def end_role(holding: RoleHolding, *, until: dt.date, by: Any) -> RoleHolding:
    """End a given role; the only administrator keeps it until somebody else has it."""
    rules.permit(rules.why_not_administrator(holding, by))
    holding = audit.locked(holding)
    rules.possible(rules.why_not_end_role(holding, until))
    rules.forget(holding.person, by)
    return audit.revise(
        holding,
        {"until": until},
        by=by,
        verb="end_role",
        person=str(holding.person),
        role=str(roles.BY_KEY[holding.role].label),
        day=words.day(until),
    )


@transaction.atomic
def assign_assistant(
    principal: Person, *, assistant: Person, since: dt.date, until: dt.date | None = None, by: Any
) -> Assistance:
    """Let somebody prepare on a chief's behalf; approving stays with the chief."""
    rules.permit(rules.why_not_name_assistant(principal, by))
    if not rules.is_chief_level(principal, since):
        raise NotPossible(_("Only a chief or a director has an assistant here. Seats have deputies instead."))
    if principal.pk == assistant.pk:
        raise NotPossible(_("Nobody assists oneself."))
    rules.possible(rules.why_not_in_service(assistant, since))
    running = principal.assistants.filter(Q(until__isnull=True) | Q(until__gt=since), assistant=assistant)
    if running.exists():
        raise NotPossible(_("%(person)s is already the assistant.") % {"person": assistant})
    return audit.add(
        Assistance(principal=principal, assistant=assistant, since=since, until=until),
        by=by,
        verb="assign_assistant",
        person=str(assistant),
        chief=str(principal),
        day=words.day(since),
    )


@transaction.atomic
def end_assistance(assistance: Assistance, *, until: dt.date, by: Any) -> Assistance:
    """End it: ``until`` is the first day the assistant no longer acts for the chief."""
    rules.permit(rules.why_not_end_assistance(assistance, by))
    assistance = audit.locked(assistance)
    rules.possible(rules.why_not_ends_on(assistance, until))
    return audit.revise(
        assistance,
        {"until": until},
        by=by,
        verb="end_assistance",
        person=str(assistance.assistant),
        chief=str(assistance.principal),
        day=words.day(until),
    )
