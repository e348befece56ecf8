"""Days, times and numbers as people read them, in the active language.

Danish follows the writing rules of the design manual: ``tir. 1. dec.``, ``kl. 9.00–11.00``, ``1.234.567``,
``12 %``. Pages use these through the filters of ``templatetags/formats.py``; mail, papers and sentences call
them directly.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils import formats
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from tvaerblik.core.clock import COPENHAGEN

NBSP = "\u00a0"
_LONG = Context(prec=60)  # Python's 28 figures are enough for sums, but not for everything somebody may type.
MINUS = "–"  # Danish typography writes a negative number with an en dash.

# Django's own short names differ in length from month to month ("sept", "marts"); columns of dates need an
# even width.
SHORT_MONTHS = {
    1: pgettext_lazy("short month", "Jan"),
    2: pgettext_lazy("short month", "Feb"),
    3: pgettext_lazy("short month", "Mar"),
    4: pgettext_lazy("short month", "Apr"),
    5: pgettext_lazy("short month", "May"),
    6: pgettext_lazy("short month", "Jun"),
    7: pgettext_lazy("short month", "Jul"),
    8: pgettext_lazy("short month", "Aug"),
    9: pgettext_lazy("short month", "Sep"),
    10: pgettext_lazy("short month", "Oct"),
    11: pgettext_lazy("short month", "Nov"),
    12: pgettext_lazy("short month", "Dec"),
}


def local(moment: dt.datetime) -> dt.datetime:
    """An aware moment as the clock in Denmark shows it.

    Raises ``ValueError`` for a moment without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(COPENHAGEN)


def local_day(value: dt.date | dt.datetime) -> dt.date:
    """The Danish calendar day of a date or of an aware moment."""
    return local(value).date() if isinstance(value, dt.datetime) else value


def _parts(value: dt.date | dt.datetime) -> dict[str, str]:
    that = local_day(value)
    return {
        "weekday": str(WEEKDAYS[that.weekday()]),
        "short_weekday": str(WEEKDAYS_ABBR[that.weekday()]),
        "day": str(that.day),
        "month": str(MONTHS[that.month]),
        "short_month": str(SHORT_MONTHS[that.month]),
        "year": str(that.year),
    }


def day(value: dt.date | dt.datetime) -> str:
    """``22. november 2026``; English ``22 November 2026``."""
    return pgettext("date", "%(day)s %(month)s %(year)s") % _parts(value)


def short_day(value: dt.date | dt.datetime, today: dt.date) -> str:
    """``tir. 1. dec.``; with the year when it is not the year of ``today``: ``ons. 1. dec. 2027``."""
    parts = _parts(value)
    if local_day(value).year == today.year:
        return pgettext("date", "%(short_weekday)s %(day)s %(short_month)s") % parts
    return pgettext("date", "%(short_weekday)s %(day)s %(short_month)s %(year)s") % parts


def column_day(value: dt.date | dt.datetime, today: dt.date) -> str:
    """A day in a column: "31. dec.", with the year when it is not the current one."""
    parts = _parts(value)
    if parts["year"] == str(today.year):
        return pgettext("date", "%(day)s %(short_month)s") % parts
    return pgettext("date", "%(day)s %(short_month)s %(year)s") % parts


def long_day(value: dt.date | dt.datetime) -> str:
    """``tirsdag den 1. december 2026``; English ``Tuesday 1 December 2026``."""
    return pgettext("date", "%(weekday)s %(day)s %(month)s %(year)s") % _parts(value)


def _clock(value: dt.time | dt.datetime) -> str:
    time = local(value).time() if isinstance(value, dt.datetime) else value
    return pgettext("time", "%(hour)s:%(minute)s") % {"hour": str(time.hour), "minute": f"{time.minute:02d}"}


def clock_time(value: dt.time | dt.datetime) -> str:
    """``kl. 9.00``; English ``9:00``. A moment is shown in Danish time, a bare time as it stands."""
    return pgettext("time", "%(clock)s") % {"clock": _clock(value)}


def time_span(start: dt.time | dt.datetime, end: dt.time | dt.datetime | None) -> str:
    """``kl. 9.00–11.00``; English ``9:00–11:00``. Without an end it is the start alone."""
    if end is None:
        return clock_time(start)
    return pgettext("time", "%(start)s–%(end)s") % {"start": _clock(start), "end": _clock(end)}


def moment(value: dt.datetime, today: dt.date) -> str:
    """``20. nov. kl. 14.10``; with the year when it is not the year of ``today``.

    English ``20 Nov at 14:10``.
    """
    parts = {**_parts(value), "clock": _clock(value)}
    if local_day(value).year == today.year:
        return pgettext("date", "%(day)s %(short_month)s at %(clock)s") % parts
    return pgettext("date", "%(day)s %(short_month)s %(year)s at %(clock)s") % parts


def week(value: dt.date | dt.datetime) -> str:
    """``uge 47``: the ISO 8601 week, which starts on Monday."""
    return _("week %(number)s") % {"number": local_day(value).isocalendar().week}


def relative_day(value: dt.date | dt.datetime, today: dt.date) -> str:
    """``i dag``, ``i morgen``, ``i går``, ``om 9 dage``, ``for 4 dage siden``."""
    days = (local_day(value) - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    if days > 0:
        return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": number(days)}
    return ngettext("%(count)s day ago", "%(count)s days ago", -days) % {"count": number(-days)}


def days_over(value: dt.date | dt.datetime, today: dt.date) -> str:
    """``22 dage over frist`` when the deadline ``value`` has passed; empty on the day and before it."""
    days = (today - local_day(value)).days
    if days <= 0:
        return ""
    return ngettext("%(count)s day past the deadline", "%(count)s days past the deadline", days) % {
        "count": number(days)
    }


def join_words(words: Iterable[object]) -> str:
    """``A, B og C``; English ``A, B and C``."""
    texts = [str(word) for word in words]
    if not texts[1:]:
        return "".join(texts)
    return _("%(words)s and %(last)s") % {"words": ", ".join(texts[:-1]), "last": texts[-1]}


def ended(text: str) -> str:
    """The text with a full stop, which a date or an amount may have brought: ``8. dec.`` and ``480.000 kr.``."""
    return text if text.endswith(".") else f"{text}."


def rounded(value: float | Decimal, decimals: int = 0) -> Decimal:
    """``value`` with so many decimals; a half goes away from zero, as in accounts (0,5 becomes 1)."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _LONG)


def number(value: float | Decimal, decimals: int = 0) -> str:
    """``1.234.567`` or ``–1.200,5`` with ``decimals`` places; English ``1,234,567``.

    Four figures have the mark too.
    """
    shown = rounded(value, decimals)
    text = formats.number_format(abs(shown), decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{text}" if shown < 0 else text


def percent(value: float | Decimal, decimals: int = 0) -> str:
    """``12 %`` for 12 (a number of percent, not a fraction); English ``12%``."""
    return _("%(number)s%%") % {"number": number(value, decimals)}


def hours(value: float | Decimal) -> str:
    """``1.480 t``: person time in whole hours; English ``1,480 h``."""
    return _("%(number)s\u00a0h") % {"number": number(value)}
