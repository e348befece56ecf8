"""Projects from spreadsheets: the British government's own list, and the lists a Danish municipality keeps."""

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.imports.workbooks import csv_file, xlsx
from tests.portfolio import importing
from tests.portfolio.importing import apply, choice, counts, preview, reasons, row, undo
from tvaerblik.audit.queries import events_of, verify
from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.imports import actions, queries
from tvaerblik.imports.mapping import ColumnMapping
from tvaerblik.imports.models import ImportProfile, ImportRow
from tvaerblik.imports.planning import SourceRow
from tvaerblik.imports.reading import Cell
from tvaerblik.people.models import Appointment, Position, RoleHolding, Unit
from tvaerblik.portfolio import actions as portfolio
from tvaerblik.portfolio import rules
from tvaerblik.portfolio.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D9")]

BRITISH = (Path(__file__).parent.parent / "data" / "uk-gmpp-2019.csv").read_bytes()
DANISH = [
    "Kode",
    "Projekt",
    "Klasse",
    "Område",
    "Projektejer",
    "Fase",
    "Lys",
    "Start",
    "Slut",
    "Budget t.kr.",
    "Bemærkning",
]
SCREEN = [
    "",
    "Skærmbesøg",
    "C",
    "Sundhed og omsorg",
    "",
    "Gennemførelse",
    "Grøn",
    "1.3.2025",
    "juni 2027",
    "450",
    "Kører",
]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Uploaded files go to a folder of the test; jobs run at once."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def danish(*rows, headings=DANISH):
    return xlsx([headings, *rows])


def changed(one, **cells):
    """A row of the Danish list with some cells changed, by heading."""
    return [cells.get(heading, value) for heading, value in zip(DANISH, one, strict=True)]


# ---- The British list -------------------------------------------------------------------------------------------


def british(cast, **answers):
    """Read as whole-life cost in millions of pounds at 8.5 kroner; every department is the one area."""
    return preview(
        BRITISH,
        cast.office,
        name="uk-gmpp-2019.csv",
        columns={"yearly_budget": None, "wlc_baseline_incl_NCG": "budget"},
        **{
            "rest_unit": choice(cast.area.pk),
            "constant_project_class": choice("national_joint"),
            "unit_budget": "million",
            "rate_budget_GBP": "8,5",
            **answers,
        },
    )


def test_the_british_list_is_understood_as_far_as_it_goes_and_the_rest_is_asked(cast):
    run = importing.upload(BRITISH, cast.office, "uk-gmpp-2019.csv")
    assert run.encoding == "windows-1252"
    suggested = {run.headings[int(place)]: key for place, key in run.columns.items()}
    assert suggested == {
        "project_name": "name",
        "department": "unit",
        "colour_rating": "light",
        "description_aims": "purpose",
        "rating_comment": "comment",
        "start_date": "start",
        "end_date": "end",
        "yearly_budget": "budget",
    }
    asked = importing.questions(importing.choose_columns(run, cast.office), cast.office)
    words = {f.label: f.initial for name, f in asked.fields.items() if name.startswith("word_light")}
    assert words == {
        "Amber": choice("yellow"),
        "Amber/Red": choice("red"),
        "Amber/Green": choice("green"),
        "Exempt under Section 24 of the Freedom of Information Act 2000 (National Security)": "empty",
        "Exempt under Section 26 of Freedom of Information Act 2000 (Defence)": "empty",
        "Exempt under Section 43 of the Freedom of Information Act 2000 (Commercial Interests)": "empty",
    }
    departments = [f.label for name, f in asked.fields.items() if name.startswith("word_unit")]
    assert len(departments) == 16
    assert asked.fields["word_unit_1"].label == "MOD"
    assert asked.fields["word_unit_1"].help_text == "35 rækker"
    # Nothing in the file says that the pounds are millions, nor what a pound is worth.
    assert asked.fields["unit_budget"].initial == ""
    assert asked.fields["rate_budget_GBP"].initial == ""


def test_unanswered_questions_about_the_british_list_stop_it(cast):
    run = importing.choose_columns(importing.upload(BRITISH, cast.office, "uk.csv"), cast.office)
    shown = importing.questions(run, cast.office)
    form = type(shown)(importing.filled(shown), thing=run, by=cast.office)
    assert not form.is_valid()
    assert form.errors["word_unit_1"] == ["Vælg, hvad “MOD” betyder."]
    assert "unit_budget" in form.errors
    assert not Unit.objects.exclude(pk__in=[cast.area.pk, cast.other_area.pk]).exists()


