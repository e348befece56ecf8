from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.core.reading import (
    Unreadable,
    contradicts,
    own_mark,
    read_choice,
    read_money,
    read_number,
    read_yes_no,
)

pytestmark = pytest.mark.requirement("D9")


def refusal(read, *args, **kwargs):
    with pytest.raises(Unreadable) as raised:
        read(*args, **kwargs)
    return raised.value.sentence


def value_or_sentence(read, *args, **kwargs):
    try:
        return read(*args, **kwargs).value
    except Unreadable as refused:
        return refused.sentence


NUMBERS = {
    "1234": "1234",
    "1.234,50": "1234.50",
    "1,234.50": "1234.50",
    "1234,5": "1234.5",
    "1234.567": "1234.567",  # four figures before the mark: no thousands mark
    "0.234": "0.234",  # a group does not start with a nought
    "12.345.678": "12345678",
    "12,345,678": "12345678",
    "1 234 567": "1234567",
    "1\u00a0234\u202f567,5": "1234567.5",
    "1'234'567": "1234567",
    "–12": "-12",
    "−12,5": "-12.5",
    "- 12": "-12",
    "12-": "-12",
    "(1.234,5)": "-1234.5",
    "+5": "5",
    ",5": "0.5",
    "\n 007 \t": "7",
}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers_are_read_with_danish_and_english_marks(text, value):
    for mark in (None, ",", "."):
        reading = read_number(text, mark)
        assert (reading.value, reading.exact) == (Decimal(value), True)


def test_a_single_mark_before_three_figures_has_two_readings_until_the_caller_chooses():
    assert read_number("1.234", decimal_mark=",").value == 1234
    assert read_number("1.234", decimal_mark=".").value == Decimal("1.234")
    assert read_number("1,234", decimal_mark=",").value == Decimal("1.234")
    assert "“1.234” kan betyde både 1.234 og 1,234." in refusal(read_number, "1.234")


def test_a_form_passes_on_the_mark_of_its_own_language():
    assert own_mark() == ","
    with translation.override("en"):
        assert own_mark() == "."


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1.234.56",
        "1,23,456",
        "1.234 567",
        "5,",
        "1e6",
        "--5",
        "12 %",
        "٣",
        "1/2",
        "9" * 41,
        "NaN",
        "-",
    ],
)
def test_what_is_no_number_is_named(text):
    assert refusal(read_number, text).startswith("“" + text)
    assert refusal(read_number, text).endswith("er ikke et tal som 1.250 eller 1.250,5.")


@given(st.text(max_size=30), st.sampled_from([",", ".", None]))
def test_any_text_is_a_number_or_a_sentence(text, mark):
    answer = value_or_sentence(read_number, text, mark)
    assert answer.is_finite() if isinstance(answer, Decimal) else answer.endswith(".")


AMOUNTS = {
    "1.234.567 kr.": 1_234_567,
    "kr. 1.234.567": 1_234_567,
    "DKK 1,234,567": 1_234_567,
    "1.200,-": 1200,
    "1.200,- kr.": 1200,
    "–1.200 kr.": -1200,
    "kr. -500": -500,
    "(1.200)": -1200,
    "1.200-": -1200,
    "1.000": 1000,  # an amount in plain kroner never has three decimals
    "1,000": 1000,
    "640 t.kr.": 640_000,
    "640 tkr": 640_000,
    "640 tusind": 640_000,
    "1.234 t.kr.": 1_234_000,  # the unit is Danish, so the mark is too
    "6,1 mio. kr.": 6_100_000,
    "6,1 mio.": 6_100_000,
    "6.1 mio. kr.": 6_100_000,
    "1,234 mio. kr.": 1_234_000,
    "2 mia. kr.": 2_000_000_000,
    "DKK 1.5 million": 1_500_000,
    "1,234 thousand": 1_234_000,
    "6.1m": 6_100_000,
    "80K": 80_000,
}


@pytest.mark.parametrize(("text", "value"), AMOUNTS.items())
def test_amounts_are_read_in_whole_kroner(text, value):
    reading = read_money(text)
    assert (reading.value, reading.currency, reading.note) == (value, "DKK", "")


def test_a_column_says_what_a_bare_figure_is_counted_in_and_a_cell_may_say_otherwise():
    assert read_money("640", "thousand").value == 640_000
    assert read_money("6,1", "million").value == 6_100_000
    assert read_money("1.234", "thousand", decimal_mark=",").value == 1_234_000
    assert read_money("6,1 mio. kr.", "thousand").value == 6_100_000
    assert "kan betyde både 1.234 og 1,234" in refusal(read_money, "1.234", "thousand")


