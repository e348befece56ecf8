import datetime as dt
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.core.periods import Quarter
from tvaerblik.core.reading import Unreadable, read_date, read_number, read_quarter

TODAY = date(2026, 11, 22)
FIRST_OF_MAY = date(2026, 5, 1)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))

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


@pytest.mark.parametrize(
    "text",
    [
        "1.5.2026",
        "01.05.2026",
        "1. 5. 2026",
        "1/5 2026",
        "1/5-2026",
        "1.5 2026",
        "2026-05-01",
        "2026/5/1",
        "2026-05-01 00:00:00",
        "2026-05-01T00:00",
        "1. maj 2026",
        "1.maj 2026",
        "1 May 2026",
        "1st of May 2026",
        "May 1, 2026",
        "01-MAY-2026",
        "den 1. maj 2026",
        "fredag den 1. maj 2026",
        "fre. d. 1/5 2026",
        "Friday 1 May 2026",
    ],
)
def test_a_day_is_read_however_an_office_writes_it(text):
    for day_first in (None, True):
        reading = read_date(text, day_first=day_first)
        assert (reading.value, reading.precision, reading.note) == (FIRST_OF_MAY, "day", "")


def test_slashes_and_dashes_are_read_the_danish_way_only_when_the_caller_says_so():
    assert read_date("03/04/2026", day_first=True).value == date(2026, 4, 3)
    assert read_date("01-05-2026", day_first=True).value == FIRST_OF_MAY
    assert read_date("1/5/26", day_first=True).value == FIRST_OF_MAY
    assert read_date("03/04/2026", day_first=False).value == date(2026, 3, 4)
    assert refusal(read_date, "03/04/2026") == (
        "“03/04/2026” kan betyde både 3. april 2026 og 4. marts 2026. Skriv måneden med bogstaver."
    )


def test_slashes_that_have_only_one_reading_need_no_help():
    assert read_date("13/04/2026").value == date(2026, 4, 13)
    assert read_date("04/13/2026").value == date(2026, 4, 13)
    assert read_date("05/05/2026").value == date(2026, 5, 5)
    assert refusal(read_date, "04/13/2026", day_first=True) == "“04/13/2026” er ikke en dag i kalenderen."


@pytest.mark.parametrize(
    ("text", "year"),
    [("31.12.40", 2040), ("30.06.08", 2008), ("1.1.68", 2068), ("1.1.69", 1969), ("1. maj '26", 2026)],
)
def test_two_figures_for_a_year_follow_the_rule_and_it_is_said(text, year):
    reading = read_date(text)
    assert (reading.value.year, reading.note) == (year, f"Årstallet i “{text}” er læst som {year}.")


@pytest.mark.parametrize("text", ["uge 26 2027", "Uge 26, 2027", "uge 26/2027", "week 26 2027", "2027-W26", "u26 2027"])
def test_a_week_is_its_friday_for_a_deadline_and_its_monday_for_a_start(text):
    end, start = read_date(text), read_date(text, edge="first")
    assert (end.value, start.value) == (date(2027, 7, 2), date(2027, 6, 28))
    assert (end.precision, end.note) == ("week", f"“{text}” er læst som fredag den 2. juli 2027.")


