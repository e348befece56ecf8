import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.core import money
from tvaerblik.core.reading import read_money

AMOUNTS = st.integers(-(10**14), 10**14)


def in_english(show, *values):
    with translation.override("en"):
        return show(*values)


@pytest.mark.requirement("D11")
def test_kroner_are_written_the_danish_and_the_english_way():
    assert money.kroner(1_234_567) == "1.234.567\u00a0kr."
    assert money.kroner(3478) == "3.478\u00a0kr."
    assert in_english(money.kroner, 1_234_567) == "1,234,567\u00a0DKK"


@pytest.mark.requirement("D11")
def test_lists_show_thousands_and_summaries_millions():
    assert money.thousands(1_234_567) == "1.235\u00a0t.kr."
    assert money.millions(6_100_000) == "6,1\u00a0mio.\u00a0kr."
    assert money.millions(6_149_999, 2) == "6,15\u00a0mio.\u00a0kr."
    assert in_english(money.thousands, 1_234_567) == "1,235\u00a0thousand\u00a0DKK"
    assert in_english(money.millions, 6_100_000) == "6.1\u00a0million\u00a0DKK"


def test_a_negative_amount_has_an_en_dash():
    assert money.kroner(-1200) == "–1.200\u00a0kr."
    assert money.thousands(-1500) == "–2\u00a0t.kr."


def test_what_rounds_to_nothing_has_no_sign():
    assert money.thousands(-400) == "0\u00a0t.kr."
    assert money.millions(-40_000) == "0,0\u00a0mio.\u00a0kr."


def test_a_half_goes_away_from_zero():
    assert [money.thousands(n)[:1] for n in (500, 1500, 2500)] == ["1", "2", "3"]


@given(AMOUNTS, st.sampled_from(["da", "en"]))
def test_what_is_shown_in_kroner_reads_back_as_the_same_amount(amount, language):
    with translation.override(language):
        reading = read_money(money.kroner(amount))
    assert (reading.value, reading.exact, reading.currency) == (amount, True, "DKK")


@given(AMOUNTS)
def test_thousands_are_never_more_than_half_a_thousand_off(amount):
    assert abs(read_money(money.thousands(amount)).value - amount) <= 500


@given(AMOUNTS, st.sampled_from([money.kroner, money.thousands, money.millions]))
def test_an_amount_never_parts_from_its_unit(amount, show):
    assert " " not in show(amount)
