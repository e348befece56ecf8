"""The pages of an import: file, columns, words, preview, result; without script, by API, and by a worker."""

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.imports.workbooks import xlsx
from tests.portfolio import importing
from tests.portfolio.importing import apply, counts, filled, preview, row
from tvaerblik.audit.queries import history_of
from tvaerblik.core import clock
from tvaerblik.imports import actions, jobs, queries, rules
from tvaerblik.imports.models import ImportRun
from tvaerblik.portfolio.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D9")]

HEADINGS = ["Projekt", "Klasse", "Område", "Budget t.kr.", "Slut", "Noter"]
ONE = ["Skærmbesøg", "C", "Sundhed og omsorg", "450", "30.6.2027", "Kun til os selv"]


def sheet(*rows):
    return xlsx([HEADINGS, *rows])


def several(number):
    return sheet(*[[f"Projekt nummer {n} om noget nyt", *ONE[1:]] for n in range(number)])


@pytest.fixture
def office(client, cast):
    """The portfolio office at the pages."""
    client.force_login(cast.office)
    return client


def test_a_file_goes_the_whole_way_through_the_pages(office, cast):
    file = SimpleUploadedFile("portefølje.xlsx", sheet(ONE, ["", *ONE[1:]]))
    response = office.post("/imports/start-import", {"importer": "projects", "file": file})
    run = ImportRun.objects.get()
    assert response.url == reverse("map_columns", args=[run.pk])
    columns = office.get(response.url)
    assert "Kun til os selv" in columns.content.decode()
    assert office.get(run.get_absolute_url()).url == response.url
    response = office.post(response.url, filled(columns.context["form"]))
    assert response.url == reverse("map_values", args=[run.pk])
    words = office.get(response.url)
    response = office.post(response.url, filled(words.context["form"], profile_name="Vores"))
    assert response.url == run.get_absolute_url()
    page = office.get(response.url).content.decode()
    assert "Intet er ændret endnu." in page
    assert "Projekt mangler." in page
    assert not Project.objects.exists()
    response = office.post(reverse("apply_import", args=[run.pk]))
    assert response.url == run.get_absolute_url()
    page = office.get(response.url).content.decode()
    project = Project.objects.get()
    assert project.get_absolute_url() in page
    assert reverse("undo_import", args=[run.pk]) in page
    office.post(reverse("undo_import", args=[run.pk]))
    assert not Project.objects.exists()
    assert "Importen er fortrudt" in office.get(run.get_absolute_url()).content.decode()


def test_the_preview_can_be_narrowed_to_an_outcome_and_opened_at_a_row(office, cast):
    run = preview(several(120), cast.office)
    page = office.get(run.get_absolute_url(), {"row": 99})
    assert 'id="row-99"' in page.content.decode()
    assert page.context["page"].number == 2
    assert office.get(run.get_absolute_url(), {"outcome": "rejected"}).context["rows"] == []
    assert [tab[2] for tab in page.context["tabs"]] == [120, 120]


def test_a_cell_is_corrected_in_the_table_and_the_rows_outcome_follows(office, cast):
    run = preview(sheet(["", *ONE[1:]]), cast.office)
    one = row(run, 2)
    address = reverse("correct_import_cell", args=[one.pk])
    response = office.post(address, {"field": "0", "value": "Skærmbesøg"}, headers={"HX-Request": "true"})
    assert "Skærmbesøg" in response.content.decode()
    assert reverse("import_row_state", args=[one.pk]) in response.content.decode()
    assert "ny" in office.get(reverse("import_row_state", args=[one.pk])).content.decode()
    apply(run, cast.office)
    refused = office.post(address, {"field": "0", "value": "For sent"})
    assert refused.status_code == 409
    assert refused.content.decode() == "Rækken kan ikke længere ændres: Importen er “Importeret”."


def test_a_row_is_corrected_on_its_own_page_without_script(office, cast):
    run = preview(sheet(["", *ONE[1:]]), cast.office)
    address = reverse("correct_import_row", args=[row(run, 2).pk])
    page = office.get(address)
    assert "Kun til os selv" in page.content.decode()
    response = office.post(address, {**filled(page.context["form"]), "cell_1": "Skærmbesøg"})
    assert response.url == f"{run.get_absolute_url()}?row=2#row-2"
    assert row(run, 2).corrections == {"0": "Skærmbesøg"}