def test_every_row_of_the_british_list_is_accounted_for(cast):
    run = british(cast)
    assert counts(run) == {"created": 133}
    assert list(run.rows.values_list("number", flat=True)) == list(range(2, 135))
    first = row(run, 2)
    assert first.values["name"] == "Geological Disposal Facility Programme (GDF)"
    assert (first.values["start"], first.values["end"]) == ("2008-06-30", "2040-12-31")
    assert first.values["budget"] == 104_923_660_000
    assert reasons(first)["budget"] == (
        "“£12,343.96” er blevet til 104.923.660.000\xa0kr. til kursen 8,5 kroner for én GBP."
    )
    assert reasons(first)["start"] == "Årstallet i “30.06.08” er læst som 2008."


def sentences_in_the_british_list():
    """The cells of the file that hold a sentence where a number, a date or a rating should be, found by other means."""
    right = {
        "wlc_baseline_incl_NCG": ("budget", r"£[0-9,]+\.[0-9]{2}"),
        "start_date": ("start", r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}"),
        "end_date": ("end", r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}"),
        "colour_rating": ("light", r"Green|Red|Amber(/Green|/Red)?"),
    }
    lines = csv.DictReader(io.StringIO(BRITISH.decode("windows-1252"), newline=""))
    return {
        (number, field, line[heading])
        for number, line in enumerate(lines, start=2)
        for heading, (field, form) in right.items()
        if not re.fullmatch(form, line[heading].strip())
    }


def test_an_exemption_sentence_in_a_number_or_date_cell_is_told_and_the_row_still_comes_in(cast):
    run = british(cast)
    left_out = [(one.number, m) for one in run.rows.all() for m in one.messages if m["level"] == "left_out"]
    told = {(number, m["field"], m["text"]) for number, m in left_out}
    assert told == sentences_in_the_british_list()
    rows = {number for number, _field, _text in told}
    assert {one.number for one in queries.incomplete_rows(run)} == rows
    assert queries.tabs_of(run)[1:] == [
        ("created", "Ny", 133),
        ("left_out", "Med celler, der ikke kommer med", len(rows)),
    ]
    assert sum(one.left_out for one in run.rows.all()) == len(told)
    by_field = {key: sum(field == key for _number, field, _text in told) for key in ("budget", "end", "start", "light")}
    assert by_field == {"budget": 15, "end": 6, "start": 2, "light": 3}
    number, message = next((n, m) for n, m in left_out if m["field"] == "budget")
    assert message["text"].startswith("Exempt under Section")
    assert message["reason"].endswith("er ikke et beløb som 125.000\xa0kr. eller 1,2\xa0mio.\xa0kr.")
    exempt = row(run, number)
    assert exempt.outcome == "created"
    assert "budget" not in exempt.values
    assert {m["reason"] for _n, m in left_out if m["text"] == "Not provided"} == {
        "“Not provided” er ikke en dato som 30. juni 2027, 30-6-2027 eller uge 26 2027."
    }


def test_without_a_rate_no_pound_becomes_kroner(cast):
    run = british(cast, rate_budget_GBP="")
    assert counts(run) == {"created": 133}
    assert not any("budget" in values for values in run.rows.values_list("values", flat=True))
    assert queries.incomplete_rows(run).count() == 133
    assert reasons(row(run, 2))["budget"] == (
        "“£12,343.96” er i GBP. Ingen har skrevet, hvad kursen er i kroner, så beløbet er udeladt."
    )


def test_rows_with_a_word_can_be_rejected_by_choice(cast):
    rejected = british(cast, word_light_1="reject")
    assert counts(rejected) == {"created": 67, "rejected": 66}
    assert reasons(rejected.rows.filter(outcome="rejected").first(), "reject") == {
        "light": "Du valgte at afvise rækker med “Amber”."
    }


def test_the_british_projects_are_in_the_register_with_their_whole_row_word_for_word(cast, client):
    run = apply(british(cast), cast.office)
    assert counts(run) == {"created": 133}
    assert Project.objects.count() == 133
    project = Project.objects.get(name="Geological Disposal Facility Programme (GDF)")
    assert (project.code, project.light, project.budget) == ("A01", "yellow", 104_923_660_000)
    assert project.reports.get().comment.startswith("The Programme has improved its Amber-Red rating")
    client.force_login(cast.employee)
    page = client.get(project.get_absolute_url()).content.decode()
    assert "uk-gmpp-2019.csv, række 2" in page
    # A column that is not imported is kept too, with the en dash and the pound sign of the file.
    cells = dict(queries.source_of(row(run, 2)))
    assert cells["yearly_forecast"] == "£37.40"
    assert cells["budget_comment"].startswith("The Whole Life Cost figure represents the estimated cost")
    assert "£37.40" in page
    assert verify()[0] is None


def test_the_british_list_twice_changes_nothing(cast):
    apply(british(cast), cast.office)
    before = list(Project.objects.order_by("pk").values())
    again = apply(british(cast), cast.office)
    assert counts(again) == {"unchanged": 133}
    assert list(Project.objects.order_by("pk").values()) == before