def test_a_week_without_a_year_is_the_next_that_has_not_ended():
    assert read_date("uge 26", today=TODAY).value == date(2027, 7, 2)
    assert read_date("uge 47", today=TODAY).value == date(2026, 11, 20)  # today is its Sunday
    assert read_date("uge 53", today=TODAY).value == date(2027, 1, 1)
    assert refusal(read_date, "uge 26") == "“uge 26” mangler et årstal."
    assert refusal(read_date, "uge 53 2027") == "“uge 53 2027” findes ikke: 2027 har uge 1 til 52."


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("May 2020", "month", date(2020, 5, 1), date(2020, 5, 31)),
        ("maj 2020", "month", date(2020, 5, 1), date(2020, 5, 31)),
        ("05/2020", "month", date(2020, 5, 1), date(2020, 5, 31)),
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29)),
        ("dec. 2026", "month", date(2026, 12, 1), date(2026, 12, 31)),
        ("Q2 2026", "quarter", date(2026, 4, 1), date(2026, 6, 30)),
        ("2. kvartal 2026", "quarter", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026", "year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_longer_period_says_its_precision_and_which_day_was_taken(text, precision, first, last):
    for edge, value in (("first", first), ("last", last)):
        reading = read_date(text, edge=edge)
        assert (reading.value, reading.precision, reading.exact) == (value, precision, False)
        assert str(value.year) in reading.note


def test_a_time_of_day_is_left_out_and_it_is_said():
    reading = read_date("01.05.2026 14.30")
    assert (reading.value, reading.note) == (FIRST_OF_MAY, "Klokkeslættet i “01.05.2026 14.30” er udeladt.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.2.2026", "“31.2.2026” er ikke en dag i kalenderen."),
        ("torsdag den 1. maj 2026", "“torsdag den 1. maj 2026” passer ikke: 1. maj 2026 er en fredag."),
        ("man. 1/5 2026", "“man. 1/5 2026” passer ikke: 1. maj 2026 er en fredag."),
        ("1. maj", "“1. maj” mangler et årstal."),
        ("1/5", "“1/5” mangler et årstal."),
        ("1.5.0206", "Årstallet i “1.5.0206” er ikke mellem 1900 og 2199."),
        ("snarest", "“snarest” er ikke en dato som 30. juni 2027, 30-6-2027 eller uge 26 2027."),
        ("46143", "“46143” er ikke en dato som 30. juni 2027, 30-6-2027 eller uge 26 2027."),
        ("  ", "Her står ikke noget."),
    ],
)
def test_what_is_no_day_gets_a_sentence_that_says_why(text, sentence):
    assert refusal(read_date, text) == sentence


def test_a_long_cell_is_named_by_its_beginning():
    sentence = refusal(
        read_date, "Exempt under Section 43 of the Freedom of Information Act 2000 (Commercial Interests)"
    )
    assert sentence.startswith("“Exempt under Section 43 of the Freedom of Information Act 2…” er ikke en dato")


def test_sentences_are_in_the_language_of_the_reader():
    with translation.override("en"):
        assert refusal(read_date, "soon") == ("“soon” is not a date such as 30 June 2027, 30-6-2027 or week 26 2027.")
        assert refusal(read_number, "x") == "“x” is not a number such as 1,250 or 1,250.5."


@given(DAYS, st.booleans())
def test_figures_read_back_as_the_same_day_when_the_order_is_known(day, day_first):
    text = f"{day:%d/%m/%Y}" if day_first else f"{day:%m/%d/%Y}"
    assert read_date(text, day_first=day_first).value == day


@given(DAYS)
def test_nothing_is_guessed_when_the_order_is_unknown(day):
    answer = value_or_sentence(read_date, f"{day:%d/%m/%Y}")
    assert answer == day or (day.day <= 12 and "kan betyde både" in answer)


@given(st.text(alphabet="0123456789./- uQmajUge'", max_size=14), st.booleans() | st.none())
def test_any_text_is_a_day_or_a_sentence(text, day_first):
    answer = value_or_sentence(read_date, text, day_first=day_first, today=TODAY)
    assert 1900 <= answer.year <= 2200 if isinstance(answer, date) else answer.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "2. kvartal 2026",
        "2. kv. 2026",
        "2 kvt 2026",
        "Q2 2026",
        "K2-2026",
        "2026-Q2",
        "2026 Q2",
        "2nd quarter of 2026",
    ],
)
def test_a_quarter_is_read_however_it_is_written(text):
    assert read_quarter(text).value == Quarter(2026, 2)


@given(st.builds(Quarter, st.integers(1900, 2199), st.integers(1, 4)), st.sampled_from(["da", "en"]))
def test_a_quarter_that_is_shown_reads_back_as_the_same(quarter, language):
    with translation.override(language):
        assert {read_quarter(text).value for text in (str(quarter), quarter.short, quarter.code)} == {quarter}


def test_what_is_no_quarter_is_named():
    assert refusal(read_quarter, "Q5 2026") == "“Q5 2026” er ikke et kvartal som 2. kvartal 2026."


@given(DAYS)
def test_a_week_reads_back_as_a_day_of_that_week(day):
    year, week, _ = day.isocalendar()
    if 1900 <= year <= 2199:
        assert read_date(f"uge {week} {year}").value == dt.date.fromisocalendar(year, week, 5)
