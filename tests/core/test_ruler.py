"""The week ruler: labels never stand on each other or on a mark."""

import datetime as dt
import itertools
import re

import pytest

from tvaerblik.core import words
from tvaerblik.core.drawings import RulerMark, WeekRuler, week_ruler

pytestmark = pytest.mark.requirement("D18")

START = dt.date(2026, 11, 2)
TODAY = dt.date(2026, 11, 22)
LETTER = 6.8


def picture(*marks):
    return week_ruler(WeekRuler(START, TODAY, "/", "tekst", "uge 47", marks=marks), "i dag")


def labels(svg):
    """(start, row, text) of each label of a mark."""
    found = re.findall(r'<text x="([\d.]+)" y="(\d+)" font-size="12"[^>]*>([^<]+)</text>', svg)
    return [(float(x), int(y), text) for x, y, text in found]


@pytest.mark.parametrize("apart", [0, 1, 2, 3, 5, 7])
def test_two_meetings_close_together_can_both_be_read(apart):
    first = dt.date(2026, 12, 7)
    marks = [RulerMark("programme", first, "PRG 7"), RulerMark("steering", first + dt.timedelta(days=apart), "STG 9")]
    (one, its_row, _), (other, other_row, _) = labels(picture(*marks))
    assert (its_row == 11) != (other_row == 11) or abs(one - other) >= 5 * LETTER


def test_a_label_stands_beside_its_mark_when_there_is_room():
    ((start, row, text),) = labels(picture(RulerMark("steering", dt.date(2026, 12, 8), "STG 4")))
    assert (row, text) == (19, "STG 4")
    assert start == pytest.approx(2 + 36 * 716 / 98 + 11, abs=0.1)


def test_what_finds_no_room_is_left_to_the_words():
    day = dt.date(2026, 12, 8)
    crowd = [RulerMark("steering", day + dt.timedelta(days=number), f"STG {number}") for number in range(4)]
    shown = sorted(labels(picture(*crowd)))
    assert 2 <= len(shown) < 4
    for (one, row, text), (other, its_row, _) in itertools.pairwise(shown):
        assert row != its_row or other - one >= len(text) * LETTER


def test_a_label_at_the_end_of_the_ruler_stays_inside_it():
    last = START + dt.timedelta(weeks=14, days=-1)
    for start, _row, text in labels(picture(RulerMark("steering", last, "Styregruppen 12"))):
        assert start + len(text) * LETTER <= 720


def test_a_text_that_ends_in_a_date_or_an_amount_gets_no_second_full_stop():
    assert words.ended("Materialefrist 8. dec.") == "Materialefrist 8. dec."
    assert words.ended("Intet er planlagt") == "Intet er planlagt."
