"""Reads of people and units, always for somebody: who and where is open to everybody who may sign in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Prefetch, Q, QuerySet

from tvaerblik.audit.models import Event
from tvaerblik.audit.queries import Entry, entry_of
from tvaerblik.core import clock
from tvaerblik.people import roles
from tvaerblik.people.models import (
    Appointment,
    Assistance,
    EntryLink,
    Level,
    Person,
    Position,
    RoleHolding,
    SavedView,
    Succession,
    Unit,
    on,
)
from tvaerblik.people.roles import Role

DatedRow = TypeVar("DatedRow", bound=models.Model)

_RANK = {level: rank for rank, level in enumerate(Level.values)}


def persons_for(_by: Any) -> QuerySet[Person]:
    """All persons, also those who have left: old papers link to them."""
    return Person.objects.select_related("unit")


def myself(by: Any) -> Person:
    """The person who asks, as a record of its own."""
    return Person.objects.select_related("unit").get(pk=by.pk)


def in_service(day: dt.date | None = None) -> QuerySet[Person]:
    """Those who work here that day; who may be chosen for anything new."""
    day = day or clock.today()
    return Person.objects.filter(Q(leaves_on__isnull=True) | Q(leaves_on__gt=day), is_active=True)


def units_for(_by: Any) -> QuerySet[Unit]:
    """All units, also those that have ended."""
    return Unit.objects.select_related("parent")


def units_on(day: dt.date | None = None) -> QuerySet[Unit]:
    """The units there are that day."""
    return Unit.objects.filter(on(day or clock.today()))


def positions_for(_by: Any) -> QuerySet[Position]:
    """All positions."""
    return Position.objects.select_related("unit")


def appointments_for(_by: Any) -> QuerySet[Appointment]:
    """All appointments."""
    return Appointment.objects.select_related("person", "position__unit")


def holdings_for(_by: Any) -> QuerySet[RoleHolding]:
    """All given roles."""
    return RoleHolding.objects.select_related("person", "unit")


def assistances_for(_by: Any) -> QuerySet[Assistance]:
    """All assistances."""
    return Assistance.objects.select_related("principal", "assistant")


def views_of(by: Any) -> QuerySet[SavedView]:
    """The saved views a person sees: one's own and the shared ones."""
    return SavedView.objects.filter(Q(owner=by) | Q(is_shared=True)).select_related("owner")


def principals_of(person: Person, day: dt.date | None = None) -> list[Person]:
    """The chiefs the person assists that day."""
    rows = person.assists.filter(on(day or clock.today())).select_related("principal").order_by("principal__sort_key")
    return [row.principal for row in rows]


def assistants_of(person: Person, day: dt.date | None = None) -> list[Assistance]:
    """The assistants of a chief that day."""
    return list(person.assistants.filter(on(day or clock.today())).select_related("assistant"))


def open_link(token: str) -> EntryLink | None:
    """The one-time link of that token while it can still be used."""
    link = EntryLink.objects.select_related("person").filter(digest=EntryLink.digest_of(token)).first()
    return link if link is not None and link.is_open else None


def present_and_coming(rows: QuerySet[DatedRow], day: dt.date) -> list[DatedRow]:
    """Those of the dated rows that hold now or later."""
    return list(rows.filter(Q(until__isnull=True) | Q(until__gt=day)).order_by("since", "pk"))


def ended_units(day: dt.date | None = None) -> QuerySet[Unit]:
    """The units that are no more, newest end first."""
    return Unit.objects.filter(until__lte=day or clock.today()).order_by("-until", "sort_key")


def name_on(unit: Unit, day: dt.date) -> str:
    """What the unit was called that day; its present name when it is not known."""
    found = unit.names.filter(on(day)).first()
    return found.name if found else unit.name


def leader_of(unit: Unit, day: dt.date | None = None) -> Person | None:
    """Who leads the unit that day: the holder of its highest manager's position."""
    return leaders_of([unit], day).get(unit.pk)


def leaders_of(units: Iterable[Unit], day: dt.date | None = None) -> dict[int, Person]:
    """Who leads each unit that day, in one query; units without a leader are left out."""
    rows = (
        Appointment.objects.filter(on(day or clock.today()), position__unit__in=list(units))
        .exclude(position__level=Level.EMPLOYEE)
        .select_related("person", "position")
        .order_by("-since", "pk")
    )
    found: dict[int, Person] = {}
    for row in sorted(rows, key=lambda appointment: _RANK[appointment.position.level]):
        found.setdefault(row.position.unit_id, row.person)
    return found


def parents_of(day: dt.date | None = None) -> dict[int, int | None]:
    """Each unit's parent, in one query; for walking the tree without asking again."""
    rows = Unit.objects.all() if day is None else units_on(day)
    return dict(rows.order_by().values_list("pk", "parent_id"))


def above(unit_id: int | None, parents: dict[int, int | None]) -> list[int]:
    """The unit and all above it, nearest first."""
    found: list[int] = []
    while unit_id is not None and unit_id not in found:
        found.append(unit_id)
        unit_id = parents.get(unit_id)
    return found