def test_undoing_the_british_list_leaves_the_register_as_it_was(cast):
    run = apply(british(cast), cast.office)
    run = undo(run, cast.office)
    assert (run.state, Project.objects.count()) == ("undone", 0)
    assert verify()[0] is None
    assert counts(british(cast)) == {"created": 133}


# ---- A Danish list ----------------------------------------------------------------------------------------------


def test_a_danish_list_is_read_without_questions_but_the_obvious(cast):
    run = preview(
        danish(SCREEN, changed(SCREEN, Projekt="Medicinrobotter", Lys="Gul", Start="uge 10 2026")), cast.office
    )
    assert counts(run) == {"created": 2}
    first = row(run, 2)
    assert first.values == {
        "name": "Skærmbesøg",
        "project_class": "local",
        "unit": cast.area.pk,
        "phase": "implementation",
        "light": "green",
        "start": "2025-03-01",
        "end": "2027-06-30",
        "budget": 450_000,
        "comment": "Kører",
    }
    assert row(run, 3).values["start"] == "2026-03-02"
    apply(run, cast.office)
    project = Project.objects.get(name="Medicinrobotter")
    assert (project.code, project.light, project.start) == ("C02", "yellow", dt.date(2026, 3, 2))


def test_columns_may_stand_in_any_order_and_a_saved_mapping_finds_them_again(cast):
    run = preview(danish(SCREEN), cast.office, profile_name="Vores liste")
    turned = xlsx([DANISH[::-1], SCREEN[::-1]])
    again = importing.upload(turned, cast.office)
    assert again.profile.name == "Vores liste"
    assert {again.headings[int(place)]: key for place, key in again.columns.items()} == {
        run.headings[int(place)]: key for place, key in run.columns.items()
    }
    assert importing.answer(importing.choose_columns(again, cast.office), cast.office).counts["created"] == 1


def test_a_saved_mapping_remembers_what_words_meant(cast):
    sheet = danish(changed(SCREEN, Lys="Orange", Område="SSO"))
    preview(sheet, cast.office, word_unit_1=choice(cast.area.pk), profile_name="Vores liste")
    asked = importing.questions(
        importing.choose_columns(importing.upload(sheet, cast.office), cast.office), cast.office
    )
    assert asked.fields["word_unit_1"].initial == choice(cast.area.pk)
    assert asked.fields["word_light_1"].initial == choice("yellow")
    actions.forget_mapping(ImportProfile.objects.get(), by=cast.office)
    assert importing.upload(sheet, cast.office).profile is None


def test_a_semicolon_file_with_danish_numbers_is_read(cast):
    rows = [[*DANISH[:9], "Budget mio. kr.", "Bemærkning"], changed(SCREEN, **{"Budget t.kr.": "1,25"})]
    run = preview(csv_file(rows), cast.office, name="liste.csv")
    assert run.encoding == "windows-1252"
    assert row(run, 2).values["budget"] == 1_250_000


def test_a_figure_that_can_be_read_in_two_ways_is_asked_about(cast):
    sheet = danish(changed(SCREEN, **{"Budget t.kr.": "1.250"}))
    run = importing.choose_columns(importing.upload(sheet, cast.office), cast.office)
    asked = importing.questions(run, cast.office)
    assert asked.fields["mark_budget"].help_text == "“1.250” kan læses på to måder."
    assert asked.fields["mark_budget"].initial == ","
    assert row(importing.answer(run, cast.office), 2).values["budget"] == 1_250_000
    english = importing.answer(importing.choose_columns(run, cast.office), cast.office, mark_budget=".")
    assert row(english, 2).values["budget"] == 1_250


def test_a_figure_that_contradicts_the_chosen_mark_is_told_and_never_read_by_the_other(cast):
    headings = [*DANISH[:9], "Budget kr.", "Bemærkning"]
    rows = [
        changed(SCREEN, Projekt=f"Projekt {number} om noget nyt", **{"Budget t.kr.": text})
        for number, text in enumerate(("1.250", "12.5", "12,5 mio. kr.", "1.200,-"))
    ]
    run = preview(danish(*rows, headings=headings), cast.office, mark_budget=",")
    assert [one.values.get("budget") for one in run.rows.all()] == [1_250, None, 12_500_000, 1_200]
    assert reasons(row(run, 3), "left_out") == {
        "budget": "“12.5” kan ikke læses med det decimaltegn, der er valgt (komma)."
    }
    pointed = preview(danish(*rows, headings=headings), cast.office, mark_budget=".")
    assert reasons(row(pointed, 4), "left_out") == {
        "budget": "“12,5 mio. kr.” kan ikke læses med det decimaltegn, der er valgt (punktum)."
    }


