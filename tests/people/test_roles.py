"""Given roles, chiefs' assistants, preferences and saved views."""

import datetime as dt

import pytest

from tests.cast import make_person
from tests.people.conftest import TODAY
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.people import actions, holders, queries, roles, rules

TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.mark.requirement("D1")
def test_a_local_coordinator_has_the_role_for_one_area_only(cast):
    assert rules.has_role(cast.local_coordinator, roles.LOCAL_COORDINATOR, unit=cast.units["SO"])
    assert not rules.has_role(cast.local_coordinator, roles.LOCAL_COORDINATOR, unit=cast.units["TM"])


@pytest.mark.requirement("D1")
def test_a_coordinator_without_an_area_and_an_administrator_with_one_are_refused(cast):
    give = {"since": TODAY, "by": cast.administrator}
    with pytest.raises(NotPossible, match="hvilket område"):
        actions.give_role(cast.employee, role=roles.LOCAL_COORDINATOR, **give)
    with pytest.raises(NotPossible, match="hører ikke til et område"):
        actions.give_role(cast.employee, role=roles.ADMINISTRATOR, unit=cast.units["SO"], **give)


@pytest.mark.requirement("D1")
def test_what_a_seat_gives_is_not_given_by_hand(cast):
    with pytest.raises(NotPossible, match="følger af en plads"):
        actions.give_role(cast.employee, role="steering_chair", since=TODAY, by=cast.administrator)


@pytest.mark.requirement("D1")
def test_the_last_administrator_keeps_the_role(cast):
    holding = cast.administrator.holdings.get()
    with pytest.raises(NotPossible, match="er den eneste administrator"):
        actions.end_role(holding, until=TOMORROW, by=cast.administrator)
    with pytest.raises(NotPossible, match="er den eneste administrator"):
        actions.revise_person(cast.administrator, fields={"is_active": False}, by=cast.administrator)
    actions.give_role(cast.employee, role=roles.ADMINISTRATOR, since=TODAY, by=cast.administrator)
    actions.end_role(holding, until=TOMORROW, by=cast.administrator)
    assert rules.is_administrator(cast.fresh("employee"))


@pytest.mark.requirement("D1")
def test_a_role_holds_from_its_first_to_its_last_day(cast):
    holding = actions.give_role(
        cast.employee, role=roles.LOCAL_COORDINATOR, unit=cast.units["EJ"], since=TOMORROW, by=cast.administrator
    )
    assert not rules.has_role(cast.fresh("employee"), roles.LOCAL_COORDINATOR)
    assert rules.has_role(cast.fresh("employee"), roles.LOCAL_COORDINATOR, day=TOMORROW)
    with pytest.raises(NotPossible, match="har allerede rollen"):
        actions.give_role(
            cast.employee, role=roles.LOCAL_COORDINATOR, unit=cast.units["EJ"], since=TOMORROW, by=cast.administrator
        )
    actions.end_role(holding, until=TOMORROW + dt.timedelta(days=5), by=cast.administrator)
    assert not rules.has_role(cast.fresh("employee"), roles.LOCAL_COORDINATOR, day=TOMORROW + dt.timedelta(days=5))


@pytest.mark.requirement("D1")
def test_nobody_but_an_administrator_gives_roles(cast):
    with pytest.raises(NotPermitted):
        actions.give_role(cast.employee, role=roles.ADMINISTRATOR, since=TODAY, by=cast.municipal_director)


@pytest.mark.requirement("D1")
def test_every_role_says_in_words_what_it_may_and_where_it_comes_from():
    assert len({role.key for role in roles.ROLES}) == len(roles.ROLES)
    for role in roles.ROLES:
        assert str(role.may).endswith(".")
        assert str(role.comes_from).endswith(".")


@pytest.mark.requirement("D1")
def test_the_roles_page_knows_who_has_the_roles_that_follow_from_seats(cast):
    shown = {row.role.key: row.holders for row in queries.roles_shown(TODAY, holders.holders_of_role)}
    assert shown["steering_chair"] == [cast.steering_chair]
    assert shown["programme_secretary"] == [cast.programme_secretary]
    assert set(shown["management_reader"]) >= {cast.municipal_director, cast.staff_chief}
    assert cast.technical_chief in shown["area_chief"]
    assert shown["reader"] is None


