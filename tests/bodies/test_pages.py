"""The pages of the bodies, on any day, and what each may do there."""

import datetime as dt

import pytest

from tests.bodies.conftest import TODAY
from tests.cast import FIRST_DAY
from tvaerblik.bodies import actions
from tvaerblik.bodies.models import SeatRole
from tvaerblik.core.contributions import task_sources
from tvaerblik.people import actions as people


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def page_of(client, body, query=""):
    return text(client.get(f"{body.get_absolute_url()}{query}"))


@pytest.mark.requirement("R63", "R67")
def test_the_overview_says_in_one_sentence_what_is_missing(cast, client):
    client.force_login(cast.employee)
    page = text(client.get("/organisation"))
    assert "Programgruppen har 1 ubesat plads, og ingen dækker Socialområdet." in page
    assert "6 af 6 besat" in page
    assert "9 af 10 besat" in page


@pytest.mark.requirement("R7", "R61")
def test_the_page_shows_who_sat_there_on_a_day(cast, client):
    new = people.add_person(
        fields={"name": "Ny chef", "email": "ny@eksempel.dk", "unit": cast.units["BID"]}, by=cast.administrator
    )
    people.appoint(cast.positions["BID"], person=new, since=dt.date(2026, 9, 1), by=cast.administrator)
    client.force_login(cast.employee)
    assert ">Ny chef</a>" not in page_of(client, cast.steering, "?on=2026-03-01").partition("Historik")[0]
    assert ">Ny chef</a>" in page_of(client, cast.steering, "?on=1. september 2026").partition("Historik")[0]
    assert "ubesat siden" not in page_of(client, cast.programme, "?on=2026-09-30").partition("Historik")[0]
    assert "ubesat siden 1. oktober 2026" in page_of(client, cast.programme)


@pytest.mark.requirement("R7")
def test_a_day_that_cannot_be_read_is_said_and_today_is_shown(cast, client):
    client.force_login(cast.employee)
    page = page_of(client, cast.programme, "?on=engang")
    assert "Siden viser i dag." in page
    assert "ubesat siden 1. oktober 2026" in page


@pytest.mark.requirement("R7")
def test_the_terms_of_reference_of_the_day_are_shown_with_all_versions(cast, client):
    actions.adopt_terms(cast.steering, since=FIRST_DAY, purpose="Det gamle formål", by=cast.administrator)
    actions.adopt_terms(cast.steering, since=TODAY, purpose="Det nye **formål**", by=cast.administrator)
    client.force_login(cast.employee)
    assert "Det nye <strong>formål</strong>" in page_of(client, cast.steering)
    earlier = page_of(client, cast.steering, "?on=2026-03-01")
    assert "Det gamle formål" in earlier
    assert "Version 2, fra 22. november 2026" in earlier


@pytest.mark.requirement("R64")
def test_secretaries_stand_apart_from_the_members(cast, client):
    client.force_login(cast.employee)
    page = page_of(client, cast.steering)
    members, _, beside = page.partition("ikke medlemmer")
    assert "Digitaliseringskonsulent A" not in members.partition("Pladser")[2].partition("Dækning")[0]
    assert "Digitaliseringskonsulent A" in beside


@pytest.mark.requirement("R66", "R68")
def test_the_page_shows_profiles_and_the_agreement(cast, client):
    client.force_login(cast.employee)
    page = page_of(client, cast.programme)
    assert "Superbruger" in page
    assert "Kultur- og fritidschef gav tilsagn den 1. januar 2026" in page
    assert "efter dækningsaftale" in page


@pytest.mark.requirement("D1")
def test_a_reader_sees_no_buttons_and_the_secretary_does(cast, client):
    client.force_login(cast.employee)
    assert "Besæt pladsen" not in page_of(client, cast.programme)
    client.force_login(cast.programme_secretary)
    assert "Besæt pladsen" in page_of(client, cast.programme)


@pytest.mark.requirement("R67")
def test_the_chief_of_the_area_fills_the_vacant_seat_on_the_page(cast, client):
    client.force_login(cast.social_chief)
    assert "Besæt pladsen" in page_of(client, cast.programme)
    address = f"/seats/{cast.seats['SOC'].pk}/add-membership"
    text(client.get(address))
    sent = {"person": cast.social_representative.pk, "since": "1-12-2026", "profile": cast.profiles["Koordinator"].pk}
    assert client.post(address, sent).status_code == 302
    assert cast.seats["SOC"].memberships.filter(since=dt.date(2026, 12, 1)).exists()