def test_a_date_that_can_be_read_in_two_ways_is_asked_about(cast):
    sheet = danish(changed(SCREEN, Start="03/04/2026"), changed(SCREEN, Projekt="Andet", Start="12/31/2026"))
    run = importing.choose_columns(importing.upload(sheet, cast.office), cast.office)
    asked = importing.questions(run, cast.office)
    assert asked.fields["order_start"].initial == "month"
    assert row(importing.answer(run, cast.office), 2).values["start"] == "2026-03-04"
    danish_order = importing.answer(importing.choose_columns(run, cast.office), cast.office, order_start="day")
    assert row(danish_order, 2).values["start"] == "2026-04-03"


def test_typed_cells_of_excel_need_no_guessing(cast):
    sheet = xlsx([DANISH, changed(SCREEN, Start=dt.date(2026, 4, 3), **{"Budget t.kr.": 1.234})], dates=(7,))
    values = row(preview(sheet, cast.office), 2).values
    assert (values["start"], values["budget"]) == ("2026-04-03", 1_234)


def test_an_owner_may_be_named_by_position_and_the_row_says_so(cast):
    chief = Position.objects.create(name="Chef SO", unit=cast.area, level="chief")
    Appointment.objects.create(position=chief, person=cast.chief, since="2020-01-01")
    run = preview(danish(changed(SCREEN, Projektejer="chef so")), cast.office)
    assert row(run, 2).values["owner"] == cast.chief.pk
    assert reasons(row(run, 2), "note")["owner"] == (
        "Sundheds- og omsorgschef er fundet på stillingen eller titlen “Chef SO”."
    )


def test_errors_and_formulas_without_result_leave_the_value_out(cast):
    sheet = danish(changed(SCREEN, Slut="#N/A", **{"Budget t.kr.": "=B2*2"}))
    one = row(preview(sheet, cast.office), 2)
    assert one.outcome == "created"
    assert reasons(one, "left_out") == {
        "end": "“#N/A” er en fejl i regnearket, ikke en værdi.",
        "budget": "Formlen “=B2*2” er ikke beregnet; åbn og gem filen i Excel.",
    }


def test_a_row_without_what_a_project_must_have_is_rejected_by_cell(cast):
    run = preview(danish(changed(SCREEN, Projekt=""), changed(SCREEN, Projekt="x" * 300)), cast.office)
    assert counts(run) == {"rejected": 2}
    assert reasons(row(run, 2), "reject") == {"name": "Projekt mangler."}
    assert row(run, 2).messages[-1]["column"] == 1
    assert reasons(row(run, 3), "reject") == {"name": "Teksten er på 300 tegn; der er plads til 250."}


def test_an_end_before_the_start_waits_for_a_person_and_never_becomes_a_blank_by_itself(cast):
    run = preview(danish(changed(SCREEN, Slut="1.1.2020")), cast.office)
    one = row(run, 2)
    assert one.outcome == "doubtful"
    assert reasons(one, "left_out") == {"end": "Slutdatoen skal ligge efter startdatoen."}
    assert reasons(one, "doubt") == {"": "Ret cellen, eller svar, at rækken skal med uden den."}
    answered = actions.decide_import_row(one, decision="create", by=cast.office)
    assert (answered.outcome, "end" in answered.values) == ("created", False)
    assert queries.incomplete_rows(run).get() == answered
    actions.decide_import_row(answered, decision="", by=cast.office)
    corrected = actions.correct_import_row(one, cells={8: "1.1.2028"}, by=cast.office)
    assert (corrected.outcome, corrected.values["end"], corrected.left_out) == ("created", "2028-01-01", 0)


def test_an_end_before_the_start_of_a_project_that_is_there_waits_too(cast):
    apply(preview(danish(SCREEN), cast.office), cast.office)
    run = preview(danish(changed(SCREEN, Slut="1.1.2020")), cast.office)
    one = row(run, 2)
    assert (one.outcome, one.candidates) == ("doubtful", [Project.objects.get().pk])
    answered = actions.decide_import_row(one, decision="use", record_id=one.candidates[0], by=cast.office)
    assert (answered.outcome, answered.left_out) == ("unchanged", 1)


def test_an_active_project_without_owner_is_rejected_before_it_is_tried(cast):
    run = preview(danish(SCREEN), cast.office, constant_state=choice("active"))
    assert counts(run) == {"rejected": 1}
    assert reasons(row(run, 2), "reject") == {"": "Et projekt kan ikke være aktivt uden en projektejer."}


