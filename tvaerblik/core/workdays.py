"""Danish working days, public holidays, ISO weeks and the weeks that meetings should avoid.

Public holidays come from the ``holidays`` library, which knows the law: store bededag is gone from 2024 (Act
no. 214 of 6 March 2023). Closing days are days on which municipalities usually are closed though the law does
not say so; every function that counts working days takes the set of them, so a municipality can choose its
own.

The library knows 1771 to 2100; after that only weekends and closing days with a fixed date are not working
days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import holidays
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from tvaerblik.core import words

ONE_DAY = dt.timedelta(days=1)
ONE_WEEK = dt.timedelta(weeks=1)
SATURDAY = 5


class ClosingDay(StrEnum):
    """A day on which a municipality may be closed by custom or local agreement."""

    LABOUR_DAY = "labour_day"
    FRIDAY_AFTER_ASCENSION = "friday_after_ascension"
    CONSTITUTION_DAY = "constitution_day"
    CHRISTMAS_EVE = "christmas_eve"
    NEW_YEARS_EVE = "new_years_eve"


USUAL_CLOSING_DAYS: frozenset[ClosingDay] = frozenset(ClosingDay) - {ClosingDay.LABOUR_DAY}

_FIXED_CLOSING_DAYS: Mapping[ClosingDay, tuple[int, int]] = MappingProxyType(
    {
        ClosingDay.LABOUR_DAY: (5, 1),
        ClosingDay.CONSTITUTION_DAY: (6, 5),
        ClosingDay.CHRISTMAS_EVE: (12, 24),
        ClosingDay.NEW_YEARS_EVE: (12, 31),
    }
)

_CLOSING_DAY_NAMES: Mapping[ClosingDay, Promise] = MappingProxyType(
    {
        ClosingDay.LABOUR_DAY: pgettext_lazy("in a sentence", "Labour Day"),
        ClosingDay.FRIDAY_AFTER_ASCENSION: pgettext_lazy("in a sentence", "the Friday after Ascension Day"),
        ClosingDay.CONSTITUTION_DAY: pgettext_lazy("in a sentence", "Constitution Day"),
        ClosingDay.CHRISTMAS_EVE: pgettext_lazy("in a sentence", "Christmas Eve"),
        ClosingDay.NEW_YEARS_EVE: pgettext_lazy("in a sentence", "New Year's Eve"),
    }
)

ASCENSION = "Kristi himmelfartsdag"
# The library's own (Danish) names to ours, which read well inside a sentence in both languages.
_HOLIDAY_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "Nytårsdag": pgettext_lazy("in a sentence", "New Year's Day"),
        "Skærtorsdag": pgettext_lazy("in a sentence", "Maundy Thursday"),
        "Langfredag": pgettext_lazy("in a sentence", "Good Friday"),
        "Påskedag": pgettext_lazy("in a sentence", "Easter Sunday"),
        "Anden påskedag": pgettext_lazy("in a sentence", "2nd day of Easter"),
        "Store bededag": pgettext_lazy("in a sentence", "Great Prayer Day"),
        ASCENSION: pgettext_lazy("in a sentence", "Ascension Day"),
        "Pinsedag": pgettext_lazy("in a sentence", "Whit Sunday"),
        "Anden pinsedag": pgettext_lazy("in a sentence", "2nd day of Whitsun"),
        "Juledag": pgettext_lazy("in a sentence", "Christmas Day"),
        "Anden juledag": pgettext_lazy("in a sentence", "2nd day of Christmas"),
    }
)


@lru_cache(maxsize=512)
def _holidays_in(year: int) -> Mapping[dt.date, str]:
    """The public holidays of one year under the library's Danish names."""
    # Without a language the library would choose one by the environment of the process.
    found = holidays.country_holidays("DK", years=year, language="da")
    return MappingProxyType({day: str(name) for day, name in sorted(found.items())})


def public_holidays(year: int) -> dict[dt.date, str]:
    """The public holidays of a year in order, with names as they read inside a sentence (``2. pinsedag``)."""
    return {day: str(_HOLIDAY_NAMES.get(name, name)) for day, name in _holidays_in(year).items()}


def holiday_name(day: dt.date) -> str:
    """The name of the public holiday, or empty."""
    name = _holidays_in(day.year).get(day, "")
    return str(_HOLIDAY_NAMES.get(name, name))


def easter(year: int) -> dt.date:
    """Easter Sunday. Raises ``ValueError`` outside 1771 to 2100."""
    for day, name in _holidays_in(year).items():
        if name == "Påskedag":
            return day
    raise ValueError(f"Easter is not known for {year}")


def closing_day(day: dt.date, closing_days: AbstractSet[ClosingDay] = USUAL_CLOSING_DAYS) -> ClosingDay | None:
    """Which of the ``closing_days`` this day is."""
    for which in ClosingDay:
        if which in closing_days and _falls_on(which, day):
            return which
    return None


