"""The decision drives the record: what is decided, when it counts, and what happens when the record has moved."""

import datetime as dt

import pytest
from django.db import transaction

from tests.meetings.conftest import PG_DAY, SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.audit.queries import history_of
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Case, DecidedEffect, Decision, Outcome
from tvaerblik.meetings.rules import decisions as rules
from tvaerblik.portfolio import actions as portfolio

NEW_END = dt.date(2026, 12, 31)
LATER_END = dt.date(2027, 2, 28)
RUNS_SG = "Kun sekretæren eller formanden for Styregruppen kan gøre det."


@pytest.fixture
def meeting(story):
    return story.meeting()


@pytest.fixture
def item(story, meeting):
    return story.dated_case(meeting=meeting).items.get()


@pytest.fixture
def begun(story, meeting, item):
    """The meeting has begun; the clock stands at its day for the rest of the test."""
    with story.on(SG_DAY):
        story.started(meeting)
        yield item


def point_of(item):
    return item.case.points.get()


def end_of(project):
    project.refresh_from_db()
    return project.end


@pytest.mark.requirement("R34", "R45")
def test_a_decision_changes_the_record_when_the_minutes_are_approved(story, town, meeting, begun):
    decision = story.decided(begun)
    minutes = story.ended(meeting)
    actions.submit_minutes(minutes, by=town.secretary)
    assert end_of(town.vum) == dt.date(2026, 9, 30)
    actions.approve_minutes(minutes, by=town.chair)
    assert end_of(town.vum) == NEW_END
    assert "slutdato sat ved beslutning STG-2026-001" in [entry.what for entry in history_of(town.vum)]
    assert Decision.objects.get(pk=decision.pk).package == meeting.packages.get()


def test_an_urgent_decision_changes_the_record_at_once(story, town, begun):
    decision = story.decided(begun, is_urgent=True)
    assert end_of(town.vum) == NEW_END
    assert decision.in_force_at is not None
    assert Case.objects.get(pk=begun.case_id).state == "decided"


@pytest.mark.requirement("R46")
def test_a_recommendation_changes_nothing_and_lets_the_case_go_on(story, town):
    meeting = story.meeting(town.pg, PG_DAY)
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(PG_DAY):
        story.started(meeting)
        decision = story.decided(item)
        story.in_force(meeting)
    assert end_of(town.vum) == dt.date(2026, 9, 30)
    assert not DecidedEffect.objects.filter(point_outcome__decision=decision).exists()
    assert Case.objects.get().state == "preparing"


def test_an_operational_decision_of_the_programme_group_changes_the_record(story, town):
    meeting = story.meeting(town.pg, PG_DAY)
    item = story.dated_case(meeting=meeting).items.get()
    actions.revise_item(item, fields={"recommends_to": None}, by=town.pg_secretary)
    with story.on(PG_DAY):
        story.started(meeting)
        story.decided(item)
        story.in_force(meeting)
    assert end_of(town.vum) == NEW_END


def test_the_body_decides_another_value_than_was_recommended(story, town, meeting, begun):
    point = point_of(begun)
    effect = point.effects.get()

    def decided(outcome, wording):
        values = {effect.pk: LATER_END}
        return [actions.PointDecision(point, outcome, wording, values)]

    with not_possible("Pkt. 1 har en anden værdi end indstillet; så er udfaldet “godkendt med ændringer”."):
        actions.decide_item(begun, points=decided("approved", ""), by=town.secretary)
    with not_possible("Skriv, hvad der blev besluttet i stedet for pkt. 1."):
        actions.decide_item(begun, points=decided("approved_with_changes", " "), by=town.secretary)
    assert not Decision.objects.exists()
    actions.decide_item(begun, points=decided("approved_with_changes", "Først til februar."), by=town.secretary)
    story.in_force(meeting)
    assert end_of(town.vum) == LATER_END
    row = DecidedEffect.objects.get()
    assert (row.recommended, row.decided, row.before) == ("2026-12-31", "2027-02-28", "2026-09-30")


@pytest.mark.parametrize("outcome", ["not_approved", "lapsed"])
def test_a_point_that_is_not_carried_changes_nothing(story, town, meeting, begun, outcome):
    story.decided(begun, outcome)
    story.in_force(meeting)
    assert end_of(town.vum) == dt.date(2026, 9, 30)
    assert Case.objects.get().state == "decided"


