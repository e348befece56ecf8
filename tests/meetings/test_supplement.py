"""After the agenda was sent: a supplementary agenda with its own approval, and nothing of what was sent moves."""

import datetime as dt

import pytest

from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms.agenda import PlaceCaseForm
from tvaerblik.meetings.models import ItemState
from tvaerblik.meetings.tasks import tasks_of

LATE = "Brud på fjernvarmens fjernaflæsning"
AFTER = dt.date(2026, 11, 25)


@pytest.fixture
def sent(story):
    """A meeting whose agenda has been sent."""
    meeting = story.meeting()
    story.dated_case(meeting=meeting)
    story.sent(meeting)
    return meeting


@pytest.fixture
def late(story, town, sent):
    """A case that came on the agenda after it was sent, accepted by the chair."""
    with story.on(AFTER):
        item = story.dated_case(title=LATE, meeting=sent).items.get()
        return actions.accept_item(item, material_owner=town.it, by=town.chair)


def numbers(package):
    return [(item["number"], item["title"]) for item in package.content["items"]]


def send_supplement(story, town, meeting, item):
    actions.ready_item(item, by=town.it)
    story.approved(meeting)
    return actions.send_agenda(meeting, by=town.secretary)


@pytest.mark.requirement("R46")
def test_only_the_chair_lets_in_what_comes_after_sending(story, town, sent):
    item = story.dated_case(title=LATE, meeting=sent).items.get()
    assert item.is_late
    with not_permitted("Kun formanden for Styregruppen eller den fungerende formand kan gøre det."):
        actions.accept_item(item, material_owner=town.it, by=town.secretary)


@pytest.mark.requirement("R75", "D3")
def test_a_supplement_takes_its_own_marks_approval_and_sending(story, town, sent, late):
    assert queries.agenda_state(sent) == "draft"
    with story.on(AFTER):
        actions.ready_item(late, by=town.it)
        with not_possible(
            "“Udsend dagsorden” kan ikke lade sig gøre endnu: "
            "Styregruppen: sekretæren har ikke markeret materialet som forberedt. "
            "Programgruppen: formanden har ikke markeret materialet som forberedt. "
            f"Materialet er ændret, siden formanden godkendte det: “{LATE}”. Det skal godkendes igen."
        ):
            actions.send_agenda(sent, by=town.secretary)
        story.approved(sent)
        package = actions.send_agenda(sent, by=town.secretary)
    assert (package.number, package.content["kind"]) == (2, "supplement")
    assert queries.agenda_state(sent) == "sent"
    assert queries.approval_status(sent).is_valid


@pytest.mark.requirement("D3")
def test_numbers_and_words_of_what_was_sent_stand_and_only_the_new_is_marked(story, town, sent, late):
    first = sent.packages.get()
    with story.on(AFTER):
        actions.order_item(late, position=1, by=town.secretary)
        second = send_supplement(story, town, sent, late)
    assert numbers(second) == [*numbers(first), (5, LATE)]
    assert [item["is_new"] for item in second.content["items"]] == [False, False, False, False, True]
    before = {item["item_id"]: item for item in first.content["items"]}
    assert all(item == before[item["item_id"]] for item in second.content["items"][:-1])
    late.refresh_from_db()
    assert (late.state, late.sent_in) == (ItemState.SENT, 2)
    first.refresh_from_db()
    assert len(first.content["items"]) == 4


@pytest.mark.requirement("R71")
def test_the_meeting_begins_only_when_all_that_is_on_the_agenda_has_been_sent(story, town, sent, late):
    with story.on(SG_DAY):
        with not_possible(
            "“Start mødet” kan ikke lade sig gøre endnu: "
            "Pkt. 5 er ikke udsendt. Udsend en tillægsdagsorden, eller flyt punktet."
        ):
            actions.start_meeting(sent, by=town.secretary)
        send_supplement(story, town, sent, late)
        assert actions.start_meeting(sent, by=town.secretary).state == "in_session"


def test_what_is_given_up_again_leaves_the_agenda_as_it_was_sent(story, town, sent, late):
    with story.on(AFTER):
        actions.withdraw_item(late, reason="Kan vente til marts", by=town.secretary)
    assert queries.agenda_state(sent) == "sent"
    assert all(preparer.mark is not None for preparer in queries.preparers_of(sent))
    assert queries.approval_status(sent).is_valid


@pytest.mark.requirement("R46")
def test_a_third_version_tells_of_its_own_news_only(story, town, sent, late):
    with story.on(AFTER):
        send_supplement(story, town, sent, late)
        third = story.dated_case(title="Endnu en sag", meeting=sent).items.get()
        third = actions.accept_item(third, material_owner=town.it, by=town.chair)
        package = send_supplement(story, town, sent, third)
    assert package.number == 3
    assert [item["title"] for item in package.content["items"] if item["is_new"]] == ["Endnu en sag"]


@pytest.mark.requirement("R46", "R75")
def test_the_supplement_is_a_task_and_is_seen_on_the_page(client, story, town, sent, late):
    with story.on(AFTER):
        actions.ready_item(late, by=town.it)
        titles = [task.title for task in tasks_of(town.secretary)]
        assert "Markér materialet som forberedt: Styregruppen, 1. december 2026" in titles
        client.force_login(town.secretary)
        page = client.get(sent.get_absolute_url()).content.decode()
        assert "Vejen til en tillægsdagsorden" in page
        assert "tillæg forberedes" in page
        form = PlaceCaseForm(thing=late.case, by=town.it)
        assert "Styregruppen, tirsdag den 1. december 2026 (tillægsdagsorden)" in str(form["meeting"])


@pytest.mark.requirement("D3", "R45")
def test_whoever_opens_the_supplement_sees_what_is_new(client, story, town, sent, late):
    with story.on(AFTER):
        package = send_supplement(story, town, sent, late)
    client.force_login(town.social)
    page = client.get(package.get_absolute_url()).content.decode()
    assert "Tillægsdagsorden, Styregruppen" in page
    new = page.split('id="item-head-5"')[1]
    assert "Nyt punkt</span>" in new
    assert "Nyt punkt</span>" not in page.split('id="item-head-5"')[0]


def test_the_minutes_hold_the_new_item_without_calling_it_new(story, town, sent, late):
    from tvaerblik.meetings.queries.minutes import minutes_content

    with story.on(AFTER):
        send_supplement(story, town, sent, late)
    with story.on(SG_DAY):
        started = actions.start_meeting(sent, by=town.secretary)
        content = minutes_content(started.minutes_paper)
    assert [item["title"] for item in content["items"]][-1] == LATE
    assert not any(item["is_new"] for item in content["items"])
