"""Every step from every state by everybody: the tables of the workflows drive the tests."""

import datetime as dt

import pytest

from tests.meetings.conftest import PG_DAY, SG_DAY
from tests.meetings.refusing import not_possible
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import (
    Attendance,
    Briefing,
    Decision,
    FollowUp,
    ItemState,
    Minutes,
    PreparedMark,
    Referral,
)
from tvaerblik.meetings.rules import WORKFLOWS, agenda, between, briefings, cases, decisions

RUNS, CHAIR, SECRETARY = {"secretary", "chair", "digital"}, {"chair"}, {"secretary"}
PROGRAMME = {"digital", "pg_secretary"}
# Who of the town may take each step; "it" proposed the case, has its material and raised the escalation, "social" has
# the follow-up. The referral goes from the steering group to the programme group.
WHO = {
    "convene_meeting": RUNS,
    "move_meeting": RUNS,
    "cancel_meeting": CHAIR,
    "start_meeting": RUNS,
    "end_meeting": RUNS,
    "close_meeting": RUNS,
    "mark_prepared": {"secretary", "digital"},
    "approve_agenda": CHAIR,
    "send_agenda": SECRETARY,
    "withdraw_case": {*RUNS, "it"},
    "accept_item": RUNS,
    "ready_item": {*RUNS, "it"},
    "reopen_item": {*RUNS, "it"},
    "return_item": CHAIR,
    "withdraw_item": {*RUNS, "it"},
    "defer_item": RUNS,
    "invite_comments": SECRETARY,
    "move_comments": SECRETARY,
    "submit_minutes": SECRETARY,
    "return_minutes": CHAIR,
    "approve_minutes": CHAIR,
    "confirm_minutes": SECRETARY,
    "begin_follow_up": {*RUNS, "social"},
    "report_follow_up": {*RUNS, "social"},
    "accept_follow_up": RUNS,
    "reopen_follow_up": RUNS,
    "move_follow_up": {*RUNS, "social"},
    "drop_follow_up": RUNS,
    "send_briefing": {"secretary", "chair"},
    "discard_briefing": RUNS,
    "answer_escalation": CHAIR,
    "take_back_escalation": {*PROGRAMME, "it"},
    "receive_referral": PROGRAMME,
    "schedule_referral": PROGRAMME,
    "answer_referral": PROGRAMME,
    "refuse_referral": PROGRAMME,
    "take_back_referral": RUNS,
}
ROWS = [(workflow, step) for workflow in WORKFLOWS for step in workflow.steps.values()]
STEPS = [step.name for _workflow, step in ROWS]


def test_every_step_has_its_row_in_the_table_of_who():
    assert set(STEPS) == set(WHO)


class Things:
    """One of each kind of thing, with everything that a step can ask for."""

    def __init__(self, story):
        self.story, self.town = story, story.t
        self.meeting = story.meeting()
        self.other = story.meeting(day=dt.date(2027, 3, 2))
        self.case = story.dated_case(meeting=self.meeting)
        self.item = self.case.items.get()
        self.minutes = Minutes.objects.create(meeting=self.meeting)
        decided = story.meeting(day=dt.date(2026, 9, 15))
        old = story.case("Ældre sag", subject=None)
        old_item = decided.items.create(case=old, state=ItemState.DECIDED)
        decision = Decision.objects.create(item=old_item, body=self.town.sg, outcome="approved", day=decided.day)
        self.follow_up = FollowUp.objects.create(
            decision=decision, text="Rapportér", owner=self.town.social, due=dt.date(2026, 12, 1)
        )
        self.briefing = Briefing.objects.create(meeting=decided, title="Orientering", text="Det skal I vide")
        self.briefing.people.add(self.town.it)
        self.escalation = actions.raise_escalation(
            subject=self.town.vum, title="x", request="x", reaction="x", due=dt.date(2026, 10, 8), by=self.town.it
        )
        self.programme = story.meeting(self.town.pg, PG_DAY)
        self.referral = Referral.objects.create(
            case=old, decision=decision, from_body=self.town.sg, to_body=self.town.pg, kind_of_referral="information"
        )

    def of(self, workflow):
        return {
            agenda.MEETING: self.meeting,
            agenda.AGENDA: self.meeting,
            cases.CASE: self.case,
            cases.ITEM: self.item,
            decisions.MINUTES: self.minutes,
            decisions.FOLLOW_UP: self.follow_up,
            briefings.BRIEFING: self.briefing,
            between.ESCALATION: self.escalation,
            between.REFERRAL: self.referral,
        }[workflow]

    def in_state(self, workflow, state):
        thing = self.of(workflow)
        if workflow is agenda.AGENDA:
            self.agenda_in(state)
        else:
            setattr(thing, workflow.field, state)
            thing.save()
        return thing

    def agenda_in(self, state):
        """The agenda's state follows from marks, approval and package, so it is brought there."""
        if state == "draft":
            return
        self.story.ready(self.item)
        self.story.prepared(self.meeting)
        if state in {"approved", "sent"}:
            actions.approve_agenda(self.meeting, by=self.town.chair)
        if state == "sent":
            actions.send_agenda(self.meeting, by=self.town.secretary)

    def arguments(self, name):
        t = self.town
        reason = {"reason": "Formanden er forhindret"}
        times = {"day": dt.date(2026, 12, 3), "begins": dt.time(9), "ends": dt.time(11)}
        return {
            "accept_item": {"material_owner": t.it},
            "return_item": {"comment": "Økonomi mangler"},
            "withdraw_item": reason,
            "defer_item": {"meeting": self.other, **reason},
            "withdraw_case": reason,
            "cancel_meeting": reason,
            "move_meeting": {**times, **reason},
            "invite_comments": {"day": dt.date(2026, 12, 8)},
            "move_comments": {"day": dt.date(2026, 12, 9)},
            "return_minutes": {"comment": "Ret pkt. 4"},
            "confirm_minutes": {"meeting": self.other},
            "report_follow_up": {"report": "Gjort"},
            "reopen_follow_up": reason,
            "move_follow_up": {"due": dt.date(2027, 1, 4), **reason},
            "drop_follow_up": reason,
            "answer_escalation": {"outcome": "agreed", "answer": "Ja"},
            "take_back_escalation": reason,
            "schedule_referral": {"meeting": self.programme},
            "answer_referral": {"day": dt.date(2026, 10, 1), "outcome": "noted", "remark": ""},
            "refuse_referral": reason,
            "take_back_referral": reason,
        }.get(name, {})

    def take(self, workflow, step, by):
        return getattr(actions, step.name)(self.of(workflow), by=by, **self.arguments(step.name))


