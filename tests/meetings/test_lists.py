"""The registers: what awaits a decision, what was decided, what remains to be done."""

import csv
import datetime as dt
import io

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.meetings.conftest import PG_DAY, SG_DAY
from tvaerblik.core.lists import listings
from tvaerblik.meetings import actions


def titles(name, by, query=""):
    listing = listings[name]
    rows = listing.view(QueryDict(query), by).rows()
    return [str(getattr(row, "title", None) or getattr(row, "text", None) or row) for row in rows]


def preset(name, key, by):
    found = next(one for one in listings[name].presets if one.key == key)
    return titles(name, by, found.query.replace("{me}", str(by.pk)))


@pytest.mark.requirement("R26")
def test_a_case_that_needs_a_decision_and_has_no_meeting_stands_out(client, story, town):
    meeting = story.meeting()
    story.dated_case(title="På vej", meeting=meeting)
    story.dated_case(title="Hjemløs")
    story.case("Til orientering", purpose="information", meeting=meeting)
    assert preset("cases", "homeless", town.it) == ["Hjemløs"]
    assert set(preset("cases", "waiting", town.it)) == {"På vej", "Hjemløs"}
    client.force_login(town.it)
    page = client.get(reverse("cases")).content.decode()
    assert page.count("Intet møde valgt") >= 2


