"""Signing in with a local account, the lock, and the role accounts of the example."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache

from tests.cast import PASSWORD
from tests.people.conftest import TODAY
from tvaerblik.people import actions
from tvaerblik.people.models import Person

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_counts_from_other_tests(db):
    cache.clear()


def sign_in(client, password=PASSWORD, email="administrator@eksempel.dk"):
    return client.post(LOGIN, {"login": email, "password": password})


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.requirement("D15")
def test_the_right_password_signs_in(cast, client):
    assert sign_in(client).status_code == 302
    assert is_signed_in(client)


@pytest.mark.requirement("D15")
def test_a_wrong_password_is_said_in_plain_danish(cast, client):
    answer = sign_in(client, "forkert-adgangskode").content.decode()
    assert "Mailadressen og adgangskoden passer ikke sammen. Prøv igen." in answer
    assert not is_signed_in(client)


@pytest.mark.requirement("D15")
def test_after_five_wrong_passwords_even_the_right_one_is_refused(cast, client):
    for _attempt in range(5):
        sign_in(client, "forkert-adgangskode")
    answer = sign_in(client).content.decode()
    assert "Kontoen er låst i fem minutter" in answer
    assert not is_signed_in(client)


@pytest.mark.requirement("D15")
def test_one_locked_account_does_not_lock_another(cast, client):
    for _attempt in range(5):
        sign_in(client, "forkert-adgangskode", "person1@eksempel.dk")
    assert sign_in(client).status_code == 302


@pytest.mark.requirement("D15")
def test_too_many_attempts_from_one_place_are_told_to_wait(cast, client):
    for number in range(31):
        answer = sign_in(client, "forkert-adgangskode", f"person{number}@eksempel.dk")
    assert answer.status_code == 429
    assert "Vent nogle minutter, og prøv igen." in answer.content.decode()


@pytest.mark.requirement("D15")
def test_passwords_are_hashed_with_argon2():
    from tvaerblik.config import settings

    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.requirement("D15")
def test_whoever_has_left_is_not_let_in_and_a_session_ends_that_day(cast, client):
    client.force_login(cast.employee)
    assert client.get("/profile").status_code == 200
    actions.revise_person(cast.employee, fields={"leaves_on": TODAY}, by=cast.administrator)
    assert client.get("/profile").url.startswith(LOGIN)
    client.logout()
    person = cast.fresh("employee")
    person.set_password(PASSWORD)
    person.save()
    answer = sign_in(client, email=person.email)
    assert "Du kan ikke længere logge ind med denne konto" in client.get(answer.url).content.decode()
    assert not is_signed_in(client)


@pytest.mark.requirement("D15")
def test_nobody_signs_up_by_themselves(client):
    before = Person.objects.count()
    answer = client.post("/account/signup/", {"email": "ny@eksempel.dk", "password1": PASSWORD})
    assert answer.url.startswith(LOGIN)
    assert Person.objects.count() == before


@pytest.mark.requirement("D15")
def test_a_forgotten_password_is_chosen_anew_by_mail(cast, client):
    client.post("/account/password/reset/", {"email": "administrator@eksempel.dk"})
    (letter,) = mail.outbox
    assert letter.subject == "Vælg en ny adgangskode til Tværblik"
    address = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", letter.body)[1]
    address = client.get(address).url
    new = "syv-nye-svaner-ved-fjorden"
    client.post(address, {"password1": new, "password2": new})
    assert sign_in(client, new).status_code == 302


@pytest.mark.requirement("D13")
def test_an_unknown_address_gets_no_mail_and_the_same_answer(cast, client):
    answer = client.post("/account/password/reset/", {"email": "fremmed@eksempel.dk"})
    assert answer.url == "/account/password/reset/done/"
    assert mail.outbox == []


@pytest.mark.requirement("D20")
def test_in_the_example_one_button_steps_into_a_role(cast, client, settings):
    settings.EXAMPLE = True
    page = client.get("/example-roles").content.decode()
    assert "Eksempeldata" in page
    for heading in ("Styregruppe", "Programgruppe", "Direktion", "Chefer", "Lokale tovholdere", "Administratorer"):
        assert heading in page
    assert "example-roles" in client.get(LOGIN).content.decode()
    client.post(f"/example-roles/{cast.steering_chair.pk}/step-in")
    assert int(client.session["_auth_user_id"]) == cast.steering_chair.pk
    client.post(f"/example-roles/{cast.programme_secretary.pk}/step-in")
    assert int(client.session["_auth_user_id"]) == cast.programme_secretary.pk


@pytest.mark.requirement("D20")
def test_outside_the_example_there_is_no_such_door(cast, client, settings):
    settings.EXAMPLE = False
    assert client.get("/example-roles").status_code == 404
    assert client.post(f"/example-roles/{cast.steering_chair.pk}/step-in").status_code == 404
    assert "example-roles" not in client.get(LOGIN).content.decode()
    assert not is_signed_in(client)


@pytest.mark.requirement("D20")
def test_a_real_person_in_an_example_is_not_stepped_into(cast, client, settings):
    settings.EXAMPLE = True
    real = actions.add_person(fields={"name": "Rigtig", "email": "rigtig@eksempel.dk"}, by=cast.administrator)
    assert client.post(f"/example-roles/{real.pk}/step-in").status_code == 404
    assert "Rigtig" not in client.get("/example-roles").content.decode()


@pytest.mark.requirement("D20")
def test_looking_at_the_address_signs_nobody_in(cast, client, settings):
    settings.EXAMPLE = True
    assert client.get(f"/example-roles/{cast.steering_chair.pk}/step-in").status_code == 405
    assert not is_signed_in(client)


@pytest.mark.requirement("D1")
def test_an_assistant_chooses_the_chief_and_the_choice_ends_with_the_assistance(cast, client):
    actions.assign_assistant(
        cast.social_chief,
        assistant=cast.employee,
        since=TODAY,
        until=TODAY + dt.timedelta(days=3),
        by=cast.social_chief,
    )
    client.force_login(cast.employee)
    client.post("/profile/act-for", {"principal": cast.social_chief.pk})
    assert "Du handler på vegne af Socialchef" in client.get("/profile").content.decode()
    from tvaerblik.core import clock

    with clock.at(clock.moment_of(TODAY + dt.timedelta(days=3))):
        assert "Du handler på vegne af" not in client.get("/profile").content.decode()


@pytest.mark.requirement("D1")
def test_nobody_acts_for_a_chief_who_has_not_chosen_them(cast, client):
    client.force_login(cast.employee)
    assert client.post("/profile/act-for", {"principal": cast.social_chief.pk}).status_code == 403
    assert "acting_for" not in client.session


@pytest.mark.requirement("D2")
def test_the_trail_names_the_assistant_and_the_chief(cast):
    from tvaerblik.bodies import actions as bodies
    from tvaerblik.bodies import queries

    actions.assign_assistant(cast.steering_chair, assistant=cast.employee, since=TODAY, by=cast.steering_chair)
    secretary = cast.steering_secretary
    secretary.acting_for = cast.steering_chair
    bodies.adopt_terms(cast.steering, since=TODAY, purpose="Formål", by=secretary)
    newest = queries.history_of_body(cast.steering)[0]
    assert newest.who == "Digitaliseringskonsulent A (Chef for Borgerservice, IT og Digitalisering)"
