"""What a project's page tells of its cases and decisions, and what a case's page tells of its thread."""

import datetime as dt

import pytest

from tests.meetings.conftest import PG_DAY, SG_DAY
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Case
from tvaerblik.meetings.pages.about import happenings_of


def page_of(client, person, thing):
    client.force_login(person)
    return client.get(thing.get_absolute_url()).content.decode()


@pytest.mark.requirement("R34")
def test_a_project_tells_what_was_decided_about_it_and_what_is_on_its_way(client, story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        story.decided(item)
        story.in_force(meeting)
    later = story.meeting(day=dt.date(2027, 3, 2))
    story.case("Etape 2 af VUM 2.0", meeting=later)
    story.case("Uden møde")
    told = [(one.title, one.number, one.is_upcoming, one.day) for one in happenings_of(town.vum, town.outsider)]
    assert told == [
        ("Etape 2 af VUM 2.0", "", True, dt.date(2027, 3, 2)),
        ("Uden møde", "", True, None),
        ("VUM 2.0 omlægges i to etaper", "STG-2026-001", False, SG_DAY),
    ]
    page = page_of(client, town.outsider, town.vum)
    assert "Beslutninger og hændelser" in page
    assert "30. september 2026" in page
    assert "31. december 2026" in page
    assert page.count('class="is-upcoming"') == 2
    assert happenings_of(town.login, town.outsider) == []


def test_a_withdrawn_case_is_not_on_its_way(story, town):
    case = story.case()
    actions.withdraw_case(case, reason="Fortrudt", by=town.it)
    assert happenings_of(town.vum, town.it) == []


@pytest.mark.requirement("R45")
def test_from_a_decision_one_opens_exactly_the_paper_that_was_seen(client, story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    with story.on(SG_DAY):
        story.started(meeting)
        decision = story.decided(case.items.get())
        story.in_force(meeting)
    package = meeting.packages.get()
    anchor = f"{package.get_absolute_url()}#case-{case.pk}"
    assert anchor in page_of(client, town.outsider, decision)
    assert anchor in page_of(client, town.outsider, case)
    paper = page_of(client, town.outsider, package)
    assert f'id="case-{case.pk}"' in paper
    assert "Slutdato 30. september 2026" in paper
    assert package.content_hash[:16] in paper


def test_a_case_page_shows_the_thread_and_the_effect_on_the_register(client, story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    before = page_of(client, town.it, case)
    assert "1 felt afventer" in before
    assert "Rediger teksten" in before
    with story.on(SG_DAY):
        story.started(meeting)
        story.decided(case.items.get())
        story.in_force(meeting)
    page = page_of(client, town.it, case)
    for text in ("1 felt ændret", "STG-2026-001", "Virkning på registret", "Sagen er “besluttet” og er låst."):
        assert text in page
    assert "Rediger teksten" not in page


@pytest.mark.requirement("R46")
def test_a_recommendation_is_not_shown_as_if_it_had_changed_the_register(client, story, town):
    meeting = story.meeting(town.pg, PG_DAY)
    case = story.dated_case(meeting=meeting)
    with story.on(PG_DAY):
        story.started(meeting)
        story.decided(case.items.get())
        story.in_force(meeting)
        page = page_of(client, town.outsider, case)
        assert "Registret ændres, når referatet godkendes." in page
        assert "Anvendt" not in page
        assert "under forberedelse" in page
        assert "Programgruppen indstiller" in page
        decision = page_of(client, town.outsider, Case.objects.get().items.get().decision)
        assert "En indstilling ændrer intet; det andet organ beslutter." in decision


@pytest.mark.requirement("R72")
def test_the_item_shows_what_the_chief_meeting_said(client, story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    asked = actions.request_pre_treatment(item, body=town.cf, day=dt.date(2026, 11, 18), by=town.secretary)
    assert "afventer" in page_of(client, town.outsider, item)
    actions.record_pre_treatment(asked, result="remarks", remark="Tag myndigheden med.", by=town.secretary)
    page = page_of(client, town.outsider, item)
    assert "tiltrådt med bemærkning" in page
    assert "Tag myndigheden med." in page
    assert "tiltrådt med bemærkning" in page_of(client, town.outsider, meeting)
