"""Writing minutes in a browser: saved as it is typed, kept while there is no connection, both texts when two write."""

import datetime as dt
import re

import pytest

from tests.meetings.conftest import SG_DAY
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import MinuteText

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("R81", "D12")]

OFFLINE = "Ikke gemt endnu: der er ingen forbindelse. Det, du har skrevet, er gemt her og sendes, når den er tilbage."
TODAY = dt.date(2026, 12, 1)


@pytest.fixture
def item(story, town):
    meeting = story.meeting()
    found = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
    found.refresh_from_db()
    return found


def field_of(sheet, item):
    return sheet.locator(f"#text-{item.pk}")


def status_of(sheet, item):
    return sheet.locator(f"form:has(#text-{item.pk}) [data-autosave-status]")


def wait_for(sheet, item, words):
    sheet.locator(f"form:has(#text-{item.pk}) [data-autosave-status]", has_text=words).wait_for()


def text_of(item):
    return MinuteText.objects.get(item=item).text


def test_what_is_typed_is_saved_by_itself_and_the_line_says_when(sit, town, item, accessible):
    sheet = sit(town.secretary)
    sheet.goto(item.meeting.get_absolute_url())
    field_of(sheet, item).press_sequentially("Drøftet.")
    assert status_of(sheet, item).text_content() == "Ikke gemt endnu"
    wait_for(sheet, item, "Gemt kl. ")
    assert text_of(item) == "Drøftet."
    field_of(sheet, item).press_sequentially("\nTiltrådt.")
    with sheet.expect_response(lambda answer: answer.url.endswith("/save-text")):
        field_of(sheet, item).blur()
    assert text_of(item) == "Drøftet.\nTiltrådt."
    for width in (1440, 390):
        sheet.set_viewport_size({"width": width, "height": 900})
        sheet.evaluate("scrollTo(0, 0)")  # a link half under the sticky head is no small target
        accessible(sheet)
        assert sheet.evaluate("document.documentElement.scrollWidth") <= width
    sheet.goto(item.get_absolute_url())
    assert field_of(sheet, item).input_value() == "Drøftet.\nTiltrådt."


def test_a_dropped_connection_loses_nothing(sit, town, item):
    sheet = sit(town.secretary)
    sheet.goto(item.get_absolute_url())
    sheet.context.set_offline(True)
    field_of(sheet, item).fill("Skrevet uden net")
    wait_for(sheet, item, OFFLINE)
    assert not MinuteText.objects.exists()
    sheet.context.set_offline(False)
    wait_for(sheet, item, "Gemt kl. ")
    assert text_of(item) == "Skrevet uden net"


def test_what_was_typed_is_there_after_the_page_was_loaded_anew(sit, town, item):
    sheet = sit(town.secretary)
    sheet.on("dialog", lambda dialog: dialog.accept())
    sheet.goto(item.get_absolute_url())
    sheet.route("**/save-text", lambda route: route.abort())
    field_of(sheet, item).fill("Ikke nået frem")
    wait_for(sheet, item, OFFLINE)
    sheet.unroute("**/save-text")
    sheet.reload()
    wait_for(sheet, item, "Gemt kl. ")
    assert field_of(sheet, item).input_value() == "Ikke nået frem"
    assert text_of(item) == "Ikke nået frem"


@pytest.mark.parametrize(
    ("button", "kept"),
    [("Gem min", "Sekretærens"), ("Tag den andens", "Formandens"), ("Behold begge", "Formandens\n\nSekretærens")],
)
def test_when_two_have_written_both_texts_are_shown_and_one_chooses(sit, story, town, item, accessible, button, kept):
    sheet = sit(town.secretary)
    sheet.goto(item.meeting.get_absolute_url())
    with story.on(SG_DAY):
        actions.write_text(item, text="Formandens", seen="", by=town.chair)
    field_of(sheet, item).fill("Sekretærens")
    both = sheet.get_by_role("group", name="To har skrevet på det samme. Vælg, hvad der skal stå.")
    both.wait_for()
    assert "Chef for Borgerservice har skrevet dette imens" in both.text_content()
    assert "Formandens" in both.text_content()
    assert field_of(sheet, item).input_value() == "Sekretærens"
    assert text_of(item) == "Formandens"
    accessible(sheet)
    both.get_by_role("button", name=button).click()
    # «Ikke gemt endnu» says it too, unless one asks for the beginning.
    wait_for(sheet, item, re.compile("^Gemt"))
    assert field_of(sheet, item).input_value() == kept
    assert text_of(item) == kept
    assert both.count() == 0


def test_a_refusal_stands_with_its_sentence_and_the_text_stays(sit, story, town, item):
    sheet = sit(town.secretary)
    sheet.goto(item.meeting.get_absolute_url())
    with story.on(SG_DAY):
        story.decided(item, is_urgent=True)
    field_of(sheet, item).fill("For sent")
    wait_for(sheet, item, "Beslutningen er i kraft. Den kan kun ændres ved en ny beslutning.")
    assert field_of(sheet, item).input_value() == "For sent"
