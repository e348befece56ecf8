"""The one-time link: the first administrator, and persons without mail."""

import datetime as dt
import re

import pytest
from django.core.management import CommandError, call_command

from tests.cast import build_cast
from tests.people.conftest import TODAY
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people import actions, rules
from tvaerblik.people.models import EntryLink, Person

PASSWORD = "en-lang-og-hemmelig-saetning"
CHOSEN = {"name": "Digitaliseringskonsulent", "title": "", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def cast(db):
    """Made for the one test, because the others here begin with nobody."""
    return build_cast()


def printed_link(capsys, email="it@eksempel.dk"):
    call_command("first_administrator", email=email)
    return re.search(r"https?://[^/]+(/entry/\S+)", capsys.readouterr().out)[1]


@pytest.mark.django_db
@pytest.mark.requirement("D15")
def test_the_command_prints_a_link_with_which_the_administrator_names_herself(client, capsys):
    address = printed_link(capsys)
    assert "it@eksempel.dk" in client.get(address).content.decode()
    answer = client.post(address, CHOSEN)
    assert answer.status_code == 302
    person = Person.objects.get(email="it@eksempel.dk")
    assert person.name == "Digitaliseringskonsulent"
    assert person.check_password(PASSWORD)
    assert rules.is_administrator(person)
    assert int(client.session["_auth_user_id"]) == person.pk


@pytest.mark.django_db
@pytest.mark.requirement("D15")
def test_the_link_works_once(client, capsys):
    address = printed_link(capsys)
    client.post(address, CHOSEN)
    client.logout()
    second = client.post(address, {**CHOSEN, "name": "En anden"})
    assert second.status_code == 410
    assert "Linket er brugt eller udløbet" in second.content.decode()
    assert Person.objects.get().name == "Digitaliseringskonsulent"


@pytest.mark.django_db
@pytest.mark.requirement("D15")
def test_the_link_runs_out_after_two_days_and_a_new_one_closes_the_old(client, capsys):
    address = printed_link(capsys)
    with clock.at(clock.moment_of(TODAY + dt.timedelta(days=3))):
        assert client.get(address).status_code == 410
    newer = printed_link(capsys)
    assert client.get(address).status_code == 410
    assert client.get(newer).status_code == 200


@pytest.mark.django_db
@pytest.mark.requirement("D15")
def test_only_the_digest_of_a_link_is_kept(capsys):
    token = printed_link(capsys).rpartition("/")[2]
    assert token not in EntryLink.objects.get().digest
    assert EntryLink.objects.get().digest == EntryLink.digest_of(token)


@pytest.mark.django_db
@pytest.mark.requirement("D15")
@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"again": "noget-helt-andet-her"}, "De to adgangskoder er ikke ens."),
        ({"password": "kort", "again": "kort"}, "adgangskode"),
        ({"name": ""}, "påkrævet"),
    ],
)
def test_what_is_wrong_with_the_choice_is_said_and_the_link_still_works(client, capsys, chosen, sentence):
    address = printed_link(capsys)
    answer = client.post(address, {**CHOSEN, **chosen})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert client.get(address).status_code == 200


@pytest.mark.requirement("D1")
def test_the_command_makes_no_second_administrator(cast):
    with pytest.raises(CommandError, match="Der er allerede en administrator"):
        call_command("first_administrator", email="en-anden@eksempel.dk")


@pytest.mark.requirement("D15")
def test_an_administrator_makes_a_link_for_somebody_without_mail(cast, client):
    client.force_login(cast.administrator)
    answer = client.post(f"/persons/{cast.employee.pk}/make-entry-link")
    address = re.search(r'value="https?://[^/]+(/entry/[^"]+)"', answer.content.decode())[1]
    client.logout()
    client.post(address, CHOSEN)
    assert cast.fresh("employee").check_password(PASSWORD)
    assert not rules.is_administrator(cast.fresh("employee"))


@pytest.mark.requirement("D15")
def test_somebody_who_has_left_gets_no_link(cast):
    actions.revise_person(cast.employee, fields={"leaves_on": TODAY}, by=cast.administrator)
    with pytest.raises(NotPossible, match="arbejder ikke længere her"):
        actions.make_entry_link(cast.fresh("employee"), by=cast.administrator)