def test_a_postponed_case_says_until_when_and_can_come_again(story, town, meeting, begun):
    later = story.meeting(day=dt.date(2027, 3, 2))
    with not_possible("Skriv, hvornår eller hvortil det er udsat."):
        story.decided(begun, "postponed")
    story.decided(begun, "postponed", text="Udsat til AI-politikken foreligger.")
    story.in_force(meeting)
    case = Case.objects.get()
    assert case.state == "preparing"
    assert actions.place_case(case, meeting=later, by=town.it).meeting == later


@pytest.mark.requirement("R73")
@pytest.mark.parametrize(
    ("purpose", "word", "allowed"),
    [
        ("information", "Til information", {"noted", "postponed"}),
        ("discussion", "Til drøftelse", {"discussed", "postponed", "referred"}),
    ],
)
def test_the_purpose_limits_the_outcome(story, town, purpose, word, allowed):
    meeting = story.meeting()
    item = story.case(meeting=meeting, purpose=purpose).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        for outcome in Outcome:
            if outcome in allowed:
                continue
            with not_possible(f"Et punkt, der er “{word}”, kan ikke ende som “{outcome.label}”."):
                actions.decide_item(item, outcome=outcome, text="Ord", by=town.secretary)
        assert set(rules.outcomes_of(item)) == allowed
        decision = actions.decide_item(item, outcome=min(allowed), text="Ord", by=town.secretary)
    assert decision.number == "", "only decisions have numbers"


def test_every_point_has_an_outcome(story, town, begun):
    with not_possible("Alle punkter skal have et udfald."):
        actions.decide_item(begun, outcome="approved", by=town.secretary)


