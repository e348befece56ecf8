"""Who sits where on which day."""

import datetime as dt

import pytest

from tests.bodies.conftest import TODAY
from tests.cast import FIRST_DAY, make_person
from tvaerblik.audit import queries as trail
from tvaerblik.bodies import actions, queries, rules, sentences
from tvaerblik.bodies.models import SeatRole
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.people import actions as people

CHANGE = dt.date(2026, 9, 1)


def row_of(body, seat, day=TODAY, by=None):
    state = queries.state_of(body, day)
    return next(row for row in sentences.seat_rows(state, by) if row.place.seat.pk == seat.pk)


@pytest.mark.requirement("R61")
def test_a_new_chief_is_chair_from_the_day_and_the_old_one_stays_on_earlier_days(cast):
    new = make_person("Ny chef for Borgerservice, IT og Digitalisering", cast.units["BID"], by=cast.administrator)
    people.appoint(cast.positions["BID"], person=new, since=CHANGE, by=cast.administrator)
    assert queries.holders_of(cast.steering, SeatRole.CHAIR, CHANGE) == [new]
    assert queries.holders_of(cast.steering, SeatRole.CHAIR, CHANGE - dt.timedelta(days=1)) == [cast.steering_chair]
    assert rules.is_chair(new, cast.steering, CHANGE)
    assert not rules.is_chair(cast.fresh("steering_chair"), cast.steering, CHANGE)


@pytest.mark.requirement("R7")
def test_who_sat_there_on_a_day_is_told_for_any_day(cast):
    before = queries.members_on(cast.programme, dt.date(2026, 9, 30))
    after = queries.members_on(cast.programme, dt.date(2026, 10, 1))
    assert cast.social_representative in [holder.person for holder in before]
    assert cast.social_representative not in [holder.person for holder in after]
    assert queries.members_on(cast.programme, FIRST_DAY - dt.timedelta(days=1)) == []


@pytest.mark.requirement("R63")
def test_one_of_two_welfare_seats_left_empty_reads_one_of_two(cast):
    membership = cast.seats["welfare"].memberships.get(person=cast.school_chief)
    actions.end_membership(membership, until=CHANGE, by=cast.administrator)
    row = row_of(cast.steering, cast.seats["welfare"])
    assert row.filled == "1 af 2 besat"
    assert row.vacancy == "ubesat siden 1. september 2026"
    assert sentences.missing_in(queries.state_of(cast.steering)) == "Styregruppen har 1 ubesat plads."


@pytest.mark.requirement("R62")
def test_a_seat_for_managers_is_refused_to_somebody_who_leads_nothing(cast):
    membership = cast.seats["welfare"].memberships.get(person=cast.school_chief)
    actions.end_membership(membership, until=CHANGE, by=cast.administrator)
    with pytest.raises(NotPossible, match="skal besættes af en leder"):
        actions.add_membership(
            cast.seats["welfare"], person=cast.health_representative, since=CHANGE, by=cast.administrator
        )


@pytest.mark.requirement("R63")
def test_a_welfare_seat_is_refused_to_a_chief_from_elsewhere(cast):
    membership = cast.seats["welfare"].memberships.get(person=cast.school_chief)
    actions.end_membership(membership, until=CHANGE, by=cast.administrator)
    with pytest.raises(NotPossible, match="er for en fra Velfærdsområdet"):
        actions.add_membership(cast.seats["welfare"], person=cast.labour_chief, since=CHANGE, by=cast.administrator)
    actions.add_membership(cast.seats["welfare"], person=cast.social_chief, since=CHANGE, by=cast.administrator)
    assert row_of(cast.steering, cast.seats["welfare"]).filled == "2 af 2 besat"


@pytest.mark.requirement("R63")
def test_no_more_people_than_places_at_any_time(cast):
    with pytest.raises(NotPossible, match="er optaget i perioden"):
        actions.add_membership(cast.seats["welfare"], person=cast.social_chief, since=TODAY, by=cast.administrator)


