"""Whatever people do, in whatever order: what must hold of agendas, packages, decisions and minutes always does."""

import datetime as dt
import json
from collections import Counter
from contextlib import ExitStack

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.meetings.conftest import Story, build, moment
from tvaerblik.audit import queries as audit
from tvaerblik.core import clock
from tvaerblik.core.refusals import Refusal
from tvaerblik.core.workdays import is_workday
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.models import (
    AgendaItem,
    CaseState,
    Decision,
    ItemState,
    Meeting,
    MeetingState,
    Package,
)
from tvaerblik.meetings.tasks import tasks_of
from tvaerblik.outbox.models import Message, Notice

SECRET = "KARANTÆNESAG"
FIRST, SECOND = dt.date(2026, 12, 1), dt.date(2027, 3, 2)
PEOPLE = ("chair", "secretary", "digital", "it", "social", "outsider")
PLACES = st.integers(0, 9)
# How far the walks came: walks that never send or decide anything would prove nothing.
REACHED = Counter()


class Meetings(RuleBasedStateMachine):
    """Two meetings of the steering group, and six people who try everything, entitled or not."""

    def __init__(self):
        super().__init__()
        self.left = ExitStack()
        self.left.enter_context(transaction.atomic())
        self.day = dt.date(2026, 10, 1)
        with clock.at(moment(self.day)):
            self.story = Story(build())
            self.meetings = [self.story.meeting(day=FIRST), self.story.meeting(day=SECOND)]
        self.sent = {}
        self.cases = 0
        for meeting in (0, 1):
            self.propose(by="it", closed=False, meeting=meeting)
            self.propose(by="social", closed=True, meeting=meeting)

    def teardown(self):
        broken, _head = audit.verify()
        REACHED["sent"] += Package.objects.count()
        REACHED["decided"] += Decision.objects.count()
        transaction.set_rollback(True)
        self.left.close()
        assert broken is None

    def attempt(self, action, thing, *, by, **arguments):
        """Somebody tries; a refusal is an answer, anything else is a fault."""
        if thing is not None:
            thing.refresh_from_db()
        try:
            with clock.at(moment(self.day)), transaction.atomic():
                return action(*([thing] if thing is not None else []), by=self.story.t.people[by], **arguments)
        except Refusal:
            return None

    def item(self, place):
        items = list(AgendaItem.objects.filter(case__isnull=False).order_by("pk"))
        return items[place % len(items)] if items else None

    @precondition(lambda self: self.cases < 8)
    @rule(by=st.sampled_from(PEOPLE), closed=st.booleans(), meeting=st.integers(0, 1))
    def propose(self, by, closed, meeting):
        self.cases += 1
        word = SECRET if closed else "Åben sag"
        fields = {
            "title": f"{word} nummer {self.cases}",
            "summary": f"{word}: resumé.",
            "economy": "Ingen.",
            "is_closed": closed,
        }
        case = self.attempt(actions.propose_case, None, by=by, fields=fields, meeting=self.meetings[meeting])
        if case is not None:
            self.attempt(actions.add_point, case, by=by, text=f"{word} godkendes")

    @rule(place=PLACES, by=st.sampled_from(PEOPLE))
    def accept_and_make_ready(self, place, by):
        if item := self.item(place):
            self.attempt(actions.accept_item, item, by=by, material_owner=self.story.t.it)
            self.attempt(actions.ready_item, item, by=by)

    @rule(place=PLACES, by=st.sampled_from(PEOPLE), what=st.sampled_from(["reopen", "return", "withdraw"]))
    def take_a_step_back(self, place, by, what):
        if item := self.item(place):
            steps = {
                "reopen": (actions.reopen_item, {}),
                "return": (actions.return_item, {"comment": "Økonomien mangler"}),
                "withdraw": (actions.withdraw_item, {"reason": "Kan vente"}),
            }
            action, arguments = steps[what]
            self.attempt(action, item, by=by, **arguments)

    @rule(place=PLACES, by=st.sampled_from(PEOPLE), position=st.integers(1, 9))
    def order(self, place, by, position):
        if item := self.item(place):
            self.attempt(actions.order_item, item, by=by, position=position)

    @rule(place=PLACES, by=st.sampled_from(PEOPLE), to=st.integers(0, 1))
    def defer(self, place, by, to):
        if item := self.item(place):
            self.attempt(actions.defer_item, item, by=by, meeting=self.meetings[to], reason="Ikke klar")

    @rule(place=PLACES, by=st.sampled_from(PEOPLE), text=st.sampled_from(["Kort.", "Længere tekst."]))
    def write(self, place, by, text):
        if item := self.item(place):
            self.attempt(actions.revise_case, item.case, by=by, fields={"presentation": text})

    @rule(meeting=st.integers(0, 1), by=st.sampled_from(PEOPLE))
    def prepare(self, meeting, by):
        self.attempt(actions.mark_prepared, self.meetings[meeting], by=by)

    @rule(meeting=st.integers(0, 1))
    def everything_is_made_ready(self, meeting):
        for item in self.meetings[meeting].items.filter(case__isnull=False):
            self.attempt(actions.accept_item, item, by="chair", material_owner=self.story.t.it)
            self.attempt(actions.ready_item, item, by="it")

    @rule(meeting=st.integers(0, 1))
    def both_prepare_and_the_chair_approves(self, meeting):
        for by in ("secretary", "digital"):
            self.attempt(actions.mark_prepared, self.meetings[meeting], by=by)
        self.attempt(actions.approve_agenda, self.meetings[meeting], by="chair")

    @rule(meeting=st.integers(0, 1), by=st.sampled_from(["secretary", "chair", "it"]), times=st.integers(1, 2))
    def send(self, meeting, by, times):
        for _time in range(times):
            self.attempt(actions.send_agenda, self.meetings[meeting], by=by)

    @rule(meeting=st.integers(0, 1))
    def everybody_does_their_part_and_it_is_sent(self, meeting):
        self.everything_is_made_ready(meeting)
        self.both_prepare_and_the_chair_approves(meeting)
        self.attempt(actions.send_agenda, self.meetings[meeting], by="secretary")

    @rule(meeting=st.integers(0, 1), outcome=st.sampled_from(["approved", "postponed"]))
    def the_meeting_is_held(self, meeting, outcome):
        self.the_day_comes_and_the_meeting_begins(meeting)
        for place in range(AgendaItem.objects.filter(case__isnull=False).count()):
            self.decide(place, "secretary", outcome)
        self.end_and_approve(meeting, "secretary")

    @rule(meeting=st.integers(0, 1))
    def the_day_comes_and_the_meeting_begins(self, meeting):
        self.day = max(self.day, self.meetings[meeting].day)
        self.attempt(actions.start_meeting, self.meetings[meeting], by="secretary")

    @rule(
        place=PLACES,
        by=st.sampled_from(PEOPLE),
        outcome=st.sampled_from(["approved", "not_approved", "postponed", "noted"]),
    )
    def decide(self, place, by, outcome):
        if item := self.item(place):
            points = [actions.PointDecision(point, outcome) for point in item.case.points.filter(is_withdrawn=False)]
            whole = {} if points else {"outcome": outcome}
            self.attempt(actions.decide_item, item, by=by, points=points, text="Til næste møde.", **whole)

    @rule(meeting=st.integers(0, 1), by=st.sampled_from(["secretary", "chair", "social"]))
    def end_and_approve(self, meeting, by):
        held = self.meetings[meeting]
        self.attempt(actions.end_meeting, held, by=by)
        minutes = getattr(Meeting.objects.get(pk=held.pk), "minutes_paper", None)
        if minutes is not None:
            self.attempt(actions.submit_minutes, minutes, by=by)
            self.attempt(actions.approve_minutes, minutes, by="chair")

    @invariant()
    def nothing_is_sent_that_the_chair_has_not_approved(self):
        for package in Package.objects.select_related("approval"):
            assert package.approval.person == self.story.t.chair
            assert package.content_hash == package.approval.content_hash
            assert queries.hash_of(package.approval.content) == package.content_hash

    @invariant()
    def what_was_sent_keeps_its_numbers(self):
        for package in Package.objects.order_by("number"):
            numbers = [(item["item_id"], item["number"]) for item in package.content["items"]]
            assert self.sent.setdefault(package.pk, numbers) == numbers
            before = self.sent.get((package.meeting_id, package.number - 1), [])
            assert numbers[: len(before)] == before
            self.sent[package.meeting_id, package.number] = numbers
            agenda = [item.pk for item in queries.agenda_of(package.meeting)]
            assert agenda[: len(numbers)] == [pk for pk, _number in numbers]

    @invariant()
    def what_is_closed_reaches_nobody_outside(self):
        outsider = self.story.t.outsider
        for package in Package.objects.all():
            assert SECRET not in json.dumps(
                queries.content_for(package.content, queries.Reader(sees_closed=False)), ensure_ascii=False
            )
        own = {row.pk for row in queries.cases_for(outsider) if row.is_closed and row.proposed_by != outsider}
        assert own == set()
        assert not any(SECRET in decision.item.heading for decision in queries.decisions_for(outsider))
        assert not any(SECRET in f"{row.subject} {row.text}" for row in Message.objects.all())
        assert not any(SECRET in row.text for row in Notice.objects.all())

    @invariant()
    def numbers_of_decisions_have_no_gap(self):
        given = sorted(Decision.objects.filter(number__startswith="STG-").values_list("number", flat=True))
        for year in ("2026", "2027"):
            of_year = [number for number in given if number.split("-")[1] == year]
            assert of_year == [f"STG-{year}-{place:03d}" for place in range(1, len(of_year) + 1)]

    @invariant()
    def a_meeting_that_was_held_has_an_outcome_for_every_point(self):
        for meeting in Meeting.objects.filter(state__in=[MeetingState.HELD, MeetingState.CLOSED]):
            for item in meeting.items.filter(case__isnull=False).exclude(state=ItemState.WITHDRAWN):
                points = item.case.points.filter(is_withdrawn=False)
                assert item.decision.points.count() == points.count()

    @invariant()
    def deadlines_are_working_days_in_order(self):
        for meeting in Meeting.objects.all():
            days = [meeting.material_due, meeting.approval_due, meeting.sending_due]
            assert sorted(days) == days
            assert all(is_workday(day) for day in days)

    @invariant()
    def everybody_gets_each_package_once(self):
        for package in Package.objects.all():
            people = list(package.recipients.values_list("person", flat=True))
            assert len(people) == len(set(people))
            letters = list(Message.objects.filter(occasion=f"package:{package.pk}").values_list("recipient", flat=True))
            assert sorted(letters) == sorted(people)

    @invariant()
    def what_was_postponed_awaits_a_decision_again(self):
        for decision in Decision.objects.filter(outcome="postponed", in_force_at__isnull=False):
            case = decision.item.case
            if case.items.filter(pk__gt=decision.item_id).exists():
                continue
            assert case.state not in {CaseState.DECIDED, CaseState.CLOSED}

    @invariant()
    def whatever_stands_somebody_can_see_their_tasks(self):
        with clock.at(moment(self.day)):
            assert all(task.url for task in tasks_of(self.story.t.secretary))


@pytest.mark.django_db
@pytest.mark.requirement("R75", "D3", "D4", "R34", "R46")
def test_whatever_people_do_the_rules_of_meetings_hold():
    REACHED.clear()
    run_state_machine_as_test(
        Meetings,
        settings=settings(
            max_examples=8,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            # A long walk that fails is told as it was: making it shorter would take minutes.
            phases=(Phase.explicit, Phase.generate),
        ),
    )
    assert REACHED["sent"] > 0
    assert REACHED["decided"] > 0
