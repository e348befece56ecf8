"""When somebody leaves, the projects go on with somebody else; when areas merge, the projects follow."""

import copy
import datetime as dt

import pytest
from django.urls import reverse

from tests.cast import cast_for_module, make_person
from tvaerblik.audit.queries import events_of, history_of
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.people import actions as people
from tvaerblik.people import handover, role_accounts
from tvaerblik.people.actions.units import Part
from tvaerblik.people.holders import holders_of_role
from tvaerblik.portfolio import actions
from tvaerblik.portfolio.models import Project

TODAY = dt.date(2026, 11, 22)
DAY = dt.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _clock():
    with clock.at(clock.moment_of(TODAY)):
        yield


@pytest.fixture(scope="module")
def module_cast(django_db_setup, django_db_blocker):
    with cast_for_module(django_db_blocker) as made:
        yield made


@pytest.fixture
def cast(module_cast, db):  # instead of the few people that the other tests of the portfolio have
    return copy.deepcopy(module_cast)


@pytest.fixture
def successor(cast):
    return make_person("Ny projektleder", cast.units["BID-D"], by=cast.administrator)


def project(cast, **more):
    fields = {
        "name": "Fælles brugerstyring",
        "project_class": "inter_municipal",
        "unit": cast.units["KF"],
        "owner": cast.culture_chief,
        "manager": cast.project_manager,
        "state": "active",
        **more,
    }
    return actions.register_project(fields=fields, by=cast.programme_secretary)


def planned(person, to):
    return {group.label: [item.what for item in group.items] for group in handover.plan(person, to, DAY)}


@pytest.mark.requirement("R52")
def test_everything_a_person_runs_stands_in_the_hand_over_once_for_each_role(cast, successor):
    project(cast, code="B02", owner=cast.project_manager)
    project(cast, code="B01", name="Digital post", sponsor=cast.project_manager, manager=None)
    assert planned(cast.project_manager, successor) == {
        "Projekter (flytter med det samme)": [
            "B01 Digital post, styregruppeansvarlig",
            "B02 Fælles brugerstyring, projektejer",
            "B02 Fælles brugerstyring, projektleder",
        ]
    }


@pytest.mark.requirement("R8", "D2")
def test_an_active_project_gets_a_new_owner_without_a_decision_and_the_trail_says_why(cast, successor):
    thing = project(cast)
    with pytest.raises(NotPossible, match="kan kun ændres ved en beslutning"):
        actions.revise_project(thing, fields={"owner": successor}, by=cast.programme_secretary)
    people.hand_over(cast.culture_chief, to=successor, day=DAY, by=cast.administrator)
    thing.refresh_from_db()
    assert (thing.owner, thing.manager) == (successor, cast.project_manager)
    newest = history_of(thing)[0]
    assert newest.what == "lod Ny projektleder overtage efter Kultur- og fritidschef ved en overdragelse"
    assert newest.who == "Administrator"
    assert [change["reads"] for change in events_of(thing).last().payload.content["changes"].values()] == [
        ["Kultur- og fritidschef", "Ny projektleder"]
    ]


@pytest.mark.requirement("D2")
def test_a_closed_project_keeps_the_people_it_had(cast, successor):
    thing = project(cast, state="closed")
    assert planned(cast.project_manager, successor) == {}
    with pytest.raises(NotPossible, match="er afsluttet og beholder"):
        actions.hand_over_project(
            thing, role="manager", person=cast.project_manager, to=successor, by=cast.administrator
        )


@pytest.mark.requirement("D2")
def test_a_project_that_somebody_else_has_got_meanwhile_stays_with_them(cast, successor):
    thing = project(cast)
    seen = handover.plan(cast.project_manager, successor, DAY)
    actions.revise_project(thing, fields={"manager": cast.employee}, by=cast.programme_secretary)
    for item in seen[0].items:
        item.apply(cast.administrator)
    thing.refresh_from_db()
    assert thing.manager == cast.employee


@pytest.mark.requirement("D1")
def test_only_an_administrator_hands_projects_over(cast, successor):
    thing = project(cast)
    with pytest.raises(NotPermitted):
        actions.hand_over_project(
            thing, role="owner", person=cast.culture_chief, to=successor, by=cast.programme_secretary
        )
    thing.refresh_from_db()
    assert thing.owner == cast.culture_chief


@pytest.mark.requirement("D1")
def test_owners_and_managers_of_open_projects_hold_the_roles(cast):
    project(cast)
    project(cast, name="Gammelt", state="closed", owner=cast.employee, manager=cast.employee)
    assert holders_of_role("project_owner", TODAY) == [cast.culture_chief]
    assert holders_of_role("project_manager", TODAY) == [cast.project_manager]


@pytest.mark.requirement("D20")
def test_the_role_accounts_show_the_project_managers_with_their_projects(cast, settings):
    settings.EXAMPLE = True
    project(cast, code="B07")
    project(cast, code="B03", name="Digital post")
    project(cast, code="B04", name="Gammelt", state="closed")
    groups = {group.label: group.accounts for group in role_accounts.shown_groups("Andre")}
    (account,) = groups["Projektledere"]
    assert (account.person, account.note) == (cast.project_manager, "B03, B07")


def merge(cast):
    return people.merge_units(
        cast.units["KF"],
        others=[cast.units["EJ"]],
        code="KFE",
        name="Kultur, Fritid og Ejendomme",
        day=TODAY,
        by=cast.administrator,
    )


@pytest.mark.requirement("R7")
def test_open_projects_follow_when_their_area_is_merged_and_closed_ones_stay(cast):
    running = project(cast)
    involved = project(cast, name="Nyt ur", unit=cast.units["SO"], involved_units=[cast.units["EJ"], cast.units["TM"]])
    closed = project(cast, name="Gammelt", state="closed")
    new = merge(cast)
    for thing in (running, involved, closed):
        thing.refresh_from_db()
    assert (running.unit, closed.unit) == (new, cast.units["KF"])
    assert set(involved.involved_units.all()) == {new, cast.units["TM"]}
    for thing, old in ((running, "Kultur og Fritid"), (involved, "Ejendomme")):
        assert history_of(thing)[0].what == f"fulgte med fra {old} til {new} den 22. november 2026"


@pytest.mark.requirement("R7")
def test_a_project_of_an_area_that_is_split_stays_and_its_page_asks_for_the_area(cast, client):
    thing = project(cast, involved_units=[cast.units["KF"]])
    address = reverse("project", args=[thing.pk])
    client.force_login(cast.programme_secretary)
    assert "Området er ophørt" not in client.get(address).content.decode()
    parts = [Part("KUL", "Kultur"), Part("FRI", "Fritid")]
    people.split_unit(cast.units["KF"], parts=parts, day=TODAY, by=cast.administrator)
    assert Project.objects.get(pk=thing.pk).unit == cast.units["KF"]
    page = client.get(address).content.decode()
    assert "Kultur og Fritid ophørte den 22. november 2026." in page
    assert ">Kultur</a>, <a" in page
    assert ">Fritid</a>." in page
    assert "Vælg ansvarligt område" in page
    client.force_login(cast.employee)
    assert "Vælg ansvarligt område" not in client.get(address).content.decode()


@pytest.mark.requirement("D1")
def test_only_an_administrator_lets_projects_follow(cast):
    thing = project(cast)
    with pytest.raises(NotPermitted):
        actions.follow_merged_unit(
            cast.units["KF"], day=TODAY, successors=[cast.units["EJ"]], by=cast.programme_secretary
        )
    thing.refresh_from_db()
    assert thing.unit == cast.units["KF"]
