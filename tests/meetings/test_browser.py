"""The pages of meetings in a browser: readable for everybody, also on a phone, and worked with the keyboard."""

import datetime as dt

import pytest

from tests.meetings.conftest import SG_DAY
from tvaerblik.meetings import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.requirement("D12")]

WIDTHS = (1440, 820, 390)
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def meeting(story, town):
    """An agenda with a returned, a late, a closed and a recommended item."""
    meeting = story.meeting()
    first = story.dated_case(meeting=meeting)
    story.pre_treated(story.ready(first.items.get()))
    second = story.case("Bemanding af overdragelsen", subject=town.login, meeting=meeting)
    story.point(second, "bemandingen godkendes")
    actions.return_item(story.ready(second.items.get()), comment="Økonomi mangler.", by=town.chair)
    story.case("Forlængelse af aftale", subject=None, meeting=meeting, is_closed=True, by=town.secretary)
    story.case("Status", subject=None, meeting=meeting, purpose="information")
    return meeting


def read(sheet, accessible, *things):
    for thing in things:
        sheet.goto(thing if isinstance(thing, str) else thing.get_absolute_url())
        for width in WIDTHS:
            sheet.set_viewport_size({"width": width, "height": 900})
            sheet.evaluate("window.scrollTo(0, 0)")
            if width != 820:
                accessible(sheet)
            assert sheet.evaluate("document.documentElement.scrollWidth") <= width, (sheet.url, width)


def test_the_pages_of_an_agenda_in_preparation(sit, story, town, meeting, accessible):
    sheet = sit(town.secretary)
    case = meeting.items.get(case__title__startswith="VUM").case
    read(sheet, accessible, "/meetings", "/cases", meeting, f"{meeting.get_absolute_url()}?order=meeting", case)
    read(sheet, accessible, meeting.items.get(state="returned"), f"/cases/{case.pk}/revise-case")
    sheet = sit(town.chair)
    read(sheet, accessible, f"/meetings/{meeting.pk}/approve-agenda")


def test_the_pages_of_a_meeting_in_session_and_afterwards(sit, story, town, meeting, accessible):
    with story.on(dt.date(2026, 11, 20)):
        for item in meeting.items.filter(case__is_closed=True):
            story.point(item.case, "aftalen forlænges")
        package = story.sent(meeting)
    with story.on(SG_DAY):
        actions.start_meeting(meeting, by=town.secretary)
        items = list(meeting.items.filter(case__isnull=False).order_by("position"))
        sheet = sit(town.secretary)
        decide = f"/items/{items[0].pk}/decide-item"
        read(sheet, accessible, meeting, decide, f"/meetings/{meeting.pk}/record-attendance", package)
        for item in items:
            story.decided(item, "noted" if item.purpose == "information" else "approved")
        decision = items[0].decision
        row = actions.add_follow_up(
            decision, text="Rapportér", owner=town.it, due=dt.date(2026, 12, 9), by=town.secretary
        )
        story.in_force(meeting)
    read(sheet, accessible, decision, meeting.minutes_paper, row, "/decisions", "/follow-ups", town.vum)


def test_an_item_is_moved_with_the_arrow_keys(sit, town, meeting):
    sheet = sit(town.secretary)
    sheet.goto(f"{meeting.get_absolute_url()}?order=meeting")
    item = meeting.items.get(case__title="Status")
    before = item.position
    sheet.locator(f"#item-{item.pk} .handle button").focus()
    with sheet.expect_response(lambda answer: "/order" in answer.url):
        sheet.keyboard.press("ArrowUp")
    sheet.wait_for_function(
        "([id, number]) => document.querySelector(`#item-${id} .number`)?.textContent === number",
        arg=[item.pk, str(before - 1)],
    )
    item.refresh_from_db()
    assert item.position == before - 1
    assert sheet.evaluate("document.activeElement.closest('.item')?.id") == f"item-{item.pk}", "focus goes along"


def test_minutes_are_changed_in_place_and_the_total_follows(sit, town, meeting):
    sheet = sit(town.secretary)
    sheet.goto(meeting.get_absolute_url())
    item = meeting.items.get(case__title="Status")
    field = sheet.locator(f"#minutes-{item.pk}")
    field.fill("150")
    with sheet.expect_response(lambda answer: answer.url.endswith("/minutes")):
        field.blur()
    sheet.get_by_text("min. for meget").wait_for()
    item.refresh_from_db()
    assert item.minutes == 150


def test_a_blocked_button_leads_to_the_list_of_what_is_missing(sit, town, meeting):
    sheet = sit(town.secretary)
    sheet.goto(meeting.get_absolute_url())
    # It can be reached and pressed; only nothing is sent.
    sheet.get_by_role("button", name="Udsend dagsorden").focus()
    sheet.keyboard.press("Enter")
    focused = sheet.evaluate("document.activeElement.textContent")
    assert "er “returneret” (It-leder)" in focused
