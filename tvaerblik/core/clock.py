"""The one clock. Nothing else in the program asks what time it is.

A real municipality runs on the wall clock. The example municipality runs on a demo clock: the demo date with the real
time of day, so that what is overdue today is overdue tomorrow too. The builder of the example sets the clock to the
moment at which each thing happened, so that history is made by the same actions a user would take.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_set_to: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    moment = _set_to.get()
    if moment is not None:
        return moment
    real = dt.datetime.now(tz=dt.UTC)
    demo: dt.date | None = settings.DEMO_DATE
    if demo is None:
        return real
    local = real.astimezone(COPENHAGEN)
    return dt.datetime.combine(demo, local.time(), tzinfo=COPENHAGEN).astimezone(dt.UTC)


def today() -> dt.date:
    """The present day in Denmark."""
    return now().astimezone(COPENHAGEN).date()


def moment_of(day: dt.date, time: dt.time = dt.time(12, 0)) -> dt.datetime:
    """That day and clock time in Denmark, as an aware moment in UTC."""
    return dt.datetime.combine(day, time, tzinfo=COPENHAGEN).astimezone(dt.UTC)


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let the clock stand at ``moment`` (aware) inside the block; used by the example builder and by tests."""
    token = _set_to.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _set_to.reset(token)


def is_set() -> bool:
    """True inside ``at``: what is written now is made-up history, and the trail marks it so."""
    return _set_to.get() is not None
