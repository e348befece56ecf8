"""Whatever is recorded in whatever order, the roll holds together (invariants 6 and 7 of the meetings)."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.meetings.conftest import SG_DAY, Story, build, moment
from tvaerblik.core import clock
from tvaerblik.core.refusals import Refusal
from tvaerblik.meetings import actions
from tvaerblik.meetings.actions import Part
from tvaerblik.meetings.models import Exclusion
from tvaerblik.meetings.presence import roll_of
from tvaerblik.meetings.queries.minutes import minutes_content

MEMBERS = ("chair", "staff", "social", "digital")
SPARE = ("it", "outsider")
CASES = ("Første sag", "Anden sag")
people, cases = st.sampled_from(MEMBERS + SPARE), st.sampled_from(CASES)
numbers = st.none() | st.integers(1, 5)
STEPS = st.one_of(
    st.tuples(st.just("status"), people, st.sampled_from(["present", "excused", "absent"])),
    st.tuples(st.just("part"), people, numbers, numbers),
    st.tuples(st.just("substitute"), st.sampled_from(SPARE), st.sampled_from(MEMBERS)),
    st.tuples(st.just("exclude"), people, cases),
    st.tuples(st.just("lift"), people, cases),
    st.tuples(st.just("dissent"), people, cases),
)


class TheRoll(TestCase):
    """A meeting with two cases that are decided; then anything the secretary can say of who was there."""

    @classmethod
    def setUpTestData(cls):
        with clock.at(moment(dt.date(2026, 10, 1))):
            story = Story(build())
            cls.town, cls.meeting = story.t, story.meeting()
            for title in CASES:
                story.case(title, subject=None, purpose="discussion", meeting=cls.meeting)
            with story.on(SG_DAY):
                story.started(cls.meeting)
                items = {title: cls.meeting.items.get(case__title=title) for title in CASES}
                cls.decided = {title: story.decided(item, "discussed") for title, item in items.items()}

    @settings(max_examples=20, deadline=None)
    @given(st.lists(STEPS, max_size=10))
    @pytest.mark.requirement("R81", "D5")
    def test_it_holds_together_whatever_is_said(self, steps):
        with clock.at(moment(SG_DAY)):
            for step in steps:
                with contextlib.suppress(Refusal):
                    take(step, self.town, self.meeting, self.decided)
                assert_whole(self.meeting)


def take(step, town, meeting, decided):
    """One thing said of somebody; what is refused changes nothing."""
    name, who, *rest = step
    person, by = town.people[who], town.secretary
    if name == "status":
        actions.record_attendance(meeting, statuses={person.pk: rest[0]}, by=by)
    elif name == "part":
        actions.record_attendance(meeting, statuses={}, parts={person.pk: Part(*rest)}, by=by)
    elif name == "substitute":
        member = town.people[rest[0]]
        actions.record_attendance(meeting, statuses={}, substitute=person, stands_in_for=member, agreed=True, by=by)
    elif name == "exclude":
        actions.exclude_member(decided[rest[0]].item, person=person, reason="Part i sagen", by=by)
    elif name == "lift":
        row = Exclusion.objects.filter(item=decided[rest[0]].item, person=person, is_lifted=False).first()
        if row is not None:
            actions.lift_exclusion(row, reason="Alligevel ikke", by=by)
    else:
        actions.add_dissent(decided[rest[0]], person=person, text="Ikke enig", by=by)


def assert_whole(meeting):
    """Never more than the seats; the disqualified take no part, also in the minutes; who dissents was there."""
    roll = roll_of(meeting)
    for item in minutes_content(meeting.minutes_paper)["items"]:
        there = roll.there(item["number"])
        assert len(there) <= len(MEMBERS)
        ids = {row.person_id for row in there}
        assert not ids & {row.substitute_for_id for row in there}, "a member and the substitute at once"
        excluded = Exclusion.objects.filter(item=item["item_id"], is_lifted=False)
        taking_part = {row.person_id for row in roll.taking_part(item["item_id"])}
        assert not taking_part & {row.person_id for row in excluded}
        assert [one["name"] for one in item["excluded"]] == [row.name for row in excluded]
        names = {row.name for row in roll.attendance if row.person_id in taking_part}
        assert {one["member"] for one in (item.get("decision") or {}).get("dissents", [])} <= names
