"""Draft minutes are out for comments: who may say what, until when, and who answers (D3)."""

import datetime as dt

import pytest

from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.audit.queries import history_of
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.tasks import tasks_of
from tvaerblik.outbox.models import Message

pytestmark = pytest.mark.requirement("R81", "D3")

DUE = dt.date(2026, 12, 8)
SG = "Styregruppen, 1. december 2026"


@pytest.fixture
def minutes(story, town):
    """The minutes of a meeting that has been held, with an open and a closed item, out for comments until the 8th."""
    meeting = story.meeting()
    items = [
        story.dated_case(meeting=meeting).items.get(),
        story.dated_case(meeting=meeting, title="Lukket aftale", is_closed=True, by=town.secretary).items.get(),
    ]
    with story.on(SG_DAY):
        story.started(meeting)
        for item in items:
            story.decided(item)
        paper = story.ended(meeting)
        yield actions.invite_comments(paper, day=DUE, by=town.secretary)


def item_of(minutes, title):
    return minutes.meeting.items.get(case__title__startswith=title)


def test_each_member_is_asked_and_can_say_something_or_nothing(story, town, minutes):
    told = Message.objects.filter(subject=f"Referatudkast til kommentering: {SG}")
    assert {letter.recipient for letter in told} == {town.chair, town.staff, town.social, town.digital}
    assert "Du kan kommentere det til og med 8. december 2026" in told.first().text
    said = actions.comment_minutes(minutes, item=item_of(minutes, "VUM"), text="Det var etape 2.", by=town.social)
    actions.nothing_to_add(minutes, by=town.staff)
    assert said.name == "Socialchef"
    assert [entry.what for entry in history_of(minutes)][:2] == [
        "havde ikke noget at tilføje til referatet",
        "kommenterede referatet",
    ]
    with not_possible("Du har allerede kommenteret referatet."):
        actions.nothing_to_add(minutes, by=town.staff)
    actions.comment_minutes(minutes, text="Dog en slåfejl i pkt. 2.", by=town.staff)


def test_only_members_comment_and_only_while_the_minutes_are_out_for_it(story, town, minutes):
    for stranger in (town.secretary, town.it, town.outsider):
        with not_permitted("Kun medlemmerne af Styregruppen kommenterer referatet."):
            actions.comment_minutes(minutes, text="Hør nu", by=stranger)
    with not_possible("Punktet er ikke på dette mødes dagsorden."):
        other = story.dated_case(meeting=story.meeting(day=dt.date(2027, 3, 2)), title="En anden").items.get()
        actions.comment_minutes(minutes, item=other, text="Forkert møde", by=town.staff)
    with story.on(dt.date(2026, 12, 9)):
        late = "Fristen for kommentarer var 8. december 2026. Skriv til sekretæren, eller sig det på næste møde."
        with not_possible(late):
            actions.comment_minutes(minutes, text="For sent", by=town.staff)
        moved = actions.move_comments(minutes, day=dt.date(2026, 12, 10), by=town.secretary)
        actions.comment_minutes(moved, text="Nåede det", by=town.staff)
    with not_possible("Fristen for kommentarer skal være i dag eller senere."):
        actions.move_comments(minutes, day=dt.date(2026, 11, 30), by=town.secretary)


def test_the_chair_gets_the_minutes_when_everybody_has_spoken_and_is_answered(story, town, minutes):
    comment = actions.comment_minutes(minutes, text="Skriv klokkeslættet.", by=town.social)
    for member in (town.staff, town.chair):
        actions.nothing_to_add(minutes, by=member)
    with not_possible(
        "“Send referatet til formanden” kan ikke lade sig gøre endnu: "
        "Kommentarer afventes til og med 8. december 2026 fra: Leder af Digitalisering. 1 kommentar er ikke besvaret."
    ):
        actions.submit_minutes(minutes, by=town.secretary)
    actions.nothing_to_add(minutes, by=town.digital)
    with not_permitted("Kun sekretæren for Styregruppen kan gøre det."):
        actions.answer_comment(comment, state="followed", by=town.chair)
    with not_possible("Skriv, hvorfor referatet fastholdes."):
        actions.answer_comment(comment, state="kept", by=town.secretary)
    # The secretary still writes while the minutes are out for comments.
    actions.revise_minutes(minutes, fields={"remarks": "Mødet begyndte kl. 9.10."}, by=town.secretary)
    actions.answer_comment(comment, state="followed", by=town.secretary)
    letter = Message.objects.get(recipient=town.social, subject=f"Svar på din kommentar: {SG}")
    assert "klokkeslættet" not in letter.text, "what was said is read on the page"
    assert actions.submit_minutes(minutes, by=town.secretary).state == "submitted"
    with not_possible("Referatet er “til formandens godkendelse”; kommenteringen er slut."):
        actions.answer_comment(comment, state="kept", answer="Fortrudt", by=town.secretary)