def test_titles_above_the_headings_and_empty_rows_are_passed_over(cast):
    above = [["Projekter i Norddjurs Kommune"], []]
    sheet = xlsx([DANISH, SCREEN, [], changed(SCREEN, Projekt="Andet")], above=above)
    run = importing.upload(sheet, cast.office)
    assert (run.heading_row, run.empty_rows) == (3, 1)
    run = importing.answer(importing.choose_columns(run, cast.office), cast.office)
    assert list(run.rows.values_list("number", flat=True)) == [4, 6]


def test_another_sheet_or_heading_row_can_be_chosen(cast):
    sheet = xlsx([["Om listen"], ["Her står ingenting"]], sheet="Forside", more={"Projekter": [["x"], DANISH, SCREEN]})
    run = importing.upload(sheet, cast.office)
    assert (run.sheet, run.heading_row) == ("Projekter", 2)
    run = actions.choose_sheet(run, sheet="Projekter", heading_row=1, by=cast.office)
    assert run.headings[0] == "x"
    with pytest.raises(NotPossible) as refused:
        actions.choose_sheet(run, sheet="Forside", heading_row=7, by=cast.office)
    assert refused.value.sentence == "Række 7 er tom og kan ikke være overskrifterne."


def test_a_heading_that_is_repeated_can_be_mapped_once(cast):
    sheet = xlsx(
        [["Projekt", "Klasse", "Område", "Dato", "Dato"], ["A", "C", "Sundhed og omsorg", "1.1.2026", "1.2.2026"]]
    )
    run = importing.upload(sheet, cast.office)
    run = actions.map_columns(
        run, columns={0: "name", 1: "project_class", 2: "unit", 3: "start", 4: "end"}, by=cast.office
    )
    values = row(importing.answer(run, cast.office), 2).values
    assert (values["start"], values["end"]) == ("2026-01-01", "2026-02-01")
    with pytest.raises(NotPossible):
        actions.map_columns(run, columns={3: "start", 4: "start"}, by=cast.office)


def test_a_sheet_without_rows_is_refused(cast):
    with pytest.raises(NotPossible) as refused:
        importing.upload(danish(), cast.office)
    assert refused.value.sentence == "Der er ingen rækker under overskrifterne i række 1."


def test_a_pdf_with_the_name_of_a_workbook_is_refused_and_nothing_is_kept(cast, client):
    client.force_login(cast.office)
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("projekter.xlsx", b"%PDF-1.7\n...")
    response = client.post("/imports/start-import", {"importer": "projects", "file": file})
    assert response.status_code == 409
    assert "Filen er en PDF, uanset hvad den hedder." in response.content.decode()
    assert not queries.runs_for(cast.office).exists()


# ---- The same again, changed, alike -----------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing_even_after_our_name_was_changed(cast):
    apply(preview(danish(SCREEN), cast.office), cast.office)
    project = Project.objects.get()
    portfolio.revise_project(project, fields={"name": "Skærmbesøg på aftenvagten"}, by=cast.office)
    again = apply(preview(danish(SCREEN), cast.office), cast.office)
    assert counts(again) == {"unchanged": 1}
    assert Project.objects.get().name == "Skærmbesøg på aftenvagten"


def test_a_changed_cell_is_a_change_with_before_and_after(cast):
    apply(preview(danish(SCREEN), cast.office), cast.office)
    run = preview(danish(changed(SCREEN, Slut="31.12.2027", Lys="Rød", Bemærkning="Går i stå")), cast.office)
    assert counts(run) == {"changed": 1}
    assert row(run, 2).changes == {
        "end": ["2027-06-30", "2027-12-31"],
        "light": ["green", "red"],
        "comment": ["Kører", "Går i stå"],
    }
    apply(run, cast.office)
    project = Project.objects.get()
    assert (project.end, project.light) == (dt.date(2027, 12, 31), "red")
    assert [report.comment for report in project.reports.order_by("pk")] == ["Kører", "Går i stå"]


def test_an_empty_cell_changes_nothing(cast):
    apply(preview(danish(SCREEN), cast.office), cast.office)
    run = preview(danish(changed(SCREEN, Slut="", Bemærkning="", **{"Budget t.kr.": ""})), cast.office)
    assert counts(run) == {"unchanged": 1}


def test_what_was_changed_both_here_and_in_the_file_is_for_a_person_to_decide(cast):
    apply(preview(danish(SCREEN), cast.office), cast.office)
    portfolio.revise_project(Project.objects.get(), fields={"end": dt.date(2028, 1, 1)}, by=cast.office)
    run = preview(danish(changed(SCREEN, Slut="31.12.2027")), cast.office)
    assert counts(run) == {"doubtful": 1}
    assert reasons(row(run, 2), "doubt") == {
        "end": "Er ændret både her og i filen siden sidste import. Skal filen gælde?"
    }
    decided = actions.decide_import_row(row(run, 2), decision="use", record_id=Project.objects.get().pk, by=cast.office)
    assert decided.outcome == "changed"


