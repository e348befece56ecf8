"""Numbers without gaps: of decisions for each body and year, and of recommendations."""

import datetime as dt

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.meetings.conftest import SG_DAY, Story, build, moment
from tests.meetings.refusing import not_possible
from tvaerblik.core import clock
from tvaerblik.meetings import actions
from tvaerblik.meetings.actions.numbers import next_number
from tvaerblik.meetings.models import Decision, NumberSeries


def test_decisions_are_numbered_in_the_order_they_are_written(story, town):
    meeting = story.meeting()
    items = [story.case(title, subject=None, meeting=meeting).items.get() for title in ("Et", "To", "Tre")]
    for item in items:
        story.point(item.case, "det godkendes")
    with story.on(SG_DAY):
        story.started(meeting)
        numbers = [story.decided(item).number for item in reversed(items)]
    assert numbers == ["STG-2026-001", "STG-2026-002", "STG-2026-003"]


def test_each_body_and_year_has_its_own_series(story, town):
    numbers = []
    for body, day in ((town.sg, SG_DAY), (town.pg, dt.date(2026, 11, 3)), (town.sg, dt.date(2027, 3, 2))):
        meeting = story.meeting(body, day)
        item = story.dated_case(meeting=meeting).items.get()
        with story.on(day):
            story.started(meeting)
            numbers.append(story.decided(item).number)
    assert numbers == ["STG-2026-001", "P-2026-001", "STG-2027-001"]


def test_a_decision_that_was_refused_gives_its_number_back(story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        with not_possible("Skriv, hvornår eller hvortil det er udsat."):
            story.decided(item, "postponed")
        assert story.decided(item).number == "STG-2026-001"
    assert NumberSeries.objects.get(prefix="STG").last == 1


class Numbers(TestCase):
    """Whatever is begun and undone in whatever order, the numbers that stay run 1, 2, 3 … (invariant 5)."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.booleans(), max_size=12))
    def test_numbers_run_without_gaps_through_what_is_rolled_back(self, kept):
        given_out = []
        for keep in kept:
            with transaction.atomic():
                number = next_number("STG", 2026, digits=3, by=None)
                transaction.set_rollback(not keep)
            if keep:
                given_out.append(number)
        assert given_out == [f"STG-2026-{n:03d}" for n in range(1, len(given_out) + 1)]


class Agenda(TestCase):
    """Items are moved about; every item keeps exactly one place, and the moved one gets the place it was given."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 9)), min_size=1, max_size=6))
    def test_the_places_of_an_agenda_are_always_one_to_n(self, moves):
        with clock.at(moment(dt.date(2026, 10, 1))):
            story = Story(build())
            meeting = story.meeting()
            for title in ("A", "B", "C"):
                story.case(title, subject=None, meeting=meeting)
            for index, position in moves:
                items = list(meeting.items.order_by("position"))
                moved = actions.order_item(items[index], position=position, by=story.t.secretary)
                places = list(meeting.items.order_by("position").values_list("position", flat=True))
                assert places == [1, 2, 3, 4, 5, 6]
                assert moved.position == min(max(position, 1), 6)


def test_no_decision_has_the_number_of_another(story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        story.decided(item)
    assert Decision.objects.values("number").distinct().count() == Decision.objects.count()
