"""What a merger or a split does to people, units below, positions and roles, said before it is done."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tvaerblik.people import queries, roles
from tvaerblik.people.following import Consequence, Foreseen, Reorganisation, UnitFollower, unit_followers
from tvaerblik.people.models import Appointment, Level, Position, RoleHolding, Unit, on


def foreseen(change: Reorganisation) -> list[Foreseen]:
    """The consequences in this package, in the order they are thought of."""
    return [
        Foreseen(_("People and units below"), _people(change)),
        Foreseen(_("Positions"), _positions(change)),
        Foreseen(_("Given roles"), _roles(change)),
    ]


def _moves(change: Reorganisation) -> str:
    return _("Moves to %(unit)s") % {"unit": change.into[0]}


def _people(change: Reorganisation) -> list[Consequence]:
    found = []
    becomes = _moves(change) if change.is_merger else _("Stays until a new unit is chosen")
    for unit in change.units:
        number = queries.in_service(change.day).filter(unit=unit).count()
        if number:
            what = ngettext("%(number)s person in %(unit)s", "%(number)s people in %(unit)s", number)
            shown = what % {"number": number, "unit": unit}
            found.append(Consequence(shown, becomes, unit.get_absolute_url(), ends=not change.is_merger))
    below = Unit.objects.filter(on(change.day), parent__in=change.units).order_by("sort_key", "pk")
    found += [Consequence(str(one), becomes, one.get_absolute_url(), ends=not change.is_merger) for one in below]
    return found


def _positions(change: Reorganisation) -> list[Consequence]:
    rows = Position.objects.filter(unit__in=change.units).select_related("unit").order_by("unit__sort_key", "pk")
    appointed = Appointment.objects.filter(on(change.day), position__in=rows).select_related("person")
    holder = {row.position_id: row.person for row in appointed}
    return [_position(change, row, holder.get(row.pk)) for row in rows]


def _position(change: Reorganisation, row: Position, holder: object) -> Consequence:
    what = f"{row}, {row.unit}" + (f" ({holder})" if holder and str(holder) != str(row) else "")
    if row.level in {Level.CHIEF, Level.EXECUTIVE}:
        return Consequence(what, _("Ends; who leads afterwards is decided, not guessed"), ends=True)
    if not change.is_merger:
        return Consequence(what, _("Stays until a new unit is chosen"), ends=True)
    return Consequence(what, _moves(change))


def _roles(change: Reorganisation) -> list[Consequence]:
    rows = RoleHolding.objects.filter(on(change.day), unit__in=change.units).select_related("person", "unit")
    return [
        Consequence(
            f"{roles.BY_KEY[row.role].label}, {row.unit} ({row.person})",
            _moves(change) if change.is_merger else _("Ends with the unit"),
            row.person.get_absolute_url(),
            ends=not change.is_merger,
        )
        for row in rows.order_by("unit__sort_key", "pk")
    ]


def contribute() -> None:
    """Show them first among the consequences."""
    unit_followers.add("people", UnitFollower(foresees=foreseen))
