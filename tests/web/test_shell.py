"""The frame around every page, and the start page."""

import pytest
from django.urls import reverse

from tests.portfolio.people import cast  # noqa: F401  # a fixture
from tvaerblik.web.context import shell

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("D18")
def test_the_start_page_says_what_awaits_me(cast, client):
    client.force_login(cast.employee)
    page = client.get(reverse("overview")).content.decode()
    assert "Kræver dig nu" in page
    assert "Intet afventer dig" in page


@pytest.mark.requirement("D18")
def test_a_project_manager_is_asked_for_the_status_that_is_missing(cast, client):
    from tvaerblik.portfolio.actions import register_project

    fields = {"name": "Brugerstyring", "project_class": "own_cross_cutting", "unit": cast.area, "owner": cast.chief}
    register_project(fields={**fields, "manager": cast.manager, "state": "active"}, by=cast.office)
    client.force_login(cast.manager)
    page = client.get(reverse("overview")).content.decode()
    assert "Opdater status for B01 Brugerstyring" in page


@pytest.mark.requirement("D12")
def test_the_menu_shows_where_one_is_also_on_a_record_whose_address_begins_otherwise(rf, cast):
    def current(path):
        request = rf.get(path)
        request.user = cast.employee
        entries = shell(request)["navigation"]
        return {entry.key for top in entries for entry in (top, *top.children) if entry.current}

    assert current("/items/1") == current("/packages/1") == current("/minutes/1") == {"meetings"}
    assert current("/points/1/revise-point") == current("/cases/1") == {"decisions", "cases"}
    assert current("/projects/1") == {"projects", "portfolio"}
    assert current("/profile") == set()


@pytest.mark.requirement("D11")
def test_the_program_is_danish_until_english_is_chosen(cast, client):
    client.force_login(cast.employee)
    assert '<html lang="da"' in client.get("/").content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    page = client.get("/").content.decode()
    assert '<html lang="en"' in page
    assert "Needs you now" in page


@pytest.mark.requirement("D20")
def test_example_data_is_marked_on_every_page_and_only_there(cast, client, settings):
    client.force_login(cast.employee)
    settings.EXAMPLE = True
    assert "Eksempeldata" in client.get("/").content.decode()
    settings.EXAMPLE = False
    assert "Eksempeldata" not in client.get("/").content.decode()


@pytest.mark.requirement("D1")
def test_create_offers_only_what_one_may(cast, client):
    client.force_login(cast.employee)
    assert reverse("register_local_project") not in client.get("/").content.decode()
    client.force_login(cast.coordinator)
    assert reverse("register_local_project") in client.get("/").content.decode()


@pytest.mark.requirement("D24")
def test_whoever_watches_the_program_is_answered_without_signing_in(client):
    assert client.get(reverse("health")).json() == {"status": "ok"}
