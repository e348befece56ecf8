"""The example as it is being built: its calendar, its people, and the things made so far."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tvaerblik.bodies.models import Body
from tvaerblik.core import clock, workdays
from tvaerblik.meetings.models import Case, Meeting
from tvaerblik.people.models import Person, Position, Unit
from tvaerblik.portfolio.models import Project

DATA = Path(__file__).resolve().parents[1] / "data"
BASE_DAY = dt.date(2026, 11, 22)
WEEK = dt.timedelta(days=7)


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the example."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables(name: str) -> dict[str, Any]:
    """The content of a TOML file of the example."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Calendar:
    """Moves the example's dates to the demo date in whole weeks, so that weekdays stay and the past stays past."""

    demo_day: dt.date

    def day(self, text: str) -> dt.date:
        """The day that stands for the written one."""
        written = dt.date.fromisoformat(text)
        shift = (self.demo_day - BASE_DAY).days
        weeks = shift // 7 if written <= BASE_DAY else -(-shift // 7)
        return written + weeks * WEEK

    def workday(self, text: str) -> dt.date:
        """The same, on the nearest working day away from the demo date."""
        day = self.day(text)
        return workdays.workday_on_or_before(day) if day <= self.demo_day else workdays.workday_on_or_after(day)

    def before(self, days: int) -> dt.date:
        """So many days before the demo date."""
        return self.demo_day - dt.timedelta(days=days)


@dataclass
class World:
    """What has been built so far, by the keys that the data files use."""

    calendar: Calendar
    units: dict[str, Unit] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    # What happens on a later day, kept until the calendar has come so far.
    later: list[tuple[dt.date, Callable[[], object]]] = field(default_factory=list)

    def until(self, day: dt.date) -> None:
        """Let everything happen that was kept for a day before ``day``."""
        due = sorted((entry for entry in self.later if entry[0] < day), key=lambda entry: entry[0])
        self.later = [entry for entry in self.later if entry[0] >= day]
        for _day, happen in due:
            happen()

    def person(self, key: str) -> Person:
        """The person as the database has them now: what they may do is asked anew for each step."""
        return Person.objects.get(pk=self.numbers[key])

    @contextmanager
    def on(self, day: dt.date, time: str = "10:00") -> Iterator[None]:
        """Let the clock stand at that day and Danish clock time."""
        with clock.at(clock.moment_of(day, dt.time.fromisoformat(time))):
            yield
