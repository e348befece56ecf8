"""The text of the minutes is saved while it is typed, and two who write at once lose nothing (R81)."""

import datetime as dt

import pytest

from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.audit.models import Event
from tvaerblik.audit.queries import history_of
from tvaerblik.core.refusals import ChangedMeanwhile
from tvaerblik.meetings import actions
from tvaerblik.meetings.queries.minutes import minutes_content

pytestmark = pytest.mark.requirement("R81")


@pytest.fixture
def item(story, town):
    """An item of a meeting that goes on."""
    meeting = story.meeting()
    found = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        found.refresh_from_db()
        yield found


def write(item, text, by, seen=""):
    return actions.write_text(item, text=text, seen=seen, by=by)


def decision_in(minutes, item):
    return next(row["decision"] for row in minutes_content(minutes)["items"] if row["item_id"] == item.pk)


def test_what_was_typed_becomes_the_text_of_the_decision(story, town, item):
    write(item, "Drøftet.", town.secretary)
    decision = story.decided(item)
    assert decision.text == "Drøftet."
    write(item, "Drøftet og tiltrådt.", town.secretary, seen="Drøftet.")
    minutes = item.meeting.minutes_paper
    assert decision_in(minutes, item)["text"] == "Drøftet og tiltrådt.", "the draft shows what was typed last"
    story.ended(item.meeting)
    decision.refresh_from_db()
    assert decision.text == "Drøftet og tiltrådt."
    assert history_of(decision)[0].what == "skrev referatteksten"


def test_any_other_business_has_a_text_without_an_outcome(client, story, town, item):
    other = item.meeting.items.get(standing="other_business")
    write(other, "Næste møde flyttes til kl. 10.", town.secretary)
    story.decided(item)
    story.in_force(item.meeting)
    minutes = item.meeting.minutes_paper
    minutes.refresh_from_db()
    assert minutes.content["items"][-1]["decision"]["text"] == "Næste møde flyttes til kl. 10."
    client.force_login(town.outsider)
    assert "Næste møde flyttes til kl. 10." in client.get(minutes.get_absolute_url()).content.decode()


def test_the_second_writer_sees_both_texts_and_nothing_is_overwritten(story, town, item):
    write(item, "Sekretærens tekst", town.secretary)
    with pytest.raises(ChangedMeanwhile) as clash:
        write(item, "Formandens tekst", town.chair)
    assert clash.value.sentence == (
        "Din tekst blev ikke gemt: en anden har skrevet på samme punkt imens. Se begge tekster."
    )
    change = clash.value.changes[0]
    assert (change.before, change.after, change.who) == ("", "Sekretærens tekst", "Styregruppens sekretær")
    item.minute_text.refresh_from_db()
    assert item.minute_text.text == "Sekretærens tekst"
    write(item, "Sekretærens tekst\n\nFormandens tekst", town.chair, seen="Sekretærens tekst")
    # The same once more, as when the answer to a saving got lost on the way.
    write(item, "Sekretærens tekst\n\nFormandens tekst", town.chair, seen="Sekretærens tekst")


