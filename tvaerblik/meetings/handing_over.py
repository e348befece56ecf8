"""What meetings add to a hand-over: open follow-ups, and the material of cases on their way.

The administrator who hands over sees no closed items, so a closed one stands there without its title.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.core import words
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import OPEN_FOLLOW_UPS, Case, CaseState, FollowUp
from tvaerblik.people.handover import Handover, Item, handovers
from tvaerblik.people.models import Person

_GOING = (CaseState.PROPOSED, CaseState.PREPARING, CaseState.IN_GOVERNANCE)


def follow_ups(person: Person, to: Person, _day: dt.date) -> list[Item]:
    """What the person still has to do after decisions; deadline and state go along."""
    rows = person.follow_ups.filter(state__in=OPEN_FOLLOW_UPS).select_related("decision__item")
    return [_follow_up_item(row, person, to) for row in rows.order_by("due", "pk")]


def _follow_up_item(row: FollowUp, person: Person, to: Person) -> Item:
    is_closed = row.decision.item.is_closed
    what = _("%(text)s, due %(day)s") % {
        "text": _("a closed item") if is_closed else row.text,
        "day": words.day(row.due),
    }
    apply = partial(_hand_over_follow_up, row, person, to)
    return Item(what=what, apply=apply, url="" if is_closed else row.get_absolute_url())


def _hand_over_follow_up(row: FollowUp, person: Person, to: Person, by: Any) -> None:
    actions.hand_over_follow_up(row, person=person, to=to, by=by)


def material(person: Person, to: Person, _day: dt.date) -> list[Item]:
    """The cases the person prepares the material of, as long as they are not decided."""
    return [
        Item(
            what=_("a closed item") if case.is_closed else str(case),
            apply=partial(_hand_over_material, case, person, to),
            url="" if case.is_closed else case.get_absolute_url(),
        )
        for case in person.material_cases.filter(state__in=_GOING).order_by("pk")
    ]


def _hand_over_material(case: Case, person: Person, to: Person, by: Any) -> None:
    actions.hand_over_material(case, person=person, to=to, by=by)


def contribute() -> None:
    """Add the two kinds, after the projects."""
    handovers.add("meetings.follow_ups", Handover(gettext_lazy("Follow-up (moves at once)"), follow_ups, order=60))
    handovers.add("meetings.material", Handover(gettext_lazy("Material for cases (moves at once)"), material, order=62))
