"""What is done again and again: packages put it in here, and the worker of ``operations`` runs it when it is due.

A job works out for itself what is to be done (« due and not yet sent »), so running it twice, or late, does no harm.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tvaerblik.core.contributions import Registry


@dataclass(frozen=True)
class Periodic:
    """A job and how often it runs. It should be done within a few minutes; what takes longer enqueues a task."""

    name: str
    every: dt.timedelta
    run: Callable[[], object]


schedule: Registry[Periodic] = Registry("periodic job")


def contribute(name: str, every: dt.timedelta, run: Callable[[], object]) -> None:
    """Let ``run`` be called about so often, by one worker at a time."""
    schedule.add(name, Periodic(name, every, run))
