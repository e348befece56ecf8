"""The lists of bodies, seats and member profiles: one description for page, export and API."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies import queries
from tvaerblik.bodies.models import BodyKind, MemberProfile, Membership
from tvaerblik.core import clock
from tvaerblik.core.lists import Column, Filter, Group, Listing, Preset, choices_filter, labels, numbers, register
from tvaerblik.core.words import join_words
from tvaerblik.people.models import on


def _states(rows: list[Any], _by: Any) -> None:
    for row, state in zip(rows, queries.states_of(rows), strict=True):
        row.state = state


def _state(row: Any) -> queries.BodyState:
    """The state that ``decorate`` gave the rows of a page; asked once for each row of an export."""
    if not hasattr(row, "state"):
        row.state = queries.state_of(row)
    found: queries.BodyState = row.state
    return found


BODIES = register(
    Listing(
        name="bodies",
        title=_("Bodies"),
        rows=queries.bodies_for,
        decorate=_states,
        columns=(
            Column("name", _("Name"), lambda row: row.name, sort=("sort_key",), is_heading=True),
            Column("code", _("Code"), lambda row: row.code, sort=("code",), secondary=True),
            Column("kind_of_body", _("Type"), lambda row: row.get_kind_of_body_display(), sort=("kind_of_body",)),
            Column("unit", _("Area"), lambda row: row.unit.name if row.unit else "", sort=("unit__sort_key",)),
            Column("chair", _("Chair"), lambda row: join_words(_state(row).chairs)),
            Column("places", _("Places"), lambda row: _state(row).wanted, kind="number"),
            Column("held", _("Held"), lambda row: _state(row).held, kind="number"),
            Column("meetings_a_year", _("Meetings a year"), lambda row: row.meetings_a_year, kind="number"),
        ),
        filters=(choices_filter("kind_of_body", _("Type"), lambda _by: labels(BodyKind.choices), "kind_of_body"),),
        search=("name", "short_name", "unit__name"),
        sort="name",
    )
)


def _sits_now(rows: QuerySet[Membership], values: Any) -> QuerySet[Membership]:
    today = clock.today()
    if set(values) == {"now"}:
        return rows.filter(on(today))
    return rows.exclude(on(today)) if set(values) == {"past"} else rows


def _bodies(by: Any) -> list[tuple[str, str]]:
    return [(str(body.pk), body.short_name) for body in queries.bodies_for(by)]


MEMBERSHIPS = register(
    Listing(
        name="memberships",
        title=_("Memberships"),
        rows=queries.memberships_for,
        columns=(
            Column("person", _("Person"), lambda row: row.person.name, sort=("person__sort_key",), is_heading=True),
            Column("body", _("Body"), lambda row: row.seat.body.name, sort=("seat__body__sort_key",)),
            Column("seat", _("Seat"), lambda row: str(row.seat), sort=("seat__order",)),
            Column("role", _("Role"), lambda row: row.seat.get_role_display(), sort=("seat__role",)),
            Column("profile", _("Profile"), lambda row: str(row.profile or ""), sort=("profile__sort_key",)),
            Column("since", _("From"), lambda row: row.since, kind="date", sort=("since",)),
            Column("until", _("Until"), lambda row: row.until, kind="date", sort=("until",)),
        ),
        filters=(
            Filter("body", _("Body"), _bodies, lambda rows, values: rows.filter(seat__body__in=numbers(values))),
            Filter("when", _("When"), lambda _by: labels({"now": _("Now"), "past": _("Not now")}), _sits_now),
        ),
        presets=(Preset("now", _("Sits now"), "when=now"),),
        groups=(
            Group(
                "body",
                _("Body"),
                lambda row: (str(row.seat.body_id), row.seat.body.name),
                ("seat__body__sort_key", "seat__body"),
            ),
        ),
        search=("person__name", "seat__title", "seat__body__name"),
        sort="person",
    )
)


def _counted(rows: QuerySet[MemberProfile]) -> QuerySet[MemberProfile]:
    return rows.annotate(used=Count("memberships"))


MEMBER_PROFILES = register(
    Listing(
        name="member_profiles",
        title=_("Member profiles"),
        rows=queries.profiles_for,
        prepare=_counted,
        columns=(
            Column(
                "name",
                _("Name"),
                lambda row: row.name,
                sort=("sort_key",),
                is_heading=True,
                template="bodies/cells/profile.html",
            ),
            Column("used", _("Memberships"), lambda row: row.used, kind="number", sort=("used",)),
        ),
        search=("name",),
        sort="name",
    )
)