def test_a_decision_does_not_overwrite_what_was_typed_since_its_form_was_opened(client, story, town, item):
    client.force_login(town.secretary)
    point = item.case.points.get()
    form = {f"outcome_{point.pk}": "approved", "text": "Gammel tekst", "seen_text": ""}
    write(item, "Skrevet imens", town.chair)
    answer = client.post(f"/items/{item.pk}/decide-item", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Skrevet imens" in page
    assert "Gammel tekst" in page
    item.refresh_from_db()
    assert item.state == "sent"
    # The form now shows what it is about to replace; to send it again is a choice.
    assert client.post(f"/items/{item.pk}/decide-item", {**form, "seen_text": "Skrevet imens"}).status_code == 302
    item.decision.refresh_from_db()
    assert item.decision.text == "Gammel tekst"


def test_a_correction_that_says_nothing_of_the_text_leaves_it(story, town, item):
    write(item, "Drøftet.", town.secretary)
    decision = story.decided(item)
    points = [actions.PointDecision(item.case.points.get(), "not_approved")]
    decision = actions.revise_decision(decision, points=points, reason="Forkert udfald", by=town.secretary)
    assert (decision.outcome, decision.text) == ("not_approved", "Drøftet.")
    emptied = actions.revise_decision(
        decision, points=points, reason="Uden tekst", seen_text="Drøftet.", by=town.secretary
    )
    item.minute_text.refresh_from_db()
    assert (emptied.text, item.minute_text.text) == ("", "")


def test_the_trail_tells_once_for_each_writer_and_stretch_of_time(story, town, item):
    seen = ""
    for text in ("D", "Dr", "Drø"):
        write(item, text, town.secretary, seen=seen)
        seen = text
    assert Event.objects.filter(verb="write_text").count() == 1
    write(item, "Drøftet", town.chair, seen=seen)
    assert Event.objects.filter(verb="write_text").count() == 2
    with story.on(SG_DAY, hour=11):
        write(item, "Drøftet.", town.chair, seen="Drøftet")
    assert Event.objects.filter(verb="write_text").count() == 3


def test_it_is_written_by_those_who_run_the_meeting_until_the_chair_has_the_minutes(story, town, item):
    for stranger in (town.staff, town.it, town.outsider):
        with not_permitted("Kun sekretæren eller formanden for Styregruppen kan gøre det."):
            write(item, "Hej", stranger)
    early = story.dated_case(meeting=story.meeting(day=dt.date(2027, 3, 2)), title="Senere").items.get()
    with not_possible("Referatet skrives, fra mødet begynder, til det er godkendt."):
        write(early, "For tidligt", town.secretary)
    decision = story.decided(item, is_urgent=True)
    with not_possible("Beslutningen er i kraft. Den kan kun ændres ved en ny beslutning."):
        write(item, "Efter ikrafttræden", town.secretary, seen=decision.text)
    other = item.meeting.items.get(standing="other_business")
    actions.submit_minutes(story.ended(item.meeting), by=town.secretary)
    with not_possible("Referatet er “til formandens godkendelse” og kan ikke redigeres."):
        write(other, "For sent", town.secretary)


@pytest.mark.requirement("D4")
def test_the_text_of_a_closed_item_is_for_the_body(client, story, town, item):
    case = item.case
    type(case).objects.filter(pk=case.pk).update(is_closed=True)
    write(item, "Hemmelig drøftelse", town.secretary)
    for stranger in (town.outsider, town.director):
        client.force_login(stranger)
        assert client.post(f"/items/{item.pk}/save-text", {"text": "x", "seen": ""}).status_code == 404
        for url in (item.meeting.get_absolute_url(), "/decisions"):
            assert "Hemmelig drøftelse" not in client.get(url).content.decode()
    client.force_login(town.secretary)
    assert "Hemmelig drøftelse" in client.get(item.meeting.get_absolute_url()).content.decode()


def test_page_script_and_api_save_the_same_text(client, town, item):
    client.force_login(town.secretary)
    answer = client.post(f"/items/{item.pk}/save-text", {"text": "Første", "seen": ""})
    assert answer.json() == {"saved": "Gemt kl. 10.00"}
    clash = client.post(f"/items/{item.pk}/save-text", {"text": "Anden", "seen": ""})
    assert (clash.status_code, clash.json()["theirs"]) == (409, "Første")
    page = client.post(f"/items/{item.pk}/write-text", {"text": "Uden\r\nscript", "seen": "Første"})
    assert page.status_code == 302
    answer = client.post(
        f"/api/v1/items/{item.pk}/write-text", {"text": "API", "seen": "Uden\nscript"}, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
    item.refresh_from_db()
    assert item.minute_text.text == "API"
    long = client.post(f"/items/{item.pk}/save-text", {"text": "x" * 20_001, "seen": "API"})
    assert long.status_code == 409