@pytest.mark.requirement("D5")
def test_the_chair_names_a_deputy_with_the_last_day_as_people_say_it(cast, client):
    client.force_login(cast.steering_chair)
    address = f"/bodies/{cast.steering.pk}/delegate"
    text(client.get(address))
    sent = {
        "role": SeatRole.CHAIR,
        "person": cast.staff_chief.pk,
        "since": "1-12-2026",
        "last_day": "14-12-2026",
        "reason": "Ferie",
    }
    assert client.post(address, sent).status_code == 302
    assert cast.steering.delegations.get().until == dt.date(2026, 12, 15)
    assert "14. december 2026" in page_of(client, cast.steering)


@pytest.mark.requirement("R68")
def test_a_chief_gives_consent_from_the_page(cast, client):
    agreement = actions.agree_on_coverage(
        cast.seats["SO"], units=[cast.units["SOC"]], since=TODAY, by=cast.health_chief
    )
    client.force_login(cast.social_chief)
    assert "Giv tilsagn for området" in page_of(client, cast.programme)
    consent = agreement.consents.get(unit=cast.units["SOC"])
    assert client.post(f"/consents/{consent.pk}/give-consent", {"agreed_on": "22-11-2026"}).status_code == 302
    assert "ingen dækker" not in page_of(client, cast.programme)


@pytest.mark.requirement("D18")
def test_vacant_seats_and_waiting_consents_are_tasks_of_those_who_can_act(cast):
    actions.agree_on_coverage(cast.seats["SO"], units=[cast.units["SOC"]], since=TODAY, by=cast.health_chief)
    tasks = task_sources["bodies"]
    assert [task.title for task in tasks(cast.social_chief)] == [
        "Giv tilsagn til, at “Repræsentant for Sundheds- og omsorgsområdet” dækker Socialområdet"
    ]
    assert [task.title for task in tasks(cast.programme_secretary)] == ["“Repræsentant for Socialområdet” er ubesat"]
    assert tasks(cast.employee) == []


@pytest.mark.requirement("R63")
def test_a_seat_is_corrected_without_losing_what_it_represents(cast, client):
    client.force_login(cast.administrator)
    seat = cast.seats["welfare"]
    address = f"/seats/{seat.pk}/revise-seat"
    text(client.get(address))
    sent = {
        "title": "Chefer fra velfærdsområdet",
        "initial-title": seat.title,
        "role": "member",
        "places": 2,
        "initial-places": 2,
        "note": "Skifter 1. januar 2028",
        "order": 3,
        "managers_only": "on",
        "units": [cast.units["VEL"].pk],
        "seen_version": seat.version,
    }
    assert client.post(address, sent).status_code == 302
    seat.refresh_from_db()
    assert (seat.title, seat.note) == ("Chefer fra velfærdsområdet", "Skifter 1. januar 2028")
    assert list(seat.units.all()) == [cast.units["VEL"]]


@pytest.mark.requirement("R66")
def test_the_list_of_profiles_is_kept_on_its_page(cast, client):
    client.force_login(cast.administrator)
    assert "Superbruger" in text(client.get("/member-profiles"))
    assert client.post("/member-profiles/add-member-profile", {"name": "Dataansvarlig"}).status_code == 302
    assert "Dataansvarlig" in text(client.get("/member-profiles"))


@pytest.mark.requirement("D8")
@pytest.mark.parametrize("name", ["bodies", "memberships", "member-profiles"])
def test_each_list_comes_as_a_spreadsheet(cast, client, name):
    client.force_login(cast.employee)
    text(client.get(f"/{name}"))
    assert client.get(f"/{name}?as=xlsx").content[:2] == b"PK"


@pytest.mark.requirement("D11")
def test_every_form_opens_in_both_languages(cast, client):
    actions.adopt_terms(cast.steering, since=FIRST_DAY, purpose="Formål", by=cast.administrator)
    membership = cast.seats["TM"].memberships.get()
    agreement = cast.seats["KF"].agreements.get()
    body, seat = f"/bodies/{cast.programme.pk}", f"/seats/{cast.seats['TM'].pk}"
    pages = [
        "/bodies/add-body",
        *(f"{body}/{verb}" for verb in ("revise-body", "adopt-terms", "add-seat", "add-area-seats", "delegate")),
        *(f"{seat}/{verb}" for verb in ("revise-seat", "end-seat", "add-membership", "agree-on-coverage")),
        *(f"/memberships/{membership.pk}/{verb}" for verb in ("revise-membership", "end-membership")),
        f"/agreements/{agreement.pk}/end-agreement",
        f"/member-profiles/{cast.profiles['Superbruger'].pk}/revise-member-profile",
        cast.programme.get_absolute_url(),
        "/organisation",
    ]  # fmt: skip
    client.force_login(cast.administrator)
    for language in ("da", "en"):
        client.cookies["django_language"] = language
        for address in pages:
            text(client.get(address))


@pytest.mark.requirement("D17")
def test_a_bodys_page_costs_a_fixed_number_of_queries(cast, client, django_assert_max_num_queries):
    client.force_login(cast.employee)
    with django_assert_max_num_queries(45):
        page_of(client, cast.programme)
