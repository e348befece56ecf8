import datetime as dt
from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from tvaerblik.core import clock
from tvaerblik.core.periods import Quarter

DEADLINE = date(2026, 12, 1)
LATE = date(2026, 10, 31)
SENT = dt.datetime(2026, 11, 20, 13, 10, tzinfo=dt.UTC)
START = dt.datetime(2026, 12, 1, 8, 0, tzinfo=dt.UTC)
END = dt.datetime(2026, 12, 1, 10, 0, tzinfo=dt.UTC)

FILTERS = [
    ("value|day", DEADLINE, "1. december 2026", "1 December 2026"),
    ("value|short_day", DEADLINE, "tir. 1. dec.", "Tue 1 Dec"),
    ("value|short_day", date(2027, 12, 1), "ons. 1. dec. 2027", "Wed 1 Dec 2027"),
    ("value|long_day", DEADLINE, "tirsdag den 1. december 2026", "Tuesday 1 December 2026"),
    ("value|clock_time", START, "kl. 9.00", "9:00"),
    ("value|time_span:end", START, "kl. 9.00–11.00", "9:00–11:00"),
    ("value|moment", SENT, "20. nov. kl. 14.10", "20 Nov at 14:10"),
    ("value|week", date(2026, 11, 22), "uge 47", "week 47"),
    ("value|quarter", DEADLINE, "4. kvartal 2026", "4th quarter 2026"),
    ("value|quarter", Quarter(2027, 2), "2. kvartal 2027", "2nd quarter 2027"),
    ("value|relative_day", DEADLINE, "om 9 dage", "in 9 days"),
    ("value|days_over", LATE, "22 dage over frist", "22 days past the deadline"),
    ("value|days_over", DEADLINE, "", ""),
    ("value|kroner", 1_234_567, "1.234.567\u00a0kr.", "1,234,567\u00a0DKK"),
    ("value|thousands", 1_234_567, "1.235\u00a0t.kr.", "1,235\u00a0thousand\u00a0DKK"),
    ("value|millions", 6_100_000, "6,1\u00a0mio.\u00a0kr.", "6.1\u00a0million\u00a0DKK"),
    ("value|number:1", 2.05, "2,1", "2.1"),
    ("value|percent", 12, "12\u00a0%", "12%"),
    ("value|hours", 1480, "1.480\u00a0t", "1,480\u00a0h"),
    ("value|prose", "**a** <b>", "<p><strong>a</strong> &lt;b&gt;</p>\n", "<p><strong>a</strong> &lt;b&gt;</p>\n"),
]


def shown(expression, value, language="da"):
    template = Template("{% load formats %}{{ " + expression + " }}")
    with translation.override(language), clock.at(clock.moment_of(date(2026, 11, 22))):
        return template.render(Context({"value": value, "end": END}))


@pytest.mark.requirement("D11")
@pytest.mark.parametrize(("expression", "value", "danish", "english"), FILTERS)
def test_a_page_shows_values_in_danish_and_in_english(expression, value, danish, english):
    assert shown(expression, value) == danish
    assert shown(expression, value, "en") == english


@pytest.mark.parametrize("expression", sorted({line[0] for line in FILTERS}))
def test_nothing_is_shown_as_nothing(expression):
    assert shown(expression, None) == ""
    assert shown(expression, "") == ""


def test_nought_is_not_nothing():
    assert shown("value|kroner", 0) == "0\u00a0kr."
    assert shown("value|percent", 0) == "0\u00a0%"


def test_only_prose_is_html():
    assert shown("value|quarter", Quarter(2026, 1)) == "1. kvartal 2026"
    assert shown("value|prose", "<script>") == "<p>&lt;script&gt;</p>\n"
