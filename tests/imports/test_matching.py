"""When two names are the same, and when a person should look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.imports.matching import Names, likeness, plain, source_key


def test_capitals_accents_and_signs_do_not_make_another_name():
    assert plain("  Skærmbesøg – i  hjemmeplejen! ") == plain("SKAERMBESOEG I HJEMMEPLEJEN")
    assert plain("Åben Café") == "aaben cafe"


@pytest.mark.requirement("D9")
def test_a_slip_of_the_pen_is_found_and_another_matter_is_not():
    names = Names({1: "Skærmbesøg i hjemmeplejen", 2: "Medicinrobotter i eget hjem", 3: "Digitalt byggesagsarkiv"})
    assert names.like("Skærmbesøg i hjemmepleje") == [1]
    assert names.like("Medicinrobotter i egne hjem") == [2]
    assert names.like("Fælles udbud af telefoni") == []


def test_the_likest_comes_first_and_no_more_than_three_are_offered():
    names = Names({number: f"Robotter i hjemmet {number}" for number in range(10)})
    found = names.like("Robotter i hjemmet 7")
    assert found[0] == 7
    assert len(found) == 3


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) in {0, 1}


@given(st.text(max_size=30))
def test_looking_for_likes_never_raises(text):
    assert Names({1: text, 2: "x"}).like(text) in ([], [1], [2], [1, 2], [2, 1])


def test_rows_are_remembered_by_their_words_not_by_how_they_are_written():
    assert source_key(["Skærmbesøg", "Ældre"]) == source_key([" skærmbesøg ", "ÆLDRE"])
    assert source_key(["Skærmbesøg", "Ældre"]) != source_key(["Skærmbesøg Ældre", ""])
    assert source_key(["", " "]) == ""