def test_points_that_end_differently_make_the_whole_approved_with_changes(story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    other = story.point(case, "budgettet hæves", effect="set_budget", value=520_000)
    first = case.points.exclude(pk=other.pk).get()
    item = case.items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        points = [actions.PointDecision(first, "approved"), actions.PointDecision(other, "not_approved")]
        decision = actions.decide_item(item, points=points, by=town.secretary)
        story.in_force(meeting)
    assert decision.outcome == "approved_with_changes"
    town.vum.refresh_from_db()
    assert (town.vum.end, town.vum.budget) == (NEW_END, 400_000)


def test_decisions_are_written_when_the_meeting_has_begun_and_once(story, town, meeting, item):
    story.sent(meeting)
    with not_possible("Beslutninger skrives, når mødet er begyndt."):
        story.decided(item)
    with story.on(SG_DAY):
        actions.start_meeting(meeting, by=town.secretary)
        story.decided(item)
        with not_possible("Punktet er “behandlet” og kan ikke besluttes nu."):
            story.decided(item)


@pytest.mark.requirement("R81")
def test_only_secretary_and_chair_write_decisions(story, town, begun):
    with not_permitted(RUNS_SG):
        story.decided(begun, by=town.staff)
    assert story.decided(begun, by=town.chair)


@pytest.mark.requirement("R81")
def test_what_was_written_is_corrected_with_a_reason_until_the_chair_has_it(story, town, meeting, begun):
    decision = story.decided(begun)
    points = [actions.PointDecision(point_of(begun), "not_approved")]

    def corrected(by=town.secretary):
        return actions.revise_decision(decision, points=points, reason="Hørt forkert", by=by)

    with not_permitted(RUNS_SG):
        corrected(by=town.staff)
    assert corrected().outcome == "not_approved"
    assert not DecidedEffect.objects.exists()
    assert "rettede beslutningen: Hørt forkert" in [entry.what for entry in history_of(decision)]
    minutes = story.ended(meeting)
    actions.submit_minutes(minutes, by=town.secretary)
    with not_possible("Referatet er “til formandens godkendelse”. Formanden skal returnere det først."):
        corrected()
    actions.return_minutes(minutes, comment="Se pkt. 3", by=town.chair)
    corrected()
    actions.submit_minutes(minutes, by=town.secretary)
    actions.approve_minutes(minutes, by=town.chair)
    with not_possible("Beslutningen er i kraft. Den kan kun ændres ved en ny beslutning."):
        corrected()
    decision.refresh_from_db()
    assert decision.number == "STG-2026-001", "the number stays through corrections"
    assert end_of(town.vum) == dt.date(2026, 9, 30)


def moved_meanwhile(project, by):
    """Somebody changes what only a decision may change, as another decision would."""
    portfolio.change_by_decision(
        project, field="end", value=dt.date(2026, 11, 15), decision="STG-2026-099", verb="set_end_date", by=by
    )


CLASH = (
    "C06 VUM 2.0, Slutdato: den var 30. september 2026, da materialet blev udsendt, "
    "er 15. november 2026 nu, og 31. december 2026 blev besluttet."
)


def test_a_record_that_changed_meanwhile_is_looked_at_before_the_decision_is_carried_out(story, town, meeting, begun):
    decision = story.decided(begun)
    effect = DecidedEffect.objects.get()
    with not_possible("Der er intet at bekræfte: registret er, som materialet sagde, eller det er bekræftet."):
        actions.confirm_effect(effect, by=town.secretary)
    moved_meanwhile(town.vum, town.chair)
    minutes = story.ended(meeting)
    actions.submit_minutes(minutes, by=town.secretary)
    with not_possible(f"“Godkend referatet” kan ikke lade sig gøre endnu: {CLASH}") as refusal:
        actions.approve_minutes(minutes, by=town.chair)
    assert refusal.value.gaps[0].url == decision.get_absolute_url()
    with not_permitted(RUNS_SG):
        actions.confirm_effect(effect, by=town.staff)
    with not_possible(f"Registret er ændret, siden materialet blev udsendt. Se begge værdier, og bekræft: {CLASH}"):
        actions.put_in_force(decision, by=town.chair)
    actions.confirm_effect(effect, by=town.secretary)
    actions.approve_minutes(minutes, by=town.chair)
    assert end_of(town.vum) == NEW_END
    effect.refresh_from_db()
    assert (effect.seen, effect.confirmed, effect.before) == ("2026-09-30", "2026-11-15", "2026-11-15")


def test_a_confirmation_does_not_cover_what_changes_after_it(story, town, meeting, begun):
    story.decided(begun)
    effect = DecidedEffect.objects.get()
    moved_meanwhile(town.vum, town.chair)
    actions.confirm_effect(effect, by=town.secretary)
    portfolio.change_by_decision(
        town.vum, field="end", value=LATER_END, decision="STG-2026-100", verb="set_end_date", by=town.chair
    )
    effect.refresh_from_db()
    assert rules.is_clash(effect)


def test_a_record_that_already_has_the_decided_value_is_no_clash(story, town, meeting, begun):
    story.decided(begun)
    portfolio.change_by_decision(
        town.vum, field="end", value=NEW_END, decision="STG-2026-099", verb="set_end_date", by=town.chair
    )
    story.in_force(meeting)
    assert end_of(town.vum) == NEW_END


def test_an_urgent_decision_on_a_changed_record_waits_for_the_confirmation(story, town, begun):
    moved_meanwhile(town.vum, town.chair)
    decision = story.decided(begun, is_urgent=True)
    assert decision.in_force_at is None
    confirmed = actions.confirm_effect(DecidedEffect.objects.get(), by=town.secretary)
    assert confirmed.in_force_at is not None
    assert end_of(town.vum) == NEW_END


def test_two_decisions_of_one_meeting_on_the_same_field_are_no_clash(story, town):
    """The body decided both and knows it; the later item wins."""
    meeting = story.meeting()
    first = story.dated_case(meeting=meeting).items.get()
    second = story.case("VUM 2.0 flyttes igen", meeting=meeting)
    story.point(second, effect="set_end_date", value=LATER_END)
    with story.on(SG_DAY):
        story.started(meeting)
        story.decided(first)
        story.decided(second.items.get())
        story.in_force(meeting)
    assert end_of(town.vum) == LATER_END


def test_what_the_record_refuses_stops_the_whole_approval(story, town):
    """All or nothing: a project that has closed cannot be put on hold, so no decision of the meeting counts."""
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    other = story.case("C06 sættes på pause", meeting=meeting)
    story.point(other, "projektet sættes på pause", effect="set_state", value="on_hold")
    with story.on(SG_DAY):
        story.started(meeting)
        for one in (case, other):
            story.decided(one.items.get())
        minutes = story.ended(meeting)
        actions.submit_minutes(minutes, by=town.secretary)
        town.vum.state = "closed"
        town.vum.save()
        DecidedEffect.objects.filter(point_effect__effect__endswith="set_state").update(seen="closed")
        with not_possible("C06 er “Afsluttet” og kan ikke blive “Sat på pause”."), transaction.atomic():
            actions.approve_minutes(minutes, by=town.chair)
    assert end_of(town.vum) == dt.date(2026, 9, 30)
    assert not Decision.objects.filter(in_force_at__isnull=False).exists()