@pytest.mark.parametrize(
    ("text", "unit", "value", "currency"),
    [
        ("£12,343.96", "million", 12_343_960_000, "GBP"),
        ("£1,234", "million", 1_234_000_000, "GBP"),
        ("£6.1m", "kr", 6_100_000, "GBP"),
        ("€ 1.200", "kr", 1200, "EUR"),
        ("$5k", "kr", 5000, "USD"),
        ("-£5", "kr", -5, "GBP"),
    ],
)
def test_foreign_money_is_read_but_never_passed_off_as_kroner(text, unit, value, currency):
    reading = read_money(text, unit)
    assert (reading.value, reading.currency, reading.exact) == (value, currency, False)
    assert reading.note == f"“{text}” er i {currency} og er ikke regnet om til kroner."


def test_ore_are_rounded_and_it_is_said():
    assert (read_money("1.234,50").value, read_money("1.234,50").note) == (
        1235,
        "“1.234,50” er afrundet til 1.235.",
    )
    assert (read_money("-0,5 kr.").value, read_money("-0,5 kr.").exact) == (-1, False)
    assert (read_money("1.234,00 kr.").value, read_money("1.234,00 kr.").exact) == (1234, True)


@pytest.mark.parametrize(
    "text", ["gratis", "5 t", "500 kr.-", "12 %", "5 kr £", "kr.", "1-2 mio. kr.", "Exempt under 43"]
)
def test_what_is_no_amount_is_named(text):
    sentence = refusal(read_money, text)
    assert sentence == f"“{text}” er ikke et beløb som 125.000\u00a0kr. eller 1,2\u00a0mio.\u00a0kr."


def test_an_amount_that_contradicts_the_decimal_mark_or_all_sense_is_refused():
    assert "kan betyde både" in refusal(read_money, "1,234 kr.", decimal_mark=",")
    assert refusal(read_money, "9" * 17) == f"“{'9' * 17}” er for stort et beløb."


def test_a_caller_can_ask_whether_a_figure_contradicts_the_mark_it_was_told():
    assert contradicts("12.5", ",")
    assert contradicts("1,234.50", ",")
    assert contradicts("6,1 mio. kr.", ".")
    for text in ("12,5", "1.250", "1.200,-", "640 t.kr.", "Ikke oplyst"):
        assert not contradicts(text, ",")


@given(
    st.text(alphabet="0123456789., -–()kKmtro£€'", max_size=20),
    st.sampled_from(["kr", "thousand", "million"]),
)
def test_any_text_is_an_amount_or_a_sentence(text, unit):
    answer = value_or_sentence(read_money, text, unit)
    assert abs(answer) <= 10**15 if isinstance(answer, int) else answer.endswith(".")


CHOICES = [
    ("", "---"),
    ("winter", gettext_lazy("Winter holiday")),
    ("easter", gettext_lazy("Easter")),
    ("re_start", "Idé på ny"),
]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("winter", "winter"),
        ("WINTER", "winter"),
        ("Vinterferie", "winter"),
        ("winter  holiday", "winter"),
        ("Winter-holiday", "winter"),
        ("påske", "easter"),
        ("Paaske", "easter"),
        ("ide paa ny", "re_start"),
        ("re start", "re_start"),
    ],
)
def test_a_choice_is_known_by_its_code_and_by_its_label_in_either_language(text, code):
    for language in ("da", "en"):
        with translation.override(language):
            assert read_choice(text, CHOICES).value == code


def test_what_is_no_choice_is_told_the_choices():
    assert refusal(read_choice, "pinse", CHOICES) == "“pinse” er ikke en af disse: Vinterferie, Påske, Idé på ny."
    assert refusal(read_choice, "---", CHOICES).startswith("“---” er ikke en af disse")
    assert refusal(read_choice, "", CHOICES) == "Her står ikke noget."
    many = [(str(n), f"Nr. {n}") for n in range(20)]
    assert refusal(read_choice, "x", many).endswith("Nr. 7, ….")


def test_a_label_that_two_choices_share_chooses_neither():
    assert refusal(read_choice, "samme", [("one", "Samme"), ("two", "samme")]).startswith("“samme”")


def test_yes_and_no_are_read_in_both_languages_and_from_spreadsheets():
    assert all(read_yes_no(text).value is True for text in ["ja", "Ja ", "YES", "j", "x", "✓", "1", "SAND", "true"])
    assert all(read_yes_no(text).value is False for text in ["nej", "No", "n", "0", "FALSK", "false"])
    assert refusal(read_yes_no, "måske") == "“måske” er hverken ja eller nej."
    assert refusal(read_yes_no, "✗") == "“✗” er hverken ja eller nej."