@pytest.mark.requirement("R84")
def test_a_case_tells_where_it_is_going_and_who_has_its_material(story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    story.pre_treated(case.items.get())
    listing = listings["cases"]
    row = listing.view(QueryDict(""), town.it).rows().get()
    shown = {column.key: column.value(row) for column in listing.columns}
    assert shown["route"] == "CF – SG"
    assert shown["meeting"] == "Styregruppen, 1. december 2026"
    assert shown["material_owner"] == "It-leder"
    assert shown["due"] == dt.date(2026, 11, 16)


def test_mine_are_those_one_proposed_or_prepares(story, town):
    story.case("Min egen", by=town.it, subject=None)
    handed = story.case("Fået til opgave", by=town.social, subject=None)
    story.case("En andens", by=town.social, subject=None)
    actions.revise_case(handed, fields={"material_owner": town.it}, by=town.social)
    assert set(preset("cases", "mine", town.it)) == {"Min egen", "Fået til opgave"}


def test_withdrawn_cases_are_shown_when_asked_for(story, town):
    case = story.case(subject=None)
    actions.withdraw_case(case, reason="Fortrudt", by=town.it)
    assert titles("cases", town.it) == []
    assert titles("cases", town.it, "show=all") == ["VUM 2.0 omlægges i to etaper"]


def decided(story, town, body, day, title, outcome="approved"):
    meeting = story.meeting(body, day)
    item = story.case(title, subject=None, meeting=meeting).items.get()
    story.point(item.case, "det godkendes")
    with story.on(day):
        story.started(meeting)
        decision = story.decided(item, outcome)
        story.in_force(meeting)
    return decision


@pytest.mark.requirement("R34")
def test_decisions_are_found_by_body_year_outcome_and_words(story, town):
    decided(story, town, town.sg, SG_DAY, "Robotteam")
    decided(story, town, town.pg, PG_DAY, "Statusrytme")
    decided(story, town, town.sg, dt.date(2027, 3, 2), "Sensorer", "not_approved")
    by = town.outsider
    assert len(titles("decisions", by)) == 3
    assert titles("decisions", by, "body=programme_group") == ["P-2026-001 Statusrytme"]
    assert titles("decisions", by, "year=2027") == ["STG-2027-001 Sensorer"]
    assert titles("decisions", by, "outcome=not_approved") == ["STG-2027-001 Sensorer"]
    assert titles("decisions", by, "q=STG robot") == ["STG-2026-001 Robotteam"]


@pytest.mark.requirement("R34", "R37")
def test_decisions_not_yet_carried_out_are_seen_at_a_glance(story, town):
    late = decided(story, town, town.sg, SG_DAY, "Robotteam")
    decided(story, town, town.pg, PG_DAY, "Statusrytme")
    row = actions.add_follow_up(late, text="Ansæt", owner=town.social, due=dt.date(2026, 12, 10), by=town.secretary)
    with story.on(dt.date(2026, 12, 14)):
        assert preset("decisions", "overdue", town.staff) == ["STG-2026-001 Robotteam"]
        listing = listings["decisions"]
        rows = listing.view(QueryDict("body=steering_group"), town.staff).rows()
        assert [column.value(rows.get()) for column in listing.columns if column.key == "follow_up"] == [
            "1 overskredet"
        ]
        assert preset("follow_ups", "overdue", town.social) == ["Ansæt"]
        assert preset("follow_ups", "mine", town.staff) == []
        actions.report_follow_up(row, report="Ansat", by=town.social)
        actions.accept_follow_up(row, by=town.secretary)
        assert preset("decisions", "undone", town.staff) == []
        assert [column.value(rows.get()) for column in listing.columns if column.key == "follow_up"] == ["udført"]
        assert titles("follow_ups", town.social) == []
        assert preset("follow_ups", "done", town.social) == ["Ansæt"]


@pytest.mark.requirement("R37")
def test_follow_ups_stand_with_the_most_overdue_first(story, town):
    decision = decided(story, town, town.sg, SG_DAY, "Robotteam")
    for text, day in (("B", dt.date(2027, 1, 1)), ("A", dt.date(2026, 12, 2)), ("C", dt.date(2027, 5, 1))):
        actions.add_follow_up(decision, text=text, owner=town.social, due=day, by=town.secretary)
    assert titles("follow_ups", town.outsider) == ["A", "B", "C"]


def test_a_decision_not_in_force_is_known_only_inside_the_body(story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        story.decided(item)
    assert titles("decisions", town.outsider) == []
    assert len(titles("decisions", town.staff)) == 1
    assert titles("decisions", town.staff, "in_force=no") == titles("decisions", town.staff)


def test_the_lists_leave_as_spreadsheets_with_every_column(client, story, town):
    decided(story, town, town.sg, SG_DAY, "Robotteam")
    client.force_login(town.staff)
    for name in ("meetings", "cases", "decisions", "follow_ups"):
        answer = client.get(f"{reverse(name)}?as=csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert rows[0] == [str(column.label) for column in listings[name].columns]
        assert client.get(f"{reverse(name)}?as=xlsx").content[:2] == b"PK"


@pytest.mark.requirement("R77")
def test_meetings_are_listed_by_body_with_the_next_one_and_its_deadlines(client, story, town):
    story.meeting()
    story.meeting(town.pg, PG_DAY)
    client.force_login(town.outsider)
    assert client.get(reverse("steering_meetings")).url == "/meetings?body=steering_group"
    page = client.get("/meetings?body=steering_group").content.decode()
    assert "Næste møde: Styregruppen" in page
    assert "Næste møde: Programgruppen" not in page
    assert page.count("Mødelokale 250, rådhuset") == 2
    for step in ("Programgruppen indstiller", "Frist for materiale", "Formanden godkender", "Udsendelse"):
        assert step in page


@pytest.mark.requirement("R77")
def test_the_meetings_open_on_what_is_coming_and_on_what_still_lacks_its_minutes(story, town):
    done, lacking = story.meeting(day=dt.date(2026, 11, 24)), story.meeting(day=dt.date(2026, 11, 26))
    next_one, later = story.meeting(), story.meeting(day=dt.date(2027, 3, 2))
    story.dated_case(meeting=done)
    with story.on(done.day):
        story.started(done)
        story.decided(done.items.get(case__isnull=False))
        story.in_force(done)
    assert titles("meetings", town.it) == [str(lacking), str(next_one), str(later)]
    assert preset("meetings", "past", town.it) == [str(done)]
    assert len(preset("meetings", "all", town.it)) == 4


@pytest.mark.requirement("R84", "R74")
def test_the_page_of_a_case_offers_the_next_step_to_whoever_has_it(client, story, town):
    item = story.dated_case(meeting=story.meeting(), economy="").items.get()
    address = item.case.get_absolute_url()
    client.force_login(town.it)
    assert reverse("accept_item", args=[item.pk]) not in client.get(address).content.decode()
    client.force_login(town.secretary)
    assert reverse("accept_item", args=[item.pk]) in client.get(address).content.decode()
    actions.accept_item(item, material_owner=town.it, by=town.secretary)
    client.force_login(town.it)
    page = client.get(address).content.decode()
    assert "Økonomiske konsekvenser mangler" in page
    assert f'href="{reverse("revise_case", args=[item.case.pk])}">Skriv' in page
