from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.core.periods import Quarter, Span

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
QUARTERS = st.builds(Quarter, st.integers(1990, 2090), st.integers(1, 4))


@st.composite
def spans(draw):
    start = draw(DAYS)
    length = draw(st.none() | st.integers(0, 1000))
    return Span(start, None if length is None else start + timedelta(days=length))


@pytest.mark.requirement("D11")
def test_a_quarter_is_named_in_the_active_language():
    quarter = Quarter(2026, 1)
    assert (str(quarter), quarter.short) == ("1. kvartal 2026", "1. kv. 2026")
    with translation.override("en"):
        assert (str(quarter), quarter.short) == ("1st quarter 2026", "Q1 2026")
        assert [str(Quarter(2026, n))[:3] for n in (2, 3, 4)] == ["2nd", "3rd", "4th"]


@given(DAYS)
def test_every_day_lies_in_its_own_quarter_and_no_other(day):
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter.contains(day)
    assert quarter.span.contains(day)
    assert not quarter.next.contains(day)
    assert not quarter.previous.contains(day)


@given(QUARTERS)
def test_quarters_follow_each_other_without_a_gap(quarter):
    assert quarter.next.first_day == quarter.last_day + timedelta(days=1)
    assert quarter.next.previous == quarter
    assert quarter.previous < quarter < quarter.next


@given(QUARTERS)
def test_a_code_gives_the_same_quarter_back(quarter):
    assert Quarter.parse(quarter.code) == quarter


@given(QUARTERS, QUARTERS)
def test_codes_sort_as_time_does(one, other):
    assert (one < other) == (one.code < other.code) == (one.first_day < other.first_day)


@given(QUARTERS, st.integers(0, 40))
def test_the_quarters_until_another_are_all_of_them_in_order(first, length):
    found = first.until(first.shift(length))
    assert len(found) == length + 1
    assert found == sorted(found)
    assert (found[0], found[-1]) == (first, first.shift(length))
    assert first.shift(length + 1).until(first) == []


@pytest.mark.parametrize("code", ["2026-Q5", "2026-Q0", "26-Q1", "Q1 2026", "2026-q1", "2026-Q1 ", "", "٢٠٢٦-Q1"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(ValueError, match="quarter"):
        Quarter.parse(code)


def test_a_year_has_four_quarters():
    with pytest.raises(ValueError, match="5"):
        Quarter(2026, 5)
    assert Quarter(2026, 4).last_day == date(2026, 12, 31)


@pytest.mark.requirement("R61")
def test_a_seat_passes_from_one_to_the_next_on_a_day_that_belongs_to_the_next():
    first, second = Span(date(2024, 1, 1), date(2026, 5, 1)), Span(date(2026, 5, 1))
    assert [span.contains(date(2026, 5, 1)) for span in (first, second)] == [False, True]
    assert [span.contains(date(2026, 4, 30)) for span in (first, second)] == [True, False]
    assert not first.overlaps(second)
    assert (first.last_day, second.last_day) == (date(2026, 4, 30), None)
    assert second.is_open


@given(spans(), spans())
def test_spans_overlap_exactly_when_a_day_belongs_to_both(one, other):
    # The first day that can belong to both is the later of the two starts.
    day = max(one.start, other.start)
    assert one.overlaps(other) == other.overlaps(one) == (one.contains(day) and other.contains(day))


@given(spans())
def test_a_span_holds_its_first_and_last_day_and_not_its_end(span):
    assert span.contains(span.start) != span.is_empty
    assert span.end is None or not span.contains(span.end)
    assert span.last_day is None or span.contains(span.last_day)


def test_a_span_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        Span(date(2026, 5, 1), date(2026, 4, 30))


def test_a_span_reads_with_the_last_day_that_belongs_to_it():
    assert str(Span(date(2026, 5, 1), date(2027, 5, 1))) == "1. maj 2026 – 30. april 2027"
    assert str(Span(date(2026, 5, 1))) == "fra 1. maj 2026"
    assert str(Span(date(2026, 5, 1), date(2026, 5, 2))) == "1. maj 2026"
    with translation.override("en"):
        assert str(Span(date(2026, 5, 1))) == "from 1 May 2026"