@pytest.mark.requirement("D1")
def test_a_chief_names_an_assistant_and_an_employee_cannot_have_one(cast):
    actions.assign_assistant(cast.social_chief, assistant=cast.employee, since=TODAY, by=cast.social_chief)
    assert queries.principals_of(cast.employee) == [cast.social_chief]
    with pytest.raises(NotPossible, match="Kun en chef eller direktør"):
        actions.assign_assistant(cast.employee, assistant=cast.project_manager, since=TODAY, by=cast.employee)
    with pytest.raises(NotPermitted, match="Kun Socialchef eller en administrator"):
        actions.assign_assistant(cast.social_chief, assistant=cast.project_manager, since=TODAY, by=cast.health_chief)


@pytest.mark.requirement("D1")
def test_an_assistants_work_counts_the_chiefs_areas_only_while_acting_for_the_chief(cast):
    assistance = actions.assign_assistant(cast.social_chief, assistant=cast.employee, since=TODAY, by=cast.social_chief)
    assistant = cast.fresh("employee")
    assert rules.led_units(assistant, TODAY) == set()
    assistant.acting_for = cast.social_chief
    assert rules.led_units(assistant, TODAY) == {cast.units["SOC"].pk}
    assert not rules.is_chief_of(assistant, cast.units["SOC"], TODAY)
    assert not rules.is_administrator(assistant)
    actions.end_assistance(assistance, until=TOMORROW, by=assistant)
    assert not rules.may_assist(assistant, cast.social_chief, TOMORROW)


@pytest.mark.requirement("D22")
def test_a_saved_view_belongs_to_its_owner(cast):
    view = actions.save_view(
        listing="persons", name="Mine folk", query="q=konsulent", is_shared=False, by=cast.employee
    )
    assert view.get_absolute_url() == "/persons?q=konsulent"
    assert view not in queries.views_of(cast.project_manager)
    with pytest.raises(NotPermitted, match="ejer visningen"):
        actions.delete_view(view, by=cast.project_manager)
    actions.delete_view(view, by=cast.employee)
    assert not queries.views_of(cast.employee).exists()


@pytest.mark.requirement("D22")
def test_a_shared_view_is_seen_by_all_and_a_name_is_used_once(cast):
    save = {"listing": "persons", "name": "Stab", "query": "q=stab", "is_shared": True}
    view = actions.save_view(**save, by=cast.employee)
    assert view in queries.views_of(cast.project_manager)
    with pytest.raises(NotPossible, match="allerede en visning med det navn"):
        actions.save_view(**save, by=cast.employee)


@pytest.mark.requirement("D12")
def test_preferences_are_ones_own(cast):
    chosen = {"language": "en", "density": "compact", "contrast": "strong"}
    assert actions.choose_preferences(cast.employee, **chosen, by=cast.employee).density == "compact"
    with pytest.raises(NotPermitted):
        actions.choose_preferences(cast.employee, **chosen, by=cast.administrator)


@pytest.mark.requirement("D13")
def test_a_former_employee_becomes_anonymous_and_the_trail_still_holds(cast):
    from tvaerblik.audit import queries as trail

    leaver = make_person("Konsulent Fratrådt", cast.units["EJ"], by=cast.administrator)
    with pytest.raises(NotPossible, match="Overdrag først"):
        actions.anonymise_person(leaver, reason="Anmodning", by=cast.administrator)
    actions.revise_person(leaver, fields={"leaves_on": TODAY}, by=cast.administrator)
    gone = actions.anonymise_person(leaver, reason="Anmodning", by=cast.administrator)
    assert gone.name == f"Tidligere medarbejder {leaver.pk}"
    assert "eksempel.dk" not in gone.email
    assert all(entry.erased for entry in trail.history_of(gone)[1:])
    assert trail.verify()[0] is None
