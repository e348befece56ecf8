"""What people write in a form is read as they meant it, above all what the program itself has written."""

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, translation
from hypothesis import given
from hypothesis import strategies as st

from tvaerblik.core import words
from tvaerblik.core.fields import DayField, as_people_write
from tvaerblik.core.list_pages import clean_cell
from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.portfolio.effects import EFFECTS
from tvaerblik.portfolio.models import Project

pytestmark = pytest.mark.requirement("D9")

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
END_OF_2027 = dt.date(2027, 12, 31)
HOW = "Skriv datoen som 31-12-2027 eller 31. december 2027."


class Plain(VerbForm):
    day = forms.DateField(required=False)


class ForProject(RecordForm):
    class Meta:
        model = Project
        fields = ("end",)


def ways_of_writing(day):
    """How the program itself writes a day: in text, columns, fields and machine-readable."""
    elsewhere = dt.date(2200, 1, 1)  # so that the year is always written
    return [
        words.day(day),
        words.short_day(day, elsewhere),
        words.column_day(day, elsewhere),
        words.long_day(day),
        formats.localize_input(day),
        formats.date_format(day, "DATE_FORMAT"),
        f"{day:%d-%m-%Y}",
        f"{day.day}. {words.SHORT_MONTHS[day.month]} {day.year}",
        f"{day.day:02}. {words.SHORT_MONTHS[day.month].rstrip('.')} {day.year}",
        day.isoformat(),
    ]


@pytest.mark.parametrize("language", ["da", "en"])
@given(day=DAYS)
def test_whatever_day_the_program_writes_it_reads_back_as_that_day(language, day):
    with translation.override(language):
        read = [as_people_write(forms.DateField()).clean(text) for text in ways_of_writing(day)]
    assert read == [day] * len(read)


@pytest.mark.parametrize("text", ["31. december 2027", "31. dec. 2027", "31 dec 2027", "31-12-2027", "2027-12-31"])
def test_every_form_cell_and_effect_reads_the_month_as_a_word(text):
    assert Plain({"day": text}).fields["day"].clean(text) == END_OF_2027
    assert ForProject({"end": text}).fields["end"].clean(text) == END_OF_2027
    assert clean_cell(Project(), "end", text) == END_OF_2027
    effect = next(one for one in EFFECTS if one.verb == "set_end_date")
    assert effect.field().clean(text) == END_OF_2027


@pytest.mark.parametrize("text", ["snart", "maj 2027", "2027"])
def test_what_is_no_day_is_answered_with_how_to_write_one(text):
    form = Plain({"day": text})
    assert form.errors["day"] == [HOW]


def test_what_is_wrong_with_a_date_is_said_before_how_to_write_it():
    assert Plain({"day": "31. dec."}).errors["day"] == [f"“31. dec.” mangler et årstal. {HOW}"]
    assert Plain({"day": "31-11-2027"}).errors["day"] == [f"“31-11-2027” er ikke en dag i kalenderen. {HOW}"]


def test_a_field_with_an_edge_takes_that_end_of_a_month():
    assert DayField(edge="last").clean("maj 2027") == dt.date(2027, 5, 31)
    assert DayField().clean("maj 2027") == dt.date(2027, 5, 1)


def test_a_date_that_is_not_required_may_be_left_out():
    assert Plain({"day": ""}).is_valid()
    with pytest.raises(ValidationError):
        as_people_write(forms.DateField()).clean("")


class Numbers(VerbForm):
    whole = forms.IntegerField()
    any_number = forms.DecimalField(required=False)
    kind = forms.ChoiceField(choices=[("", "---------"), ("a", "A")], required=False)
    person = forms.ModelChoiceField(Project.objects.none(), required=False)
    own = forms.CharField(error_messages={"required": "Skriv, hvorfor."})


def test_the_framework_s_bare_words_are_replaced_in_every_form():
    form = Numbers({"whole": "mange", "any_number": "mange"})
    assert form.errors["whole"] == ["Skriv et helt tal, for eksempel 450.000."]
    assert form.errors["any_number"] == ["Skriv et tal, for eksempel 450.000."]
    assert Numbers({}).errors["whole"] == ["Feltet skal udfyldes."]
    assert Numbers({}).errors["own"] == ["Skriv, hvorfor."]
    with translation.override("en"):
        assert Numbers({"whole": "many"}).errors["whole"] == ["Write a whole number, for example 450,000."]


@pytest.mark.django_db
def test_the_empty_choice_says_what_to_do():
    form = Numbers()
    for name in ("kind", "person"):
        page = str(form[name])
        assert '<option value="" selected>Vælg</option>' in page
        assert "---------" not in page


@pytest.mark.django_db
def test_a_cell_says_it_in_the_same_words():
    with pytest.raises(ValidationError) as refused:
        clean_cell(Project(), "budget", "mange")
    assert refused.value.messages == ["Skriv et helt tal, for eksempel 450.000."]
