"""What awaits a decision has a level, a day and a meeting; what lacks one of them stands out (R26)."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.meetings.conftest import PG_DAY, SG_DAY
from tvaerblik.core.lists import listings
from tvaerblik.meetings import actions, home
from tvaerblik.meetings.models import Case

pytestmark = pytest.mark.requirement("R26")


def rows(by, query=""):
    """Each row of the list as what its columns say, by title."""
    listing = listings["awaiting"]
    found = listing.view(QueryDict(query), by).rows()
    return {case.title: {column.key: column.value(case) for column in listing.columns} for case in found}


def preset(key, by):
    found = next(one for one in listings["awaiting"].presets if one.key == key)
    return set(rows(by, found.query.replace("{me}", str(by.pk))))


def test_a_case_tells_who_decides_by_when_at_which_meeting_and_how_long_it_has_waited(story, town):
    meeting = story.meeting()
    story.dated_case(meeting=meeting, needed_by=dt.date(2026, 12, 15), if_waiting="kontrakten udløber")
    with story.on(dt.date(2026, 10, 20)):
        row = rows(town.outsider)["VUM 2.0 omlægges i to etaper"]
    assert (row["level"], row["needed_by"], row["meeting"]) == (
        "Styregruppen",
        dt.date(2026, 12, 15),
        "Styregruppen, 1. december 2026",
    )
    assert (row["if_waiting"], row["waited"], row["missing"]) == ("kontrakten udløber", 19, "")


def test_the_level_is_the_body_that_the_programme_group_recommends_to(story, town):
    meeting = story.meeting(town.pg, PG_DAY)
    story.dated_case(meeting=meeting)
    assert rows(town.it)["VUM 2.0 omlægges i to etaper"]["level"] == "Styregruppen"


def test_a_case_without_a_meeting_keeps_the_level_of_the_body_that_had_it(story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    with story.on(SG_DAY):
        story.started(meeting)
        story.decided(case.items.get(), "referred")
        story.in_force(meeting)
        row = rows(town.it)[case.title]
        assert (row["level"], row["missing"]) == ("Styregruppen", "intet møde valgt")
        actions.refer_case(Case.objects.get(), to_body=town.board, kind_of_referral="decision", by=town.secretary)
        assert rows(town.it)[case.title]["level"] == "Direktionen"


def test_what_lacks_a_meeting_a_body_a_person_or_time_is_named(story, town):
    meeting = story.meeting()
    story.dated_case(title="Alt i orden", meeting=meeting, subject=town.login)
    story.case("Hjemløs", subject=None)
    late = story.case("For sent på dagsordenen", subject=None, needed_by=dt.date(2026, 11, 20), meeting=meeting)
    nobody = story.case("Uden ansvarlig", subject=None, meeting=meeting)
    actions.revise_case(nobody, fields={"material_owner": None}, by=town.it)
    said = {title: row["missing"] for title, row in rows(town.it).items()}
    assert said == {
        "Alt i orden": "",
        "Hjemløs": "intet møde valgt, intet organ valgt",
        "For sent på dagsordenen": "mødet er for sent",
        "Uden ansvarlig": "ingen har materialet",
    }
    assert preset("lacking", town.it) == {"Hjemløs", "For sent på dagsordenen", "Uden ansvarlig"}
    assert set(rows(town.it, "missing=time")) == {late.title}
    assert set(rows(town.it, "missing=person")) == {nobody.title}
    with story.on(dt.date(2026, 11, 21)):
        assert rows(town.it)[late.title]["missing"] == "skulle være besluttet"


def test_the_filters_find_a_level_and_the_list_is_ordered_by_when_it_is_needed(story, town):
    meeting = story.meeting()
    for title, needed in (("Sidst", None), ("Anden", dt.date(2026, 12, 20)), ("Først", dt.date(2026, 12, 5))):
        story.case(title, subject=None, needed_by=needed, meeting=meeting)
    story.case("Uden møde", subject=None)
    assert list(rows(town.it, "level=SG")) == ["Først", "Anden", "Sidst"]
    assert preset("steering", town.it) == {"Først", "Anden", "Sidst"}


def test_neither_what_is_decided_nor_what_is_for_information_awaits(story, town):
    meeting = story.meeting()
    story.case("Til orientering", purpose="information", meeting=meeting)
    done = story.dated_case(title="Besluttet", meeting=meeting)
    with story.on(SG_DAY):
        story.started(meeting)
        story.decided(done.items.get())
        story.decided(meeting.items.get(case__title="Til orientering"), "noted")
        story.in_force(meeting)
        assert rows(town.it) == {}


def test_the_page_and_the_overview_show_the_same(client, story, town):
    story.dated_case(meeting=story.meeting(), needed_by=dt.date(2026, 12, 15), if_waiting="kontrakten udløber")
    story.case("Hjemløs", subject=None)
    client.force_login(town.digital)
    for url in (reverse("awaiting"), reverse("overview")):
        page = client.get(url).content.decode()
        for text in ("Hjemløs", "intet møde valgt", "kontrakten udløber", "Styregruppen"):
            assert text in page, (url, text)


@pytest.mark.requirement("R40")
def test_an_unanswered_escalation_awaits_too(town, story):
    actions.raise_escalation(
        subject=town.vum, title="Mangler folk", request="x", reaction="y", due=dt.date(2026, 10, 8), by=town.it
    )
    with story.on(dt.date(2026, 10, 5)):
        (row,) = home.awaiting(None, town.chair)["rows"]
        assert (row.title, row.number, row.level, row.when, row.days) == (
            "Mangler folk",
            "E-2026-01",
            "formanden for Styregruppen",
            dt.date(2026, 10, 8),
            4,
        )
        assert home.awaiting(None, town.outsider) is None


@pytest.mark.requirement("D4")
def test_a_closed_case_awaits_only_for_those_who_may_see_it(story, town):
    story.case("Personsag", is_closed=True, by=town.secretary, meeting=story.meeting(), if_waiting="HEMMELIGT")
    assert rows(town.outsider) == {}
    assert list(rows(town.chair)) == ["Personsag"]


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(story, town, django_assert_max_num_queries):
    meeting = story.meeting()
    for number in range(8):
        story.case(f"Sag {number}", subject=None, meeting=meeting)
    with django_assert_max_num_queries(6):
        rows(town.it)