def works_within(person: Person, unit_ids: set[int], day: dt.date, *, inherits: Person | None = None) -> bool:
    """True when the person belongs to one of the units or to a unit below one; positions held that day count too.

    ``inherits``: whose positions the person is about to take over; they count as the person's own.
    """
    parents = parents_of()
    holders = [person.pk] if inherits is None else [person.pk, inherits.pk]
    held = Appointment.objects.filter(on(day), person__in=holders)
    own = {person.unit_id, *held.values_list("position__unit_id", flat=True)}
    return any(unit_ids & set(above(unit_id, parents)) for unit_id in own)


@dataclass
class Branch:
    """One line of the tree of units: how deep it stands, who leads it, how many work there."""

    unit: Unit
    depth: int
    leader: Person | None
    people: int
    children: list[Branch] = field(default_factory=list)


def unit_tree(day: dt.date | None = None) -> list[Branch]:
    """The units of the day as a list in tree order. Three queries whatever the size."""
    day = day or clock.today()
    units = list(units_on(day).order_by("sort_key", "pk"))
    leaders = leaders_of(units, day)
    counted = dict(
        in_service(day).filter(unit__isnull=False).order_by().values_list("unit").annotate(n=models.Count("pk"))
    )
    branches = {unit.pk: Branch(unit, 0, leaders.get(unit.pk), counted.get(unit.pk, 0)) for unit in units}
    top: list[Branch] = []
    for unit in units:
        above_it = branches.get(unit.parent_id) if unit.parent_id else None
        (above_it.children if above_it else top).append(branches[unit.pk])
    return list(_in_order(top, 0))


def _in_order(branches: list[Branch], depth: int) -> Iterable[Branch]:
    for branch in branches:
        branch.depth = depth
        yield branch
        yield from _in_order(branch.children, depth + 1)


@dataclass(frozen=True)
class Past:
    """Where a unit came from and what took over."""

    names: list[Any]
    predecessors: list[Succession]
    successors: list[Succession]


def past_of(unit: Unit) -> Past:
    """The unit's names, newest first, and its predecessors and successors."""
    return Past(
        names=list(unit.names.order_by("-since", "-pk")),
        predecessors=list(unit.precessions.select_related("predecessor")),
        successors=list(unit.successions.select_related("successor")),
    )


@dataclass(frozen=True)
class Seated:
    """A position of a unit, its present holder and since when."""

    position: Position
    holders: list[Appointment]
    coming: list[Appointment]


def positions_of(unit: Unit, day: dt.date | None = None) -> list[Seated]:
    """The unit's positions, highest level first, with holder and coming holder."""
    day = day or clock.today()
    known = Appointment.objects.filter(Q(until__isnull=True) | Q(until__gt=day)).select_related("person")
    rows = unit.positions.prefetch_related(Prefetch("appointments", known.order_by("since"), to_attr="known")).order_by(
        "sort_key"
    )
    found = [
        Seated(
            position,
            [row for row in position.known if row.since <= day],
            [row for row in position.known if row.since > day],
        )
        for position in rows
    ]
    return sorted(found, key=lambda seated: _RANK[seated.position.level])


@dataclass(frozen=True)
class RoleShown:
    """A role as the page “Roles and rights” shows it: who has it today, and the given holdings that can be ended."""

    role: Role
    holders: list[Person] | None
    holdings: list[RoleHolding]


def roles_shown(day: dt.date, holders_of: Any) -> list[RoleShown]:
    """Every role with its holders; ``holders_of(key, day)`` is the registry of those who know."""
    given: dict[str, list[RoleHolding]] = {}
    rows = RoleHolding.objects.filter(Q(until__isnull=True) | Q(until__gt=day)).select_related("person", "unit")
    for row in rows.order_by("person__sort_key", "pk"):
        given.setdefault(row.role, []).append(row)
    return [RoleShown(role, holders_of(role.key, day), given.get(role.key, [])) for role in roles.ROLES]


def joint_history(things: dict[str, Sequence[int]], limit: int = 60) -> list[Entry]:
    """The history of several records as one, newest first; ``things`` maps a kind to the numbers of its records."""
    wanted = Q(pk__in=[])
    for kind, numbers in things.items():
        wanted |= Q(subject_kind=kind, subject_id__in=list(numbers))
    rows = Event.objects.filter(wanted).select_related("payload").order_by("-sequence")[:limit]
    # An empty record of the kind is enough to know what its fields are called.
    return [entry_of(event, apps.get_model(event.subject_kind)()) for event in rows]


def history_of_person(person: Person) -> list[Entry]:
    """What happened to the person: the record itself, appointments, roles and assistance."""
    return joint_history(
        {
            "people.person": [person.pk],
            "people.appointment": list(person.appointments.values_list("pk", flat=True)),
            "people.roleholding": list(person.holdings.values_list("pk", flat=True)),
            "people.assistance": [
                *person.assists.values_list("pk", flat=True),
                *person.assistants.values_list("pk", flat=True),
            ],
        }
    )


def history_of_unit(unit: Unit) -> list[Entry]:
    """What happened to the unit, its positions and who held them."""
    return joint_history(
        {
            "people.unit": [unit.pk],
            "people.position": list(unit.positions.values_list("pk", flat=True)),
            "people.appointment": list(Appointment.objects.filter(position__unit=unit).values_list("pk", flat=True)),
        }
    )