def test_after_the_deadline_nobody_is_waited_for(story, town, minutes):
    with story.on(dt.date(2026, 12, 9)):
        assert actions.submit_minutes(minutes, by=town.secretary).state == "submitted"


def test_the_round_can_be_left_out(story, town, minutes):
    with story.on(dt.date(2026, 12, 9)):
        actions.submit_minutes(minutes, by=town.secretary)
        actions.return_minutes(minutes, comment="Ret pkt. 3", by=town.chair)
        assert actions.submit_minutes(minutes, by=town.secretary).state == "submitted"


def test_what_waits_stands_with_the_one_it_waits_for(story, town, minutes):
    titles = {key: [task.title for task in tasks_of(person)] for key, person in town.people.items()}
    assert f"Kommentér referatet: {SG}" in titles["social"]
    assert f"Kommentér referatet: {SG}" not in titles["secretary"] + titles["it"]
    actions.comment_minutes(minutes, text="Ret titlen", by=town.social)
    assert not [task for task in tasks_of(town.social) if task.title.startswith("Kommentér")]
    assert "Svar på kommentaren fra Socialchef til referatet" in [task.title for task in tasks_of(town.secretary)]


@pytest.mark.requirement("D4")
def test_what_is_said_of_a_closed_item_is_for_those_who_may_read_it(client, story, town, minutes):
    closed = item_of(minutes, "Lukket")
    comment = actions.comment_minutes(minutes, item=closed, text="Hemmeligt tal", by=town.social)
    actions.comment_minutes(minutes, text="Åbent ord", by=town.social)
    assert queries.comments_for(town.chair).filter(pk=comment.pk).exists()
    for stranger in (town.outsider, town.it, town.director):
        assert not queries.comments_for(stranger).exists()
    client.force_login(town.staff)
    assert "Hemmeligt tal" in client.get(minutes.get_absolute_url()).content.decode()
    client.force_login(town.secretary)
    actions.answer_comment(comment, state="followed", by=town.secretary)
    for other in minutes.comments.exclude(pk=comment.pk):
        actions.answer_comment(other, state="followed", by=town.secretary)
    with story.on(dt.date(2026, 12, 9)):
        actions.submit_minutes(minutes, by=town.secretary)
        actions.approve_minutes(minutes, by=town.chair)
    client.force_login(town.outsider)
    page = client.get(minutes.get_absolute_url()).content.decode()
    assert "Hemmeligt tal" not in page
    assert "Åbent ord" not in page


def test_the_page_and_the_api_take_comments_with_the_same_words(client, town, minutes):
    client.force_login(town.social)
    page = client.get(f"/minutes/{minutes.pk}/comment-minutes").content.decode()
    assert "Referatet som helhed" in page
    assert client.post(f"/minutes/{minutes.pk}/comment-minutes", {"text": "Fra siden"}).status_code == 302
    answer = client.post(
        f"/api/v1/minutes/{minutes.pk}/comment-minutes", {"text": "Fra API"}, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
    assert list(minutes.comments.values_list("text", flat=True)) == ["Fra siden", "Fra API"]
    client.force_login(town.secretary)
    comment = minutes.comments.first()
    url = f"/minutes-comments/{comment.pk}/answer-comment"
    assert "Fra siden" in client.get(url).content.decode()
    assert client.post(url, {"state": "followed"}).status_code == 302
    comment.refresh_from_db()
    assert comment.state == "followed"
