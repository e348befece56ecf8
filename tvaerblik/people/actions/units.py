"""Organisational units: they begin, change name, merge, split and end, and nothing of their past is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.core import clock, words
from tvaerblik.core.refusals import Gap, NotPossible
from tvaerblik.people import queries, rules
from tvaerblik.people.actions.positions import end_appointment
from tvaerblik.people.actions.roles import end_role, give_role
from tvaerblik.people.following import sitting, unit_followers
from tvaerblik.people.models import (
    Appointment,
    Level,
    Person,
    RoleHolding,
    Succession,
    SuccessionKind,
    Unit,
    UnitName,
    on,
)


@dataclass(frozen=True)
class Part:
    """What one part of a split unit is called."""

    code: str
    name: str


@transaction.atomic
def add_unit(*, fields: Mapping[str, Any], by: Any) -> Unit:
    """Add a unit from the day it begins. A new area of responsibility gets what follows, such as its seat (R67)."""
    rules.permit(rules.why_not_administrator(None, by))
    return _begin(Unit(**fields), by)


def _begin(unit: Unit, by: Any) -> Unit:
    unit = audit.add(unit, by=by, verb="add_unit", day=words.day(unit.since))
    UnitName.objects.create(unit=unit, name=unit.name, since=unit.since, until=unit.until)
    for follower in unit_followers:
        follower.begun(unit, day=unit.since, by=by)
    return unit


@transaction.atomic
def revise_unit(unit: Unit, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> Unit:
    """Change code, short name, type or parent; a new name is ``rename_unit``. A unit cannot stand below itself."""
    rules.permit(rules.why_not_administrator(unit, by))
    parent = fields.get("parent")
    if parent is not None and unit.pk in queries.above(parent.pk, queries.parents_of()):
        raise NotPossible(_("%(unit)s cannot belong to itself or to a unit below it.") % {"unit": unit})
    before = unit.kind_of_unit
    unit = audit.revise(unit, fields, by=by, verb="revise_unit", seen_version=seen_version)
    if unit.kind_of_unit != before:
        for follower in unit_followers:
            follower.begun(unit, day=max(unit.since, clock.today()), by=by)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, name: str, short_name: str, since: dt.date, by: Any) -> Unit:
    """Give the unit a new name from a day that has come; the old name stays in its history.

    On the very day the present name began, it corrects that name instead.
    """
    rules.permit(rules.why_not_administrator(unit, by))
    rules.possible(rules.why_not_reorganise(since))
    unit = audit.locked(unit)
    old = unit.name
    present = UnitName.objects.select_for_update(of=("self",)).filter(unit=unit).latest("since")
    if since < present.since:
        raise NotPossible(
            _("The present name began on %(day)s; a new one begins later.") % {"day": words.day(present.since)}
        )
    if since == present.since:
        present.name = name
        present.save(update_fields=["name"])
    elif name != old:
        UnitName.objects.create(unit=unit, name=name, since=since, until=present.until)
        present.until = since
        present.save(update_fields=["until"])
    fields = {"name": name, "short_name": short_name}
    unit = audit.revise(unit, fields, by=by, verb="rename_unit", old=old, new=name, day=words.day(since))
    for follower in unit_followers:
        follower.renamed(unit, old=old, by=by)
    return unit


@transaction.atomic
def end_unit(unit: Unit, *, day: dt.date, by: Any) -> Unit:
    """End a unit that nobody carries on. Raises NotPossible with what still belongs to it."""
    rules.permit(rules.why_not_administrator(unit, by))
    unit = audit.locked(unit)
    rules.possible(rules.why_not_end(unit, day))
    if gaps := _still_there(unit, day):
        raise NotPossible(_("%(unit)s cannot end yet: something still belongs to it.") % {"unit": unit}, gaps)
    return _end(unit, day, (), by)


def _still_there(unit: Unit, day: dt.date) -> list[Gap]:
    children = [
        Gap(_("%(unit)s is below it.") % {"unit": c}, c.get_absolute_url()) for c in unit.children.filter(on(day))
    ]
    people = [
        Gap(_("%(person)s belongs to it.") % {"person": person}, person.get_absolute_url())
        for person in queries.in_service(day).filter(unit=unit)
    ]
    held = Appointment.objects.filter(on(day), position__unit=unit).select_related("person", "position")
    positions = [
        Gap(
            _("%(person)s holds %(position)s.") % {"person": row.person, "position": row.position},
            unit.get_absolute_url(),
        )
        for row in held
    ]
    return [*children, *people, *positions]


def _end(unit: Unit, day: dt.date, successors: Sequence[Unit], by: Any) -> Unit:
    UnitName.objects.filter(unit=unit, until__isnull=True).update(until=day)
    for holding in RoleHolding.objects.filter(on(day), unit=unit, since__lt=day).select_related("person"):
        end_role(holding, until=day, by=by)
    unit = audit.revise(unit, {"until": day}, by=by, verb="end_unit", day=words.day(day))
    for follower in unit_followers:
        follower.ended(unit, day=day, successors=tuple(successors), by=by)
    return unit


@transaction.atomic
def merge_units(
    unit: Unit,
    *,
    others: Sequence[Unit],
    code: str,
    name: str,
    short_name: str = "",
    day: dt.date,
    continues: Person | None = None,
    by: Any,
) -> Unit:
    """Merge units into a new one from a day that has come. People, units below and positions move along.

    Whoever sits for the units alone sits for the new one; among several, ``continues`` names the one who does. The
    chiefs' positions end with their units: who leads the new unit is decided, not guessed. Answers the new unit.
    """
    rules.permit(rules.why_not_administrator(unit, by))
    rules.possible(rules.why_not_reorganise(day))
    old = [audit.locked(one) for one in {one.pk: one for one in (unit, *others)}.values()]
    if len(old) < 2:
        raise NotPossible(_("Choose at least one other unit to merge with."))
    for one in old:
        rules.possible(rules.why_not_end(one, day))
    heir = _heir(old, day, continues)
    new = _successor(unit, code, name, short_name, day, by)
    for follower in unit_followers:
        follower.merged(old, new=new, day=day, continues=heir, by=by)
    for one in old:
        _leave_chiefs(one, day, by)
        _move_along(one, new, day, by)
        Succession.objects.create(predecessor=one, successor=new, manner=SuccessionKind.MERGED, day=day)
        audit.record("merge_units", one, by=by, into=str(new), day=words.day(day))
        _end(one, day, (new,), by)
    return new


def _heir(old: Sequence[Unit], day: dt.date, continues: Person | None) -> Person | None:
    """Who continues for the merged unit: the only one who sits, else the one who was chosen among them."""
    among = sitting(old, day)
    if continues is not None and continues not in among:
        raise NotPossible(_("%(person)s does not sit for any of the units.") % {"person": continues})
    if continues is None and len(among) > 1:
        raise NotPossible(_("Choose who continues for the new unit: %(people)s.") % {"people": words.join_words(among)})
    return continues or (among[0] if among else None)


@transaction.atomic
def split_unit(unit: Unit, *, parts: Sequence[Part], day: dt.date, by: Any) -> list[Unit]:
    """Split a unit into new ones from a day that has come. Where each person goes is chosen afterwards, not guessed.

    The chief's position ends with the unit. Answers the new units.
    """
    rules.permit(rules.why_not_administrator(unit, by))
    rules.possible(rules.why_not_reorganise(day))
    unit = audit.locked(unit)
    rules.possible(rules.why_not_end(unit, day))
    if len(parts) < 2:
        raise NotPossible(_("A unit is split into at least two."))
    new = [_successor(unit, part.code, part.name, "", day, by) for part in parts]
    _leave_chiefs(unit, day, by)
    for one in new:
        Succession.objects.create(predecessor=unit, successor=one, manner=SuccessionKind.SPLIT, day=day)
    audit.record("split_unit", unit, by=by, into=words.join_words(new), day=words.day(day))
    _end(unit, day, new, by)
    return new


def _successor(like: Unit, code: str, name: str, short_name: str, day: dt.date, by: Any) -> Unit:
    new = Unit(
        code=code, name=name, short_name=short_name, kind_of_unit=like.kind_of_unit, parent=like.parent, since=day
    )
    return _begin(new, by)


def _leave_chiefs(unit: Unit, day: dt.date, by: Any) -> None:
    held = Appointment.objects.filter(
        on(day), position__unit=unit, position__level__in=[Level.CHIEF, Level.EXECUTIVE], since__lt=day
    )
    for appointment in held.select_related("person", "position"):
        end_appointment(appointment, until=day, by=by)


def _move_along(old: Unit, new: Unit, day: dt.date, by: Any) -> None:
    for person in queries.in_service(day).filter(unit=old):
        audit.revise(person, {"unit": new}, by=by, verb="revise_person")
    for child in old.children.filter(on(day)):
        audit.revise(child, {"parent": new}, by=by, verb="revise_unit")
    for position in old.positions.exclude(level__in=[Level.CHIEF, Level.EXECUTIVE]):
        audit.revise(position, {"unit": new}, by=by, verb="revise_position")
    for holding in RoleHolding.objects.filter(on(day), unit=old).select_related("person"):
        if not holding.person.holdings.filter(on(day), role=holding.role, unit=new).exists():
            give_role(holding.person, role=holding.role, unit=new, since=day, until=holding.until, by=by)
