"""The pages of people and units: who sees what, what they say, and that writing needs the right."""

import pytest

from tests.people.conftest import TODAY
from tvaerblik.people import actions
from tvaerblik.people.actions.units import Part

OPEN = ["/persons", "/units", "/roles", "/profile", "/positions"]
KEPT = ["/persons/add-person", "/units/add-unit", "/positions/add-position", "/administration"]


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.mark.requirement("D1")
@pytest.mark.parametrize("address", OPEN)
@pytest.mark.parametrize("who", ["administrator", "steering_chair", "employee"])
def test_everybody_reads_who_is_who(cast, client, who, address):
    client.force_login(getattr(cast, who))
    text(client.get(address))


@pytest.mark.requirement("D1")
@pytest.mark.parametrize("address", KEPT)
def test_the_set_up_is_for_administrators(cast, client, address):
    client.force_login(cast.employee)
    assert "Kun en administrator" in text(client.get(address), 403)
    client.force_login(cast.administrator)
    text(client.get(address))


@pytest.mark.requirement("R65")
def test_a_persons_page_shows_seats_in_several_bodies(cast, client):
    client.force_login(cast.employee)
    page = text(client.get(cast.programme_chair.get_absolute_url()))
    assert "Styregruppen" in page
    assert "Programgruppen" in page
    assert "følger stillingen Leder af Digitalisering" in page


@pytest.mark.requirement("D13")
def test_the_history_of_a_person_is_for_administrators(cast, client):
    address = cast.employee.get_absolute_url()
    client.force_login(cast.project_manager)
    assert "Historik" not in text(client.get(address))
    client.force_login(cast.administrator)
    assert "oprettede personen" in text(client.get(address))


@pytest.mark.requirement("R7")
def test_a_units_page_tells_its_names_and_what_became_of_it(cast, client):
    client.force_login(cast.employee)
    parts = [Part("KUL", "Kultur"), Part("FRI", "Fritid")]
    actions.split_unit(cast.units["KF"], parts=parts, day=TODAY, by=cast.administrator)
    page = text(client.get(cast.units["KF"].get_absolute_url()))
    assert "Enheden findes ikke længere. Den er videreført af" in page
    assert "Fritid" in page
    assert "hører stadig til den" in page


@pytest.mark.requirement("D8")
@pytest.mark.parametrize("name", ["persons", "units", "positions"])
def test_each_list_comes_as_a_spreadsheet(cast, client, name):
    client.force_login(cast.employee)
    answer = client.get(f"/{name}?as=xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer.content[:2] == b"PK"


@pytest.mark.requirement("R61")
def test_an_administrator_appoints_through_the_page(cast, client):
    client.force_login(cast.administrator)
    address = f"/positions/{cast.positions['STAB'].pk}/appoint"
    assert "Den, der har stillingen nu, ophører samme dag" in text(client.get(address))
    sent = {"person": cast.employee.pk, "since": "1. december 2026"}
    assert client.post(address, sent).status_code == 302
    assert cast.positions["STAB"].appointments.first().person == cast.employee


@pytest.mark.requirement("D1")
def test_a_refusal_stands_above_the_form_and_nothing_typed_is_lost(cast, client):
    client.force_login(cast.administrator)
    address = f"/positions/{cast.positions['STAB'].pk}/appoint"
    page = text(client.post(address, {"person": cast.staff_chief.pk, "since": "1-12-2026"}), 409)
    assert "Stabschef har stillingen Stabschef fra 1. januar 2026" in page
    assert "1-12-2026" in page


@pytest.mark.requirement("D2")
def test_a_hand_over_is_seen_before_it_is_done(cast, client):
    client.force_login(cast.administrator)
    address = f"/persons/{cast.culture_representative.pk}/hand-over"
    query = {"to": cast.culture_chief.pk, "day": "1-12-2026", "leaves": "on"}
    page = text(client.get(address, query))
    assert "Repræsentant for Kultur og Fritid i Programgruppen" in page
    assert cast.fresh("culture_representative").leaves_on is None
    assert client.post(address, {**query, "day": "2026-12-01"}).status_code == 302
    assert cast.fresh("culture_representative").leaves_on is not None


@pytest.mark.requirement("D12")
def test_preferences_are_kept_and_the_language_changes_at_once(cast, client):
    client.force_login(cast.employee)
    client.post("/profile/preferences", {"language": "en", "density": "compact", "contrast": "strong"})
    person = cast.fresh("employee")
    assert (person.language, person.density, person.contrast) == ("en", "compact", "strong")
    assert "My profile" in text(client.get("/profile"))


@pytest.mark.requirement("D12")
def test_one_choice_from_the_menu_leaves_the_others(cast, client):
    client.force_login(cast.employee)
    answer = client.post("/profile/preferences", {"density": "airy", "next": "/persons"})
    assert answer.url == "/persons"
    person = cast.fresh("employee")
    assert (person.language, person.density) == ("da", "airy")
    answer = client.post("/profile/preferences", {"density": "", "next": "https://ondt.eksempel.dk/"})
    assert answer.url == "/profile"
    assert cast.fresh("employee").density == "normal"


@pytest.mark.requirement("D1")
def test_the_roles_page_reads_as_a_security_document(cast, client):
    client.force_login(cast.employee)
    page = text(client.get("/roles"))
    assert "Godkender materialet, før det udsendes" in page
    assert "Chef for Borgerservice, IT og Digitalisering" in page
    assert "Afslut rolle" not in page


@pytest.mark.requirement("D22")
def test_a_view_is_saved_from_its_list_and_deleted_from_the_profile(cast, client):
    client.force_login(cast.employee)
    form = {"listing": "persons", "query": "works=yes", "name": "Mine", "is_shared": ""}
    assert client.post("/views/save-view", form).url == "/persons?works=yes"
    assert "Mine" in text(client.get("/profile"))
    view = cast.employee.saved_views.get()
    client.post(f"/views/{view.pk}/delete-view")
    assert not cast.employee.saved_views.exists()


@pytest.mark.requirement("D11")
def test_the_pages_are_complete_in_english_too(cast, client):
    client.cookies["django_language"] = "en"
    client.force_login(cast.administrator)
    for address in [*OPEN, *KEPT, cast.programme_chair.get_absolute_url(), cast.units["SO"].get_absolute_url()]:
        text(client.get(address))


@pytest.mark.requirement("D22")
def test_a_saved_view_stands_beside_the_views_of_its_list(cast, client):
    actions.save_view(listing="persons", name="Mine konsulenter", query="q=konsulent", is_shared=True, by=cast.employee)
    client.force_login(cast.project_manager)
    assert "Mine konsulenter" in text(client.get("/persons"))
    assert "Mine konsulenter" not in text(client.get("/positions"))
