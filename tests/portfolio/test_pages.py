"""The portfolio in a browser's requests: forms keep what was typed, conflicts are shown, refusals are sentences."""

import pytest
from django.urls import reverse

from tests.portfolio.people import cast  # noqa: F401  # a fixture
from tvaerblik.portfolio import actions
from tvaerblik.portfolio.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast):
    fields = {
        "name": "Skærmbesøg",
        "project_class": "local",
        "unit": cast.area,
        "owner": cast.chief,
        "purpose": "Færre ture.",
    }
    return actions.register_project(fields=fields, by=cast.coordinator)


def opened(client, project):
    """The form as the browser would send it back unchanged."""
    page = client.get(reverse("revise_project", args=[project.pk]))
    form = page.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        sent[bound.html_name] = "" if value is None else value
        if bound.field.show_hidden_initial:
            sent[bound.html_initial_name] = "" if value is None else value
    return {key: value for key, value in sent.items() if value not in (None, [], False)}


@pytest.mark.requirement("R55")
def test_a_local_project_is_registered_on_one_page_with_eight_fields(cast, client):
    client.force_login(cast.coordinator)
    page = client.get(reverse("register_local_project"))
    assert len(page.context["form"].fields) == 8
    answer = client.post(
        reverse("register_local_project"),
        {
            "name": "Ny booking af haller",
            "unit": cast.area.pk,
            "owner": cast.chief.pk,
            "purpose": "Færre opkald.",
            "phase": "idea",
            "start": "1.1.2027",
            "end": "31-12-2027",
            "budget": "260.000",
        },
    )
    project = Project.objects.get()
    assert answer.url == project.get_absolute_url()
    assert (project.code, project.budget, str(project.end)) == ("C01", 260_000, "2027-12-31")


@pytest.mark.requirement("D11")
@pytest.mark.parametrize("written", ["31.12.2027", "31-12-2027", "31/12-2027", "2027-12-31"])
def test_a_date_is_read_as_danes_write_it(cast, client, project, written):
    client.force_login(cast.coordinator)
    sent = {**opened(client, project), "end": written}
    client.post(reverse("revise_project", args=[project.pk]), sent)
    project.refresh_from_db()
    assert str(project.end) == "2027-12-31"


@pytest.mark.requirement("D2")
def test_two_people_edit_the_same_project_and_the_second_loses_nothing(cast, client, project):
    client.force_login(cast.coordinator)
    first, second = opened(client, project), opened(client, project)
    client.post(reverse("revise_project", args=[project.pk]), {**first, "purpose": "Mere tid hos borgeren."})
    client.force_login(cast.office)
    answer = client.post(reverse("revise_project", args=[project.pk]), {**second, "purpose": "Billigere drift."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lokal koordinator" in page
    assert "Mere tid hos borgeren." in page
    assert "Billigere drift." in page, "what the second person typed is still in the form"
    project.refresh_from_db()
    assert project.purpose == "Mere tid hos borgeren."


@pytest.mark.requirement("D2")
def test_saving_again_after_having_seen_both_is_a_conscious_choice_that_goes_through(cast, client, project):
    client.force_login(cast.coordinator)
    first, second = opened(client, project), opened(client, project)
    client.post(reverse("revise_project", args=[project.pk]), {**first, "purpose": "A."})
    answer = client.post(reverse("revise_project", args=[project.pk]), {**second, "purpose": "B."})
    again = {**second, "purpose": "B.", "seen_version": answer.context["form"]["seen_version"].value()}
    assert client.post(reverse("revise_project", args=[project.pk]), again).status_code == 302
    project.refresh_from_db()
    assert project.purpose == "B."


@pytest.mark.requirement("D2")
def test_two_people_who_edit_different_fields_both_get_through(cast, client, project):
    client.force_login(cast.coordinator)
    first, second = opened(client, project), opened(client, project)
    client.post(reverse("revise_project", args=[project.pk]), {**first, "purpose": "Nyt formål."})
    assert (
        client.post(reverse("revise_project", args=[project.pk]), {**second, "partners": "Syddjurs"}).status_code == 302
    )
    project.refresh_from_db()
    assert (project.purpose, project.partners) == ("Nyt formål.", "Syddjurs")


@pytest.mark.requirement("D2")
def test_a_form_with_a_mistake_keeps_what_was_typed(cast, client, project):
    client.force_login(cast.coordinator)
    sent = {**opened(client, project), "name": "", "purpose": "En lang og god tekst."}
    answer = client.post(reverse("revise_project", args=[project.pk]), sent)
    assert answer.status_code == 422
    assert "En lang og god tekst." in answer.content.decode()


@pytest.mark.requirement("D1")
def test_a_page_one_may_not_use_says_who_can(cast, client, project):
    client.force_login(cast.employee)
    answer = client.get(reverse("revise_project", args=[project.pk]))
    assert answer.status_code == 403
    assert "Kun projektejeren, projektlederen" in answer.content.decode()


@pytest.mark.requirement("R45")
def test_the_form_of_a_running_project_leaves_out_what_takes_a_decision_and_says_so(cast, client):
    fields = {"name": "Brugerstyring", "project_class": "own_cross_cutting", "unit": cast.area, "owner": cast.chief}
    running = actions.register_project(fields={**fields, "state": "active", "manager": cast.manager}, by=cast.office)
    client.force_login(cast.manager)
    page = client.get(reverse("revise_project", args=[running.pk]))
    assert {"budget", "end", "owner", "phase"}.isdisjoint(page.context["form"].fields)
    assert "Disse ændres ved en beslutning" in page.content.decode()


@pytest.mark.requirement("R22")
def test_status_is_reported_from_one_form(cast, client, project):
    client.force_login(cast.coordinator)
    sent = {"overall": "yellow", "comment": "Afventer leverandøren.", "time": "yellow", "economy": "green"}
    client.post(reverse("report_status", args=[project.pk]), sent)
    page = client.get(project.get_absolute_url()).content.decode()
    assert "Afventer leverandøren." in page
    assert "kræver opmærksomhed" in page


@pytest.mark.requirement("D2")
def test_the_page_shows_the_history_with_before_and_after(cast, client, project):
    actions.revise_project(project, fields={"purpose": "Mere tid."}, by=cast.coordinator)
    client.force_login(cast.employee)
    page = client.get(project.get_absolute_url()).content.decode()
    assert "rettede projektet" in page
    assert "Færre ture." in page
    assert "Mere tid." in page


@pytest.mark.requirement("D12")
def test_html_in_a_field_is_shown_as_text(cast, client, project):
    actions.revise_project(project, fields={"name": "<script>alert(1)</script>"}, by=cast.coordinator)
    client.force_login(cast.employee)
    page = client.get(project.get_absolute_url()).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
