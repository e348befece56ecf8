"""What a merger or a split of areas does to seats, members and coverage agreements, said before it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tvaerblik.bodies import rules
from tvaerblik.bodies.models import BodyKind, CoverageAgreement, Membership, Seat
from tvaerblik.core import words
from tvaerblik.people.following import Consequence, Foreseen, Reorganisation
from tvaerblik.people.models import Person, Unit


def _running(day: dt.date) -> Q:
    return Q(until__isnull=True) | Q(until__gt=day)


def continuing(units: Sequence[Unit], day: dt.date) -> QuerySet[Membership]:
    """The memberships of the areas' own seats in the programme group that run beyond the day."""
    seats = Seat.objects.filter(_running(day), units__in=units, body__kind_of_body=BodyKind.PROGRAMME)
    rows = Membership.objects.filter(_running(day), seat__in=seats)
    return rows.select_related("person", "seat__body").order_by("seat__order", "seat_id", "since", "pk")


def sitting(units: Sequence[Unit], day: dt.date) -> list[Person]:
    """Who sits for the areas, each once."""
    return list(dict.fromkeys(row.person for row in continuing(units, day)))


def foreseen(change: Reorganisation) -> list[Foreseen]:
    """Seats, who sits on them, and agreements."""
    return [
        Foreseen(_("Seats"), _seats(change)),
        Foreseen(_("Who sits there"), _members(change)),
        Foreseen(_("Coverage agreements"), _agreements(change)),
    ]


def _seats(change: Reorganisation) -> list[Consequence]:
    seats = Seat.objects.filter(_running(change.day), units__in=change.units).select_related("body").distinct()
    return [_seat(change, seat) for seat in seats.order_by("body__sort_key", "order", "pk")]


def _seat(change: Reorganisation, seat: Seat) -> Consequence:
    what = f"{seat}, {seat.body.short_name}"
    if seat.body.kind_of_body != BodyKind.PROGRAMME:
        becomes = _("Stands for %(units)s from that day") % {"units": words.join_words(change.into)}
        return Consequence(what, becomes, seat.get_absolute_url())
    titles = words.join_words(f"“{rules.area_title(name)}”" for name in change.into)
    becomes = _("Ends; instead there is %(seats)s") % {"seats": titles}
    return Consequence(what, becomes, seat.get_absolute_url(), ends=True)


def _members(change: Reorganisation) -> list[Consequence]:
    rows = list(continuing(change.units, change.day))
    alone = len({row.person_id for row in rows}) == 1
    return [
        Consequence(
            f"{row.person}, {row.seat}",
            _becomes_of_member(change, alone=alone),
            row.person.get_absolute_url(),
            ends=not (change.is_merger and alone),
        )
        for row in rows
    ]


def _becomes_of_member(change: Reorganisation, *, alone: bool) -> str:
    if not change.is_merger:
        return _("Leaves the seat that ends; the new seats are vacant until they are filled")
    if alone:
        return _("Continues as “%(seat)s”") % {"seat": rules.area_title(change.into[0])}
    return _("Continues if chosen below; else leaves")


def _agreements(change: Reorganisation) -> list[Consequence]:
    rows = CoverageAgreement.objects.filter(_running(change.day), consents__unit__in=change.units).distinct()
    return [
        Consequence(str(row), _("Ends; the new area represents itself"), row.get_absolute_url(), ends=True)
        for row in rows.select_related("seat__body")
    ]
