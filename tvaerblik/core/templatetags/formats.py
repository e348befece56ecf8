"""Filters that show days, times, numbers, money and prose in the active language.

They are built in: no template loads them.

Moments are shown in Danish time whatever the current time zone is. Nothing (``None`` or an empty text) shows
as nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django import template

from tvaerblik.core import money, words
from tvaerblik.core import prose as text_format
from tvaerblik.core.clock import today
from tvaerblik.core.periods import Quarter

register = template.Library()

Shown = TypeVar("Shown")
Arguments = ParamSpec("Arguments")
Day = dt.date | dt.datetime
Time = dt.time | dt.datetime
Number = float | Decimal


def _filter(
    show: Callable[Concatenate[Shown, Arguments], str],
) -> Callable[Concatenate[Shown | None, Arguments], str]:
    """Register a filter under the name of its function; it is only asked when there is something to show."""

    @wraps(show)
    def shown(value: Shown | None, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> str:
        return "" if value is None or value == "" else show(value, *args, **kwargs)

    register.filter(show.__name__, shown)
    return shown


@_filter
def day(value: Day) -> str:
    """``22. november 2026``."""
    return words.day(value)


@_filter
def short_day(value: Day) -> str:
    """``tir. 1. dec.``; with the year when it is not the present one."""
    return words.short_day(value, today())


@_filter
def long_day(value: Day) -> str:
    """``tirsdag den 1. december 2026``."""
    return words.long_day(value)


@_filter
def clock_time(value: Time) -> str:
    """``kl. 9.00``."""
    return words.clock_time(value)


@_filter
def time_span(start: Time, end: Time | None = None) -> str:
    """``{{ meeting.start|time_span:meeting.end }}`` gives ``kl. 9.00–11.00``."""
    return words.time_span(start, end)


@_filter
def moment(value: dt.datetime) -> str:
    """``20. nov. kl. 14.10``; with the year when it is not the present one."""
    return words.moment(value, today())


@_filter
def week(value: Day) -> str:
    """``uge 47``."""
    return words.week(value)


@_filter
def quarter(value: Quarter | Day) -> str:
    """``4. kvartal 2026``, of a quarter or of the day in it."""
    return str(value if isinstance(value, Quarter) else Quarter.of(words.local_day(value)))


@_filter
def relative_day(value: Day) -> str:
    """``i dag``, ``om 9 dage``, ``for 4 dage siden``."""
    return words.relative_day(value, today())


@_filter
def days_over(value: Day) -> str:
    """``22 dage over frist``; nothing until the day after the deadline."""
    return words.days_over(value, today())


@_filter
def number(value: Number, decimals: int = 0) -> str:
    """``1.234.567``; ``{{ value|number:1 }}`` for one decimal."""
    return words.number(value, decimals)


@_filter
def percent(value: Number, decimals: int = 0) -> str:
    """``12 %`` for 12."""
    return words.percent(value, decimals)


@_filter
def hours(value: Number) -> str:
    """``1.480 t``."""
    return words.hours(value)


@_filter
def kroner(value: int) -> str:
    """``1.234.567 kr.``."""
    return money.kroner(value)


@_filter
def thousands(value: int) -> str:
    """``1.235 t.kr.``."""
    return money.thousands(value)


@_filter
def millions(value: int, decimals: int = 1) -> str:
    """``1,2 mio. kr.``."""
    return money.millions(value, decimals)


@_filter
def prose(value: str) -> str:
    """What somebody wrote at length, as safe HTML."""
    return text_format.to_html(value)
