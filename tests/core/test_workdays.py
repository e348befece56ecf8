import datetime as dt
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.core import workdays
from tvaerblik.core.workdays import Avoided, ClosingDay, Week

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
YEARS = st.integers(1990, 2099)

# Easter Sunday, Maundy Thursday, Good Friday, 2nd day of Easter, Ascension, 2nd day of Whitsun; ISO weeks.
ALMANAC = [
    (2026, (4, 5), (4, 2), (4, 3), (4, 6), (5, 14), (5, 25), 53),
    (2027, (3, 28), (3, 25), (3, 26), (3, 29), (5, 6), (5, 17), 52),
    (2028, (4, 16), (4, 13), (4, 14), (4, 17), (5, 25), (6, 5), 52),
    (2029, (4, 1), (3, 29), (3, 30), (4, 2), (5, 10), (5, 21), 52),
    (2030, (4, 21), (4, 18), (4, 19), (4, 22), (5, 30), (6, 10), 52),
]


@pytest.mark.requirement("R70")
@pytest.mark.parametrize("line", ALMANAC, ids=lambda line: str(line[0]))
def test_the_holidays_are_those_of_the_danish_almanac(line):
    year, easter, maundy, good_friday, monday, ascension, whit_monday, weeks = line
    whitsun = date(year, *whit_monday) - dt.timedelta(days=1)
    expected = {
        date(year, 1, 1): "nytårsdag",
        date(year, *maundy): "skærtorsdag",
        date(year, *good_friday): "langfredag",
        date(year, *easter): "påskedag",
        date(year, *monday): "2. påskedag",
        date(year, *ascension): "Kristi himmelfartsdag",
        whitsun: "pinsedag",
        date(year, *whit_monday): "2. pinsedag",
        date(year, 12, 25): "juledag",
        date(year, 12, 26): "2. juledag",
    }
    assert workdays.public_holidays(year) == expected
    assert list(workdays.public_holidays(year)) == sorted(expected)
    assert workdays.easter(year) == date(year, *easter)
    assert workdays.weeks_in_year(year) == weeks


@pytest.mark.requirement("R70")
def test_great_prayer_day_is_a_working_day_from_2024():
    assert workdays.holiday_name(date(2023, 5, 5)) == "store bededag"
    assert all(len(workdays.public_holidays(year)) == 10 for year in range(2024, 2101))
    assert workdays.is_workday(date(2024, 4, 26))


@given(YEARS)
def test_moving_holidays_lie_as_far_from_easter_as_the_church_year_says(year):
    found = workdays.public_holidays(year)
    for days_after, name in {
        -3: "skærtorsdag",
        -2: "langfredag",
        1: "2. påskedag",
        39: "Kristi himmelfartsdag",
    }.items():
        assert name in found[workdays.easter(year) + dt.timedelta(days=days_after)]
    assert workdays.easter(year).weekday() == 6


@given(YEARS)
def test_every_holiday_has_a_name_in_both_languages(year):
    danish = workdays.public_holidays(year)
    with translation.override("en"):
        english = workdays.public_holidays(year)
    assert all(danish[day] != english[day] and english[day].isascii() for day in danish)


def test_a_day_off_says_why_in_both_languages():
    reasons = {
        date(2026, 5, 25): ("25. maj 2026 er 2. pinsedag", "25 May 2026 is 2nd day of Whitsun"),
        date(2026, 11, 22): ("22. november 2026 er en søndag", "22 November 2026 is a Sunday"),
        date(2026, 6, 5): (
            "5. juni 2026 er grundlovsdag, hvor kommunen holder lukket",
            "5 June 2026 is Constitution Day, when the municipality is closed",
        ),
        date(2026, 12, 1): ("", ""),
    }
    for day, (danish, english) in reasons.items():
        assert workdays.why_not_workday(day) == danish
        with translation.override("en"):
            assert workdays.why_not_workday(day) == english


@pytest.mark.requirement("R70", "D22")
def test_a_municipality_chooses_its_own_closing_days():
    assert not workdays.is_workday(date(2026, 5, 15))  # the Friday after Ascension Day
    assert workdays.is_workday(date(2026, 5, 15), closing_days=frozenset())
    assert workdays.is_workday(date(2026, 5, 1))
    assert not workdays.is_workday(date(2026, 5, 1), closing_days={ClosingDay.LABOUR_DAY})
    assert not workdays.is_workday(date(2026, 12, 24))
    assert not workdays.is_workday(date(2026, 12, 31))
    assert workdays.is_workday(date(2026, 12, 31), closing_days={ClosingDay.CHRISTMAS_EVE})


@pytest.mark.parametrize("which", ClosingDay)
def test_every_closing_day_has_a_name_in_both_languages(which):
    danish = workdays.closing_day_name(which)
    with translation.override("en"):
        assert workdays.closing_day_name(which) not in ("", danish)


@given(DAYS)
def test_a_day_off_has_a_reason_and_a_working_day_has_none(day):
    assert workdays.is_workday(day) == (workdays.why_not_workday(day) == "")


def test_ten_working_days_before_a_meeting_skip_easter():
    assert workdays.add_workdays(date(2026, 4, 14), -10) == date(2026, 3, 26)
    assert workdays.add_workdays(date(2026, 3, 26), 10) == date(2026, 4, 14)


