"""A body at a glance, and its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tvaerblik.audit.queries import Entry
from tvaerblik.bodies.models import (
    Body,
    BodyKind,
    CoverageAgreement,
    CoverageConsent,
    Delegation,
    Membership,
    Seat,
    SeatRole,
)
from tvaerblik.bodies.queries.coverage import Coverage, coverage_of
from tvaerblik.bodies.seating import Occupied, bodies_of_kind, seats_of_bodies
from tvaerblik.core import clock
from tvaerblik.core.periods import Span
from tvaerblik.people.models import Person, Unit, on
from tvaerblik.people.queries import joint_history


@dataclass(frozen=True)
class BodyState:
    """A body at a glance: who leads it, how many places are held, what is missing."""

    body: Body
    places: list[Occupied]
    deputies: list[Delegation]
    coverage: list[Coverage]

    @property
    def chairs(self) -> list[Person]:
        """The holders of the chair's seat."""
        return [h.person for place in self.places if place.seat.role == SeatRole.CHAIR for h in place.holders]

    @property
    def sitting(self) -> list[Occupied]:
        """The seats of chair and members."""
        return [place for place in self.places if place.is_sitting]

    @property
    def beside(self) -> list[Occupied]:
        """Secretaries and observers: they have a seat, but none among the members (R64)."""
        return [place for place in self.places if not place.is_sitting]

    @property
    def wanted(self) -> int:
        """How many chair and member places there are."""
        return sum(place.seat.places for place in self.sitting)

    @property
    def held(self) -> int:
        """How many of them are held, or covered by agreement."""
        return sum(place.seat.places - place.vacant for place in self.sitting)

    @property
    def vacancies(self) -> list[Occupied]:
        """The seats with an empty place, secretaries included."""
        return [place for place in self.places if place.vacant]

    @property
    def gaps(self) -> list[Coverage]:
        """The areas nobody covers."""
        return [row for row in self.coverage if row.is_gap]

    @property
    def doubles(self) -> list[Coverage]:
        """The areas more than one seat covers."""
        return [row for row in self.coverage if row.is_double]

    @property
    def members(self) -> int:
        """How many chair and members there are."""
        return len({holder.person.pk for place in self.sitting for holder in place.holders})


def states_of(bodies: Iterable[Body], day: dt.date | None = None) -> list[BodyState]:
    """The state of each body that day; the number of queries does not grow with the number of bodies."""
    day = day or clock.today()
    listed = list(bodies)
    seats = seats_of_bodies(listed, day)
    deputies: dict[int, list[Delegation]] = {}
    for row in Delegation.objects.filter(on(day), body__in=[body.pk for body in listed]).select_related("person"):
        deputies.setdefault(row.body_id, []).append(row)
    return [
        BodyState(
            body,
            seats[body.pk],
            deputies.get(body.pk, []),
            coverage_of(body, day, seats[body.pk]) if body.has_coverage else [],
        )
        for body in listed
    ]


def state_of(body: Body, day: dt.date | None = None) -> BodyState:
    """The state of one body that day."""
    return states_of([body], day)[0]


@dataclass(frozen=True)
class SeatOfPerson:
    """A seat a person has or has had: how, and in which period."""

    seat: Seat
    since: dt.date
    until: dt.date | None
    how: str
    is_present: bool
    profile: str = ""

    @property
    def period(self) -> Span:
        """Its days in words."""
        return Span(self.since, self.until)


def seats_of_person(person: Person, day: dt.date | None = None) -> list[SeatOfPerson]:
    """Every seat of a person in every body, present ones first: one person, several bodies, one account (R65)."""
    day = day or clock.today()
    rows = [
        SeatOfPerson(row.seat, row.since, row.until, "", row.holds_on(day), str(row.profile or ""))
        for row in Membership.objects.filter(person=person).select_related("seat__body", "profile")
    ]
    for held in person.appointments.select_related("position").prefetch_related("position__seats__body"):
        for seat in held.position.seats.all():
            since = max(seat.since, held.since)
            until = min((end for end in (seat.until, held.until) if end is not None), default=None)
            if until is None or since < until:
                here = since <= day and (until is None or day < until)
                rows.append(SeatOfPerson(seat, since, until, str(held.position), here))
    return sorted(rows, key=lambda row: (not row.is_present, row.seat.body.sort_key, row.since))


@dataclass(frozen=True)
class Represented:
    """Who represents a unit in a body."""

    body: Body
    coverage: Coverage


def represented_in(unit: Unit, day: dt.date | None = None) -> list[Represented]:
    """Who represents the area in the steering group and the programme group; nothing for other units."""
    found: list[Represented] = []
    for state in states_of(bodies_of_kind(BodyKind.STEERING) | bodies_of_kind(BodyKind.PROGRAMME), day):
        found.extend(Represented(state.body, row) for row in state.coverage if row.unit.pk == unit.pk)
    return found


def history_of_body(body: Body) -> list[Entry]:
    """What happened to the body, its seats and members, agreements, deputies and terms of reference."""
    seats = list(Seat.objects.filter(body=body).values_list("pk", flat=True))
    agreements = list(CoverageAgreement.objects.filter(seat__in=seats).values_list("pk", flat=True))
    consents = CoverageConsent.objects.filter(agreement__in=agreements).values_list("pk", flat=True)
    return joint_history(
        {
            "bodies.body": [body.pk],
            "bodies.seat": seats,
            "bodies.membership": list(Membership.objects.filter(seat__in=seats).values_list("pk", flat=True)),
            "bodies.coverageagreement": agreements,
            "bodies.coverageconsent": list(consents),
            "bodies.delegation": list(body.delegations.values_list("pk", flat=True)),
            "bodies.termsofreference": list(body.terms.values_list("pk", flat=True)),
        }
    )
