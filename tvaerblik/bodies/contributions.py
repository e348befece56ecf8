"""What this package puts into the registries: menu, verbs, wordings, panels, tasks, hand-over, accounts, holders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.audit import presenters
from tvaerblik.bodies import belongings, queries, reorganising, rules
from tvaerblik.bodies import lists as _lists  # noqa: F401  # lists register themselves when imported
from tvaerblik.bodies.actions import seats
from tvaerblik.bodies.models import Body, BodyKind, Seat, SeatRole
from tvaerblik.bodies.verbs import VERBS
from tvaerblik.core import clock, words
from tvaerblik.core.contributions import Creation, Panel, Place, Task, creations, panels, places, task_sources
from tvaerblik.core.verbs import register
from tvaerblik.people.following import UnitFollower, unit_followers
from tvaerblik.people.holders import holders
from tvaerblik.people.models import Person, Unit
from tvaerblik.people.role_accounts import Account, AccountGroup, account_groups
from tvaerblik.people.rules import is_administrator

register(VERBS)
belongings.contribute()

places.add(
    "organisation",
    Place("organisation", gettext_lazy("Organisation"), "organisation", icon="organisation", order=90, below=True),
)
places.add(
    "bodies",
    Place(
        "bodies",
        gettext_lazy("Bodies"),
        "bodies",
        order=10,
        under="organisation",
        also=("seats", "memberships", "delegations", "agreements", "consents"),
    ),
)
places.add(
    "member_profiles",
    Place(
        "member_profiles",
        gettext_lazy("Member profiles"),
        "member_profiles",
        order=40,
        under="administration",
        who=is_administrator,
    ),
)
creations.add("add_body", Creation(gettext_lazy("Body"), "add_body", is_administrator, order=92))

unit_followers.add(
    "bodies",
    UnitFollower(
        begun=seats.follow_new_unit,
        renamed=seats.follow_new_name,
        merged=seats.follow_merged_units,
        ended=seats.follow_ended_unit,
        foresees=reorganising.foreseen,
        sitting=reorganising.sitting,
    ),
)

presenters.contribute(
    {
        "add_body": gettext_lazy("added the body"),
        "revise_body": gettext_lazy("changed the body"),
        "adopt_terms": gettext_lazy("registered version %(number)s of the terms of reference, in force from %(day)s"),
        "add_seat": gettext_lazy("added the seat “%(seat)s” from %(day)s"),
        "revise_seat": gettext_lazy("changed the seat “%(subject)s”"),
        "end_seat": gettext_lazy("ended the seat “%(seat)s” on %(day)s"),
        "add_membership": gettext_lazy("gave %(person)s the seat “%(seat)s” from %(day)s"),
        "revise_membership": gettext_lazy("changed the membership “%(subject)s”"),
        "move_membership": gettext_lazy("let %(person)s take over the seat “%(seat)s”"),
        "end_membership": gettext_lazy("ended %(person)s on the seat “%(seat)s” on %(day)s"),
        "agree_on_coverage": gettext_lazy("proposed that “%(seat)s” covers %(areas)s from %(day)s"),
        "give_consent": gettext_lazy("registered that %(chief)s agreed for %(unit)s on %(day)s"),
        "end_agreement": gettext_lazy("ended the coverage agreement of “%(seat)s” on %(day)s"),
        "delegate": gettext_lazy("named %(person)s as acting %(role)s from %(day)s to %(last_day)s"),
        "end_delegation": gettext_lazy("ended %(person)s as acting %(role)s on %(day)s"),
        "add_member_profile": gettext_lazy("added the member profile"),
        "revise_member_profile": gettext_lazy("renamed the member profile"),
    }
)


def _person_panel(person: Person, _by: Any) -> dict[str, Any] | None:
    rows = queries.seats_of_person(person)
    return {"seats": rows} if rows else None


def _unit_panel(unit: Unit, _by: Any) -> dict[str, Any] | None:
    rows = queries.represented_in(unit)
    return {"represented": rows} if rows else None


panels.add("person.seats", Panel("people.person", "bodies/panels/person.html", _person_panel, order=10))
panels.add("unit.coverage", Panel("people.unit", "bodies/panels/unit.html", _unit_panel, order=20))


def _tasks(person: Any) -> Sequence[Task]:
    """What waits: a chief's consent, and for those who keep a group its vacant seats."""
    today = clock.today()
    found = [
        Task(
            title=_("Agree that “%(seat)s” covers %(unit)s") % {"seat": row.agreement.seat, "unit": row.unit},
            url=reverse("give_consent", args=[row.pk]),
            button=_("Agree for the area"),
            note=_("%(body)s. Until every chief has agreed, the area is not covered.")
            % {"body": row.agreement.seat.body.short_name},
        )
        for row in queries.waiting_consents_of(person, today)
    ]
    kept = [body for body in _groups() if rules.is_secretary(person, body)]
    for state in queries.states_of(kept):
        found.extend(
            Task(
                title=_("“%(seat)s” is vacant") % {"seat": place.seat},
                url=place.seat.get_absolute_url(),
                button=_("Fill the seat"),
                note=_("Vacant since %(day)s.") % {"day": words.day(place.vacant_since)} if place.vacant_since else "",
            )
            for place in state.vacancies
        )
    return found


task_sources.add("bodies", _tasks)


def _groups() -> Iterable[Body]:
    return (body for body in (queries.steering_group(), queries.programme_group()) if body is not None)


def _holders(kind: str, role: str, day: dt.date) -> list[Person]:
    return [person for body in queries.bodies_of_kind(kind) for person in _with_deputies(body, role, day)]


def _with_deputies(body: Body, role: str, day: dt.date) -> list[Person]:
    return list(dict.fromkeys([*queries.holders_of(body, role, day), *queries.acting(body, role, day)]))


for _key, _kind in (("steering", BodyKind.STEERING), ("programme", BodyKind.PROGRAMME)):
    for _role in (SeatRole.CHAIR, SeatRole.MEMBER, SeatRole.SECRETARY):
        holders.add(f"{_key}_{_role}", partial(_holders, _kind, _role))


def _management(day: dt.date) -> list[Person]:
    kinds = (BodyKind.EXECUTIVE, BodyKind.CHIEF_FORUM)
    found = [h.person for kind in kinds for body in queries.bodies_of_kind(kind) for h in queries.members_on(body, day)]
    return list(dict.fromkeys(found))


holders.add("management_reader", _management)


def _note(seat: Seat) -> str:
    """The role and the seat; one word when the seat is called after the role."""
    role = str(seat.get_role_display())
    return role if str(seat) == role else f"{role}, {seat}"


def _accounts(kind: str) -> list[Account]:
    return [
        Account(holder.person, _note(place.seat))
        for body in queries.bodies_of_kind(kind)
        for place in queries.seats_on(body)
        for holder in place.holders
    ]


account_groups.add(
    "steering", AccountGroup(gettext_lazy("Steering group"), partial(_accounts, BodyKind.STEERING), order=10)
)
account_groups.add(
    "programme", AccountGroup(gettext_lazy("Programme group"), partial(_accounts, BodyKind.PROGRAMME), order=20)
)
account_groups.add(
    "executive", AccountGroup(gettext_lazy("Executive management"), partial(_accounts, BodyKind.EXECUTIVE), order=30)
)