def test_a_project_is_found_by_its_code_and_by_name_and_area(cast):
    fields = {"name": "Skærmbesøg", "project_class": "local", "unit": cast.area, "phase": "idea"}
    project = portfolio.register_project(fields=fields, by=cast.office)
    by_name = row(preview(danish(changed(SCREEN, Projekt="SKÆRMBESØG")), cast.office), 2)
    by_code = row(preview(danish(changed(SCREEN, Kode=project.code, Projekt="Skærmbesøg i aften")), cast.office), 2)
    assert (by_name.outcome, by_name.match) == ("changed", project.pk)
    assert (by_code.match, by_code.changes["name"]) == (project.pk, ["Skærmbesøg", "Skærmbesøg i aften"])


def test_the_code_of_another_list_does_not_take_over_our_project(cast):
    fields = {"name": "Fælles brugerstyring", "project_class": "local", "unit": cast.area}
    project = portfolio.register_project(fields=fields, by=cast.office)
    one = row(preview(danish(changed(SCREEN, Kode=project.code, Projekt="Robotter i haven")), cast.office), 2)
    assert (one.outcome, one.candidates) == ("doubtful", [project.pk])


@pytest.fixture
def alike(cast):
    """A project that is there, and a file that spells it a little differently."""
    fields = {"name": "Medicinrobotter i eget hjem", "project_class": "local", "unit": cast.area}
    project = portfolio.register_project(fields=fields, by=cast.office)
    return project, preview(danish(changed(SCREEN, Projekt="Medicinrobotter i egne hjem")), cast.office)


def test_a_name_that_is_nearly_the_same_waits_for_a_person(cast, alike):
    project, run = alike
    one = row(run, 2)
    assert (one.outcome, one.candidates) == ("doubtful", [project.pk])
    with pytest.raises(NotPossible) as refused:
        actions.apply_import(run, by=cast.office)
    assert refused.value.sentence == (
        "Der er ikke noget at importere: Alle rækker er tvivlsomme, afviste eller sprunget over."
    )


@pytest.mark.parametrize(
    ("decision", "outcome", "projects"), [("use", "changed", 1), ("create", "created", 2), ("skip", "skipped", 1)]
)
def test_a_person_says_what_a_doubtful_row_is(cast, alike, decision, outcome, projects):
    project, run = alike
    chosen = project.pk if decision == "use" else None
    decided = actions.decide_import_row(row(run, 2), decision=decision, record_id=chosen, by=cast.office)
    assert (decided.outcome, counts(run)) == (outcome, {outcome: 1})
    if decision != "skip":
        apply(run, cast.office)
    assert Project.objects.count() == projects
    if decision == "use":
        assert Project.objects.get().name == "Medicinrobotter i egne hjem"


def test_an_answer_can_be_taken_back(cast, alike):
    _project, run = alike
    actions.decide_import_row(row(run, 2), decision="skip", by=cast.office)
    assert actions.decide_import_row(row(run, 2), decision="", by=cast.office).outcome == "doubtful"


def test_only_a_candidate_can_be_chosen(cast, alike):
    other = portfolio.register_project(
        fields={"name": "Noget helt andet", "project_class": "local", "unit": cast.area}, by=cast.office
    )
    with pytest.raises(NotPossible):
        actions.decide_import_row(row(alike[1], 2), decision="use", record_id=other.pk, by=cast.office)


def test_the_second_of_two_rows_alike_is_doubtful_and_each_is_remembered_by_itself(cast):
    sheet = danish(SCREEN, SCREEN)
    run = preview(sheet, cast.office)
    assert counts(run) == {"created": 1, "doubtful": 1}
    assert reasons(row(run, 3), "doubt") == {"": "Række 2 i filen handler om det samme. Er det her noget andet?"}
    actions.decide_import_row(row(run, 3), decision="create", by=cast.office)
    apply(run, cast.office)
    assert Project.objects.count() == 2
    assert counts(preview(sheet, cast.office)) == {"unchanged": 2}


def test_skipping_the_first_of_two_rows_alike_lets_the_second_in(cast):
    run = preview(danish(SCREEN, SCREEN), cast.office)
    actions.decide_import_row(row(run, 2), decision="skip", by=cast.office)
    assert counts(run) == {"skipped": 1, "created": 1}


def test_a_row_is_corrected_and_the_files_own_words_are_kept(cast):
    run = preview(danish(changed(SCREEN, Projekt="")), cast.office)
    fixed = actions.correct_import_row(row(run, 2), cells={1: "Skærmbesøg"}, by=cast.office)
    assert fixed.outcome == "created"
    apply(run, cast.office)
    assert Project.objects.get().name == "Skærmbesøg"
    assert dict(queries.source_of(row(run, 2)))["Projekt"] == ""


