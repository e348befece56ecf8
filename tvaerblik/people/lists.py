"""The lists of people, units and positions: one description for page, export and API."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from tvaerblik.core import clock
from tvaerblik.core.lists import Choices, Column, Filter, Listing, Preset, choices_filter, labels, numbers, register
from tvaerblik.people import queries
from tvaerblik.people.models import Appointment, Level, Person, Position, Unit, UnitKind, on


def _unit_choices(_by: Any) -> Choices:
    return [(str(unit.pk), unit.name) for unit in Unit.objects.filter(people__isnull=False).distinct()]


def _by_access(rows: QuerySet[Person], values: Any) -> QuerySet[Person]:
    here = queries.in_service().values("pk")
    if set(values) == {"yes"}:
        return rows.filter(pk__in=here)
    return rows.exclude(pk__in=here) if set(values) == {"no"} else rows


PERSONS = register(
    Listing(
        name="persons",
        title=_("Persons"),
        rows=queries.persons_for,
        columns=(
            Column("name", _("Name"), lambda row: row.name, sort=("sort_key",), is_heading=True),
            Column("title", _("Title"), lambda row: row.title, sort=("title",)),
            Column("unit", _("Unit"), lambda row: row.unit.name if row.unit else "", sort=("unit__sort_key",)),
            Column("email", _("Work e-mail"), lambda row: row.email, sort=("email",)),
            Column("leaves_on", _("Leaves on"), lambda row: row.leaves_on, kind="date", sort=("leaves_on",)),
            Column("last_login", _("Signed in"), lambda row: row.last_login, kind="moment", secondary=True),
        ),
        filters=(
            Filter("unit", _("Unit"), _unit_choices, lambda rows, values: rows.filter(unit__in=numbers(values))),
            Filter("works", _("Works here"), lambda _by: labels({"yes": _("Yes"), "no": _("No")}), _by_access),
        ),
        search=("name", "title", "email"),
        presets=(
            Preset("here", _("Work here"), "works=yes"),
            Preset("left", _("Have left"), "works=no"),
        ),
        sort="name",
        search_hint=_("Search for name, title or e-mail"),
    )
)

UNITS = register(
    Listing(
        name="units",
        title=_("Units"),
        rows=queries.units_for,
        columns=(
            Column("name", _("Name"), lambda row: row.name, sort=("sort_key",), is_heading=True),
            Column("code", _("Code"), lambda row: row.code, sort=("code",)),
            Column("short_name", _("Short name"), lambda row: row.short_name),
            Column("kind_of_unit", _("Type"), lambda row: row.get_kind_of_unit_display(), sort=("kind_of_unit",)),
            Column(
                "parent", _("Belongs to"), lambda row: row.parent.name if row.parent else "", sort=("parent__sort_key",)
            ),
            Column("since", _("From"), lambda row: row.since, kind="date", sort=("since",)),
            Column("until", _("Until"), lambda row: row.until, kind="date", sort=("until",)),
        ),
        filters=(choices_filter("kind_of_unit", _("Type"), lambda _by: labels(UnitKind.choices), "kind_of_unit"),),
        search=("name", "code", "short_name"),
        sort="name",
    )
)


def _with_holders(rows: QuerySet[Position]) -> QuerySet[Position]:
    today = Appointment.objects.filter(on(clock.today())).select_related("person")
    return rows.prefetch_related(Prefetch("appointments", today, to_attr="today"))


def _holder(row: Any) -> str:
    return ", ".join(appointment.person.name for appointment in row.today)


POSITIONS = register(
    Listing(
        name="positions",
        title=_("Positions"),
        rows=queries.positions_for,
        prepare=_with_holders,
        columns=(
            Column("name", _("Position"), lambda row: row.name, sort=("sort_key",), is_heading=True),
            Column("unit", _("Unit"), lambda row: row.unit.name, sort=("unit__sort_key",)),
            Column("level", _("Level"), lambda row: row.get_level_display(), sort=("level",)),
            Column("holder", _("Held by"), _holder, template="people/cells/holder.html"),
        ),
        filters=(choices_filter("level", _("Level"), lambda _by: labels(Level.choices), "level"),),
        search=("name", "unit__name", "appointments__person__name"),
        sort="name",
    )
)
