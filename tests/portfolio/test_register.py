"""The project register: who may register and change what, and what only a decision may change."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import translation

from tests.portfolio.people import cast  # noqa: F401  # a fixture
from tvaerblik.audit.queries import history_of
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.portfolio import actions, queries, rules
from tvaerblik.portfolio.lists import PROJECTS
from tvaerblik.portfolio.models import Project

pytestmark = pytest.mark.django_db


def local(cast, **more):
    fields = {
        "name": "Skærmbesøg",
        "project_class": "local",
        "unit": cast.area,
        "owner": cast.chief,
        "phase": "idea",
        **more,
    }
    return actions.register_project(fields=fields, by=cast.coordinator)


def cross_cutting(cast, **more):
    fields = {
        "name": "Fælles brugerstyring",
        "project_class": "own_cross_cutting",
        "unit": cast.area,
        "owner": cast.chief,
        "manager": cast.manager,
        "state": "active",
        "budget": 980_000,
        "end": dt.date(2026, 12, 31),
        **more,
    }
    return actions.register_project(fields=fields, by=cast.office)


@pytest.mark.requirement("R55")
def test_a_local_coordinator_registers_a_project_in_the_own_area_with_the_next_code(cast):
    assert [local(cast).code, local(cast, name="Medicinrobotter").code] == ["C01", "C02"]


@pytest.mark.requirement("D1")
def test_a_local_coordinator_cannot_register_in_another_area(cast):
    with pytest.raises(NotPermitted) as refused:
        local(cast, unit=cast.other_area)
    assert refused.value.sentence == "Du kan kun registrere lokale projekter i dit eget område."


@pytest.mark.requirement("D1")
def test_an_ordinary_employee_cannot_register(cast):
    with pytest.raises(NotPermitted) as refused:
        actions.register_project(fields={"name": "X", "project_class": "local", "unit": cast.area}, by=cast.employee)
    assert refused.value.sentence.startswith("Projekter registreres af porteføljekontoret")


@pytest.mark.requirement("R54")
def test_only_the_portfolio_office_registers_cross_cutting_projects(cast):
    with pytest.raises(NotPermitted) as refused:
        local(cast, project_class="own_cross_cutting")
    assert refused.value.sentence == "Kun porteføljekontoret registrerer projekter, der ikke er lokale."


@pytest.mark.requirement("R52")
def test_a_code_is_used_once(cast):
    local(cast, code="C10")
    with pytest.raises(NotPossible) as refused:
        local(cast, code="C10")
    assert refused.value.sentence == "Der er allerede et projekt med koden C10."


@pytest.mark.requirement("R8")
def test_no_project_becomes_active_without_an_owner(cast):
    with pytest.raises(NotPossible) as refused:
        cross_cutting(cast, owner=None)
    assert "Et projekt kan ikke være aktivt uden en projektejer." in refused.value.sentence
    project = local(cast, owner=None)
    with pytest.raises(NotPossible) as refused:
        actions.revise_project(project, fields={"state": "active"}, by=cast.coordinator)
    assert refused.value.sentence == "C01 kan ikke blive aktivt uden en projektejer."


@pytest.mark.requirement("R45")
def test_a_running_cross_cutting_project_cannot_move_its_own_end_date(cast):
    project = cross_cutting(cast)
    with pytest.raises(NotPossible) as refused:
        actions.revise_project(project, fields={"end": dt.date(2027, 6, 30)}, by=cast.manager)
    assert refused.value.sentence == "Slutdato for B01 kan kun ændres ved en beslutning. Rejs en sag i stedet."
    assert Project.objects.get(pk=project.pk).end == dt.date(2026, 12, 31)


@pytest.mark.requirement("R45")
def test_a_decision_moves_it_and_its_number_stands_in_the_trail(cast):
    project = cross_cutting(cast)
    actions.change_by_decision(
        project, field="end", value=dt.date(2027, 6, 30), decision="STG-2026-011", verb="set_end_date", by=cast.office
    )
    from tvaerblik.audit.queries import history_of

    newest = history_of(project)[0]
    assert newest.what == "slutdato sat ved beslutning STG-2026-011"
    assert (newest.changes[0].before, newest.changes[0].after) == ("31. december 2026", "30. juni 2027")


@pytest.mark.requirement("R55")
def test_a_local_project_keeps_its_own_dates(cast):
    project = actions.revise_project(local(cast), fields={"end": dt.date(2027, 1, 1)}, by=cast.coordinator)
    assert project.end == dt.date(2027, 1, 1)


@pytest.mark.requirement("D1")
def test_a_colleague_from_another_area_cannot_edit_and_is_told_who_can(cast):
    with pytest.raises(NotPermitted) as refused:
        actions.revise_project(local(cast), fields={"purpose": "x"}, by=cast.employee)
    assert refused.value.sentence == (
        "Kun projektejeren, projektlederen, områdets leder eller koordinator og porteføljekontoret kan rette C01."
    )


@pytest.mark.requirement("R52")
def test_the_end_cannot_come_before_the_start(cast):
    with pytest.raises(NotPossible) as refused:
        local(cast, start=dt.date(2026, 2, 1), end=dt.date(2026, 1, 1))
    assert "Slutdatoen skal ligge efter startdatoen." in refused.value.sentence


@pytest.mark.requirement("R22")
def test_a_yellow_light_needs_a_sentence(cast):
    with pytest.raises(NotPossible) as refused:
        actions.report_status(cross_cutting(cast), lights={}, overall="yellow", comment=" ", by=cast.manager)
    assert refused.value.sentence == "Skriv i en sætning, hvorfor projektet er gult eller rødt."


@pytest.mark.requirement("R22")
def test_a_reported_status_shows_on_the_project_and_keeps_the_earlier_ones(cast):
    project = cross_cutting(cast)
    for day, light in ((1, "green"), (2, "red")):
        with clock.at(clock.moment_of(dt.date(2026, 11, day))):
            actions.report_status(project, lights={"time": light}, overall=light, comment="Forsinket.", by=cast.manager)
    project.refresh_from_db()
    assert (project.light, project.reported_on) == ("red", dt.date(2026, 11, 2))
    assert queries.lights_of([project])[project.pk] == ["green", "red"]


@pytest.mark.requirement("R22")
def test_a_closed_project_takes_no_status(cast):
    project = actions.close_local_project(local(cast, state="active"), reason="Nået", by=cast.coordinator)
    with pytest.raises(NotPossible) as refused:
        actions.report_status(project, lights={}, overall="green", comment="", by=cast.coordinator)
    assert refused.value.sentence == "C01 er afsluttet; der meldes ikke længere status."


@pytest.mark.requirement("R52")
@pytest.mark.parametrize("state", ["proposed", "active", "waiting", "on_hold", "stopped", "closed"])
def test_a_closed_project_comes_to_no_other_state(cast, state):
    project = actions.close_local_project(local(cast, state="active"), reason="Nået", by=cast.coordinator)
    assert bool(rules.why_not_state(project, state)) == (state != "closed")


@pytest.mark.requirement("R19")
def test_the_list_finds_filters_groups_and_exports(cast, client):
    local(cast)
    cross_cutting(cast)
    client.force_login(cast.employee)
    page = client.get(reverse("projects"), {"q": "bruger"})
    assert "Fælles brugerstyring" in page.content.decode()
    assert "Skærmbesøg" not in page.content.decode()
    rows = client.get(reverse("projects"), {"class": "local"}).content.decode()
    assert "Skærmbesøg" in rows
    assert "Fælles brugerstyring" not in rows


@pytest.mark.requirement("R53")
def test_the_deadlines_set_outside_the_municipality_stand_by_date_and_others_are_left_out(cast, client):
    outside = {"project_class": "national_joint", "end": None, "budget": None}
    agreed = {"external_owner": "KL", "external_deadline": dt.date(2027, 6, 30)}
    imposed = {"external_owner": "KOMBIT", "external_deadline": dt.date(2026, 12, 1), "is_mandatory": True}
    cross_cutting(cast, name="Ny strategi", **agreed, **outside)
    cross_cutting(cast, name="Digital Post", **imposed, **outside)
    cross_cutting(cast)
    client.force_login(cast.employee)
    preset = next(preset for preset in PROJECTS.presets if preset.key == "deadline")
    answer = client.get(f"{reverse('projects')}?{preset.query}&as=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Ekstern frist"], row["Ekstern ejer"], row["Forpligtelse"]) for row in rows] == [
        ("2026-12-01", "KOMBIT", "Bunden opgave"),
        ("2027-06-30", "KL", "Frivillig opgave"),
    ]


@pytest.mark.requirement("D8")
def test_the_excel_file_has_every_row_with_typed_cells(cast, client):
    import python_calamine

    cross_cutting(cast)
    client.force_login(cast.employee)
    answer = client.get(reverse("projects"), {"as": "xlsx"})
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row["Kode"] == "B01"
    assert row["Budget, kr."] == 980_000
    assert row["Slutdato"] == dt.date(2026, 12, 31)


@pytest.mark.requirement("D8")
def test_text_that_a_spreadsheet_would_run_is_made_harmless(cast, client):
    cross_cutting(cast, name="=2+5")
    client.force_login(cast.employee)
    text = client.get(reverse("projects"), {"as": "csv"}).content.decode("utf-8-sig")
    assert ";'=2+5;" in text


@pytest.mark.requirement("R19")
def test_a_cell_is_edited_where_it_is_read(cast, client):
    project = local(cast)
    client.force_login(cast.coordinator)
    url = reverse("edit_cell", args=[PROJECTS.name, project.pk])
    answer = client.post(url, {"field": "budget", "value": "450.000", "version": project.version})
    assert answer.status_code == 200
    assert "450.000" in answer.content.decode()
    project.refresh_from_db()
    assert project.budget == 450_000


@pytest.mark.requirement("R19")
def test_a_cell_that_takes_a_decision_says_so(cast, client):
    project = cross_cutting(cast)
    client.force_login(cast.manager)
    url = reverse("edit_cell", args=[PROJECTS.name, project.pk])
    answer = client.post(url, {"field": "budget", "value": "1", "version": project.version})
    assert answer.status_code == 409
    assert answer.content.decode() == "Budget, kr. for B01 kan kun ændres ved en beslutning. Rejs en sag i stedet."


@pytest.mark.requirement("R19")
def test_the_list_asks_the_same_number_of_questions_for_ten_projects_as_for_one(
    cast, client, django_assert_max_num_queries
):
    client.force_login(cast.employee)
    for number in range(10):
        cross_cutting(cast, name=f"Projekt {number}")
    with django_assert_max_num_queries(25):
        assert client.get(reverse("projects")).status_code == 200


@pytest.mark.requirement("D2", "D11")
def test_the_history_names_a_state_in_the_language_of_its_reader(cast):
    project = local(cast)
    actions.revise_project(project, fields={"phase": "implementation"}, by=cast.coordinator)

    def told():
        return [(change.before, change.after) for change in history_of(project)[0].changes]

    assert told() == [("Idé", "Gennemførelse")]
    with translation.override("en"):
        assert told() == [("Idea", "Implementation")]


@pytest.mark.requirement("D8", "R8")
def test_phase_is_chosen_in_the_row_of_a_local_project_and_stays_a_decision_elsewhere(cast, client):
    own, cross = local(cast), cross_cutting(cast)
    client.force_login(cast.office)
    page = client.get(reverse("projects")).content.decode()
    assert 'data-field="phase" data-value="idea"' in page
    url = reverse("edit_cell", args=[PROJECTS.name, own.pk])
    answer = client.post(url, {"field": "phase", "value": "procurement", "version": own.version})
    assert answer.status_code == 200
    own.refresh_from_db()
    assert own.phase == "procurement"
    url = reverse("edit_cell", args=[PROJECTS.name, cross.pk])
    refused = client.post(url, {"field": "phase", "value": "procurement", "version": cross.version})
    assert refused.content.decode() == ("Fase for B01 kan kun ændres ved en beslutning. Rejs en sag i stedet.")
