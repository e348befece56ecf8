"""Quarters, which planning and reporting run on, and half-open spans of days for everything that is dated."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tvaerblik.core import words

QUARTERS = range(1, 5)
ONE_DAY = dt.timedelta(days=1)
_CODE = re.compile(r"([0-9]{4})-Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year; ``number`` is 1 to 4. Quarters are ordered in time."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in QUARTERS or not dt.MINYEAR <= self.year <= dt.MAXYEAR:
            raise ValueError(f"no such quarter: {self.year}, {self.number}")

    @classmethod
    def of(cls, day: dt.date) -> Quarter:
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, code: str) -> Quarter:
        """The quarter of a ``code`` such as ``2026-Q1``. Raises ``ValueError`` for anything else.

        What people type is read by ``reading.read_quarter``.
        """
        match = _CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"not a quarter code: {code!r}")
        return cls(int(match[1]), int(match[2]))

    @property
    def code(self) -> str:
        """``2026-Q1``: how it is stored and sent; sorts in time as text."""
        return f"{self.year:04d}-Q{self.number}"

    @property
    def first_day(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day."""
        month = 3 * self.number
        return dt.date(self.year, month, 31 if self.number in (1, 4) else 30)

    @property
    def next(self) -> Quarter:
        """The quarter after."""
        return self.shift(1)

    @property
    def previous(self) -> Quarter:
        """The quarter before."""
        return self.shift(-1)

    @property
    def short(self) -> str:
        """``1. kv. 2026``; English ``Q1 2026``: for narrow columns."""
        return pgettext("quarter", "Q%(number)s %(year)s") % {"number": self.number, "year": self.year}

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first_day, self.last_day + ONE_DAY)

    def shift(self, quarters: int) -> Quarter:
        """So many quarters later (earlier when negative)."""
        year, index = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(year, index + 1)

    def until(self, last: Quarter) -> list[Quarter]:
        """This quarter and all that follow up to and with ``last``; empty when ``last`` comes before."""
        length = (last.year - self.year) * 4 + last.number - self.number + 1
        return [self.shift(n) for n in range(length)]

    def contains(self, day: dt.date) -> bool:
        """True when the day lies in it."""
        return Quarter.of(day) == self

    def __str__(self) -> str:
        pattern = {
            1: _("1st quarter %(year)s"),
            2: _("2nd quarter %(year)s"),
            3: _("3rd quarter %(year)s"),
            4: _("4th quarter %(year)s"),
        }[self.number]
        return pattern % {"year": self.year}


@dataclass(frozen=True)
class Span:
    """The days from ``start`` until the day before ``end``; without ``end`` it is still running.

    Half-open, so that one seat-holder's end is the next one's start and no day is counted twice. Raises
    ``ValueError`` when ``end`` lies before ``start``; when they are the same day, the span has no days at
    all.
    """

    start: dt.date
    end: dt.date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the span ends on {self.end}, before it starts on {self.start}")

    @property
    def is_open(self) -> bool:
        """True when no end is set."""
        return self.end is None

    @property
    def is_empty(self) -> bool:
        """True when it has no days."""
        return self.start == self.end

    @property
    def last_day(self) -> dt.date | None:
        """The last day that belongs to it; ``None`` when it is still running or has no days."""
        return None if self.end is None or self.is_empty else self.end - ONE_DAY

    def contains(self, day: dt.date) -> bool:
        """True when the day belongs to it."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Span) -> bool:
        """True when at least one day belongs to both."""
        if self.is_empty or other.is_empty:
            return False
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def __str__(self) -> str:
        start = words.day(self.start)
        if self.end is None:
            return _("from %(start)s") % {"start": start}
        if self.last_day is None or self.last_day == self.start:
            return start
        return _("%(start)s – %(end)s") % {"start": start, "end": words.day(self.last_day)}
