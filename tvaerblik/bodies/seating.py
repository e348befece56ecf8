"""Who sits where on a day, and what is vacant: the facts that rules and queries both ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet

from tvaerblik.bodies import occupancy
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
from tvaerblik.core import clock
from tvaerblik.people.models import Appointment, Person, Unit, on

SITTING = frozenset({SeatRole.CHAIR, SeatRole.MEMBER})


@dataclass(frozen=True)
class Holder:
    """A person on a seat: since when, through membership or through the position, and with which profile."""

    person: Person
    seat: Seat
    since: dt.date
    membership: Membership | None = None
    until: dt.date | None = None

    @property
    def profile(self) -> str:
        """The member profile, or nothing."""
        return str(self.membership.profile) if self.membership and self.membership.profile else ""


@dataclass
class Occupied:
    """A seat and who holds its places on the day.

    ``covered_by`` are those who represent the seat's area by a coverage agreement: then the seat is not vacant (R68).
    ``vacant_since`` is the day a place became empty.
    """

    seat: Seat
    holders: list[Holder] = field(default_factory=list)
    covered_by: list[Person] = field(default_factory=list)
    vacant_since: dt.date | None = None

    @property
    def vacant(self) -> int:
        """How many places are empty."""
        return 0 if self.covered_by else max(0, self.seat.places - len(self.holders))

    @property
    def surplus(self) -> int:
        """How many hold the seat beyond its places."""
        return max(0, len(self.holders) - self.seat.places)

    @property
    def is_sitting(self) -> bool:
        """True for chair and members, false for secretaries and observers (R64)."""
        return self.seat.role in SITTING


def seats_on(body: Body, day: dt.date | None = None) -> list[Occupied]:
    """The seats of the body that day with their holders, in the body's order. Six queries whatever the size."""
    return seats_of_bodies([body], day)[body.pk]


def seats_of_bodies(bodies: Iterable[Body], day: dt.date | None = None) -> dict[int, list[Occupied]]:
    """The same for several bodies at once, by the body's number; still six queries."""
    day = day or clock.today()
    numbers = [body.pk for body in bodies]
    so_far = Membership.objects.filter(since__lte=day).select_related("person", "profile")
    appointed = Appointment.objects.filter(since__lte=day).select_related("person")
    seats = (
        Seat.objects.filter(on(day), body__in=numbers)
        .select_related("position__unit", "body")
        .prefetch_related(
            Prefetch("memberships", so_far.order_by("since", "pk"), to_attr="memberships_so_far"),
            Prefetch("position__appointments", appointed.order_by("since", "pk"), to_attr="appointments_so_far"),
            "units",
        )
    )
    found: dict[int, list[Occupied]] = {number: [] for number in numbers}
    for seat in seats:
        found[seat.body_id].append(_occupied(seat, day))
    _mark_covered(found, day)
    return found


def _occupied(seat: Seat, day: dt.date) -> Occupied:
    rows: Sequence[Any] = (
        seat.position.appointments_so_far  # type: ignore[attr-defined]
        if seat.position is not None
        else seat.memberships_so_far  # type: ignore[attr-defined]
    )
    held = [row for row in rows if row.holds_on(day)]
    periods = [(row.since, row.until) for row in rows]
    return Occupied(
        seat,
        [Holder(row.person, seat, row.since, row if isinstance(row, Membership) else None, row.until) for row in held],
        vacant_since=occupancy.vacant_since(periods, seat.places, seat.since, day),
    )


def _mark_covered(found: dict[int, list[Occupied]], day: dt.date) -> None:
    """An empty seat whose area is represented by another seat, by a complete agreement, is not vacant."""
    places = {place.seat.pk: place for row in found.values() for place in row}
    for agreement in agreements_on(places, day):
        if agreement.missing_on(day):
            continue
        areas = {consent.unit_id for consent in agreement.consents.all()}
        covering = places[agreement.seat_id]
        for place in found[covering.seat.body_id]:
            own = {unit.pk for unit in place.seat.units.all()}
            if place is not covering and place.is_sitting and not place.holders and own and own <= areas:
                place.covered_by.extend(holder.person for holder in covering.holders)


