"""What this package adds to a hand-over: positions, given roles and assistance."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.people import roles
from tvaerblik.people.actions import leaving
from tvaerblik.people.handover import Handover, Item, handovers
from tvaerblik.people.models import Assistance, Person


def positions(person: Person, to: Person, day: dt.date) -> list[Item]:
    """The positions held on the day or later; seats that follow a position go with it."""
    rows = person.appointments.filter(Q(until__isnull=True) | Q(until__gt=day)).select_related("position__unit")
    return [
        Item(
            what=f"{row.position}, {row.position.unit}",
            apply=partial(_apply_appointment, row, to, day),
            url=row.position.unit.get_absolute_url(),
        )
        for row in rows
    ]


def _apply_appointment(row: object, to: Person, day: dt.date, by: object) -> None:
    leaving.move_appointment(row, to, day, by=by)  # type: ignore[arg-type]


def given_roles(person: Person, to: Person, day: dt.date) -> list[Item]:
    """Roles that were given, with their area."""
    rows = person.holdings.filter(Q(until__isnull=True) | Q(until__gt=day)).select_related("unit", "person")
    return [
        Item(
            what=f"{roles.BY_KEY[row.role].label}{f', {row.unit}' if row.unit else ''}",
            apply=partial(_apply_role, row, to, day),
        )
        for row in rows
    ]


def _apply_role(row: object, to: Person, day: dt.date, by: object) -> None:
    leaving.move_role(row, to, day, by=by)  # type: ignore[arg-type]


def assistance(person: Person, _to: Person, day: dt.date) -> list[Item]:
    """Assistance both ways; it ends, because a chief chooses the assistant."""
    rows = Assistance.objects.filter(Q(principal=person) | Q(assistant=person)).filter(
        Q(until__isnull=True) | Q(until__gt=day)
    )
    return [
        Item(
            what=_("%(assistant)s acts for %(chief)s") % {"assistant": row.assistant, "chief": row.principal},
            apply=partial(_apply_assistance, row, day),
            moves=False,
            why=_("A chief chooses the assistant personally."),
        )
        for row in rows.select_related("principal", "assistant")
    ]


def _apply_assistance(row: Assistance, day: dt.date, by: object) -> None:
    leaving.stop_assistance(row, day, by=by)


def contribute() -> None:
    """Add the three kinds."""
    handovers.add("people.positions", Handover(gettext_lazy("Positions"), positions, order=10))
    handovers.add("people.roles", Handover(gettext_lazy("Given roles"), given_roles, order=30))
    handovers.add("people.assistance", Handover(gettext_lazy("Assistance"), assistance, order=40))