@pytest.mark.requirement("R63")
def test_a_successor_may_be_registered_from_the_day_the_place_is_free(cast):
    leaving = cast.seats["SD"].memberships.get()
    coming = dt.date(2027, 1, 1)
    actions.end_membership(leaving, until=coming, by=cast.programme_secretary)
    with pytest.raises(NotPossible, match="er optaget i perioden"):
        actions.add_membership(
            cast.seats["SD"], person=cast.school_chief, since=coming - dt.timedelta(days=1), by=cast.administrator
        )
    actions.add_membership(cast.seats["SD"], person=cast.school_chief, since=coming, by=cast.administrator)
    assert queries.seats_on(cast.programme, coming)


@pytest.mark.requirement("R63")
def test_nobody_sits_twice_among_the_members(cast):
    extra = actions.add_seat(
        cast.programme, title="Ekstra medlem", role=SeatRole.MEMBER, since=TODAY, by=cast.administrator
    )
    with pytest.raises(NotPossible, match="sidder allerede i Programgruppen"):
        actions.add_membership(extra, person=cast.culture_representative, since=TODAY, by=cast.administrator)
    with pytest.raises(NotPossible, match="sidder allerede i Programgruppen"):
        actions.add_membership(extra, person=cast.programme_chair, since=TODAY, by=cast.administrator)


@pytest.mark.requirement("R61")
def test_a_seat_that_follows_a_position_is_filled_through_the_position(cast):
    with pytest.raises(NotPossible, match="følger stillingen Stabschef"):
        actions.add_membership(cast.seats["staff_chief"], person=cast.health_chief, since=TODAY, by=cast.administrator)
    with pytest.raises(NotPossible, match="kan kun have én person"):
        actions.add_seat(
            cast.steering,
            title="To på én stilling",
            role=SeatRole.MEMBER,
            since=TODAY,
            places=2,
            position=cast.positions["STAB"],
            by=cast.administrator,
        )


@pytest.mark.requirement("R64", "R69")
@pytest.mark.parametrize("group", ["steering", "programme"])
def test_a_secretary_has_the_secretarys_rights_and_no_seat_among_the_members(cast, group):
    body, secretary = getattr(cast, group), getattr(cast, f"{group}_secretary")
    assert rules.is_secretary(secretary, body)
    assert not rules.is_member(secretary, body)
    assert rules.belongs_to(secretary, body)
    assert secretary not in [holder.person for holder in queries.members_on(body)]
    state = queries.state_of(body)
    assert [place.seat.title for place in state.beside] == ["Sekretær"]


@pytest.mark.requirement("R64")
def test_the_secretary_must_come_from_digitalisation(cast):
    extra = actions.add_seat(
        cast.steering,
        title="Sekretær nr. to",
        role=SeatRole.SECRETARY,
        since=TODAY,
        units=[cast.units["BID-D"]],
        by=cast.administrator,
    )
    with pytest.raises(NotPossible, match="er for en fra Digitalisering"):
        actions.add_membership(extra, person=cast.health_representative, since=TODAY, by=cast.administrator)


@pytest.mark.requirement("R69")
def test_one_person_may_be_secretary_of_both_groups(cast):
    actions.end_membership(cast.seats["programme_secretary"].memberships.get(), until=TODAY, by=cast.administrator)
    actions.add_membership(
        cast.seats["programme_secretary"], person=cast.steering_secretary, since=TODAY, by=cast.administrator
    )
    both = cast.fresh("steering_secretary")
    assert rules.is_secretary(both, cast.steering)
    assert rules.is_secretary(both, cast.programme)


@pytest.mark.requirement("R65")
def test_the_head_of_digitalisation_chairs_one_group_and_is_member_of_the_other_with_one_account(cast):
    head = cast.programme_chair
    assert rules.is_chair(head, cast.programme)
    assert rules.is_member(head, cast.steering)
    assert not rules.is_chair(head, cast.steering)
    seats = {(row.seat.body.name, row.seat.role) for row in queries.seats_of_person(head) if row.is_present}
    assert seats == {("Programgruppen", SeatRole.CHAIR), ("Styregruppen", SeatRole.MEMBER)}