def agreements_on(seats: Iterable[int], day: dt.date) -> list[CoverageAgreement]:
    """The coverage agreements of the seats that day, complete or not, with their consents."""
    rows = CoverageAgreement.objects.filter(on(day), seat__in=list(seats))
    consents = CoverageConsent.objects.select_related("unit", "chief")
    return list(rows.select_related("seat__body").prefetch_related(Prefetch("consents", consents)))


def represented(seat: Seat) -> list[Unit]:
    """The units a seat stands for: those it names, else the unit of the position it follows."""
    named = list(seat.units.all())
    return named or ([seat.position.unit] if seat.position is not None else [])


def holders_of(body: Body, role: str, day: dt.date | None = None) -> list[Person]:
    """The persons who hold a seat of that role that day; deputies are not among them."""
    return [holder.person for place in seats_on(body, day) if place.seat.role == role for holder in place.holders]


def members_on(body: Body, day: dt.date | None = None) -> list[Holder]:
    """Chair and members that day, chair first; secretaries are not members (R64)."""
    places = [place for place in seats_on(body, day) if place.is_sitting]
    places.sort(key=lambda place: place.seat.role != SeatRole.CHAIR)
    return [holder for place in places for holder in place.holders]


def places_on(body: Body, day: dt.date | None = None) -> int:
    """How many places chair and members have in the body that day, filled or not (R81)."""
    return sum(place.seat.places for place in seats_on(body, day) if place.is_sitting)


def profile_mix(places: Iterable[Occupied]) -> list[tuple[str, int]]:
    """How many of each member profile sit there, most first; those without a profile are left out (R66)."""
    counted: dict[str, int] = {}
    for place in places:
        for holder in place.holders:
            if place.is_sitting and holder.profile:
                counted[holder.profile] = counted.get(holder.profile, 0) + 1
    return sorted(counted.items(), key=lambda row: (-row[1], row[0]))


def bodies_of_kind(kind: str) -> QuerySet[Body]:
    """The bodies of one kind."""
    return Body.objects.filter(kind_of_body=kind)


def steering_group() -> Body | None:
    """The steering group."""
    return bodies_of_kind(BodyKind.STEERING).first()


def programme_group() -> Body | None:
    """The programme group."""
    return bodies_of_kind(BodyKind.PROGRAMME).first()


def acting(body: Body, role: str, day: dt.date) -> list[Person]:
    """Those who act in that role in the period of a delegation."""
    rows = Delegation.objects.filter(on(day), body=body, role=role).select_related("person")
    return [row.person for row in rows]


def held_by(person: Any, day: dt.date | None = None) -> set[tuple[int, str]]:
    """Every (body, role) whose seat the person holds that day; acting for somebody is not holding."""
    return _known(person, day)[0]


def seats_of(person: Any, day: dt.date | None = None) -> set[tuple[int, str]]:
    """Every (body, role) of a person that day, deputies included. Asked once for each person and day.

    The person's own only: what a chief's assistant may prepare is ``rules.may_prepare_in``.
    """
    held, acted = _known(person, day)
    return held | acted


def _known(person: Any, day: dt.date | None) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    """What the person holds and acts in that day; kept on the person for the rest of the request."""
    if not getattr(person, "is_authenticated", False):
        return set(), set()
    day = day or clock.today()
    memory: dict[dt.date, Any] = person.__dict__.setdefault("_seats", {})
    if day not in memory:
        by_membership = Membership.objects.filter(
            on(day), on(day, "seat__"), person=person, seat__position__isnull=True
        )
        by_position = Seat.objects.filter(
            on(day), on(day, "position__appointments__"), position__appointments__person=person
        )
        acted = Delegation.objects.filter(on(day), person=person)
        memory[day] = (
            set(by_membership.values_list("seat__body_id", "seat__role"))
            | set(by_position.values_list("body_id", "role")),
            set(acted.values_list("body_id", "role")),
        )
    known: tuple[set[tuple[int, str]], set[tuple[int, str]]] = memory[day]
    return known
