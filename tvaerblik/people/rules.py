"""Facts about people turned into answers: who is administrator, who leads which area, who assists whom.

Assistants: a chief's assistant may act for the chief in a request (``person.acting_for``, set by the middleware and
never stored). What is preparation counts the chief's areas and seats as well; what is approval does not. So
``led_units`` (who edits) includes the chief's areas, while ``is_chief_of`` (who agrees) and every given role stay
personal.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.core import clock, words
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.people import roles
from tvaerblik.people.models import Assistance, Dated, Level, Person, RoleHolding, Unit, on


def permit(sentence: str) -> None:
    """Raise NotPermitted with the sentence, when there is one: ``permit(why_not_administrator(unit, by))``."""
    if sentence:
        raise NotPermitted(sentence)


def possible(sentence: str) -> None:
    """Raise NotPossible with the sentence, when there is one."""
    if sentence:
        raise NotPossible(sentence)


def has_role(person: Any, role: str, *, unit: Unit | None = None, day: dt.date | None = None) -> bool:
    """True when the person holds the given role that day, for that unit when one is named."""
    if not getattr(person, "is_authenticated", False):
        return False
    held = held_roles(person, day or clock.today())
    return any(key == role and (unit is None or area == unit.pk) for key, area in held)


def held_roles(person: Person, day: dt.date) -> set[tuple[str, int | None]]:
    """The given roles of a person with their area; asked once for each person and day."""
    memory: dict[dt.date, set[tuple[str, int | None]]] = person.__dict__.setdefault("_held_roles", {})
    if day not in memory:
        memory[day] = set(person.holdings.filter(on(day)).values_list("role", "unit_id"))
    return memory[day]


def forget(*people: Any) -> None:
    """Let these objects ask again after a change of roles, positions or seats; other objects asked anew anyway."""
    for person in people:
        for memory in ("_held_roles", "_led_units", "_seats", "_keeps_portfolio"):
            getattr(person, "__dict__", {}).pop(memory, None)


def is_administrator(person: Any) -> bool:
    """True for those who keep the set-up."""
    return has_role(person, roles.ADMINISTRATOR)


def why_not_administrator(_thing: Any, by: Any) -> str:
    """Empty for an administrator, else the sentence."""
    return "" if is_administrator(by) else _("Only an administrator can do this.")


def led_units(person: Person, day: dt.date) -> set[int]:
    """The units whose chief or leader the person is that day, and those of the chief the person acts for.

    For editing and preparing; agreeing and approving ask ``is_chief_of``.
    """
    principal = getattr(person, "acting_for", None)
    return _led(person, day) | (_led(principal, day) if principal is not None else set())


def _led(person: Person, day: dt.date) -> set[int]:
    memory: dict[dt.date, set[int]] = person.__dict__.setdefault("_led_units", {})
    if day not in memory:
        held = person.appointments.filter(on(day)).exclude(position__level=Level.EMPLOYEE)
        memory[day] = set(held.values_list("position__unit_id", flat=True))
    return memory[day]


def is_chief_of(person: Any, unit: Unit, day: dt.date | None = None) -> bool:
    """True for whoever holds a manager's position of the unit itself; never for an assistant."""
    return getattr(person, "is_authenticated", False) and unit.pk in _led(person, day or clock.today())


def is_chief_level(person: Person, day: dt.date) -> bool:
    """True for chiefs and directors."""
    return person.appointments.filter(on(day), position__level__in=[Level.CHIEF, Level.EXECUTIVE]).exists()


def is_manager(person: Person, day: dt.date) -> bool:
    """True for everybody who holds a position above employee level that day (R62)."""
    return bool(_led(person, day))


def may_assist(person: Person, principal: Person, day: dt.date) -> bool:
    """True when the person is the principal's assistant that day."""
    return person.assists.filter(on(day), principal=principal).exists()


def why_not_self(person: Person, by: Any) -> str:
    """Empty for the person, else the sentence: preferences are one's own."""
    return "" if getattr(by, "pk", None) == person.pk else _("Only the person can choose this.")


def why_not_name_assistant(principal: Person, by: Any) -> str:
    """Empty for the chief and for an administrator."""
    if getattr(by, "pk", None) == principal.pk or is_administrator(by):
        return ""
    return _("Only %(chief)s or an administrator can name an assistant.") % {"chief": principal}


def why_not_end_assistance(assistance: Assistance, by: Any) -> str:
    """Empty for the chief, the assistant and an administrator."""
    if getattr(by, "pk", None) in {assistance.principal_id, assistance.assistant_id} or is_administrator(by):
        return ""
    return _("Only the chief, the assistant or an administrator can end this.")


def why_not_delete_view(view: Any, by: Any) -> str:
    """Empty for the owner; an administrator may take away a shared view."""
    if view.owner_id == getattr(by, "pk", None) or (view.is_shared and is_administrator(by)):
        return ""
    return _("Only the owner of the view can delete it.")


def why_not_end(unit: Unit, day: dt.date) -> str:
    """Empty when the unit can end that day, else the sentence."""
    if unit.until is not None:
        return _("%(unit)s has already ended.") % {"unit": unit}
    if day <= unit.since:
        return _("%(unit)s cannot end before it began.") % {"unit": unit}
    return ""


def why_not_reorganise(day: dt.date) -> str:
    """Empty when the day has come: units change on the day, so that no page runs ahead of the organisation."""
    if day > clock.today():
        return _("The date lies in the future. Register the change on the day, or afterwards.")
    return ""


def why_not_ends_on(row: Dated, until: dt.date) -> str:
    """Empty when something dated can end on ``until``: after it began, and not later than it already ends."""
    if until <= row.since:
        return _("The end must come after the beginning.")
    if row.until is not None and until > row.until:
        return _("It already ends before that day, on %(day)s.") % {"day": words.day(row.until)}
    return ""


def why_not_in_service(person: Person, day: dt.date) -> str:
    """Empty when the person still works here that day."""
    if person.works_on(day) and person.is_active:
        return ""
    return _("%(person)s no longer works here.") % {"person": person}


def why_not_without_administrator(leaving: Person, day: dt.date) -> str:
    """Empty when somebody else is administrator from that day on; a municipality is never left without one."""
    others = RoleHolding.objects.filter(
        on(day), role=roles.ADMINISTRATOR, until__isnull=True, person__is_active=True, person__leaves_on__isnull=True
    )
    if others.exclude(person=leaving).exists():
        return ""
    return _("%(person)s is the only administrator. Give somebody else the role first.") % {"person": leaving}


def why_not_end_role(holding: RoleHolding, day: dt.date) -> str:
    """Empty when the role can end that day."""
    if sentence := why_not_ends_on(holding, day):
        return sentence
    return why_not_without_administrator(holding.person, day) if holding.role == roles.ADMINISTRATOR else ""