def test_corrections_and_answers_survive_a_new_mapping(cast):
    run = preview(danish(changed(SCREEN, Projekt=""), changed(SCREEN, Projekt="Andet")), cast.office)
    actions.correct_import_row(row(run, 2), cells={1: "Skærmbesøg"}, by=cast.office)
    actions.decide_import_row(row(run, 3), decision="skip", by=cast.office)
    run.refresh_from_db()
    run = importing.answer(importing.choose_columns(run, cast.office, Bemærkning=None), cast.office)
    assert counts(run) == {"created": 1, "skipped": 1}
    assert "comment" not in row(run, 2).values


# ---- Rules of the register --------------------------------------------------------------------------------------


def test_what_only_a_decision_may_change_is_refused_with_the_registers_own_sentence(cast):
    fields = {
        "name": "Fælles brugerstyring",
        "project_class": "own_cross_cutting",
        "unit": cast.area,
        "owner": cast.chief,
        "state": "active",
        "budget": 900_000,
    }
    project = portfolio.register_project(fields=fields, by=cast.office)
    one = changed(SCREEN, Kode=project.code, Projekt=project.name, Klasse="B2", Fase="", Start="", Slut="", Lys="")
    run = preview(danish(one), cast.office)
    assert counts(run) == {"rejected": 1}
    sentence = reasons(row(run, 2), "reject")[""]
    assert sentence == rules.why_not_set(project, ["budget"])
    assert "kan kun ændres ved en beslutning" in sentence


def test_a_local_coordinator_imports_local_projects_into_the_own_area_only(cast):
    rows = [
        SCREEN,
        changed(SCREEN, Projekt="Andet", Område="Teknik og Miljø"),
        changed(SCREEN, Projekt="Tredje", Klasse="A"),
    ]
    run = apply(preview(danish(*rows), cast.coordinator), cast.coordinator)
    assert counts(run) == {"created": 1, "rejected": 2}
    assert reasons(row(run, 3), "reject") == {"": "Du kan kun registrere lokale projekter i dit eget område."}
    assert Project.objects.get().unit == cast.area


def test_an_administrator_fills_the_register_before_there_is_a_portfolio_office(cast):
    Body.objects.all().update(kind_of_body="local_organisation")
    RoleHolding.objects.create(role="administrator", person=cast.employee, since="2020-01-01")
    run = apply(preview(danish(SCREEN, changed(SCREEN, Projekt="Andet", Klasse="A")), cast.employee), cast.employee)
    assert counts(run) == {"created": 2}
    assert undo(run, cast.employee).state == "undone"


def test_others_cannot_import_and_do_not_see_imports(cast, client):
    run = preview(danish(SCREEN), cast.office)
    with pytest.raises(NotPermitted):
        importing.upload(danish(SCREEN), cast.employee)
    client.force_login(cast.employee)
    assert client.get("/imports/start-import").status_code == 403
    assert client.get(run.get_absolute_url()).status_code == 404
    assert client.get(f"{run.get_absolute_url()}/file").status_code == 404
    assert list(queries.runs_for(cast.coordinator)) == []


# ---- Undoing ----------------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(cast):
    """An import that made one project and changed another."""
    fields = {"name": "Medicinrobotter", "project_class": "local", "unit": cast.area, "budget": 100_000}
    old = portfolio.register_project(fields=fields, by=cast.office)
    run = apply(
        preview(danish(SCREEN, changed(SCREEN, Projekt="Medicinrobotter", Lys="Gul")), cast.office), cast.office
    )
    assert counts(run) == {"created": 1, "changed": 1}
    return run, Project.objects.get(name="Skærmbesøg"), old


def test_undoing_takes_away_what_came_and_gives_back_what_was(cast, mixed):
    run, new, old = mixed
    undo(run, cast.office)
    assert not Project.objects.filter(pk=new.pk).exists()
    back = Project.objects.get(pk=old.pk)
    assert (back.budget, back.light, back.phase, back.start, back.reported_on) == (100_000, "white", "idea", None, None)
    assert back.reports.count() == 0
    assert events_of(new).order_by("sequence").last().verb == "withdraw_import"
    assert queries.origin_of(back, cast.office) is None
    assert verify()[0] is None


def test_undoing_is_refused_when_the_project_has_been_changed_since(cast, mixed):
    run, new, _old = mixed
    portfolio.revise_project(new, fields={"purpose": "Mere tid"}, by=cast.office)
    with pytest.raises(NotPossible) as refused:
        actions.undo_import(run, by=cast.office)
    assert refused.value.sentence == "Importen kan ikke fortrydes: Der er bygget videre på 1 række."
    assert [str(gap) for gap in refused.value.gaps] == ["Række 2: C02 Skærmbesøg er ændret siden importen."]
    assert Project.objects.count() == 2