def closing_day_name(which: ClosingDay) -> str:
    """The name as it reads inside a sentence."""
    return str(_CLOSING_DAY_NAMES[which])


def _falls_on(which: ClosingDay, day: dt.date) -> bool:
    if which is ClosingDay.FRIDAY_AFTER_ASCENSION:
        return _holidays_in(day.year).get(day - ONE_DAY) == ASCENSION
    return (day.month, day.day) == _FIXED_CLOSING_DAYS[which]


def is_workday(day: dt.date, closing_days: AbstractSet[ClosingDay] = USUAL_CLOSING_DAYS) -> bool:
    """Monday to Friday, no public holiday and none of the ``closing_days``."""
    return day.weekday() < SATURDAY and day not in _days_off(day.year, frozenset(closing_days))


@lru_cache(maxsize=512)
def _days_off(year: int, closing_days: frozenset[ClosingDay]) -> frozenset[dt.date]:
    """Public holidays and closing days of one year; planning asks about the same few years again and again."""
    fixed = {dt.date(year, *_FIXED_CLOSING_DAYS[which]) for which in closing_days & _FIXED_CLOSING_DAYS.keys()}
    friday = {
        day + ONE_DAY
        for day, name in _holidays_in(year).items()
        if name == ASCENSION and ClosingDay.FRIDAY_AFTER_ASCENSION in closing_days
    }
    return frozenset(_holidays_in(year)) | fixed | friday


def why_not_workday(day: dt.date, closing_days: AbstractSet[ClosingDay] = USUAL_CLOSING_DAYS) -> str:
    """Why nobody is at work, with no full stop (``25. maj 2026 er 2. pinsedag``); empty for a working day."""
    if name := holiday_name(day):
        return _("%(day)s is %(name)s") % {"day": words.day(day), "name": name}
    if (which := closing_day(day, closing_days)) is not None:
        return _("%(day)s is %(name)s, when the municipality is closed") % {
            "day": words.day(day),
            "name": closing_day_name(which),
        }
    if day.weekday() >= SATURDAY:
        return _("%(day)s is a %(weekday)s") % {"day": words.day(day), "weekday": WEEKDAYS[day.weekday()]}
    return ""


def _walk(day: dt.date, step: dt.timedelta, closing_days: AbstractSet[ClosingDay]) -> Iterator[dt.date]:
    """The working days after (or, with a negative step, before) a day."""
    while True:
        day += step
        if is_workday(day, closing_days):
            yield day


def next_workday(day: dt.date, closing_days: AbstractSet[ClosingDay] = USUAL_CLOSING_DAYS) -> dt.date:
    """The first working day after ``day``, never ``day`` itself."""
    return next(_walk(day, ONE_DAY, closing_days))


def previous_workday(day: dt.date, closing_days: AbstractSet[ClosingDay] = USUAL_CLOSING_DAYS) -> dt.date:
    """The last working day before ``day``, never ``day`` itself."""
    return next(_walk(day, -ONE_DAY, closing_days))


def workday_on_or_after(day: dt.date, closing_days: AbstractSet[ClosingDay] = USUAL_CLOSING_DAYS) -> dt.date:
    """``day`` when it is a working day, else the next one."""
    return day if is_workday(day, closing_days) else next_workday(day, closing_days)


def workday_on_or_before(day: dt.date, closing_days: AbstractSet[ClosingDay] = USUAL_CLOSING_DAYS) -> dt.date:
    """``day`` when it is a working day, else the one before: how a deadline is moved."""
    return day if is_workday(day, closing_days) else previous_workday(day, closing_days)


def add_workdays(day: dt.date, n: int, closing_days: AbstractSet[ClosingDay] = USUAL_CLOSING_DAYS) -> dt.date:
    """The ``n``-th working day after ``day`` (before it when ``n`` is negative).

    ``n`` = 0 gives ``day`` as it is.
    """
    steps = _walk(day, ONE_DAY if n > 0 else -ONE_DAY, closing_days)
    for _n in range(abs(n)):
        day = next(steps)
    return day


def workdays_between(start: dt.date, end: dt.date, closing_days: AbstractSet[ClosingDay] = USUAL_CLOSING_DAYS) -> int:
    """How many working days ``end`` lies after ``start``: those after ``start`` up to and with ``end``.

    Negative when ``end`` comes first. For a working day ``end`` it is the ``n`` for which
    ``add_workdays(start, n) == end``.
    """
    if end < start:
        return -_workdays_in(end, start, closing_days)
    return _workdays_in(start + ONE_DAY, end + ONE_DAY, closing_days)


def _workdays_in(first: dt.date, past: dt.date, closing_days: AbstractSet[ClosingDay]) -> int:
    """Working days from ``first`` until the day before ``past``."""
    days = (dt.date.fromordinal(n) for n in range(first.toordinal(), past.toordinal()))
    return sum(is_workday(day, closing_days) for day in days)


