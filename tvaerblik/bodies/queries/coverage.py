"""Which areas a body represents: by a seat, by agreement, or through a larger unit (R62, R67, R68)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from tvaerblik.bodies.models import Body, CoverageAgreement, Seat
from tvaerblik.bodies.seating import Occupied, agreements_on, represented, seats_on
from tvaerblik.core import clock
from tvaerblik.people.models import Person, Unit, UnitKind, on
from tvaerblik.people.queries import above, parents_of


def areas_on(day: dt.date) -> QuerySet[Unit]:
    """The areas that must be represented: every area of responsibility and the staff (R67)."""
    kinds = [UnitKind.CHIEF_AREA, UnitKind.STAFF]
    return Unit.objects.filter(on(day), kind_of_unit__in=kinds).order_by("sort_key", "pk")


@dataclass(frozen=True)
class Coverage:
    """One area and who covers it in a body that day.

    ``seats`` are the held seats that cover it; ``empty`` those that would, but are vacant. ``agreement`` is the one the
    area is part of, complete or not; ``waiting_for`` names the areas whose chief has not agreed. ``through`` is the
    larger unit that represents it, where no seat names the area itself.
    """

    unit: Unit
    persons: tuple[Person, ...]
    seats: tuple[Seat, ...]
    agreement: CoverageAgreement | None
    waiting_for: tuple[str, ...] = ()
    empty: tuple[Seat, ...] = ()
    through: Unit | None = None

    @property
    def is_gap(self) -> bool:
        """Nobody covers the area."""
        return not self.persons

    @property
    def is_double(self) -> bool:
        """More than one held seat covers the area itself."""
        return len(self.seats) > 1 and self.through is None


def coverage_of(body: Body, day: dt.date | None = None, places: list[Occupied] | None = None) -> list[Coverage]:
    """Each area of responsibility and the staff: who represents it in the body that day (R62, R67, R68).

    A seat that names the area covers it; so does a complete agreement. Where neither exists, a seat that names a unit
    above the area covers it: the two chiefs from the welfare area represent all of it.
    """
    day = day or clock.today()
    places = [place for place in (seats_on(body, day) if places is None else places) if place.is_sitting]
    agreements = {a.seat_id: a for a in agreements_on([place.seat.pk for place in places], day)}
    parents = parents_of()
    return [_coverage(unit, places, agreements, parents, day) for unit in areas_on(day)]


def _coverage(
    unit: Unit,
    places: list[Occupied],
    agreements: dict[int, CoverageAgreement],
    parents: dict[int, int | None],
    day: dt.date,
) -> Coverage:
    own = [place for place in places if any(named.pk == unit.pk for named in represented(place.seat))]
    used: CoverageAgreement | None = None
    waiting: list[str] = []
    covering = list(own)
    for place in places:
        agreement = agreements.get(place.seat.pk)
        if agreement is None or all(consent.unit_id != unit.pk for consent in agreement.consents.all()):
            continue
        used = agreement
        missing = agreement.missing_on(day)
        if not missing and place not in covering:
            covering.append(place)
        waiting.extend(str(consent.unit) for consent in missing)
    if covering:
        return _covered(unit, covering, used, waiting, None)
    for larger in above(parents.get(unit.pk), parents):
        wider = [place for place in places if any(named.pk == larger for named in place.seat.units.all())]
        if wider:
            named = next(one for one in wider[0].seat.units.all() if one.pk == larger)
            return _covered(unit, wider, used, waiting, named)
    return _covered(unit, [], used, waiting, None)


def _covered(
    unit: Unit, places: list[Occupied], agreement: CoverageAgreement | None, waiting: list[str], through: Unit | None
) -> Coverage:
    held = [place for place in places if place.holders]
    return Coverage(
        unit,
        persons=tuple(dict.fromkeys(holder.person for place in held for holder in place.holders)),
        seats=tuple(place.seat for place in held),
        agreement=agreement,
        waiting_for=tuple(waiting),
        empty=tuple(place.seat for place in places if not place.holders),
        through=through,
    )