@pytest.fixture
def things(story):
    return Things(story)


def first_entitled(step, town):
    return town.people[min(WHO[step.name], key=list(town.people).index)]


WRONG = [(workflow, step, state) for workflow, step in ROWS for state in workflow.states if state not in step.source]


@pytest.mark.parametrize(("workflow", "step", "state"), WRONG, ids=lambda value: getattr(value, "name", str(value)))
def test_no_step_is_taken_from_another_state(things, town, workflow, step, state):
    thing = things.in_state(workflow, state)
    label = workflow.label(state)
    with not_possible(f"“{step.label}” kan ikke lade sig gøre: Tilstanden er “{label}”."):
        things.take(workflow, step, first_entitled(step, town))
    if workflow is not agenda.AGENDA:
        thing.refresh_from_db()
        assert workflow.read(thing) == state


RIGHT = [(w, s, state) for w, s in ROWS if w is not agenda.AGENDA for state in sorted(s.source)]


@pytest.mark.parametrize(("workflow", "step", "state"), RIGHT, ids=lambda value: getattr(value, "name", str(value)))
def test_a_step_from_its_own_state_leads_where_the_table_says(things, town, workflow, step, state):
    thing = things.in_state(workflow, state)
    make_ready_for(things, step)
    with things.story.on(SG_DAY if step.name == "start_meeting" else clock.today()):
        things.take(workflow, step, first_entitled(step, town))
    thing.refresh_from_db()
    assert workflow.read(thing) == (step.target or state)


def make_ready_for(things, step):
    """What the step's own guard asks for."""
    if step.name == "start_meeting":
        kept = things.meeting.state
        things.agenda_in("sent")
        things.meeting.state = kept
        things.meeting.save()
    if step.name in {"end_meeting", "invite_comments", "submit_minutes"}:
        things.item.state = ItemState.WITHDRAWN
        things.item.save()
        Attendance.objects.create(meeting=things.meeting, person=things.town.staff, name="Stabschef")
    if step.name == "answer_referral":
        # A body that holds no meetings here writes its answer down.
        things.programme.state = "cancelled"
        things.programme.save()
    if step.name == "close_meeting":
        things.minutes.state = "approved"
        things.minutes.save()


@pytest.mark.parametrize(("workflow", "step"), ROWS, ids=STEPS)
def test_a_step_is_taken_by_those_the_roles_name_and_by_nobody_else(things, town, workflow, step):
    # The proposer takes an item back only while it is proposed; the first state of a source is where most may.
    thing = things.in_state(workflow, next(state for state in workflow.states if state in step.source))
    may = {key for key, person in town.people.items() if not step.who(thing, person)}
    assert may == WHO[step.name]
    for key, person in town.people.items():
        if key not in may:
            with pytest.raises(NotPermitted):
                things.take(workflow, step, person)


def test_the_agenda_follows_from_marks_approval_and_package(things, town, story):
    meeting = things.meeting

    def state():
        return agenda.AGENDA.read(meeting)

    story.ready(things.item)
    assert state() == "draft"
    actions.mark_prepared(meeting, by=town.secretary)
    assert state() == "draft"
    actions.mark_prepared(meeting, by=town.digital)
    assert state() == "prepared"
    actions.approve_agenda(meeting, by=town.chair)
    assert state() == "approved"
    actions.send_agenda(meeting, by=town.secretary)
    assert state() == "sent"
    assert PreparedMark.objects.filter(is_void=False).count() == 2


def test_the_states_of_a_whole_round_are_those_of_the_table(story, town):
    """The same walk as a round of meetings takes it; each state is one of its workflow."""
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    item = case.items.get()
    seen = [item.state]
    item = story.ready(item)
    seen.append(item.state)
    story.sent(meeting)
    item.refresh_from_db()
    seen.append(item.state)
    with story.on(SG_DAY):
        actions.start_meeting(meeting, by=town.secretary)
        story.decided(item)
    item.refresh_from_db()
    assert [*seen, item.state] == ["proposed", "ready", "sent", "decided"]
    assert set(seen) <= set(cases.ITEM.states)
