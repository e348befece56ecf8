"""The words by which a spreadsheet may name an area, a person, a class, a phase, a state or a light."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.core import clock
from tvaerblik.imports.importer import Option, options_of
from tvaerblik.imports.matching import plain
from tvaerblik.people.models import Appointment, UnitName, on
from tvaerblik.people.queries import persons_for, units_for
from tvaerblik.portfolio.models import Light, Phase, ProjectClass, State

CLASS_WORDS = {
    "national_joint": ("A", "Klasse A", "Nationale", "Fælleskommunale", "Fællesoffentlige", "Nationalt projekt"),
    "inter_municipal": ("B1", "Klasse B1", "Tværkommunale", "Tværkommunalt projekt"),
    "own_cross_cutting": ("B2", "Klasse B2", "Egne tværgående", "Eget tværgående projekt"),
    "local": ("C", "Klasse C", "Lokale", "Lokalt", "Lokalt projekt"),
}
PHASE_WORDS = {"idea": ("Ide",), "closed": ("Lukket",)}
STATE_WORDS = {
    "on_hold": ("Pause", "På pause"),
    "active": ("Aktivt",),
    "closed": ("Lukket",),
    "stopped": ("Stoppet projekt",),
}
LIGHT_WORDS = {
    "green": ("Grønt", "Grøn status"),
    "yellow": ("Gult", "Gul status"),
    "red": ("Rødt", "Rød status"),
    "white": ("Hvidt", "Ikke vurderet", "Not assessed"),
}

# What words of other scales may mean: offered, never taken for granted.
CLASS_GUESSES = {"national": "national_joint", "B": "own_cross_cutting", "tværgående": "own_cross_cutting"}
PHASE_GUESSES = {
    "planlægning": "preliminary_analysis",
    "analyse": "preliminary_analysis",
    "udbud": "procurement",
    "implementering": "implementation",
    "igangværende": "implementation",
    "delivery": "implementation",
    "drift": "handover",
    "afslutning": "closed",
    "completed": "closed",
}
STATE_GUESSES = {
    "igangværende": "active",
    "i gang": "active",
    "ongoing": "active",
    "planlagt": "proposed",
    "ny": "proposed",
    "annulleret": "stopped",
    "cancelled": "stopped",
    "slut": "closed",
    "færdig": "closed",
    "done": "closed",
}
LIGHT_GUESSES = {
    "amber green": "green",
    "green amber": "green",
    "amber": "yellow",
    "orange": "yellow",
    "y": "yellow",
    "amber red": "red",
    "red amber": "red",
    "r": "red",
    "grå": "white",
    "grey": "white",
    "h": "white",
    "w": "white",
}


def classes(_by: Any) -> Sequence[Option]:
    """The portfolio classes, also by their letters."""
    return options_of(ProjectClass.choices, CLASS_WORDS)


def phases(_by: Any) -> Sequence[Option]:
    """The phases."""
    return options_of(Phase.choices, PHASE_WORDS)


def states(_by: Any) -> Sequence[Option]:
    """The states."""
    return options_of(State.choices, STATE_WORDS)


def lights(_by: Any) -> Sequence[Option]:
    """The traffic lights."""
    return options_of(Light.choices, LIGHT_WORDS)


def units(by: Any) -> Sequence[Option]:
    """The units by name, short name, code and what they were once called."""
    today = clock.today()
    former: dict[int, list[str]] = {}
    for unit, name in UnitName.objects.values_list("unit_id", "name"):
        former.setdefault(unit, []).append(name)
    return [
        Option(
            unit.pk,
            unit.name,
            (unit.code, unit.short_name, *former.get(unit.pk, [])),
            is_former=not unit.holds_on(today),
        )
        for unit in units_for(by).order_by("sort_key", "pk")
    ]


def persons(by: Any) -> Sequence[Option]:
    """People by name, e-mail address, title, and by the position they hold today."""
    today = clock.today()
    positions: dict[int, list[str]] = {}
    for person, name in Appointment.objects.filter(on(today)).values_list("person_id", "position__name"):
        positions.setdefault(person, []).append(name)
    return [
        Option(
            person.pk,
            person.name,
            (person.email, person.title, *positions.get(person.pk, [])),
            {
                plain(word): _("%(person)s was found by the position or title “%(word)s”.")
                % {"person": person.name, "word": word}
                for word in (person.title, *positions.get(person.pk, []))
                if word and plain(word) != plain(person.name)
            },
            is_former=not (person.is_active and person.works_on(today)),
        )
        for person in persons_for(by).order_by("sort_key", "pk")
    ]