def test_undoing_is_refused_when_something_refers_to_the_project(cast, mixed):
    from tvaerblik.core.models import link_to
    from tvaerblik.documents.models import Attachment

    run, new, _old = mixed
    Attachment.objects.create(**link_to(new), title="Plan")
    with pytest.raises(NotPossible) as refused:
        actions.undo_import(run, by=cast.office)
    assert [str(gap) for gap in refused.value.gaps] == ["Række 2: C02 Skærmbesøg bruges af: bilag (1)."]


def test_the_rest_can_be_undone_when_something_is_built_on_a_row(cast, mixed):
    run, new, old = mixed
    portfolio.revise_project(new, fields={"purpose": "Mere tid"}, by=cast.office)
    run = undo(run, cast.office, leave_built_on=True)
    assert Project.objects.filter(pk=new.pk).exists()
    assert Project.objects.get(pk=old.pk).budget == 100_000
    assert run.state == "applied"
    assert run.trouble == "1 række er ladt urørt, fordi der er bygget videre på den."


def test_what_happens_between_preview_and_import_is_not_overwritten(cast):
    apply(preview(danish(SCREEN), cast.office), cast.office)
    run = preview(danish(changed(SCREEN, Slut="31.12.2027")), cast.office)
    portfolio.revise_project(Project.objects.get(), fields={"end": dt.date(2029, 1, 1)}, by=cast.office)
    run = apply(run, cast.office)
    assert counts(run) == {"rejected": 1}
    assert Project.objects.get().end == dt.date(2029, 1, 1)


# ---- Limits and promises ----------------------------------------------------------------------------------------


def test_planning_asks_a_fixed_number_of_questions(cast, django_assert_max_num_queries):
    def plan(number):
        rows = [changed(SCREEN, Projekt=f"Projekt {n:04} om noget nyt") for n in range(number)]
        return preview(danish(*rows), cast.office)

    small, large = plan(3), plan(120)
    with django_assert_max_num_queries(14):
        queries.plan_of(small, cast.office)
    with django_assert_max_num_queries(14):
        queries.plan_of(large, cast.office)


def test_the_preview_page_asks_a_fixed_number_of_questions(cast, client, django_assert_max_num_queries):
    rows = [changed(SCREEN, Projekt=f"Projekt {n:04} om noget nyt") for n in range(60)]
    run = preview(danish(*rows), cast.office)
    client.force_login(cast.office)
    with django_assert_max_num_queries(40):
        assert client.get(run.get_absolute_url()).status_code == 200


ANY_TEXT = st.text(max_size=60) | st.sampled_from(
    [
        "1.234",
        "-5",
        "£12,343.96",
        "31/12/2026",
        "uge 99",
        "C",
        "x",
        "1e400",
        "∞",
        "NaN",
        "٣",
        "\x00",
        "½",
        "(12)",
        "1" * 50,
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.lists(ANY_TEXT, min_size=27, max_size=27), min_size=1, max_size=4))
def test_planning_never_raises_whatever_stands_in_the_cells(cast, rows):
    from tvaerblik.imports.planning import Planner
    from tvaerblik.portfolio.importers import PROJECTS

    mapping = ColumnMapping({place: one.key for place, one in enumerate(PROJECTS.fields)})
    words = queries.words_of(PROJECTS, cast.office)
    planner = Planner(PROJECTS, mapping, words, PROJECTS.target(cast.office), PROJECTS.example_texts)
    kinds = ("text", "number", "date", "yes_no", "error")
    sources = [
        SourceRow(number, tuple(Cell(text, kinds[len(text) % 5] if text[:1] == "1" else "text") for text in texts))
        for number, texts in enumerate(rows, start=2)
    ]
    planned = planner.plan(sources, lambda _keys: {})
    assert len(planned) == len(rows)
    assert all(one.outcome in {"created", "doubtful", "rejected"} for one in planned)
    assert all(one.messages for one in planned if one.outcome == "rejected")


def test_the_clock_of_the_import_is_the_programs_clock(cast):
    with clock.at(clock.moment_of(dt.date(2026, 11, 22))):
        run = apply(preview(danish(SCREEN), cast.office), cast.office)
    assert Project.objects.get().reported_on == dt.date(2026, 11, 22)
    assert clock.today() != dt.date(2026, 11, 22) or run.applied_at


def test_the_panel_is_only_there_for_what_came_by_import(cast):
    fields = {"name": "Ved hånden", "project_class": "local", "unit": cast.area}
    project = portfolio.register_project(fields=fields, by=cast.office)
    assert queries.origin_of(project, cast.office) is None
    assert reverse("imports") == "/imports"
    assert not ImportRow.objects.exists()
