"""The decision drives the record: what a decision can do to a record is registered here.

A package says which of its records a decision may change and how; ``meetings`` applies the effect without knowing the
package. An effect carries the value that was decided, which may differ from the one recommended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise

from tvaerblik.core.contributions import Registry


@dataclass(frozen=True)
class Effect:
    """One thing a decision can do to one kind of record.

    - ``kind``: the record's model, such as "portfolio.project". ``verb``: what the decision does, in the trail too.
    - ``field``: makes the form field that reads the value (page and API alike); its cleaned value must be JSON-able
      after ``pack``.
    - ``records``: the records ``by`` may point at (the package's one door to visibility).
    - ``current``: the packed value the record has now; ``reads``: how a packed value reads to a person.
    - ``cost``: what the change from one packed value to another costs in kroner, where money is what it changes.
    - ``apply``: the package's own action; it writes, checks and leaves the trace.
    """

    kind: str
    verb: str
    label: str | Promise
    field: Callable[[], forms.Field]
    records: Callable[[Any], QuerySet[Any]]
    current: Callable[[Any], Any]
    reads: Callable[[Any], str]
    apply: Callable[..., None]
    pack: Callable[[Any], Any] = lambda value: value
    cost: Callable[[Any, Any], int] | None = None

    @property
    def name(self) -> str:
        """The registry's name, "portfolio.project:set_end_date"."""
        return f"{self.kind}:{self.verb}"


effects: Registry[Effect] = Registry("decision effect")


def contribute(effect: Effect) -> None:
    """Make the effect known to the meetings."""
    effects.add(effect.name, effect)


def effects_of(kind: str) -> list[Effect]:
    """What a decision can do to records of that kind."""
    return [effect for effect in effects if effect.kind == kind]
