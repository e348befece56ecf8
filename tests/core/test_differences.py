"""Two texts compared word by word: nothing of either is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.core.differences import differences

pytestmark = pytest.mark.requirement("R45")


def shown(before, after):
    marks = {"same": "", "added": "+", "removed": "-"}
    return [f"{marks[piece.kind]}{piece.text}" for piece in differences(before, after)]


def test_only_the_words_that_differ_are_marked():
    assert shown("Planen godkendes uden ændringer.", "Planen godkendes med få ændringer.") == [
        "Planen godkendes",
        "- uden",
        "+ med få",
        " ændringer.",
    ]


def test_a_new_paragraph_leaves_the_others_alone():
    assert shown("Et.\n\nTo.", "Et.\n\nNy.\n\nTo.") == ["Et.\n\n", "+Ny.\n\n", "To."]


def test_a_text_that_came_or_went_is_one_piece():
    assert shown("", "Alt er nyt") == ["+Alt er nyt"]
    assert shown("Alt er væk", "") == ["-Alt er væk"]
    assert shown("Ens", "Ens") == ["Ens"]
    assert shown("Linje\r\nskift", "Linje\nskift") == ["Linje\nskift"], "which sort of break is no difference"


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_both_texts_can_be_read_out_of_the_differences(before, after):
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
