"""What is refused around a case, its points and what they change."""

import dataclasses
import datetime as dt

import pytest

from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.core.effects import effects
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Point
from tvaerblik.portfolio.models import Project

STRANGER = "Kun forslagsstilleren, den materialeansvarlige og mødets sekretær og formand kan skrive i denne sag."
END = "portfolio.project:set_end_date"


def test_a_case_is_proposed_by_those_who_have_something_to_do_with_digitalisation(town):
    with not_permitted("Sager foreslås af organernes medlemmer, ledere, koordinatorer og dem, der driver et projekt."):
        actions.propose_case(fields={"title": "En idé"}, by=town.outsider)


def test_a_case_is_written_by_its_own(story, town):
    case = story.dated_case()
    for write in (
        lambda: actions.revise_case(case, fields={"summary": "Andet"}, by=town.pg_member),
        lambda: actions.add_point(case, text="noget andet", by=town.pg_member),
        lambda: actions.withdraw_point(case.points.get(), by=town.pg_member),
        lambda: actions.link_subject(case, subject=town.login, by=town.pg_member),
        lambda: actions.withdraw_effect(case.points.get().effects.get(), by=town.pg_member),
    ):
        with not_permitted(STRANGER):
            write()


@pytest.mark.requirement("D3")
def test_what_has_been_sent_out_is_locked_until_it_is_in_force(story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    item, point = case.items.get(), case.points.get()

    def writes():
        return (
            lambda: actions.revise_case(case, fields={"summary": "Andet"}, by=town.it),
            lambda: actions.revise_point(point, fields={"text": "noget andet"}, by=town.it),
            lambda: actions.add_effect(point, effect=END, subject=town.login, value=None, by=town.it),
            lambda: actions.withdraw_effect(point.effects.get(), by=town.it),
        )

    story.sent(meeting)
    locked = "Sagen er udsendt til Styregruppen, 1. december 2026 og er låst."
    for write in writes():
        with not_possible(locked):
            write()
    with not_possible(f"“Træk sagen” kan ikke lade sig gøre endnu: {locked}"):
        actions.withdraw_case(case, reason="Fortrudt", by=town.it)
    with story.on(dt.date(2026, 12, 1)):
        actions.start_meeting(meeting, by=town.secretary)
        story.decided(item)
        for write in writes():
            with not_possible(locked):
                write()
        story.in_force(meeting)
    for write in writes():
        with not_possible("Sagen er “besluttet” og er låst."):
            write()


def test_a_point_says_its_sentence_without_the_word_that_the_paper_writes(story, town):
    case = story.case()
    for typed in ("at slutdatoen flyttes", "At slutdatoen flyttes.", "slutdatoen flyttes,", "  slutdatoen flyttes "):
        assert actions.add_point(case, text=typed, by=town.it).text == "slutdatoen flyttes"
    assert actions.add_point(case, text="attester afskaffes", by=town.it).text == "attester afskaffes"


def test_points_keep_their_order_when_one_is_taken_out(story, town):
    case = story.case()
    first, second, third = (story.point(case, text) for text in ("et", "to", "tre"))
    actions.withdraw_point(second, by=town.it)
    rows = Point.objects.filter(case=case, is_withdrawn=False).order_by("number")
    assert [(point.number, point.text) for point in rows] == [(1, "et"), (2, "tre")]
    assert [first.pk, third.pk] == [point.pk for point in rows]


def test_an_effect_fits_the_record_it_changes(story, town):
    point = story.point(story.case())
    with not_possible("En beslutning kan ikke ændre det på C06 VUM 2.0."):
        actions.add_effect(point, effect="portfolio.project:set_colour", subject=town.vum, value="blå", by=town.it)
    with not_possible("En beslutning kan ikke ændre det på Styregruppen, 1. december 2026."):
        actions.add_effect(point, effect=END, subject=story.meeting(), value=None, by=town.it)


def test_one_point_of_a_case_sets_one_field_of_a_record(story, town):
    case = story.dated_case()
    other = story.point(case, "slutdatoen flyttes igen")
    with not_possible("Pkt. 1 sætter det allerede for C06 VUM 2.0."):
        actions.add_effect(other, effect=END, subject=town.vum, value=dt.date(2027, 1, 31), by=town.it)
    actions.withdraw_effect(case.points.first().effects.get(), by=town.it)
    assert actions.add_effect(other, effect=END, subject=town.vum, value=dt.date(2027, 1, 31), by=town.it)


@pytest.mark.requirement("D4")
def test_an_effect_points_only_at_what_one_may_see(story, town, monkeypatch):
    hidden = dataclasses.replace(effects[END], records=lambda _by: Project.objects.none())
    monkeypatch.setattr("tvaerblik.meetings.actions.cases.effects", {END: hidden})
    point = story.point(story.case())
    with not_permitted("Du kan ikke se C06 VUM 2.0."):
        actions.add_effect(point, effect=END, subject=town.vum, value=dt.date(2026, 12, 31), by=town.it)


def test_a_withdrawn_case_is_off_every_agenda(story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    actions.withdraw_case(case, reason="Løst på anden måde", by=town.it)
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert case.items.get().state == "withdrawn"


def test_a_case_taken_off_an_agenda_can_be_placed_on_another(story, town):
    meeting, later = story.meeting(), story.meeting(day=dt.date(2027, 3, 2))
    case = story.dated_case(meeting=meeting)
    actions.withdraw_item(case.items.get(), reason="Ikke klar", by=town.secretary)
    case.refresh_from_db()
    assert case.state == "proposed"
    actions.place_case(case, meeting=later, by=town.it)
    assert case.items.exclude(state="withdrawn").get().meeting == later
