"""Which areas are represented: by a seat, by agreement, or through a larger unit."""

import datetime as dt

import pytest

from tests.bodies.conftest import TODAY
from tests.cast import FIRST_DAY, make_person
from tvaerblik.bodies import actions, queries, sentences
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.people import actions as people


def coverage(body, unit, day=TODAY):
    return next(row for row in queries.coverage_of(body, day) if row.unit.pk == unit.pk)


def propose(cast, by=None, **more):
    """The health representative shall cover the social area too."""
    more.setdefault("since", TODAY)
    return actions.agree_on_coverage(
        cast.seats["SO"], units=[cast.units["SOC"]], by=by or cast.programme_secretary, **more
    )


@pytest.mark.requirement("R68")
def test_an_agreement_that_one_chief_has_not_agreed_to_covers_nothing(cast):
    agreement = propose(cast)
    actions.give_consent(agreement.consents.get(unit=cast.units["SO"]), by=cast.health_chief)
    row = coverage(cast.programme, cast.units["SOC"])
    assert row.is_gap
    assert row.waiting_for == ("Socialområdet",)
    assert "afventer chefen for Socialområdet" in sentences.of_body(queries.state_of(cast.programme), TODAY)


@pytest.mark.requirement("R68")
def test_when_both_chiefs_have_agreed_the_area_is_covered_and_its_seat_no_longer_vacant(cast):
    agreement = propose(cast)
    actions.give_consent(agreement.consents.get(unit=cast.units["SO"]), by=cast.health_chief)
    actions.give_consent(agreement.consents.get(unit=cast.units["SOC"]), by=cast.social_chief)
    state = queries.state_of(cast.programme)
    assert coverage(cast.programme, cast.units["SOC"]).persons == (cast.health_representative,)
    assert not state.gaps
    assert not state.vacancies
    assert state.held == state.wanted
    assert sentences.of_body(state, TODAY) == "Alle pladser er besat, og alle områder er dækket."


@pytest.mark.requirement("R68")
def test_the_seats_own_area_stays_covered_while_the_agreement_waits(cast):
    propose(cast)
    assert coverage(cast.programme, cast.units["SO"]).persons == (cast.health_representative,)


@pytest.mark.requirement("R68")
def test_the_agreement_tells_who_agreed_and_when_and_holds_from_and_to(cast):
    state = queries.state_of(cast.programme)
    (row,) = sentences.agreement_rows(state, TODAY, cast.employee)
    assert row.is_complete
    assert row.period == "1. januar 2026 – 31. december 2027"
    assert sorted(line.text for line in row.consents) == [
        "Ejendomschef gav tilsagn den 1. januar 2026",
        "Kultur- og fritidschef gav tilsagn den 1. januar 2026",
    ]
    assert coverage(cast.programme, cast.units["EJ"], dt.date(2027, 12, 31)).persons
    assert coverage(cast.programme, cast.units["EJ"], dt.date(2028, 1, 1)).is_gap


@pytest.mark.requirement("R68")
def test_only_the_areas_own_chief_agrees_or_an_administrator_records_it(cast):
    agreement = propose(cast)
    consent = agreement.consents.get(unit=cast.units["SOC"])
    for somebody in (cast.health_chief, cast.programme_chair, cast.social_representative):
        with pytest.raises(NotPermitted, match="Kun chefen for Socialområdet"):
            actions.give_consent(consent, by=somebody)
    recorded = actions.give_consent(consent, by=cast.administrator)
    assert recorded.chief == cast.social_chief
    with pytest.raises(NotPossible, match="har allerede givet sit tilsagn"):
        actions.give_consent(consent, by=cast.social_chief)


@pytest.mark.requirement("R68")
def test_a_chief_who_proposes_has_agreed_for_the_own_area(cast):
    agreement = propose(cast, by=cast.health_chief)
    assert [consent.unit for consent in agreement.missing_on(TODAY)] == [cast.units["SOC"]]


@pytest.mark.requirement("R68")
def test_a_chiefs_assistant_does_not_agree_for_the_chief(cast):
    agreement = propose(cast)
    assistant = cast.fresh("social_representative")
    people.assign_assistant(cast.social_chief, assistant=assistant, since=TODAY, by=cast.social_chief)
    assistant.acting_for = cast.social_chief
    with pytest.raises(NotPermitted):
        actions.give_consent(agreement.consents.get(unit=cast.units["SOC"]), by=assistant)


