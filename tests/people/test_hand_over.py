"""Everything moves when somebody leaves: all of it, or nothing."""

import datetime as dt

import pytest

from tests.cast import make_person
from tests.people.conftest import TODAY
from tvaerblik.bodies import actions as bodies
from tvaerblik.bodies import queries as seats
from tvaerblik.bodies import rules as authority
from tvaerblik.bodies.models import SeatRole
from tvaerblik.core.contributions import Registry
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.people import actions, handover, roles, rules

DAY = dt.date(2026, 12, 1)
BEFORE = DAY - dt.timedelta(days=1)


@pytest.fixture
def successor(cast):
    return make_person("Ny konsulent i Kultur og Fritid", cast.units["KF"], by=cast.administrator)


def lines(person, to, day=DAY):
    return {group.label: [(item.what, item.moves) for item in group.items] for group in handover.plan(person, to, day)}


@pytest.mark.requirement("R67")
def test_a_representatives_seat_goes_to_the_successor_with_profile_and_agreement(cast, successor):
    assert lines(cast.culture_representative, successor) == {
        "Pladser": [("Repræsentant for Kultur og Fritid i Programgruppen", True)]
    }
    actions.hand_over(cast.culture_representative, to=successor, day=DAY, by=cast.administrator)
    coverage = {row.unit.code: row.persons for row in seats.coverage_of(cast.programme, DAY)}
    assert coverage["KF"] == coverage["EJ"] == (successor,)
    assert [row.profile.name for row in successor.memberships.all()] == ["Koordinator"]
    assert authority.is_member(cast.culture_representative, cast.programme, BEFORE)
    assert not authority.is_member(cast.culture_representative, cast.programme, DAY)


@pytest.mark.requirement("R61")
def test_a_chiefs_position_and_the_seats_that_follow_it_go_together(cast):
    new = make_person("Konstitueret chef", cast.units["BID"], by=cast.administrator)
    planned = lines(cast.steering_chair, new)
    assert planned["Stillinger"][0][0].startswith("Chef for Borgerservice")
    assert ("Formand i Styregruppen, følger Chef for Borgerservice, IT og Digitalisering", True) in planned[
        "Pladser, der følger stillingen"
    ]
    actions.hand_over(cast.steering_chair, to=new, day=DAY, by=cast.administrator)
    assert seats.holders_of(cast.steering, SeatRole.CHAIR, DAY) == [new]
    assert seats.holders_of(cast.steering, SeatRole.CHAIR, BEFORE) == [cast.steering_chair]


@pytest.mark.requirement("R62")
def test_a_seat_for_managers_goes_along_when_the_managers_position_does(cast):
    new = make_person("Ny sundheds- og omsorgschef", cast.units["SO"], by=cast.administrator)
    assert ("Chef fra velfærdsområdet i Styregruppen", True) in lines(cast.health_chief, new)["Pladser"]
    actions.hand_over(cast.health_chief, to=new, day=DAY, by=cast.administrator)
    assert authority.is_member(new, cast.steering, DAY)


@pytest.mark.requirement("R63")
def test_a_seat_the_successor_does_not_qualify_for_ends_and_says_why(cast):
    outsider = cast.technical_representative
    (group,) = handover.plan(cast.school_representative, outsider, DAY)
    (item,) = group.items
    assert not item.moves
    assert "er for en fra Skole- og dagtilbudsområdet" in item.why
    actions.hand_over(cast.school_representative, to=outsider, day=DAY, by=cast.administrator)
    vacant = [place.seat for place in seats.state_of(cast.programme, DAY).vacancies]
    assert cast.seats["SD"] in vacant


@pytest.mark.requirement("D1")
def test_roles_acting_and_assistance_are_part_of_it(cast):
    new = make_person("Ny stabschef", cast.units["STAB"], by=cast.administrator)
    bodies.delegate(
        cast.steering,
        role=SeatRole.CHAIR,
        person=cast.staff_chief,
        since=TODAY,
        until=DAY + dt.timedelta(days=14),
        by=cast.steering_chair,
    )
    actions.give_role(
        cast.staff_chief, role=roles.LOCAL_COORDINATOR, unit=cast.units["STAB"], since=TODAY, by=cast.administrator
    )
    actions.assign_assistant(cast.staff_chief, assistant=cast.employee, since=TODAY, by=cast.staff_chief)
    planned = lines(cast.staff_chief, new)
    assert planned["Tildelte roller"] == [("Lokal tovholder, Staben", True)]
    assert planned["Assistance"] == [("Medarbejder handler på vegne af Stabschef", False)]
    actions.hand_over(cast.staff_chief, to=new, day=DAY, by=cast.administrator)
    assert rules.has_role(new, roles.LOCAL_COORDINATOR, unit=cast.units["STAB"], day=DAY)
    assert not rules.may_assist(cast.employee, cast.staff_chief, DAY)


@pytest.mark.requirement("D1")
def test_the_only_administrator_can_leave_by_handing_over(cast):
    actions.hand_over(cast.administrator, to=cast.employee, day=DAY, by=cast.administrator)
    assert rules.has_role(cast.fresh("employee"), roles.ADMINISTRATOR, day=DAY)
    assert not rules.has_role(cast.fresh("administrator"), roles.ADMINISTRATOR, day=DAY)


@pytest.mark.requirement("D13")
def test_whoever_leaves_is_out_from_the_day_and_whoever_stays_is_not(cast, successor):
    actions.hand_over(cast.culture_representative, to=successor, day=DAY, by=cast.administrator)
    gone = cast.fresh("culture_representative")
    assert gone.works_on(BEFORE)
    assert not gone.works_on(DAY)
    actions.hand_over(cast.labour_representative, to=cast.labour_chief, day=DAY, leaves=False, by=cast.administrator)
    assert cast.fresh("labour_representative").works_on(DAY)


@pytest.mark.requirement("D2")
def test_when_one_thing_cannot_move_nothing_does(cast, successor, monkeypatch):
    def refuse(_by):
        raise NotPossible("Sagen kan ikke flyttes.")

    def find(_person, _to, _day):
        return [handover.Item("En sag", refuse)]

    registry = Registry("hand-over")
    for name in handover.handovers.names():
        registry.add(name, handover.handovers[name])
    registry.add("test.cases", handover.Handover("Sager", find, order=90))
    monkeypatch.setattr(handover, "handovers", registry)
    with pytest.raises(NotPossible, match="Sagen kan ikke flyttes"):
        actions.hand_over(cast.culture_representative, to=successor, day=DAY, by=cast.administrator)
    assert authority.is_member(cast.fresh("culture_representative"), cast.programme, DAY)
    assert cast.fresh("culture_representative").leaves_on is None


@pytest.mark.requirement("D1")
def test_nobody_hands_over_to_oneself_or_without_being_administrator(cast, successor):
    with pytest.raises(NotPossible, match="Vælg en anden"):
        actions.hand_over(successor, to=successor, day=DAY, by=cast.administrator)
    with pytest.raises(NotPermitted):
        actions.hand_over(cast.culture_representative, to=successor, day=DAY, by=cast.culture_chief)
