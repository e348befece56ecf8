"""The golden thread: from a proposal to a changed project and what is followed up."""

import datetime as dt

import pytest

from tests.meetings.conftest import PG_DAY, SG_DAY
from tvaerblik.audit.queries import history_of, verify
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Case, CaseState, Decision, FollowUp, ItemState
from tvaerblik.outbox.models import Message


@pytest.mark.requirement("R34", "R37", "R45", "R46", "R71", "R72", "R74", "R75", "R81", "R84")
def test_a_case_goes_from_proposal_to_a_changed_project_and_its_follow_up(story, town):
    with story.on(dt.date(2026, 10, 5)):
        pg_meeting, sg_meeting = story.meeting(town.pg, PG_DAY), story.meeting()
        case = story.case(by=town.social, meeting=pg_meeting)
        story.point(case, "projektet deles i to etaper")
        story.point(
            case, "at slutdatoen flyttes til 31. december 2026.", effect="set_end_date", value=dt.date(2026, 12, 31)
        )
        budget = story.point(case, "budgettet hæves til 520.000 kr.", effect="set_budget", value=520_000)
        assert [point.text for point in case.points.all()][1] == "slutdatoen flyttes til 31. december 2026"
        item = case.items.get()
        assert (item.state, case.items.get().recommends_to) == (ItemState.PROPOSED, town.sg)
        actions.accept_item(item, material_owner=town.it, by=town.pg_secretary)
        assert Message.objects.filter(recipient=town.it, subject__contains="VUM 2.0").exists()
        actions.ready_item(item, by=town.it)
    with story.on(dt.date(2026, 10, 26)):
        story.sent(pg_meeting)
    with story.on(PG_DAY):
        actions.start_meeting(pg_meeting, by=town.pg_secretary)
        recommendation = story.decided(item)
        story.in_force(pg_meeting)
    town.vum.refresh_from_db()
    assert town.vum.end == dt.date(2026, 9, 30), "a recommendation changes nothing"
    recommendation.refresh_from_db()
    assert recommendation.number == "P-2026-001"

    with story.on(dt.date(2026, 11, 9)):
        case = Case.objects.get(pk=case.pk)
        sg_item = actions.submit_case(case, meeting=sg_meeting, by=town.digital)
        case.refresh_from_db()
        assert case.number == "I-2026-01"
        story.ready(sg_item)
        story.pre_treated(sg_item)
    with story.on(dt.date(2026, 11, 23)):
        story.approved(sg_meeting)
    with story.on(dt.date(2026, 11, 24)):
        package = actions.send_agenda(sg_meeting, by=town.secretary)
    shown = next(entry for entry in package.content["items"] if entry["item_id"] == sg_item.pk)
    assert shown["route"] == ["PG", "CF", "SG"]
    assert shown["recommended_by"] == town.pg.name
    assert "Behandlet i Chefforum den 18. november 2026" in shown["chief_meeting"]
    assert shown["points"][1]["effect"] == "C06 VUM 2.0: Slutdato 30. september 2026 → 31. december 2026"
    assert {row.person for row in package.recipients.filter(sees_closed=True)} == {
        town.chair, town.staff, town.social, town.digital, town.secretary,
    }  # fmt: skip
    assert [row.person for row in package.recipients.filter(sees_closed=False)] == [town.director]

    with story.on(SG_DAY):
        actions.start_meeting(sg_meeting, by=town.secretary)
        points = [
            actions.PointDecision(point, "approved")
            if point != budget
            else actions.PointDecision(
                point, "approved_with_changes", "Budgettet hæves til 480.000 kr.", {point.effects.get().pk: 480_000}
            )
            for point in case.points.all()
        ]
        decision = actions.decide_item(sg_item, points=points, by=town.secretary)
        assert (decision.number, decision.outcome) == ("STG-2026-001", "approved_with_changes")
        actions.add_follow_up(
            decision, text="Rapportér om etape 1", owner=town.social, due=dt.date(2027, 3, 2), by=town.secretary
        )
        minutes = story.ended(sg_meeting)
        actions.submit_minutes(minutes, by=town.secretary)
    town.vum.refresh_from_db()
    assert town.vum.budget == 400_000, "nothing changes before the minutes are approved"

    with story.on(dt.date(2026, 12, 8)):
        actions.approve_minutes(minutes, by=town.chair)
    town.vum.refresh_from_db()
    assert (town.vum.end, town.vum.budget) == (dt.date(2026, 12, 31), 480_000)
    decision = Decision.objects.get(pk=decision.pk)
    applied = [effect for row in decision.points.all() for effect in row.effects.all()]
    assert [(e.before, e.recommended, e.decided) for e in applied] == [
        ("2026-09-30", "2026-12-31", "2026-12-31"),
        (400_000, 520_000, 480_000),
    ]
    case.refresh_from_db()
    assert case.state == CaseState.DECIDED
    told = history_of(town.vum)
    assert "budget sat ved beslutning STG-2026-001" in {entry.what for entry in told}

    with story.on(dt.date(2027, 2, 20)):
        follow_up = FollowUp.objects.get()
        actions.report_follow_up(follow_up, report="Etape 1 er i drift.", by=town.social)
        actions.accept_follow_up(follow_up, by=town.secretary)
        actions.close_meeting(sg_meeting, by=town.secretary)
    assert FollowUp.objects.get().state == "done"
    assert verify()[0] is None