@pytest.mark.requirement("R66")
def test_the_mix_of_profiles_is_counted_and_the_list_can_grow(cast):
    assert dict(queries.profile_mix(queries.seats_on(cast.programme))) == {
        "Koordinator": 3,
        "It-ansvarlig": 2,
        "Projektleder": 1,
        "Superbruger": 1,
    }
    new = actions.add_member_profile(fields={"name": "Dataansvarlig"}, by=cast.administrator)
    membership = cast.seats["TM"].memberships.get()
    actions.revise_membership(membership, fields={"profile": new}, by=cast.programme_secretary)
    assert ("Dataansvarlig", 1) in queries.profile_mix(queries.seats_on(cast.programme))


@pytest.mark.requirement("R67")
def test_a_new_area_of_responsibility_shows_an_unfilled_seat_and_a_gap(cast):
    new = people.add_unit(
        fields={
            "code": "BEREDSKAB",
            "name": "Beredskab",
            "kind_of_unit": "chief_area",
            "parent": cast.units["FF"],
            "since": TODAY,
        },
        by=cast.administrator,
    )
    state = queries.state_of(cast.programme)
    assert "Repræsentant for Beredskab" in [str(place.seat) for place in state.vacancies]
    assert new in [row.unit for row in state.gaps]


@pytest.mark.requirement("R67")
def test_a_renamed_area_gives_its_seat_the_new_name(cast):
    people.rename_unit(cast.units["TM"], name="Plan og Miljø", short_name="", since=TODAY, by=cast.administrator)
    cast.seats["TM"].refresh_from_db()
    assert cast.seats["TM"].title == "Repræsentant for Plan og Miljø"


@pytest.mark.requirement("R67")
def test_a_seat_in_the_programme_group_represents_one_area(cast):
    with pytest.raises(NotPossible, match="dækningsaftale"):
        actions.add_seat(
            cast.programme,
            title="To områder",
            role=SeatRole.MEMBER,
            since=TODAY,
            units=[cast.units["KF"], cast.units["EJ"]],
            by=cast.administrator,
        )


@pytest.mark.requirement("R67")
def test_the_chief_of_the_area_chooses_its_representative_and_a_member_does_not(cast):
    with pytest.raises(NotPermitted):
        actions.add_membership(cast.seats["SOC"], person=cast.social_chief, since=TODAY, by=cast.culture_representative)
    actions.add_membership(cast.seats["SOC"], person=cast.social_chief, since=TODAY, by=cast.social_chief)
    assert not queries.state_of(cast.programme).gaps


@pytest.mark.requirement("D2")
def test_the_history_of_a_body_tells_who_got_which_seat(cast):
    actions.add_membership(cast.seats["SOC"], person=cast.social_chief, since=TODAY, by=cast.programme_secretary)
    entry = queries.history_of_body(cast.programme)[0]
    assert entry.who == "Digitaliseringskonsulent B"
    assert entry.what == "gav Socialchef pladsen “Repræsentant for Socialområdet” fra 22. november 2026"
    assert trail.verify()[0] is None


@pytest.mark.requirement("R63")
def test_ending_a_seat_ends_its_memberships(cast):
    actions.end_seat(cast.seats["TM"], until=TODAY, by=cast.administrator)
    assert queries.seats_of(cast.fresh("technical_representative")) == set()
    assert cast.seats["TM"].pk not in [place.seat.pk for place in queries.seats_on(cast.programme)]


@pytest.mark.requirement("R63")
def test_the_seats_of_all_bodies_cost_the_same_few_queries(cast, django_assert_max_num_queries):
    bodies = list(queries.bodies_for(cast.administrator))
    with django_assert_max_num_queries(9):
        queries.seats_of_bodies(bodies)
