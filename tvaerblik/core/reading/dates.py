"""Reading dates, weeks, months and quarters the way Danish and English offices write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from tvaerblik.core import words
from tvaerblik.core.periods import Quarter
from tvaerblik.core.reading.outcome import Reading, Unreadable, shown, written
from tvaerblik.core.workdays import weeks_in_year

Precision = Literal["day", "week", "month", "quarter", "year"]
Edge = Literal["first", "last"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
# The rule of POSIX and of most programs: two figures up to 68 are this century, from 69 the last one.
LAST_SHORT_YEAR = 68
FRIDAY = 5

_MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "januar january jan",
                "februar february feb febr",
                "marts march mar",
                "april apr",
                "maj may",
                "juni june jun",
                "juli july jul",
                "august aug",
                "september sep sept",
                "oktober october okt oct",
                "november nov",
                "december dec",
            ),
            start=1,
        )
        for name in names.split()
    }
)
_WEEKDAYS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "mandag man monday mon",
                "tirsdag tir tirs tuesday tue tues",
                "onsdag ons wednesday wed",
                "torsdag tor tors thursday thu thur thurs",
                "fredag fre friday fri",
                "lørdag lør saturday sat",
                "søndag søn sunday sun",
            )
        )
        for name in names.split()
    }
)
_MONTH = f"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_WEEKDAY = f"(?:(?P<weekday>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})[.,]? (?:d(?:en)?[. ] ?)?|den )?"
_YEAR = "(?P<year>[0-9]{4})"
_ANY_YEAR = "(?P<year>[0-9]{4}|'?[0-9]{2})"
_TIME = r"(?P<time>[t ][0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]{1,6})?)?)?"
_GAP = r"(?P<mark_before_year> ?[-./] ?|\. | )"
_TIMED_YEAR = _ANY_YEAR + _TIME
_FIGURES = r"(?P<first>[0-9]{1,2}) ?(?P<mark>[-./]) ?(?P<middle>[0-9]{1,2})"
_WEEK = "(?:uge|week|wk|u|w)"
_QUARTER = r"(?:q|k|kv|kvt|kvartal|quarter)\.?"


class NotADate(Unreadable):
    """The text is nothing like a date; every other refusal says what is wrong with the date it names."""


@dataclass(frozen=True)
class DateReading(Reading[dt.date]):
    """A day and how precisely the text named it.

    When it named a longer period, a note says which day was taken.
    """

    precision: Precision = "day"


@dataclass(frozen=True)
class _Context:
    """What was asked of the reader, for the forms that need it."""

    text: str
    day_first: bool | None
    edge: Edge
    today: dt.date | None


def read_date(
    text: str, *, day_first: bool | None = None, edge: Edge = "last", today: dt.date | None = None
) -> DateReading:
    """A date such as ``1.5.2026``, ``01-05-2026``, ``1/5 2026``, ``2026-05-01``, ``fredag den 1. maj 2026``.

    - With dots, and with a space or dash before the year only (``1/5 2026``, ``1/5-26``), the day comes
      first: nobody writes the month first that way. With slashes or dashes throughout, ``day_first`` decides;
      without it a text that has two readings (``03/04/2026``) raises ``Unreadable``.
    - Two figures for the year: 00–68 is 2000–2068, 69–99 is 1969–1999, with a note.
    - A week, month, quarter or year is the ``edge`` of it, with a note and its ``precision``: the last day
      (the default, for deadlines and end dates) or the first (for start dates). Of a week that is Friday or
      Monday, the ends of the working week.
    - ``uge 26`` without a year needs ``today``: it is the first such week that has not ended yet.

    Years from 1900 to 2199. Excel's serial numbers are no text and are not read here.
    """
    asked = _Context(text, day_first, edge, today)
    cleaned = written(text).lower().replace("–", "-").replace("‑", "-").replace("’", "'")
    for pattern, read in _FORMS:
        found = pattern.fullmatch(cleaned)
        if found is not None:
            return read(found, asked)
    raise _not_a_date(text)


def read_quarter(text: str) -> Reading[Quarter]:
    """A quarter such as ``2. kvartal 2026``, ``2. kv. 2026``, ``Q2 2026`` or ``2026-Q2``."""
    cleaned = written(text).lower()
    for pattern in _QUARTER_FORMS:
        found = pattern.fullmatch(cleaned)
        if found is not None:
            return Reading(Quarter(_checked_year(text, int(found["year"])), int(found["number"])))
    raise Unreadable(
        _("“%(text)s” is not a quarter such as %(example)s.") % {"text": shown(text), "example": Quarter(2026, 2)}
    )


def _read_year_first(found: re.Match[str], asked: _Context) -> DateReading:
    return _day(asked, int(found["year"]), int(found["middle"]), int(found["last"]), _time_note(found, asked))


def _read_figures(found: re.Match[str], asked: _Context) -> DateReading:
    first, second = int(found["first"]), int(found["middle"])
    year, note = _year(found["year"], asked)
    note = " ".join(filter(None, (note, _time_note(found, asked))))
    if found["mark"] == "." or found["mark"] != found["mark_before_year"].strip() or first == second:
        return _on_weekday(found, asked, _day(asked, year, second, first, note))
    if asked.day_first is None and first <= 12 and second <= 12:
        raise Unreadable(
            _("“%(text)s” can mean both %(first)s and %(second)s. Write the month as a word.")
            % {
                "text": shown(asked.text),
                "first": words.day(_date(asked, year, second, first)),
                "second": words.day(_date(asked, year, first, second)),
            }
        )
    month_first = second > 12 if asked.day_first is None else not asked.day_first
    month, day = (first, second) if month_first else (second, first)
    return _on_weekday(found, asked, _day(asked, year, month, day, note))


def _read_words(found: re.Match[str], asked: _Context) -> DateReading:
    year, note = _year(found["year"], asked)
    note = " ".join(filter(None, (note, _time_note(found, asked))))
    return _on_weekday(found, asked, _day(asked, year, _MONTHS[found["month"]], int(found["day"]), note))


def _on_weekday(found: re.Match[str], asked: _Context, reading: DateReading) -> DateReading:
    """The reading, when the weekday written with it is the right one."""
    if not found["weekday"] or _WEEKDAYS[found["weekday"]] == reading.value.weekday():
        return reading
    weekday = WEEKDAYS[reading.value.weekday()]
    raise Unreadable(
        _("“%(text)s” does not add up: %(day)s is a %(weekday)s.")
        % {"text": shown(asked.text), "day": words.day(reading.value), "weekday": weekday}
    )


def _read_week(found: re.Match[str], asked: _Context) -> DateReading:
    number = int(found["number"])
    if found["year"]:
        return _week(asked, _checked_year(asked.text, int(found["year"])), number)
    if asked.today is None:
        raise _year_missing(asked.text)
    for year in range(asked.today.isocalendar().year, LAST_YEAR):
        if 1 <= number <= weeks_in_year(year) and dt.date.fromisocalendar(year, number, 7) >= asked.today:
            return _week(asked, year, number)
    raise _not_a_date(asked.text)


def _week(asked: _Context, year: int, number: int) -> DateReading:
    if not 1 <= number <= weeks_in_year(year):
        raise Unreadable(
            _("“%(text)s” does not exist: %(year)s has weeks 1 to %(last)s.")
            % {"text": shown(asked.text), "year": year, "last": weeks_in_year(year)}
        )
    value = dt.date.fromisocalendar(year, number, FRIDAY if asked.edge == "last" else 1)
    return _period(asked, value, "week")


def _read_month(found: re.Match[str], asked: _Context) -> DateReading:
    named = found["month"]
    month = _MONTHS[named] if named in _MONTHS else int(named)
    first = _date(asked, _checked_year(asked.text, int(found["year"])), month, 1)
    after = dt.date(first.year + month // 12, month % 12 + 1, 1)
    return _period(asked, first if asked.edge == "first" else after - dt.timedelta(days=1), "month")


def _read_quarter_edge(found: re.Match[str], asked: _Context) -> DateReading:
    quarter = Quarter(_checked_year(asked.text, int(found["year"])), int(found["number"]))
    return _period(asked, quarter.first_day if asked.edge == "first" else quarter.last_day, "quarter")


def _read_year(found: re.Match[str], asked: _Context) -> DateReading:
    year = _checked_year(asked.text, int(found["year"]))
    return _period(asked, dt.date(year, 1, 1) if asked.edge == "first" else dt.date(year, 12, 31), "year")


def _read_without_year(_found: re.Match[str], asked: _Context) -> DateReading:
    raise _year_missing(asked.text)


def _period(asked: _Context, value: dt.date, precision: Precision) -> DateReading:
    note = _("“%(text)s” was read as %(day)s.") % {"text": shown(asked.text), "day": words.long_day(value)}
    return DateReading(value, note, precision)


def _year(figures: str, asked: _Context) -> tuple[int, str]:
    """The year in full, and a note when it was written with two figures."""
    short = figures.removeprefix("'")
    if len(short) > 2:
        return _checked_year(asked.text, int(short)), ""
    year = int(short) + (2000 if int(short) <= LAST_SHORT_YEAR else 1900)
    return year, _("The year in “%(text)s” was read as %(year)s.") % {"text": shown(asked.text), "year": year}


def _checked_year(text: str, year: int) -> int:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year
    raise Unreadable(
        _("The year in “%(text)s” is not between %(first)s and %(last)s.")
        % {"text": shown(text), "first": FIRST_YEAR, "last": LAST_YEAR}
    )


def _time_note(found: re.Match[str], asked: _Context) -> str:
    """A note when a time of day was left out; midnight is only how spreadsheets write a date."""
    if not found["time"] or not found["time"].strip("t0:. "):
        return ""
    return _("The time in “%(text)s” was left out.") % {"text": shown(asked.text)}


def _date(asked: _Context, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Unreadable(_("“%(text)s” is not a day in the calendar.") % {"text": shown(asked.text)}) from None


def _day(asked: _Context, year: int, month: int, day: int, note: str) -> DateReading:
    return DateReading(_date(asked, _checked_year(asked.text, year), month, day), note)


def _not_a_date(text: str) -> NotADate:
    example = words.day(dt.date(2027, 6, 30))
    return NotADate(
        _("“%(text)s” is not a date such as %(example)s, 30-6-2027 or week 26 2027.")
        % {"text": shown(text), "example": example}
    )


def _year_missing(text: str) -> Unreadable:
    return Unreadable(_("“%(text)s” has no year.") % {"text": shown(text)})


_QUARTER_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}[ -]*{_QUARTER} ?(?P<number>[1-4])",
        rf"{_QUARTER} ?(?P<number>[1-4])[ ,/-]*{_YEAR}",
        rf"(?P<number>[1-4])(?:\.|st|nd|rd|th)? ?{_QUARTER},?(?: of)? ?{_YEAR}",
    )
)

# In order: the first form that fits the whole text reads it.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Context], DateReading]], ...] = tuple(
    (re.compile(form), read)
    for form, read in (
        (
            rf"{_YEAR}(?P<mark>[-./])(?P<middle>[0-9]{{1,2}})(?P=mark)(?P<last>[0-9]{{1,2}}){_TIME}",
            _read_year_first,
        ),
        (f"{_WEEKDAY}{_FIGURES}{_GAP}{_TIMED_YEAR}", _read_figures),
        (
            rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?(?: of)?[ -]?{_MONTH}[., -]*{_TIMED_YEAR}",
            _read_words,
        ),
        (rf"{_WEEKDAY}{_MONTH}\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}{_TIME}", _read_words),
        (rf"{_WEEK}\.? ?(?P<number>[0-9]{{1,2}})(?:[ ,/-]+(?:of |i )?{_YEAR})?", _read_week),
        (rf"{_YEAR}[ ,-]*{_WEEK} ?(?P<number>[0-9]{{1,2}})", _read_week),
        (rf"{_MONTH}[., -]*{_YEAR}", _read_month),
        (rf"(?P<month>[0-9]{{1,2}})[-./]{_YEAR}", _read_month),
        (rf"{_YEAR}-(?P<month>[0-9]{{1,2}})", _read_month),
        *((form.pattern, _read_quarter_edge) for form in _QUARTER_FORMS),
        (_YEAR, _read_year),
        (
            rf"{_WEEKDAY}[0-9]{{1,2}}(?:[./-] ?[0-9]{{1,2}}\.?|(?:\.|st|nd|rd|th)?[ -]?{_MONTH}\.?)",
            _read_without_year,
        ),
        (rf"{_MONTH}\.?(?: [0-9]{{1,2}}(?:st|nd|rd|th)?)?", _read_without_year),
    )
)
