"""Bulk hand-over: what a person who leaves has, and how each thing goes on. Packages contribute their own things.

    handovers.add("portfolio.projects", Handover(_("Projects owned"), find=owned_by, order=30))

The page lists every item first; the action asks again inside its transaction and moves them all, or none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from tvaerblik.core.contributions import Registry
from tvaerblik.people.models import Person


@dataclass(frozen=True)
class Item:
    """One thing that a person has and that somebody else takes over, or that ends.

    ``apply(by)`` does it through the package's own actions. ``moves`` False: it ends, and ``why`` says why nobody
    takes it over.
    """

    what: str
    apply: Callable[[Any], None]
    url: str = ""
    moves: bool = True
    why: str = ""


@dataclass(frozen=True)
class Handover:
    """One kind of thing: its heading and ``find(person, to, day)``, which lists what the person has from ``day`` on."""

    label: str | Promise
    find: Callable[[Person, Person, dt.date], Sequence[Item]]
    order: int = 50


handovers: Registry[Handover] = Registry("hand-over")


@dataclass(frozen=True)
class Group:
    """The items of one kind, as the preview shows them."""

    label: str
    items: list[Item] = field(default_factory=list)


def plan(person: Person, to: Person, day: dt.date) -> list[Group]:
    """Everything that goes from ``person`` to ``to`` on ``day``, kind by kind; kinds without items are left out."""
    found = []
    for entry in sorted(handovers, key=lambda handover: handover.order):
        items = list(entry.find(person, to, day))
        if items:
            found.append(Group(str(entry.label), items))
    return found