def test_a_doubtful_row_shows_both_sides_and_the_three_answers(office, cast):
    apply(preview(sheet(ONE), cast.office), cast.office)
    run = preview(sheet(["Skærmbesøget", *ONE[1:]]), cast.office)
    page = office.get(run.get_absolute_url()).content.decode()
    assert "Det er det samme: C01 Skærmbesøg" in page
    assert "Opret ny" in page
    assert "Spring rækken over" in page
    office.post(reverse("decide_import_row", args=[row(run, 2).pk]), {"decision": "create"})
    assert counts(run) == {"created": 1}


def test_the_same_bytes_again_are_recognised(office, cast):
    content = sheet(ONE)  # a workbook carries the second it was made in
    apply(preview(content, cast.office), cast.office)
    run = importing.upload(content, cast.office)
    assert "Præcis den samme fil blev importeret" in office.get(reverse("map_columns", args=[run.pk])).content.decode()


def test_the_uploaded_file_is_kept_byte_for_byte(office, cast):
    data = sheet(ONE)
    run = importing.upload(data, cast.office, "porteføl/je.xlsx")
    response = office.get(reverse("import_file", args=[run.pk]))
    assert b"".join(response) == data
    assert response["Content-Disposition"].startswith("attachment")


def test_messages_and_rows_that_stay_out_come_as_a_workbook(office, cast):
    run = preview(sheet(["", *ONE[1:]], ["Andet", *ONE[1:3], "=1+1", "snart", "x"]), cast.office)
    response = office.get(reverse("import_problems", args=[run.pk]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    said = book.get_sheet_by_name("Beskeder").to_python()
    assert said[0] == ["Række", "Udfald", "Kolonne", "Celle", "Hvorfor"]
    assert [2.0, "Afvist", "Projekt", "", "Projekt mangler."] in said
    # What a spreadsheet would take for a formula is made harmless.
    assert [line[3] for line in said if line[2] == "Budget t.kr."] == ["'=1+1"]
    left = book.get_sheet_by_name("Rækker der ikke kom med").to_python()
    assert left == [[*HEADINGS, "Hvorfor den ikke kom med"], ["", *ONE[1:], "Projekt mangler."]]


def test_the_template_is_in_danish_and_comes_back_in_without_questions(office, cast):
    response = office.get(reverse("import_template", args=["projects"]), headers={"Accept-Language": "en"})
    assert 'filename="projekter-' in response["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    assert book.sheet_names == ["Projekter", "Vejledning", "Lister"]
    helped, headings, example = book.get_sheet_by_name("Projekter").to_python()
    assert headings[1:4] == ["Projekt", "Porteføljeklasse", "Ansvarligt område"]
    assert helped[1] == "Hvad projektet hedder."
    lists = book.get_sheet_by_name("Lister").to_python(skip_empty_area=False)
    assert {line[3] for line in lists} - {""} == {"Sundhed og omsorg", "Teknik og Miljø"}
    mine = dict(zip(headings, example, strict=True)) | {
        "Kode": "",
        "Projekt": "Medicinrobotter",
        "Ansvarligt område": "Sundhed og omsorg",
        "Projektejer": "Sundheds- og omsorgschef",
    }
    run = preview(xlsx([helped, headings, example, list(mine.values())]), cast.office)
    assert counts(run) == {"created": 1, "skipped": 1}
    assert row(run, 3).messages[0]["reason"] == "Det er skabelonens eksempel."
    apply(run, cast.office)
    project = Project.objects.get()
    assert (project.state, project.owner, project.budget) == ("active", cast.chief, 450_000)
    assert (project.get_project_class_display(), project.light, project.is_mandatory) == ("Lokale", "green", False)


# ---- The API ----------------------------------------------------------------------------------------------------


def test_a_program_uploads_as_base64_maps_plans_applies_and_undoes(office, cast):
    content = base64.b64encode(sheet(ONE)).decode()
    sent = {"importer": "projects", "content": content, "file_name": "portefølje.xlsx"}
    started = office.post("/api/v1/imports/start-import", sent, content_type="application/json")
    assert (started.status_code, started.json()["state"]) == (201, "uploaded")
    here = f"/api/v1/imports/{started.json()['id']}"
    columns = {"column_1": "name", "column_2": "project_class", "column_3": "unit", "column_4": "budget"}
    assert office.post(f"{here}/map-columns", columns, content_type="application/json").json()["state"] == "mapped"
    missing = office.post(f"{here}/map-values", {}, content_type="application/json")
    assert missing.status_code == 422
    assert "unit_budget" in missing.json()["fields"]
    planned = office.post(f"{here}/map-values", {"unit_budget": "thousand"}, content_type="application/json")
    assert planned.json()["state"] == "planned"
    listed = office.get("/api/v1/import_rows", {"run": started.json()["id"]}).json()["rows"]
    assert [(line["number"], line["outcome"]) for line in listed] == [(2, "Ny")]
    assert "Noter: Kun til os selv" in listed[0]["source"]
    assert office.post(f"{here}/apply-import", {}, content_type="application/json").json()["state"] == "applied"
    assert Project.objects.get().budget == 450_000
    assert office.post(f"{here}/undo-import", {}, content_type="application/json").json()["state"] == "undone"


def test_a_file_that_is_not_base64_is_a_mistake_in_the_input(office):
    sent = {"importer": "projects", "content": "æøå", "file_name": "x.xlsx"}
    response = office.post("/api/v1/imports/start-import", sent, content_type="application/json")
    assert response.json()["fields"]["file"] == ["Indholdet er ikke base64."]


# ---- Background work --------------------------------------------------------------------------------------------


@pytest.fixture
def worker_waits(settings):
    """Jobs are noted and not done, as when the worker is busy."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def test_a_large_file_is_read_by_a_worker_while_the_page_shows_how_far_it_is(office, cast, worker_waits):
    run = preview(several(1200), cast.office)
    assert run.state == "planning"
    actions.ProgressBar(run)(600, 2400)
    page = office.get(run.get_absolute_url()).content.decode()
    assert '<progress id="done" max="100" value="25">' in page
    fragment = office.get(reverse("import_progress", args=[run.pk]), headers={"HX-Request": "true"})
    assert fragment["Retry-After"] == "1"
    assert reverse("import_progress", args=[run.pk]) in fragment.content.decode()
    jobs.carry_on(run, by=cast.office)
    done = office.get(reverse("import_progress", args=[run.pk]), headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == run.get_absolute_url()
    assert counts(run) == {"created": 1200}


def test_a_job_that_a_new_mapping_has_overtaken_stores_nothing(cast, worker_waits):
    run = preview(several(1200), cast.office)
    newer = importing.answer(importing.choose_columns(run, cast.office, Noter="comment"), cast.office)
    jobs.carry_on(run, by=cast.office)
    newer.refresh_from_db()
    assert (newer.state, newer.rows.count()) == ("planning", 0)
    jobs.carry_on(newer, by=cast.office)
    assert counts(newer) == {"created": 1200}


def test_a_job_that_died_can_be_taken_up_again_where_it_stopped(cast, worker_waits):
    run = preview(several(60), cast.office)
    run = actions.apply_import(run, by=cast.office)
    assert actions.apply_rows(run, by=cast.office)
    assert Project.objects.count() == 50
    assert rules.why_not_step("apply_import", run, cast.office) == "Det er allerede i gang."
    with clock.at(clock.now() + 2 * rules.STALLED_AFTER):
        again = actions.apply_import(run, by=cast.office)
        assert again.total == 10
        jobs.carry_on(again, by=cast.office)
    assert Project.objects.count() == 60


def test_a_mistake_of_the_program_leaves_the_import_where_a_person_can_act(cast, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(queries, "plan_of", broken)
    with pytest.raises(RuntimeError):
        preview(sheet(ONE), cast.office)
    run = ImportRun.objects.get()
    assert (run.state, run.trouble) == (
        "mapped",
        "Programmet lavede en fejl og stoppede. Driften kan se fejlen i loggen.",
    )


def test_an_import_can_be_abandoned_and_its_history_says_who_did_what(office, cast):
    run = preview(sheet(ONE), cast.office)
    office.post(reverse("abandon_import", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == "abandoned"
    assert history_of(run)[0].what == "opgav importen"
    assert rules.why_not_step("apply_import", run, cast.office)


def test_the_list_of_imports_tells_what_each_did(office, cast):
    apply(preview(sheet(ONE), cast.office, name="portefølje.xlsx"), cast.office)
    page = office.get("/imports").content.decode()
    assert "portefølje.xlsx" in page
    assert "Importeret" in page
