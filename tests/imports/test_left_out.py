"""What does not come with an import is counted, shown and said; what nobody said is named before it is written."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from tests.imports.workbooks import xlsx
from tests.portfolio.importing import (
    apply,
    choice,
    choose_columns,
    counts,
    filled,
    preview,
    questions,
    row,
    upload,
)
from tvaerblik.audit.queries import history_of
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPossible
from tvaerblik.imports import actions, queries
from tvaerblik.imports.forms import MapValuesForm
from tvaerblik.imports.preview import Preview
from tvaerblik.portfolio.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D9")]

HEADINGS = ["Projekt", "Klasse", "Område", "Budget t.kr.", "Start", "Slut"]
WHOLE = ["Skærmbesøg", "C", "Sundhed og omsorg", "450", "1.3.2026", "30.6.2027"]
NO_SUCH_DAY = ["Medicinrobotter", "C", "Sundhed og omsorg", "450", "1.3.2026", "31.02.2027"]
LESS_THAN_NOUGHT = ["Digital byggesag", "C", "Teknik og Miljø", "-5000", "1.3.2026", "aldrig"]
BACKWARDS = ["Sensorer i veje", "C", "Teknik og Miljø", "450", "1.3.2026", "1.3.2020"]
NAMELESS = ["", "C", "Teknik og Miljø", "450", "1.3.2026", "ukendt"]
SHEET = xlsx([HEADINGS, WHOLE, NO_SUCH_DAY, LESS_THAN_NOUGHT, BACKWARDS, NAMELESS])
END = 5
NO_DAY = "“fredag” er ikke en dato som 30. juni 2027, 30-6-2027 eller uge 26 2027."


@pytest.fixture
def office(client, cast):
    """The portfolio office at the pages."""
    client.force_login(cast.office)
    return client


# ---- Rows that come in without some of their cells ---------------------------------------------------------------


def test_the_preview_says_how_many_rows_have_cells_that_do_not_come_with_and_shows_just_those(office, cast):
    run = preview(SHEET, cast.office)
    assert counts(run) == {"created": 3, "doubtful": 1, "rejected": 1}
    page = office.get(run.get_absolute_url())
    assert page.context["tabs"][-1] == ("left_out", "Med celler, der ikke kommer med", 3)
    assert "3 rækker har celler, der ikke kommer med." in page.content.decode()
    assert 'href="?outcome=left_out"' in page.content.decode()
    narrowed = office.get(run.get_absolute_url(), {"outcome": "left_out"})
    assert [shown.row.number for shown in narrowed.context["rows"]] == [3, 4, 5]
    assert "1 celle kommer ikke med" in narrowed.content.decode()
    assert "2 celler kommer ikke med" in narrowed.content.decode()


def test_nothing_is_said_of_cells_left_out_when_all_of_them_come_with(office, cast):
    page = office.get(preview(xlsx([HEADINGS, WHOLE]), cast.office).get_absolute_url())
    assert [tab[0] for tab in page.context["tabs"]] == ["", "created"]
    assert "ikke kommer med." not in page.content.decode()


def test_after_the_import_the_page_sums_up_what_became_of_the_rows(office, cast):
    run = preview(SHEET, cast.office)
    actions.decide_import_row(row(run, 5), decision="skip", by=cast.office)
    run.refresh_from_db()
    page = office.get(apply(run, cast.office).get_absolute_url()).content.decode()
    assert "3 oprettet, 0 ændret, 0 uændret." in page
    assert "Holdt ude: 0 tvivlsomme, 1 afviste, 1 sprunget over." in page
    assert "2 rækker kom med uden alle deres celler." in page


# ---- Corrections that cannot be read -----------------------------------------------------------------------------


def test_a_row_is_not_corrected_with_what_cannot_be_read_and_the_text_is_kept(office, cast):
    run = preview(SHEET, cast.office)
    address = reverse("correct_import_row", args=[row(run, 3).pk])
    sent = {**filled(office.get(address).context["form"]), f"cell_{END + 1}": "fredag", "cell_4": "500"}
    answer = office.post(address, sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {f"cell_{END + 1}": [NO_DAY]}
    assert 'value="fredag"' in answer.content.decode()
    assert row(run, 3).corrections == {}
    answer = office.post(address, {**sent, f"cell_{END + 1}": "28.2.2027"})
    assert answer.status_code == 302
    assert (row(run, 3).values["end"], row(run, 3).left_out) == ("2027-02-28", 0)


def test_a_cell_is_not_corrected_with_what_cannot_be_read(office, cast):
    run = preview(SHEET, cast.office)
    one = row(run, 3)
    answer = office.post(reverse("correct_import_cell", args=[one.pk]), {"field": str(END), "value": "fredag"})
    assert (answer.status_code, answer.content.decode()) == (409, NO_DAY)
    with pytest.raises(NotPossible) as refused:
        actions.correct_import_row(one, cells={END: "fredag"}, by=cast.office)
    assert refused.value.sentence == NO_DAY
    assert row(run, 3).corrections == {}


def test_a_program_that_corrects_with_what_cannot_be_read_is_told_the_field(office, cast):
    one = row(preview(SHEET, cast.office), 3)
    answer = office.post(
        f"/api/v1/import-rows/{one.pk}/correct-import-row",
        {f"cell_{END + 1}": "fredag"},
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert answer.json()["fields"] == {f"cell_{END + 1}": [NO_DAY]}


def test_the_files_own_text_takes_a_correction_back_also_when_it_cannot_be_read(cast):
    run = preview(SHEET, cast.office)
    fixed = actions.correct_import_row(row(run, 3), cells={END: "28.2.2027"}, by=cast.office)
    back = actions.correct_import_row(fixed, cells={END: "31.02.2027"}, by=cast.office)
    assert (back.corrections, back.left_out) == ({}, 1)


# ---- What nobody has said ----------------------------------------------------------------------------------------


def test_what_new_projects_become_without_a_column_is_said_before_and_after(office, cast):
    run = choose_columns(upload(SHEET, cast.office), cast.office)
    page = office.get(reverse("map_values", args=[run.pk])).content.decode()
    assert "Ikke sat – bliver Idé" in page
    assert "Ikke sat – bliver Foreslået" in page
    run = preview(SHEET, cast.office)
    assert Preview(run, cast.office).defaults() == [("Fase", "Idé"), ("Tilstand", "Foreslået")]
    assert "Fase = Idé, Tilstand = Foreslået" in office.get(run.get_absolute_url()).content.decode()
    apply(run, cast.office)
    project = Project.objects.get(name="Skærmbesøg")
    assert (project.phase, project.state) == ("idea", "proposed")
    became = dict(queries.registered_with(row(run, 2), cast.office))
    assert (became["Fase"], became["Tilstand"], became["Budget, kr."]) == ("Idé", "Foreslået", "450.000\xa0kr.")
    assert "Registreret med" in office.get(project.get_absolute_url()).content.decode()


def test_what_is_said_for_all_rows_is_no_default(cast):
    run = preview(SHEET, cast.office, constant_phase=choice("procurement"))
    shown = Preview(run, cast.office)
    assert ("Fase", "Anskaffelse") in shown.constants()
    assert shown.defaults() == [("Tilstand", "Foreslået")]


def test_the_history_of_an_imported_project_names_the_file_and_the_row(office, cast):
    apply(preview(SHEET, cast.office, name="portefølje.xlsx"), cast.office)
    project = Project.objects.get(name="Medicinrobotter")
    assert history_of(project)[-1].what == "registrerede projektet fra portefølje.xlsx, række 3"
    assert "fra portefølje.xlsx, række 3" in office.get(project.get_absolute_url()).content.decode()


# ---- Suggestions, language, ways back ----------------------------------------------------------------------------


def test_a_word_that_is_filled_in_by_guess_is_marked_as_a_suggestion_until_it_is_confirmed(office, cast):
    sheet = xlsx([[*HEADINGS, "Lys"], [*WHOLE, "Amber/Red"], [*NO_SUCH_DAY, "Blå"]])
    run = choose_columns(upload(sheet, cast.office), cast.office)
    form = questions(run, cast.office)
    [words] = [section["words"] for section in form.sections() if section["words"]]
    assert {field.label: is_suggested for field, is_suggested in words} == {"Amber/Red": True, "Blå": False}
    address = reverse("map_values", args=[run.pk])
    assert office.get(address).content.decode().count('<span class="second-line">forslag</span>') == 1
    blue = next(field.name for field, _is_suggested in words if field.label == "Blå")
    assert office.post(address, filled(form, **{blue: "empty"})).status_code == 302
    run.refresh_from_db()
    again = MapValuesForm(thing=choose_columns(run, cast.office), by=cast.office)
    assert again.suggested == set()


def test_dates_in_english_stand_with_the_day_first(cast):
    run = preview(SHEET, cast.office)
    with translation.override("en"):
        [shown] = Preview(run, cast.office).rows([row(run, 2)])
    values = {cell.head.field.key: cell.value for cell in shown.cells}
    assert (values["start"], values["end"]) == ("1 Mar 2026", "30 Jun 2027")


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("DATE_FORMAT", "1 March 2026"),
        ("SHORT_DATE_FORMAT", "1 Mar 2026"),
        ("DATETIME_FORMAT", "1 March 2026, 14:05"),
        ("SHORT_DATETIME_FORMAT", "1 Mar 2026, 14:05"),
        ("MONTH_DAY_FORMAT", "1 March"),
        ("TIME_FORMAT", "14:05"),
    ],
)
def test_every_english_form_of_a_date_has_the_day_first(form, shown):
    from django.utils.formats import date_format

    with translation.override("en"):
        assert date_format(dt.datetime(2026, 3, 1, 14, 5, tzinfo=clock.COPENHAGEN), form) == shown


def test_giving_up_before_a_file_is_chosen_leads_back_to_the_imports(office):
    page = office.get(reverse("start_import")).content.decode()
    assert '<a class="btn btn--quiet" href="/imports">Annuller</a>' in page