@given(DAYS, st.integers(-60, 60))
def test_adding_working_days_ends_on_a_working_day_that_many_away(day, n):
    there = workdays.add_workdays(day, n)
    assert workdays.workdays_between(day, there) == n
    assert n == 0 or workdays.is_workday(there)
    assert (there > day) == (n > 0)
    assert (there < day) == (n < 0)


@given(DAYS, st.integers(0, 200), st.sets(st.sampled_from(list(ClosingDay))))
def test_working_days_between_are_counted_one_by_one(start, length, closing):
    end = start + dt.timedelta(days=length)
    days = [start + dt.timedelta(days=n) for n in range(1, length + 1)]
    expected = len([day for day in days if workdays.is_workday(day, closing)])
    assert workdays.workdays_between(start, end, closing) == expected


@given(DAYS)
def test_the_next_working_day_is_never_the_day_itself_and_skips_none(day):
    after, before = workdays.next_workday(day), workdays.previous_workday(day)
    assert before < day < after
    assert workdays.workdays_between(day, after) == 1
    assert workdays.workdays_between(day, before) == -1


@given(DAYS)
def test_a_deadline_moves_only_when_it_must(day):
    stays = workdays.is_workday(day)
    assert workdays.workday_on_or_before(day) == (day if stays else workdays.previous_workday(day))
    assert workdays.workday_on_or_after(day) == (day if stays else workdays.next_workday(day))


@given(DAYS)
def test_a_week_begins_on_monday_and_holds_its_days(day):
    week = workdays.iso_week(day)
    assert week.monday.weekday() == 0
    assert week.monday <= day <= week.sunday
    assert 1 <= week.number <= workdays.weeks_in_year(week.year)


def test_new_year_belongs_to_the_iso_year_of_its_thursday():
    assert workdays.iso_week(date(2027, 1, 1)) == Week(2026, 53)
    assert workdays.iso_week(date(2029, 12, 31)) == Week(2030, 1)
    assert [year for year in range(2020, 2045) if workdays.weeks_in_year(year) == 53] == [
        2020,
        2026,
        2032,
        2037,
        2043,
    ]


AVOIDED = [  # winter, the number of Easter's week, summer, autumn, Christmas
    (2026, ((2, 9), (2, 15)), 14, ((7, 6), (8, 2)), ((10, 12), (10, 18)), ((12, 14), (1, 3))),
    (2027, ((2, 15), (2, 21)), 12, ((7, 12), (8, 8)), ((10, 18), (10, 24)), ((12, 20), (1, 2))),
    (2028, ((2, 14), (2, 20)), 15, ((7, 10), (8, 6)), ((10, 16), (10, 22)), ((12, 18), (12, 31))),
]


@pytest.mark.requirement("R70")
@pytest.mark.parametrize("line", AVOIDED, ids=lambda line: str(line[0]))
def test_the_weeks_to_avoid_are_those_of_the_school_year(line):
    year, winter, easter, summer, autumn, christmas = line
    found = {period.reason: period for period in workdays.avoided_periods(year)}
    spans = {
        Avoided.WINTER_HOLIDAY: winter,
        Avoided.SUMMER_HOLIDAY: summer,
        Avoided.AUTUMN_HOLIDAY: autumn,
        Avoided.CHRISTMAS: christmas,
    }
    for reason, (first, last) in spans.items():
        last_year = year + 1 if last[0] == 1 else year
        assert found[reason].first_day == date(year, *first)
        assert found[reason].last_day == date(last_year, *last)
    assert workdays.iso_week(found[Avoided.EASTER].first_day) == Week(year, easter)
    assert list(found.values()) == sorted(found.values(), key=lambda period: period.first_day)


@given(DAYS)
def test_a_week_is_avoided_as_a_whole_or_not_at_all(day):
    week = workdays.iso_week(day)
    first, last = workdays.avoided_on(week.monday), workdays.avoided_on(week.sunday)
    assert first == last == workdays.avoided_on(day)
    assert bool(workdays.why_avoided(day)) == (first is not None)


def test_a_planning_warning_names_the_week():
    assert workdays.why_avoided(date(2026, 10, 14)) == "uge 42 er efterårsferie"
    assert workdays.why_avoided(date(2027, 1, 2)) == "uge 53 ligger ved jul og nytår"
    assert workdays.why_avoided(date(2026, 1, 2)) == "uge 1 ligger ved jul og nytår"
    assert workdays.why_avoided(date(2026, 12, 1)) == ""
    assert workdays.avoided_on(date(2026, 4, 1)).label == "Påske"


def test_the_winter_holiday_may_lie_in_week_8():
    weeks = {**workdays.USUAL_AVOIDED_WEEKS, Avoided.WINTER_HOLIDAY: (8, 8)}
    assert workdays.avoided_on(date(2026, 2, 10), weeks) is None
    assert workdays.why_avoided(date(2026, 2, 17), weeks) == "uge 8 er vinterferie"


def test_easter_beyond_the_almanac_is_refused():
    with pytest.raises(ValueError, match="1500"):
        workdays.easter(1500)
