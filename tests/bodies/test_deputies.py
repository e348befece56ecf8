"""Somebody acts as chair or secretary in a period, so that a holiday never stops a matter."""

import datetime as dt

import pytest

from tests.bodies.conftest import TODAY
from tvaerblik.bodies import actions, queries, rules, sentences
from tvaerblik.bodies.models import SeatRole
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.people import actions as people

AWAY = dt.date(2026, 12, 1)
BACK = dt.date(2026, 12, 15)


def deputise(cast, role=SeatRole.CHAIR, person=None, by=None, **more):
    return actions.delegate(
        cast.steering,
        role=role,
        person=person or cast.staff_chief,
        by=by or cast.steering_chair,
        **{"since": AWAY, "until": BACK, "reason": "Ferie", **more},
    )


@pytest.mark.requirement("D5")
def test_the_deputy_acts_in_the_period_and_not_a_day_longer(cast):
    deputise(cast)
    deputy = cast.fresh("staff_chief")
    assert not rules.is_chair(deputy, cast.steering, AWAY - dt.timedelta(days=1))
    assert rules.is_chair(deputy, cast.steering, AWAY)
    assert rules.is_chair(deputy, cast.steering, BACK - dt.timedelta(days=1))
    assert not rules.is_chair(deputy, cast.steering, BACK)


@pytest.mark.requirement("D5")
def test_the_chair_stays_chair_and_the_deputy_is_not_the_holder_of_the_seat(cast):
    deputise(cast)
    assert queries.holders_of(cast.steering, SeatRole.CHAIR, AWAY) == [cast.steering_chair]
    assert queries.acting(cast.steering, SeatRole.CHAIR, AWAY) == [cast.staff_chief]
    assert rules.is_chair(cast.fresh("steering_chair"), cast.steering, AWAY)


@pytest.mark.requirement("D5")
def test_the_page_says_who_acts_until_when(cast):
    deputise(cast)
    said = sentences.of_body(queries.state_of(cast.steering, AWAY), AWAY)
    assert "Stabschef fungerer som formand til 14. december 2026." in said


@pytest.mark.requirement("D1")
def test_the_secretary_names_a_deputy_for_the_own_role_and_not_for_the_chairs(cast):
    deputise(cast, role=SeatRole.SECRETARY, person=cast.programme_secretary, by=cast.steering_secretary)
    assert rules.is_secretary(cast.fresh("programme_secretary"), cast.steering, AWAY)
    with pytest.raises(NotPermitted, match="Kun formanden for Styregruppen"):
        deputise(cast, by=cast.steering_secretary)


@pytest.mark.requirement("R64")
def test_the_secretarys_deputy_comes_from_digitalisation(cast):
    with pytest.raises(NotPossible, match="skal komme fra Digitalisering"):
        deputise(cast, role=SeatRole.SECRETARY, person=cast.health_representative)


@pytest.mark.requirement("R75")
def test_whoever_prepares_the_material_does_not_approve_it_as_acting_chair(cast):
    with pytest.raises(NotPossible, match="forbereder materialet"):
        deputise(cast, person=cast.steering_secretary)


@pytest.mark.requirement("R62")
def test_the_chairs_deputy_in_the_steering_group_is_a_manager(cast):
    with pytest.raises(NotPossible, match="skal også være leder"):
        deputise(cast, person=cast.health_representative)


@pytest.mark.requirement("D1")
def test_a_deputy_names_no_further_deputy(cast):
    deputise(cast, since=TODAY)
    with pytest.raises(NotPermitted):
        deputise(cast, person=cast.health_chief, by=cast.fresh("staff_chief"), since=BACK, until=BACK + dt.timedelta(9))


@pytest.mark.requirement("D5")
def test_two_do_not_act_in_the_same_role_at_once(cast):
    deputise(cast)
    with pytest.raises(NotPossible, match="Stabschef fungerer allerede"):
        deputise(cast, person=cast.health_chief, since=BACK - dt.timedelta(days=1), until=BACK + dt.timedelta(days=3))
    deputise(cast, person=cast.health_chief, since=BACK, until=BACK + dt.timedelta(days=3))


@pytest.mark.requirement("D5")
def test_a_deputy_who_ends_early_acts_no_longer(cast):
    delegation = deputise(cast, since=TODAY)
    actions.end_delegation(delegation, until=TODAY + dt.timedelta(days=1), by=cast.staff_chief)
    deputy = cast.fresh("staff_chief")
    assert rules.is_chair(deputy, cast.steering, TODAY)
    assert not rules.is_chair(deputy, cast.steering, TODAY + dt.timedelta(days=1))
    with pytest.raises(NotPossible, match="ophører allerede"):
        actions.end_delegation(delegation, until=BACK, by=cast.steering_chair)


@pytest.mark.requirement("D1")
def test_an_assistant_prepares_for_the_chair_and_approves_nothing(cast):
    people.assign_assistant(cast.steering_chair, assistant=cast.project_manager, since=TODAY, by=cast.steering_chair)
    assistant = cast.fresh("project_manager")
    assert rules.why_not_runs(assistant, cast.steering)
    assistant.acting_for = cast.fresh("steering_chair")
    assert rules.why_not_runs(assistant, cast.steering) == ""
    assert rules.is_member(assistant, cast.steering)
    assert rules.belongs_to(assistant, cast.steering)
    assert not rules.is_chair(assistant, cast.steering)
    assert rules.why_not_chair(assistant, cast.steering)
    assert rules.why_not_delegates(cast.steering, SeatRole.CHAIR, assistant, TODAY)


@pytest.mark.requirement("D1")
def test_an_assistant_of_the_programme_groups_chair_does_not_keep_the_portfolio(cast):
    assistant = cast.fresh("project_manager")
    assistant.acting_for = cast.programme_chair
    assert rules.keeps_portfolio(cast.programme_chair)
    assert not rules.keeps_portfolio(assistant)
    assert rules.is_management(cast.staff_chief)
    assert not rules.is_management(cast.employee)
