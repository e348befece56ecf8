"""What other packages do in the same transaction when units change, such as making the area's seat (R67)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tvaerblik.core.contributions import Registry
from tvaerblik.people.models import Person, Unit


def nothing(*_things: Any, **_more: Any) -> None:
    """Nothing follows."""


@dataclass(frozen=True)
class Reorganisation:
    """Units that are to be carried on by others from a day: several by one in a merger, one by several in a split."""

    units: tuple[Unit, ...]
    into: tuple[str, ...]
    day: dt.date

    @property
    def is_merger(self) -> bool:
        """True when one unit carries on, so that what the old ones have can follow."""
        return len(self.into) == 1


@dataclass(frozen=True)
class Consequence:
    """One thing and what becomes of it; ``ends`` when nothing carries it on by itself."""

    what: str
    becomes: str
    url: str = ""
    ends: bool = False


@dataclass(frozen=True)
class Foreseen:
    """The consequences of one kind, as the preview of a reorganisation shows them."""

    label: str
    items: list[Consequence] = field(default_factory=list)


def _foresees_nothing(_change: Reorganisation) -> Sequence[Foreseen]:
    return ()


def _nobody(_units: Sequence[Unit], _day: dt.date) -> Sequence[Person]:
    return ()


@dataclass(frozen=True)
class UnitFollower:
    """What follows when a unit changes; each is called with the unit and ``by``, in the transaction of the change.

    - ``begun(unit, day=, by=)``: a unit has begun, or become an area of responsibility.
    - ``renamed(unit, old=, by=)``: it has a new name; ``old`` is the former one.
    - ``merged(units, new=, day=, continues=, by=)``: ``new`` carries them on and they are about to end.
    - ``ended(unit, day=, successors=, by=)``: it ends on ``day``; ``successors`` carry it on (none when it just ends).
    - ``foresees(change)``: what a reorganisation will do, shown before it is done. Writes nothing.
    - ``sitting(units, day)``: among whom it is chosen who continues for a merged unit.
    """

    begun: Callable[..., None] = nothing
    renamed: Callable[..., None] = nothing
    merged: Callable[..., None] = nothing
    ended: Callable[..., None] = nothing
    foresees: Callable[[Reorganisation], Sequence[Foreseen]] = _foresees_nothing
    sitting: Callable[[Sequence[Unit], dt.date], Sequence[Person]] = _nobody


unit_followers: Registry[UnitFollower] = Registry("what follows a unit")


def foreseen(change: Reorganisation) -> list[Foreseen]:
    """What every package will do in the reorganisation; kinds without consequences are left out."""
    return [group for follower in unit_followers for group in follower.foresees(change) if group.items]


def sitting(units: Sequence[Unit], day: dt.date) -> list[Person]:
    """Everybody among whom it is chosen who continues for the merged unit."""
    return list(dict.fromkeys(person for follower in unit_followers for person in follower.sitting(units, day)))