class Week(NamedTuple):
    """An ISO 8601 week.

    Its year is the year its Thursday lies in, which around New Year is not always the date's.
    """

    year: int
    number: int

    @property
    def monday(self) -> dt.date:
        """The first day."""
        return dt.date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> dt.date:
        """The last day."""
        return dt.date.fromisocalendar(self.year, self.number, 7)


def iso_week(day: dt.date) -> Week:
    """The ISO week a day lies in."""
    year, number, _weekday = day.isocalendar()
    return Week(year, number)


def weeks_in_year(year: int) -> int:
    """52 or 53: 28 December always lies in the last ISO week."""
    return iso_week(dt.date(year, 12, 28)).number


class Avoided(StrEnum):
    """Why a period is a bad one for meetings."""

    WINTER_HOLIDAY = "winter_holiday"
    EASTER = "easter"
    SUMMER_HOLIDAY = "summer_holiday"
    AUTUMN_HOLIDAY = "autumn_holiday"
    CHRISTMAS = "christmas"


AVOIDED_LABELS: Mapping[Avoided, Promise] = MappingProxyType(
    {
        Avoided.WINTER_HOLIDAY: gettext_lazy("Winter holiday"),
        Avoided.EASTER: gettext_lazy("Easter"),
        Avoided.SUMMER_HOLIDAY: gettext_lazy("Summer holiday"),
        Avoided.AUTUMN_HOLIDAY: gettext_lazy("Autumn holiday"),
        Avoided.CHRISTMAS: gettext_lazy("Christmas and New Year"),
    }
)

# First and last ISO week. Some municipalities have the winter holiday in week 8: pass a mapping of your own.
USUAL_AVOIDED_WEEKS: Mapping[Avoided, tuple[int, int]] = MappingProxyType(
    {
        Avoided.WINTER_HOLIDAY: (7, 7),
        Avoided.SUMMER_HOLIDAY: (28, 31),
        Avoided.AUTUMN_HOLIDAY: (42, 42),
    }
)
FIRST_CHRISTMAS_WEEK = 51


@dataclass(frozen=True)
class AvoidedPeriod:
    """Whole weeks in which meetings should not be held; both days belong to it."""

    reason: Avoided
    first_day: dt.date
    last_day: dt.date

    @property
    def label(self) -> str:
        """What the period is called, as a heading or label."""
        return str(AVOIDED_LABELS[self.reason])

    def __contains__(self, day: dt.date) -> bool:
        return self.first_day <= day <= self.last_day


def avoided_periods(year: int, weeks: Mapping[Avoided, tuple[int, int]] = USUAL_AVOIDED_WEEKS) -> list[AvoidedPeriod]:
    """The periods to avoid that begin in a year, in order: ``weeks``, the week of Easter Sunday, Christmas.

    Christmas runs from week 51 until the first Monday of January, so it takes in week 53, and week 1 when
    that begins in December.
    """
    periods = [
        AvoidedPeriod(reason, Week(year, first).monday, Week(year, last).sunday)
        for reason, (first, last) in weeks.items()
    ]
    easter_week = iso_week(easter(year))
    periods.append(AvoidedPeriod(Avoided.EASTER, easter_week.monday, easter_week.sunday))
    new_year = dt.date(year + 1, 1, 1)
    first_monday = new_year + dt.timedelta(days=-new_year.weekday() % 7)
    periods.append(AvoidedPeriod(Avoided.CHRISTMAS, Week(year, FIRST_CHRISTMAS_WEEK).monday, first_monday - ONE_DAY))
    return sorted(periods, key=lambda period: period.first_day)


def avoided_on(day: dt.date, weeks: Mapping[Avoided, tuple[int, int]] = USUAL_AVOIDED_WEEKS) -> AvoidedPeriod | None:
    """The period to avoid that a day lies in.

    The first days of January may belong to the Christmas before.
    """
    for year in (day.year, day.year - 1):
        for period in avoided_periods(year, weeks):
            if day in period:
                return period
    return None


def why_avoided(day: dt.date, weeks: Mapping[Avoided, tuple[int, int]] = USUAL_AVOIDED_WEEKS) -> str:
    """A planning warning with no full stop (``uge 42 er efterårsferie``); empty when the week is good."""
    period = avoided_on(day, weeks)
    if period is None:
        return ""
    return {
        Avoided.WINTER_HOLIDAY: pgettext("avoided", "%(week)s is the winter holiday"),
        Avoided.EASTER: pgettext("avoided", "%(week)s is Easter week"),
        Avoided.SUMMER_HOLIDAY: pgettext("avoided", "%(week)s is in the summer holiday"),
        Avoided.AUTUMN_HOLIDAY: pgettext("avoided", "%(week)s is the autumn holiday"),
        Avoided.CHRISTMAS: pgettext("avoided", "%(week)s is at Christmas and New Year"),
    }[period.reason] % {"week": words.week(day)}
