"""What this package puts into the registries: menu, verbs, wordings, hand-over, groups of role accounts, holders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.audit import presenters
from tvaerblik.core import clock
from tvaerblik.core.contributions import Creation, Place, creations, places
from tvaerblik.core.list_pages import SavedView, saved_views
from tvaerblik.core.verbs import register
from tvaerblik.people import belongings, holders, queries, reorganising, roles, rules
from tvaerblik.people import lists as _lists  # noqa: F401  # lists register themselves when imported
from tvaerblik.people.models import Appointment, Level, Person, RoleHolding, on
from tvaerblik.people.role_accounts import Account, AccountGroup, account_groups
from tvaerblik.people.verbs import VERBS

register(VERBS)
belongings.contribute()
reorganising.contribute()

places.add("units", Place("units", _("Units"), "units", order=20, under="organisation"))
places.add(
    "persons",
    Place("persons", _("Persons"), "persons", order=30, under="organisation", also=("appointments", "assistances")),
)
places.add("roles", Place("roles", _("Roles and rights"), "roles", order=40, under="organisation"))
places.add(
    "administration",
    Place(
        "administration",
        _("Administration"),
        "administration",
        icon="settings",
        order=95,
        below=True,
        who=rules.is_administrator,
    ),
)
places.add(
    "positions",
    Place("positions", _("Positions"), "positions", order=20, under="administration", who=rules.is_administrator),
)

creations.add("add_person", Creation(_("Person"), "add_person", rules.is_administrator, order=90))
creations.add("add_unit", Creation(_("Unit"), "add_unit", rules.is_administrator, order=91))

presenters.contribute(
    {
        "add_person": _("added the person"),
        "revise_person": _("changed the person's details"),
        "choose_preferences": _("chose how pages look"),
        "save_view": _("saved a view of a list"),
        "delete_view": _("deleted a view of a list"),
        "add_position": _("added the position %(subject)s"),
        "revise_position": _("changed the position %(subject)s"),
        "appoint": _("appointed %(person)s as %(position)s from %(day)s"),
        "end_appointment": _("ended %(person)s as %(position)s on %(day)s"),
        "move_appointment": _("let %(person)s take over %(position)s"),
        "add_unit": _("added the unit from %(day)s"),
        "revise_unit": _("changed the unit"),
        "rename_unit": _("renamed the unit from %(old)s to %(new)s from %(day)s"),
        "end_unit": _("ended the unit on %(day)s"),
        "merge_units": _("merged the unit into %(into)s on %(day)s"),
        "split_unit": _("split the unit into %(into)s on %(day)s"),
        "give_role": _("gave %(person)s the role %(role)s"),
        "end_role": _("ended the role %(role)s of %(person)s on %(day)s"),
        "assign_assistant": _("named %(person)s as assistant to %(chief)s from %(day)s"),
        "end_assistance": _("ended %(person)s as assistant to %(chief)s on %(day)s"),
        "hand_over": _("handed %(count)s things over to %(to)s from %(day)s"),
        "anonymise_person": _("made the person anonymous"),
        "make_entry_link": _("made a link to sign in with"),
        "use_entry_link": _("signed in by link and chose a password"),
    }
)


def _given(role: str, day: dt.date) -> list[Person]:
    rows = RoleHolding.objects.filter(on(day), role=role).select_related("person").order_by("person__sort_key")
    return list(dict.fromkeys(row.person for row in rows))


def _chiefs(day: dt.date) -> list[Person]:
    rows = Appointment.objects.filter(on(day), position__level=Level.CHIEF).select_related("person")
    return list(dict.fromkeys(row.person for row in rows.order_by("person__sort_key")))


for _role in roles.GIVEN:
    holders.holders.add(_role.key, partial(_given, _role.key))
holders.holders.add("area_chief", _chiefs)


def _accounts_with(role: str) -> Iterable[Account]:
    rows = RoleHolding.objects.filter(on(clock.today()), role=role).select_related("person", "unit")
    return [Account(row.person, row.unit.short if row.unit else "") for row in rows.order_by("person__sort_key")]


def _chief_accounts() -> Iterable[Account]:
    rows = Appointment.objects.filter(on(clock.today()), position__level=Level.CHIEF)
    found = rows.select_related("person", "position__unit").order_by("person__sort_key")
    return [Account(row.person, row.position.unit.short) for row in found]


account_groups.add("chiefs", AccountGroup(_("Chiefs"), _chief_accounts, order=40))
account_groups.add(
    "coordinators", AccountGroup(_("Local coordinators"), lambda: _accounts_with(roles.LOCAL_COORDINATOR), order=60)
)
account_groups.add(
    "administrators", AccountGroup(_("Administrators"), lambda: _accounts_with(roles.ADMINISTRATOR), order=80)
)


def _saved_views(listing: str, by: Any) -> list[SavedView]:
    return [SavedView(view.name, view.query) for view in queries.views_of(by).filter(listing=listing)]


saved_views.add("people", _saved_views)
