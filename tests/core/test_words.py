import datetime as dt
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.core import words
from tvaerblik.core.reading import read_date, read_number

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def both(show, *values):
    danish = show(*values)
    with translation.override("en"):
        return danish, show(*values)


@pytest.mark.requirement("D11")
def test_days_are_written_as_the_design_manual_says():
    assert both(words.day, TODAY) == ("22. november 2026", "22 November 2026")
    assert both(words.long_day, date(2026, 12, 1)) == (
        "tirsdag den 1. december 2026",
        "Tuesday 1 December 2026",
    )
    assert both(words.short_day, date(2026, 12, 1), TODAY) == ("tir. 1. dec.", "Tue 1 Dec")
    assert both(words.short_day, date(2027, 5, 5), TODAY) == ("ons. 5. maj 2027", "Wed 5 May 2027")
    assert both(words.week, TODAY) == ("uge 47", "week 47")


@pytest.mark.requirement("D11")
def test_times_have_a_dot_in_danish_and_a_colon_in_english():
    assert both(words.clock_time, dt.time(9)) == ("kl. 9.00", "9:00")
    assert both(words.time_span, dt.time(9), dt.time(11, 5)) == ("kl. 9.00–11.05", "9:00–11:05")
    assert words.time_span(dt.time(9), None) == "kl. 9.00"


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_moments_are_shown_in_danish_time_wherever_the_reader_is(zone):
    winter = dt.datetime(2026, 11, 20, 13, 10, tzinfo=dt.UTC)
    summer = dt.datetime(2025, 7, 20, 22, 30, tzinfo=dt.UTC)
    with timezone.override(zone):
        assert both(words.moment, winter, TODAY) == ("20. nov. kl. 14.10", "20 Nov at 14:10")
        assert words.moment(summer, TODAY) == "21. jul. 2025 kl. 0.30"
        assert words.day(summer) == "21. juli 2025"
        assert words.clock_time(winter) == "kl. 14.10"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        words.day(dt.datetime(2026, 11, 20, 13, 10))  # noqa: DTZ001 what is refused


def test_nearness_is_said_in_words():
    expected = {
        0: ("i dag", "today"),
        1: ("i morgen", "tomorrow"),
        -1: ("i går", "yesterday"),
        9: ("om 9 dage", "in 9 days"),
        -4: ("for 4 dage siden", "4 days ago"),
        1200: ("om 1.200 dage", "in 1,200 days"),
    }
    for days, texts in expected.items():
        assert both(words.relative_day, TODAY + dt.timedelta(days=days), TODAY) == texts


def test_a_deadline_is_passed_from_the_day_after():
    assert both(words.days_over, date(2026, 10, 31), TODAY) == (
        "22 dage over frist",
        "22 days past the deadline",
    )
    assert words.days_over(date(2026, 11, 21), TODAY) == "1 dag over frist"
    assert words.days_over(TODAY, TODAY) == ""
    assert words.days_over(date(2026, 11, 23), TODAY) == ""


def test_words_are_joined_with_and_before_the_last():
    assert both(words.join_words, ["A", "B", "C"]) == ("A, B og C", "A, B and C")
    assert words.join_words(["A", "B"]) == "A og B"
    assert words.join_words(["A"]) == "A"
    assert words.join_words([]) == ""


@pytest.mark.requirement("D11")
def test_numbers_are_grouped_from_four_figures():
    assert both(words.number, 3478) == ("3.478", "3,478")
    assert both(words.number, Decimal("-1200.45"), 1) == ("–1.200,5", "–1,200.5")
    assert both(words.percent, 12) == ("12\u00a0%", "12%")
    assert words.percent(Decimal("33.35"), 1) == "33,4\u00a0%"
    assert both(words.hours, 1480) == ("1.480\u00a0t", "1,480\u00a0h")
    assert words.number(0.1 + 0.2, 1) == "0,3"
    assert words.number(Decimal("-0.04"), 1) == "0,0"


@given(DAYS, st.sampled_from(["da", "en"]), st.sampled_from([words.day, words.long_day]))
def test_a_day_that_is_shown_reads_back_as_the_same_day(day, language, show):
    with translation.override(language):
        reading = read_date(show(day))
    assert (reading.value, reading.exact, reading.precision) == (day, True, "day")


@given(st.decimals(-(10**15), 10**15, places=2), st.sampled_from(["da", "en"]))
def test_a_number_that_is_shown_reads_back_as_the_same_number(value, language):
    with translation.override(language):
        assert read_number(words.number(value, 2)).value == value


@given(st.decimals(-(10**20), 10**20, places=6), st.integers(0, 3))
def test_rounding_moves_a_number_at_most_half_a_step(value, decimals):
    step = Decimal(1).scaleb(-decimals)
    assert abs(words.rounded(value, decimals) - value) <= step / 2