@pytest.mark.requirement("R68")
def test_two_agreements_do_not_overlap_on_an_area(cast):
    propose(cast)
    with pytest.raises(NotPossible, match="allerede en aftale"):
        actions.agree_on_coverage(cast.seats["SD"], units=[cast.units["SOC"]], since=TODAY, by=cast.programme_secretary)


@pytest.mark.requirement("R68")
def test_an_ended_agreement_leaves_a_gap_from_the_day(cast):
    agreement = cast.seats["KF"].agreements.get()
    end = dt.date(2026, 12, 1)
    actions.end_agreement(agreement, until=end, by=cast.culture_chief)
    assert not coverage(cast.programme, cast.units["EJ"]).is_gap
    assert coverage(cast.programme, cast.units["EJ"], end).is_gap


@pytest.mark.requirement("R67", "R68")
def test_an_area_with_its_own_representative_and_an_agreement_is_covered_twice(cast):
    own = make_person("Ejendomskonsulent", cast.units["EJ"], by=cast.administrator)
    actions.add_membership(cast.seats["EJ"], person=own, since=TODAY, by=cast.property_chief)
    row = coverage(cast.programme, cast.units["EJ"])
    assert row.is_double
    assert set(row.persons) == {own, cast.culture_representative}
    (line,) = [
        line
        for line in sentences.coverage_rows(queries.state_of(cast.programme), TODAY, None)
        if line.row.unit == cast.units["EJ"]
    ]
    assert line.word == "dækket to gange"


@pytest.mark.requirement("R62")
def test_the_steering_group_covers_welfare_through_its_two_chiefs_until_both_seats_are_empty(cast):
    row = coverage(cast.steering, cast.units["SOC"])
    assert row.through == cast.units["VEL"]
    for membership in cast.seats["welfare"].memberships.all():
        actions.end_membership(membership, until=TODAY, by=cast.administrator)
    gaps = [row.unit.name for row in queries.state_of(cast.steering).gaps]
    assert gaps == ["Skole- og dagtilbudsområdet", "Socialområdet", "Sundheds- og omsorgsområdet"]
    assert "ingen dækker Skole- og dagtilbudsområdet" in sentences.missing_in(queries.state_of(cast.steering))


@pytest.mark.requirement("R62", "R67")
def test_an_area_is_told_who_represents_it_in_both_groups(cast):
    found = {row.body.name: [p.name for p in row.coverage.persons] for row in queries.represented_in(cast.units["EJ"])}
    assert found == {"Programgruppen": ["Digital udviklingskonsulent"], "Styregruppen": ["Chef for Teknik og Miljø"]}


@pytest.mark.requirement("R68")
def test_a_waiting_consent_is_a_task_of_the_chief_alone(cast):
    propose(cast)
    assert [row.unit for row in queries.waiting_consents_of(cast.social_chief, TODAY)] == [cast.units["SOC"]]
    assert queries.waiting_consents_of(cast.labour_chief, TODAY) == []


@pytest.mark.requirement("R7", "R67")
def test_merged_areas_give_one_new_seat_and_end_the_old_ones_and_their_agreement(cast):
    people.merge_units(
        cast.units["KF"],
        others=[cast.units["EJ"]],
        code="KFE",
        name="Kultur, Fritid og Ejendomme",
        day=TODAY,
        by=cast.administrator,
    )
    state = queries.state_of(cast.programme)
    assert "Repræsentant for Kultur, Fritid og Ejendomme" in [str(place.seat) for place in state.places]
    assert cast.seats["KF"].pk not in [place.seat.pk for place in state.places]
    assert cast.seats["KF"].agreements.get().until == TODAY
    assert coverage(cast.programme, cast.units["EJ"], TODAY - dt.timedelta(days=1)).persons
    assert [holder.person for holder in queries.members_on(cast.programme, FIRST_DAY)]


@pytest.mark.requirement("R68")
def test_nobody_agrees_on_a_day_to_come(cast):
    agreement = propose(cast)
    tomorrow = clock.today() + dt.timedelta(days=1)
    with pytest.raises(NotPossible, match="ikke er kommet"):
        actions.give_consent(agreement.consents.get(unit=cast.units["SOC"]), agreed_on=tomorrow, by=cast.social_chief)


@pytest.mark.requirement("R62")
def test_a_seat_that_names_no_area_stands_for_the_unit_of_its_position(cast):
    actions.revise_seat(cast.seats["chair"], fields={"units": []}, by=cast.administrator)
    assert coverage(cast.steering, cast.units["BID"]).persons == (cast.steering_chair,)
