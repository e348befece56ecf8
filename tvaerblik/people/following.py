"""What other packages do in the same transaction when units change, such as making the area's seat (R67)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tvaerblik.core.contributions import Registry


def nothing(*_things: Any, **_more: Any) -> None:
    """Nothing follows."""


@dataclass(frozen=True)
class UnitFollower:
    """What follows when a unit changes; each is called with the unit and ``by``, in the transaction of the change.

    - ``begun(unit, day=, by=)``: a unit has begun, or become an area of responsibility.
    - ``renamed(unit, old=, by=)``: it has a new name; ``old`` is the former one.
    - ``ended(unit, day=, successors=, by=)``: it ends on ``day``; ``successors`` carry it on (none when it just ends).
    """

    begun: Callable[..., None] = nothing
    renamed: Callable[..., None] = nothing
    ended: Callable[..., None] = nothing


unit_followers: Registry[UnitFollower] = Registry("what follows a unit")
