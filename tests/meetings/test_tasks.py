"""What awaits each person on the start page, from the first proposal to the last follow-up."""

import datetime as dt

import pytest

from tests.meetings.conftest import SG_DAY
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import DecidedEffect
from tvaerblik.meetings.tasks import tasks_of
from tvaerblik.portfolio import actions as portfolio

SG = "Styregruppen, 1. december 2026"
CASE = "VUM 2.0 omlægges i to etaper"


def titles(by):
    return [task.title for task in tasks_of(by)]


@pytest.mark.requirement("R46")
def test_a_proposal_for_a_distant_meeting_awaits_an_answer_at_once(story, town):
    story.dated_case(meeting=story.meeting())
    with story.on(dt.date(2026, 8, 3)):
        assert titles(town.secretary) == [f"Optag eller afvis: {CASE}"]
        assert titles(town.it) == []


@pytest.mark.requirement("R74", "R75", "R84", "R81")
def test_each_step_awaits_the_one_it_belongs_to(story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(dt.date(2026, 11, 2)):
        assert titles(town.secretary) == [f"Optag eller afvis: {CASE}"]
        actions.accept_item(item, material_owner=town.it, by=town.secretary)
        task = tasks_of(town.it)[0]
        assert (task.title, task.due, task.overdue) == (f"Skriv materialet: {CASE}", dt.date(2026, 11, 16), False)
    with story.on(dt.date(2026, 11, 18)):
        assert tasks_of(town.it)[0].overdue
        actions.ready_item(item, by=town.it)
        assert titles(town.it) == []
        mark = f"Markér materialet som forberedt: {SG}"
        assert titles(town.secretary) == [mark]
        actions.mark_prepared(meeting, by=town.secretary)
        assert titles(town.secretary) == []
        waiting = tasks_of(town.digital)[0]
        assert (waiting.title, waiting.note) == (mark, "Styregruppens sekretær har markeret materialet.")
        assert titles(town.chair) == []
        actions.mark_prepared(meeting, by=town.digital)
        assert titles(town.chair) == [f"Godkend materialet: {SG}"]
        actions.return_item(item, comment="Økonomi mangler.", by=town.chair)
        back = tasks_of(town.it)[0]
        assert (back.title, back.note) == (f"Returneret af formanden: {CASE}", "Økonomi mangler.")
        actions.ready_item(item, by=town.it)
        story.approved(meeting)
        assert titles(town.chair) == []
        assert titles(town.secretary) == [f"Udsend dagsordenen: {SG}"]
        actions.send_agenda(meeting, by=town.secretary)
        assert titles(town.secretary) == []
    with story.on(SG_DAY):
        actions.start_meeting(meeting, by=town.secretary)
        decision = story.decided(item)
        minutes = story.ended(meeting)
        assert titles(town.secretary) == [f"Send referatet til formanden: {SG}"]
        actions.submit_minutes(minutes, by=town.secretary)
        assert titles(town.chair) == [f"Godkend referatet: {SG}"]
        portfolio.change_by_decision(
            town.vum, field="end", value=dt.date(2026, 11, 15), decision="X", verb="set_end_date", by=town.chair
        )
        assert titles(town.secretary) == ["Se, hvad der er ændret, før STG-2026-001 føres ud i livet"]
        actions.confirm_effect(DecidedEffect.objects.get(), by=town.secretary)
        actions.approve_minutes(minutes, by=town.chair)
        told = [f"Orientér direktion og chefforum: {SG}"]
        assert titles(town.chair) == titles(town.secretary) == told
        given = {"title": "Nyt", "text": "C06 deles i to etaper.", "people": [town.director]}
        actions.send_briefing(actions.write_briefing(meeting, **given, by=town.secretary), by=town.chair)
        assert titles(town.chair) == titles(town.secretary) == []
        follow_up = actions.add_follow_up(
            decision, text="Rapportér", owner=town.social, due=dt.date(2026, 12, 20), by=town.secretary
        )
        assert titles(town.social) == ["Rapportér"]
    with story.on(dt.date(2026, 12, 21)):
        assert tasks_of(town.social)[0].overdue
        actions.report_follow_up(follow_up, report="Gjort", by=town.social)
        assert titles(town.social) == []
        assert titles(town.secretary) == ["Meldt udført: Rapportér"]
        actions.accept_follow_up(follow_up, by=town.secretary)
        assert titles(town.secretary) == []


@pytest.mark.requirement("R46")
def test_a_late_proposal_awaits_the_chair_and_not_the_secretary(story, town):
    meeting = story.meeting()
    with story.on(dt.date(2026, 11, 17)):
        story.dated_case(meeting=meeting)
        assert titles(town.chair) == [f"Optag eller afvis: {CASE}"]
        assert f"Optag eller afvis: {CASE}" not in titles(town.secretary)
        assert tasks_of(town.chair)[0].note == f"Foreslået til {SG} efter fristen"


def test_nothing_awaits_somebody_without_a_part_in_it(story, town):
    meeting = story.meeting()
    story.dated_case(meeting=meeting)
    with story.on(dt.date(2026, 11, 20)):
        assert titles(town.outsider) == titles(town.staff) == titles(town.director) == []


def test_a_follow_up_far_ahead_does_not_fill_the_start_page(story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        decision = story.decided(item)
        story.in_force(meeting)
        actions.add_follow_up(decision, text="Om et år", owner=town.social, due=dt.date(2027, 12, 1), by=town.secretary)
        assert titles(town.social) == []
    with story.on(dt.date(2027, 11, 15)):
        assert titles(town.social) == ["Om et år"]
