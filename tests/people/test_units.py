"""Units change name, merge, split and end, and keep their past."""

import datetime as dt

import pytest

from tests.cast import FIRST_DAY, make_person
from tests.people.conftest import TODAY
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.people import actions, queries, rules
from tvaerblik.people.actions.units import Part
from tvaerblik.people.models import Unit

CHANGE = dt.date(2026, 7, 1)
BEFORE = CHANGE - dt.timedelta(days=1)


def rename(cast, code, name, since=CHANGE):
    return actions.rename_unit(cast.units[code], name=name, short_name="", since=since, by=cast.administrator)


@pytest.mark.requirement("R7")
def test_a_renamed_unit_is_called_by_its_old_name_on_earlier_days(cast):
    unit = rename(cast, "KF", "Kultur, Fritid og Turisme")
    assert unit.name == "Kultur, Fritid og Turisme"
    assert queries.name_on(unit, BEFORE) == "Kultur og Fritid"
    assert queries.name_on(unit, CHANGE) == "Kultur, Fritid og Turisme"
    assert [str(name) for name in queries.past_of(unit).names] == ["Kultur, Fritid og Turisme", "Kultur og Fritid"]


@pytest.mark.requirement("R7")
def test_a_name_corrected_on_its_own_first_day_leaves_no_second_name(cast):
    rename(cast, "KF", "Kulttur og Turisme")
    unit = rename(cast, "KF", "Kultur og Turisme")
    assert [str(name) for name in queries.past_of(unit).names] == ["Kultur og Turisme", "Kultur og Fritid"]


@pytest.mark.requirement("R7")
def test_a_new_name_is_registered_when_it_has_begun_and_after_the_present_one(cast):
    with pytest.raises(NotPossible, match="Datoen ligger i fremtiden"):
        rename(cast, "KF", "Kultur", since=TODAY + dt.timedelta(days=1))
    with pytest.raises(NotPossible, match="Det nuværende navn gælder fra"):
        rename(cast, "KF", "Kultur", since=FIRST_DAY - dt.timedelta(days=1))


def merge(cast, day=CHANGE):
    return actions.merge_units(
        cast.units["KF"],
        others=[cast.units["EJ"]],
        code="KE",
        name="Kultur og Ejendomme",
        day=day,
        by=cast.administrator,
    )


@pytest.mark.requirement("R7")
def test_merged_units_end_and_tell_what_carries_them_on(cast):
    new = merge(cast)
    for code in ("KF", "EJ"):
        old = Unit.objects.get(code=code)
        assert old.until == CHANGE
        assert not old.holds_on(CHANGE)
        assert [row.successor for row in queries.past_of(old).successors] == [new]
    assert {row.predecessor.code for row in queries.past_of(new).predecessors} == {"KF", "EJ"}


@pytest.mark.requirement("R7")
def test_people_move_along_in_a_merger_and_the_chiefs_positions_end(cast):
    new = merge(cast)
    assert cast.fresh("culture_representative").unit == new
    assert cast.fresh("employee").unit == new
    assert cast.positions["KF"].holder_on(BEFORE) == cast.culture_chief
    assert cast.positions["KF"].holder_on(CHANGE) is None
    assert queries.leader_of(new) is None


@pytest.mark.requirement("D1")
def test_a_local_coordinator_keeps_the_role_for_the_merged_area(cast):
    new = actions.merge_units(
        cast.units["SO"],
        others=[cast.units["SOC"]],
        code="SS",
        name="Sundhed og Social",
        day=CHANGE,
        continues=cast.health_representative,
        by=cast.administrator,
    )
    held = [(row.unit, row.since, row.until) for row in cast.local_coordinator.holdings.order_by("since")]
    assert held == [(cast.units["SO"], FIRST_DAY, CHANGE), (new, CHANGE, None)]


@pytest.mark.requirement("R7")
def test_a_split_unit_ends_and_its_people_wait_for_their_new_place(cast):
    parts = [Part("KUL", "Kultur"), Part("FRI", "Fritid")]
    new = actions.split_unit(cast.units["KF"], parts=parts, day=CHANGE, by=cast.administrator)
    assert [unit.name for unit in new] == ["Kultur", "Fritid"]
    assert all(unit.parent == cast.units["FF"] for unit in new)
    assert {row.successor.name for row in queries.past_of(cast.units["KF"]).successors} == {"Kultur", "Fritid"}
    assert cast.fresh("culture_representative").unit == cast.units["KF"]


@pytest.mark.requirement("R7")
def test_a_unit_with_people_does_not_end_and_the_refusal_lists_them(cast):
    with pytest.raises(NotPossible, match="kan ikke ophøre endnu") as refusal:
        actions.end_unit(cast.units["TM"], day=TODAY, by=cast.administrator)
    said = [gap.sentence for gap in refusal.value.gaps]
    assert "GIS- og digitaliseringskoordinator hører til den." in said
    assert "Chef for Teknik og Miljø har stillingen Chef for Teknik og Miljø." in said


@pytest.mark.requirement("R7")
def test_an_empty_unit_ends_once(cast):
    unit = actions.add_unit(fields={"code": "TOM", "name": "Tom", "since": FIRST_DAY}, by=cast.administrator)
    actions.end_unit(unit, day=TODAY, by=cast.administrator)
    assert unit not in queries.units_on(TODAY)
    with pytest.raises(NotPossible, match="er allerede ophørt"):
        actions.end_unit(unit, day=TODAY, by=cast.administrator)


@pytest.mark.requirement("R7")
def test_a_unit_is_not_put_below_itself(cast):
    with pytest.raises(NotPossible, match="kan ikke høre til sig selv"):
        actions.revise_unit(cast.units["FF"], fields={"parent": cast.units["BID-D"]}, by=cast.administrator)


@pytest.mark.requirement("D1")
@pytest.mark.parametrize("who", ["steering_chair", "programme_secretary", "local_coordinator", "employee"])
def test_only_an_administrator_changes_units(cast, who):
    with pytest.raises(NotPermitted, match="Kun en administrator"):
        actions.add_unit(fields={"code": "X", "name": "X", "since": TODAY}, by=getattr(cast, who))


@pytest.mark.requirement("R61")
def test_the_leader_of_a_unit_is_the_holder_of_its_highest_position(cast):
    actions.add_position(
        fields={"name": "Teamleder", "unit": cast.units["TM"], "level": "leader"}, by=cast.administrator
    )
    lower = cast.units["TM"].positions.get(name="Teamleder")
    deputy = make_person("Teamleder", cast.units["TM"], by=cast.administrator)
    actions.appoint(lower, person=deputy, since=FIRST_DAY, by=cast.administrator)
    assert queries.leader_of(cast.units["TM"]) == cast.technical_chief
    assert rules.is_chief_of(deputy, cast.units["TM"])


@pytest.mark.requirement("R7")
def test_the_tree_of_units_shows_the_day_and_costs_three_queries(cast, django_assert_num_queries):
    merge(cast)
    with django_assert_num_queries(3):
        branches = queries.unit_tree(TODAY)
    order = [branch.unit.code for branch in branches]
    assert order[0] == "DIR"
    assert "KE" in order
    assert "KF" not in order
    assert next(branch for branch in branches if branch.unit.code == "BID-D").depth == 3
