"""Places over time: since when one is empty, and whether there is room."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.bodies.occupancy import fullest, holding, vacant_since

DAY = dt.timedelta(days=1)
BEGUN = dt.date(2026, 1, 1)
days = st.integers(0, 60).map(lambda number: BEGUN + number * DAY)


@st.composite
def periods(draw):
    since = draw(days)
    length = draw(st.none() | st.integers(1, 30))
    return since, None if length is None else since + length * DAY


@pytest.mark.requirement("R63")
@given(st.lists(periods(), max_size=5), st.integers(1, 3), days)
def test_a_place_has_been_empty_every_day_since_the_day_told_and_no_longer(held, places, day):
    told = vacant_since(held, places, BEGUN, day)
    if holding(held, day) >= places:
        assert told is None
        return
    walk = day
    while walk > BEGUN and holding(held, walk - DAY) < places:
        walk -= DAY
    assert told == walk


@pytest.mark.requirement("R63")
@given(st.lists(periods(), max_size=5), days, st.integers(1, 40))
def test_the_fullest_day_is_found_without_looking_at_each(held, since, length):
    until = since + length * DAY
    assert fullest(held, since, until) == max(holding(held, since + n * DAY) for n in range(length))


@pytest.mark.requirement("R63")
def test_one_of_two_places_is_vacant_from_the_day_its_holder_left():
    held = [(BEGUN, None), (BEGUN, dt.date(2026, 10, 1))]
    assert vacant_since(held, 2, BEGUN, dt.date(2026, 9, 30)) is None
    assert vacant_since(held, 2, BEGUN, dt.date(2026, 11, 22)) == dt.date(2026, 10, 1)


@pytest.mark.requirement("R63")
def test_a_seat_nobody_ever_held_is_vacant_from_its_first_day():
    assert vacant_since([], 1, BEGUN, dt.date(2026, 11, 22)) == BEGUN
