"""What this package adds to a hand-over: seats that follow a position, memberships, and acting for somebody."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.bodies.actions import deputies, memberships
from tvaerblik.bodies.models import Delegation, Membership, Seat
from tvaerblik.bodies.rules import why_not_deputy, why_not_passed_on
from tvaerblik.core import words
from tvaerblik.people.handover import Handover, Item, handovers
from tvaerblik.people.models import Person


def _running(day: dt.date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": day})


def _nothing(_by: Any) -> None:
    """The position's own item moves the seat."""


def following_seats(person: Person, _to: Person, day: dt.date) -> list[Item]:
    """Seats that follow the person's positions: listed, because they move when the position does."""
    seats = Seat.objects.filter(
        _running(day),
        _running(day, "position__appointments__"),
        position__appointments__person=person,
    ).select_related("body", "position")
    return [
        Item(
            what=_("%(seat)s in %(body)s, follows %(position)s")
            % {"seat": seat, "body": seat.body.short_name, "position": seat.position},
            apply=_nothing,
            url=seat.get_absolute_url(),
        )
        for seat in seats.distinct()
    ]


def held_seats(person: Person, to: Person, day: dt.date) -> list[Item]:
    """Memberships; one whose seat the successor does not qualify for ends, and the seat becomes vacant."""
    rows = Membership.objects.filter(_running(day), person=person).select_related("seat__body", "person", "profile")
    return [_seat_item(row, to, day) for row in rows.order_by("seat__body__sort_key", "pk")]


def _seat_item(row: Membership, to: Person, day: dt.date) -> Item:
    why = why_not_passed_on(row, to, day, inherits=row.person)
    what = _("%(seat)s in %(body)s") % {"seat": row.seat, "body": row.seat.body.short_name}
    apply = partial(_stop, row, day) if why else partial(_pass_on, row, to, day)
    return Item(what=what, apply=apply, url=row.seat.get_absolute_url(), moves=not why, why=why)


def _stop(row: Membership, day: dt.date, by: Any) -> None:
    memberships.stop(row, day, by=by)


def _pass_on(row: Membership, to: Person, day: dt.date, by: Any) -> None:
    memberships.pass_on(row, to, day, by=by)


def acting(person: Person, to: Person, day: dt.date) -> list[Item]:
    """Acting as chair or secretary goes on with the successor, where the rules let the successor act."""
    rows = Delegation.objects.filter(_running(day), person=person).select_related("body", "person")
    return [_acting_item(row, to, day) for row in rows]


def _acting_item(row: Delegation, to: Person, day: dt.date) -> Item:
    since = max(day, row.since)
    why = why_not_deputy(row.body, row.role, to, since)
    what = _("acts as %(role)s in %(body)s until %(day)s") % {
        "role": row.get_role_display().lower(),
        "body": row.body.short_name,
        "day": words.day(row.until) if row.until else "",
    }
    apply = partial(_act, row, None if why else to, day)
    return Item(what=what, apply=apply, url=row.get_absolute_url(), moves=not why, why=why)


def _act(row: Delegation, to: Person | None, day: dt.date, by: Any) -> None:
    body, role, since, until, reason = row.body, row.role, max(day, row.since), row.until, row.reason
    deputies.withdraw_delegation(row, day, by=by)
    if to is not None and until is not None:
        deputies.delegate(body, role=role, person=to, since=since, until=until, reason=reason, by=by)


def contribute() -> None:
    """Add the three kinds; seats that follow a position are listed right after the positions."""
    handovers.add(
        "bodies.following", Handover(gettext_lazy("Seats that follow the position"), following_seats, order=12)
    )
    handovers.add("bodies.memberships", Handover(gettext_lazy("Seats"), held_seats, order=14))
    handovers.add("bodies.acting", Handover(gettext_lazy("Acting for others"), acting, order=35))
