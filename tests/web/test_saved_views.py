"""A list's address saved under a name."""

import pytest
from django.urls import reverse

from tests.portfolio.people import cast  # noqa: F401  # a fixture
from tvaerblik.people.actions import save_view

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R19")]


def test_a_saved_view_becomes_a_tab_that_leads_to_the_same_address(cast, client):
    save_view(listing="projects", name="Røde lokale", query="light=red&class=local", is_shared=False, by=cast.employee)
    client.force_login(cast.employee)
    page = client.get(reverse("projects")).content.decode()
    assert "Røde lokale" in page
    assert "?light=red&amp;class=local" in page


def test_a_shared_view_is_there_for_others_and_a_personal_one_is_not(cast, client):
    save_view(listing="projects", name="Fælles visning", query="", is_shared=True, by=cast.office)
    save_view(listing="projects", name="Kun min", query="", is_shared=False, by=cast.office)
    client.force_login(cast.employee)
    page = client.get(reverse("projects")).content.decode()
    assert "Fælles visning" in page
    assert "Kun min" not in page
