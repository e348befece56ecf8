"""Minutes from draft to confirmed, addenda, and what is followed up."""

import datetime as dt

import pytest

from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.audit.queries import history_of
from tvaerblik.meetings import actions
from tvaerblik.outbox.models import Message


@pytest.fixture
def held(story, town):
    """A meeting that has been held, with one decision."""
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        decision = story.decided(item)
        story.ended(meeting)
        yield decision


def minutes_of(decision):
    return decision.item.meeting.minutes_paper


@pytest.mark.requirement("R81")
def test_minutes_go_to_the_chair_only_when_they_are_whole(story, town):
    meeting = story.meeting()
    story.dated_case(meeting=meeting)
    with story.on(SG_DAY):
        story.started(meeting)
        meeting.attendance.all().delete()
        with not_possible(
            "“Send referatet til formanden” kan ikke lade sig gøre endnu: "
            "“VUM 2.0 omlægges i to etaper” mangler udfald. Mødet er ikke afsluttet. Fremmøde er ikke registreret."
        ):
            actions.submit_minutes(meeting.minutes_paper, by=town.secretary)


@pytest.mark.requirement("R81", "D3")
def test_minutes_are_written_by_the_secretary_while_they_are_a_draft(story, town, held):
    minutes = minutes_of(held)
    with not_permitted("Kun sekretæren for Styregruppen kan gøre det."):
        actions.revise_minutes(minutes, fields={"remarks": "Andet"}, by=town.chair)
    actions.revise_minutes(minutes, fields={"remarks": "Mødet begyndte kl. 9.10."}, by=town.secretary)
    with not_possible("Referatet er stadig en kladde; ret kladden."):
        actions.add_addendum(minutes, text="For tidligt", by=town.secretary)
    actions.submit_minutes(minutes, by=town.secretary)
    with not_possible("Referatet er “til formandens godkendelse” og kan ikke redigeres."):
        actions.revise_minutes(minutes, fields={"remarks": "For sent"}, by=town.secretary)
    actions.return_minutes(minutes, comment="Skriv klokkeslættet", by=town.chair)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.return_comment) == ("draft", "Skriv klokkeslættet")


@pytest.mark.requirement("R81", "D3")
def test_approved_minutes_are_frozen_and_corrected_only_by_addenda(story, town, held):
    minutes = minutes_of(held)
    actions.submit_minutes(minutes, by=town.secretary)
    actions.approve_minutes(minutes, by=town.chair)
    minutes.refresh_from_db()
    content = minutes.content
    assert content["approved_by"] == town.chair.name
    assert content["items"][2]["decision"]["number"] == "STG-2026-001"
    with not_possible("Referatet er “godkendt” og kan ikke redigeres."):
        actions.revise_minutes(minutes, fields={"remarks": "For sent"}, by=town.secretary)
    actions.add_addendum(minutes, text="Socialchefen deltog fra pkt. 3.", by=town.secretary)
    minutes.refresh_from_db()
    assert minutes.content == content
    entries = [entry.what for entry in history_of(minutes)]
    assert entries[0] == "skrev en tilføjelse: Socialchefen deltog fra pkt. 3."
    assert "content" not in str([entry.changes for entry in history_of(minutes)]), "the trail keeps the hash alone"


@pytest.mark.requirement("R81")
def test_minutes_are_confirmed_at_a_later_meeting_of_the_same_body(story, town, held):
    minutes = minutes_of(held)
    actions.submit_minutes(minutes, by=town.secretary)
    actions.approve_minutes(minutes, by=town.chair)
    earlier, other = story.meeting(day=dt.date(2026, 11, 10)), story.meeting(town.pg, dt.date(2027, 2, 2))
    for wrong in (earlier, other, held.item.meeting):
        with not_possible("Referatet godkendes endeligt på et senere møde i samme organ."):
            actions.confirm_minutes(minutes, meeting=wrong, by=town.secretary)
    later = story.meeting(day=dt.date(2027, 3, 2))
    assert actions.confirm_minutes(minutes, meeting=later, by=town.secretary).state == "confirmed"


@pytest.mark.requirement("D5")
def test_minutes_say_who_was_there_who_was_away_and_who_stood_in(story, town, held):
    meeting = held.item.meeting
    actions.record_attendance(
        meeting,
        statuses={town.staff.pk: "excused", town.social.pk: "absent"},
        substitute=town.it,
        stands_in_for=town.staff,
        agreed=True,
        by=town.secretary,
    )
    minutes = minutes_of(held)
    actions.submit_minutes(minutes, by=town.secretary)
    actions.approve_minutes(minutes, by=town.chair)
    minutes.refresh_from_db()
    present = {person["name"]: person["note"] for person in minutes.content["present"]}
    away = {person["name"]: person["note"] for person in minutes.content["absent"]}
    assert present == {
        "Chef for Borgerservice": "",
        "Leder af Digitalisering": "",
        "It-leder": "stedfortræder for Stabschef",
    }
    assert away == {"Stabschef": "afbud", "Socialchef": "fraværende"}


@pytest.mark.requirement("R34", "R37")
def test_a_follow_up_is_agreed_carried_out_and_accepted(story, town, held):
    due = dt.date(2027, 3, 2)
    with not_permitted("Kun sekretæren eller formanden for Styregruppen kan gøre det."):
        actions.add_follow_up(held, text="Rapportér", owner=town.social, due=due, by=town.staff)
    row = actions.add_follow_up(held, text="Rapportér", owner=town.social, due=due, by=town.secretary)
    letter = Message.objects.get(recipient=town.social, subject="Opfølgning: Rapportér")
    assert "efter beslutning STG-2026-001. Fristen er 2. marts 2027." in letter.text
    stranger = "Kun den ansvarlige og sekretæren og formanden i Styregruppen kan gøre dette."
    with not_permitted(stranger):
        actions.report_follow_up(row, report="Gjort", by=town.staff)
    actions.begin_follow_up(row, by=town.social)
    moved = actions.move_follow_up(row, due=dt.date(2027, 4, 1), reason="Afventer tal", by=town.social)
    assert moved.due == dt.date(2027, 4, 1)
    assert "flyttede fristen: Afventer tal" in [entry.what for entry in history_of(row)]
    actions.report_follow_up(row, report="Etape 1 er i drift.", by=town.social)
    actions.reopen_follow_up(row, reason="Tal mangler", by=town.secretary)
    actions.report_follow_up(row, report="Tal vedlagt.", by=town.social)
    done = actions.accept_follow_up(row, by=town.secretary)
    assert (done.state, done.done_on) == ("done", SG_DAY)


@pytest.mark.requirement("R37")
def test_the_next_agenda_opens_with_what_is_open_the_overdue_first(story, town, held):
    for text, day in (("Sidst", dt.date(2027, 2, 1)), ("Først", dt.date(2026, 12, 5))):
        actions.add_follow_up(held, text=text, owner=town.social, due=day, by=town.secretary)
    later = story.meeting(day=dt.date(2027, 3, 2))
    story.dated_case(meeting=later)
    with story.on(dt.date(2027, 2, 20)):
        package = story.sent(later)
    summary = next(item["summary"] for item in package.content["items"] if item["standing"] == "follow_up")
    assert [line.split(" (")[0] for line in summary.splitlines()] == ["- Først", "- Sidst"]
    assert "STG-2026-001" in summary
