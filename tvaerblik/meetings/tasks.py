"""What of the meetings awaits one person, for the start page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tvaerblik.bodies import rules as seats
from tvaerblik.bodies.models import BodyKind, SeatRole
from tvaerblik.core import clock, words, workdays
from tvaerblik.core.contributions import Task
from tvaerblik.meetings import queries
from tvaerblik.meetings.models import (
    UNFINISHED_MINUTES,
    UNSENT_STATES,
    BriefingState,
    CommentAnswer,
    EscalationState,
    FollowUpState,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
    MinutesState,
    ReferralState,
)
from tvaerblik.meetings.rules import agenda as rules
from tvaerblik.meetings.rules import comments
from tvaerblik.meetings.rules import decisions as decision_rules
from tvaerblik.meetings.rules.between import REFERRAL

# Preparing begins so long before the meeting; what is to be followed up is shown so long before its deadline.
AHEAD = timedelta(days=42)
SOON = timedelta(days=30)
# Management is told so many working days after the minutes were approved.
TELL_WITHIN = 5
_BEFORE = (MeetingState.PLANNED, MeetingState.CONVENED)


def tasks_of(by: Any) -> Sequence[Task]:
    """Everything in meetings that awaits the person."""
    return [
        *_material(by),
        *_proposals(by),
        *_preparation(by),
        *_after_meetings(by),
        *_briefings(by),
        *_follow_up(by),
        *_between(by),
    ]


def _material(by: Any) -> Iterator[Task]:
    """Material one is responsible for, returned items first (R84)."""
    items = queries.items_for(by).filter(
        case__material_owner=by, state__in=[ItemState.ACCEPTED, ItemState.RETURNED], meeting__state__in=_BEFORE
    )
    for item in sorted(items, key=lambda one: one.state != ItemState.RETURNED):
        is_returned = item.state == ItemState.RETURNED
        title = _("Returned by the chair: %(title)s") if is_returned else _("Prepare the material: %(title)s")
        yield Task(
            title=title % {"title": item.heading},
            url=item.get_absolute_url(),
            button=_("Open the item"),
            note=item.return_comment or str(item.meeting),
            due=item.material_due,
            overdue=_is_over(item.material_due),
        )


def _is_over(day: Any) -> bool:
    return day is not None and day < clock.today()


def _preparation(by: Any) -> Iterator[Task]:
    """The next steps of the agendas that the person runs, prepares or approves (R74, R75)."""
    soon = clock.now() + AHEAD
    unfinished = Q(packages__isnull=True) | Q(items__state__in=UNSENT_STATES)
    meetings = Meeting.objects.filter(unfinished, state__in=_BEFORE, start__lte=soon).distinct()
    for meeting in meetings.select_related("body").order_by("start"):
        yield from _to_mark(meeting, by)
        yield from _to_approve_or_send(meeting, by)


def _proposals(by: Any) -> Iterator[Task]:
    """What has been proposed to the bodies one runs, however far ahead: whoever proposed it waits for an answer."""
    proposed = queries.items_for(by).filter(
        state=ItemState.PROPOSED,
        meeting__state__in=_BEFORE,
        meeting__body__in=queries.bodies_run_by(by),
    )
    for item in proposed.order_by("meeting__start", "pk"):
        meeting = item.meeting
        if item.is_late and seats.why_not_chair(by, meeting.body):
            continue
        yield Task(
            title=_("Accept or decline: %(title)s") % {"title": item.heading},
            url=item.get_absolute_url(),
            button=_("Open the item"),
            note=_("Proposed for %(meeting)s after the deadline") % {"meeting": meeting}
            if item.is_late
            else _("Proposed for %(meeting)s") % {"meeting": meeting},
            due=meeting.material_due,
            overdue=_is_over(meeting.material_due),
        )


def _to_mark(meeting: Meeting, by: Any) -> Iterator[Task]:
    preparer = rules.my_preparer(meeting, by)
    others = [other for other in queries.preparers_of(meeting) if other.mark is not None]
    if preparer is None or not (others or meeting.material_due <= clock.today()):
        return
    gaps = rules.item_gaps(meeting)
    note = str(meeting)
    if others and others[0].mark is not None:
        note = _("%(person)s has marked the material.") % {"person": others[0].mark.name}
    yield Task(
        title=_("Mark the material as prepared: %(meeting)s") % {"meeting": meeting},
        url=meeting.get_absolute_url(),
        button=_("Go through and mark"),
        note=gaps[0].sentence if gaps else note,
        due=meeting.approval_due,
        overdue=_is_over(meeting.approval_due),
        primary=not gaps,
    )


def _to_approve_or_send(meeting: Meeting, by: Any) -> Iterator[Task]:
    is_chair, is_secretary = seats.is_chair(by, meeting.body), seats.is_secretary(by, meeting.body)
    if not (is_chair or is_secretary):
        return
    state = queries.agenda_state(meeting)
    if is_chair and state == "prepared" and not rules.item_gaps(meeting):
        yield Task(
            title=_("Approve the material: %(meeting)s") % {"meeting": meeting},
            url=reverse("approve_agenda", args=[meeting.pk]),
            button=_("Go through and approve"),
            note=_("The preparers have marked it. Without your approval it cannot be sent out."),
            due=meeting.approval_due,
            overdue=_is_over(meeting.approval_due),
            primary=True,
        )
    if is_secretary and state == "approved":
        yield Task(
            title=_("Send the agenda: %(meeting)s") % {"meeting": meeting},
            url=reverse("send_agenda", args=[meeting.pk]),
            button=_("Send the agenda"),
            note=_("The chair has approved."),
            due=meeting.sending_due,
            overdue=_is_over(meeting.sending_due),
            primary=True,
        )


def _after_meetings(by: Any) -> Iterator[Task]:
    """Minutes to submit or approve, and changes in the register to look at first."""
    open_minutes = Minutes.objects.filter(
        state__in=[*UNFINISHED_MINUTES, MinutesState.SUBMITTED], meeting__state=MeetingState.HELD
    )
    for minutes in open_minutes.select_related("meeting__body"):
        body, url = minutes.meeting.body, minutes.get_absolute_url()
        yield from _to_comment_or_answer(minutes, by)
        # While the members may still speak there is nothing to submit.
        may_submit = minutes.state in UNFINISHED_MINUTES and not comments.comment_gaps(minutes)
        if may_submit and seats.is_in(by, body, SeatRole.SECRETARY):
            title = _("Submit the minutes: %(meeting)s") % {"meeting": minutes.meeting}
            yield Task(title, url, _("Open the minutes"), note=minutes.return_comment)
        if minutes.state == MinutesState.SUBMITTED and seats.is_chair(by, body):
            title = _("Approve the minutes: %(meeting)s") % {"meeting": minutes.meeting}
            yield Task(title, url, _("Open the minutes"), note=_("When you approve, what was decided is carried out."))
        if not seats.why_not_runs(by, body):
            yield from _clashes(minutes.meeting, by)


def _to_comment_or_answer(minutes: Minutes, by: Any) -> Iterator[Task]:
    """Draft minutes that the person may comment on, and comments that the secretary answers."""
    if minutes.state != MinutesState.COMMENTS:
        return
    if not comments.why_not_nothing(minutes, by):
        yield Task(
            title=_("Comment on the minutes: %(meeting)s") % {"meeting": minutes.meeting},
            url=minutes.get_absolute_url(),
            button=_("Open the minutes"),
            note=_("Or say that you have nothing to add."),
            due=minutes.comments_due,
        )
    if seats.is_in(by, minutes.meeting.body, SeatRole.SECRETARY):
        waiting = queries.comments_for(by).filter(minutes=minutes, is_nothing=False, state=CommentAnswer.WAITING)
        for comment in waiting:
            yield Task(
                title=_("Answer the comment of %(member)s on the minutes") % {"member": comment.name},
                url=reverse("answer_comment", args=[comment.pk]),
                button=_("Answer"),
                note=str(minutes.meeting),
            )


def _clashes(meeting: Meeting, by: Any) -> Iterator[Task]:
    for decision in queries.decisions_for(by).filter(item__meeting=meeting, in_force_at__isnull=True):
        for effect in decision_rules.clashes_of(decision):
            yield Task(
                title=_("See what has changed before %(number)s is carried out") % {"number": decision.number},
                url=reverse("confirm_effect", args=[effect.pk]),
                button=_("See and confirm"),
                note=decision_rules.clash_sentence(effect),
            )


def _briefings(by: Any) -> Iterator[Task]:
    """Management is to be told what the steering group decided at its last meeting; one reads what one got (R35)."""
    approved = Minutes.objects.filter(
        state__in=[MinutesState.APPROVED, MinutesState.CONFIRMED],
        approved_at__isnull=False,
        meeting__body__kind_of_body=BodyKind.STEERING,
    )
    minutes = approved.select_related("meeting__body").order_by("-meeting__start", "-pk").first()
    if minutes is not None and (
        seats.is_chair(by, minutes.meeting.body) or seats.is_secretary(by, minutes.meeting.body)
    ):
        yield from _to_tell(minutes)
    for briefing in queries.briefings_for(by).filter(readers__person=by, readers__read_at__isnull=True):
        yield Task(
            title=_("Read: %(title)s") % {"title": briefing.title},
            url=briefing.get_absolute_url(),
            button=_("Read it"),
            note=str(briefing.meeting),
        )


def _to_tell(minutes: Minutes) -> Iterator[Task]:
    meeting, approved_at = minutes.meeting, minutes.approved_at
    briefings = list(meeting.briefings.exclude(state=BriefingState.DISCARDED).order_by("pk"))
    if approved_at is None or any(one.state == BriefingState.SENT for one in briefings):
        return
    due = workdays.add_workdays(words.local_day(approved_at), TELL_WITHIN)
    yield Task(
        title=_("Brief management: %(meeting)s") % {"meeting": meeting},
        url=briefings[0].get_absolute_url() if briefings else reverse("write_briefing", args=[meeting.pk]),
        button=_("Read through and send") if briefings else _("Brief management"),
        note=_("The minutes are approved, so the decisions can be told."),
        due=due,
        overdue=_is_over(due),
    )


def _follow_up(by: Any) -> Iterator[Task]:
    """What one is to do after decisions, and what others say they have done (R37)."""
    going = [FollowUpState.OPEN, FollowUpState.IN_PROGRESS]
    mine = Q(owner=by, state__in=going, due__lte=clock.today() + SOON)
    reported = Q(state=FollowUpState.REPORTED, decision__body__in=queries.bodies_run_by(by))
    rows = queries.follow_ups_for(by).filter(mine | reported).order_by("due", "pk")
    for row in rows:
        is_reported = row.state == FollowUpState.REPORTED
        yield Task(
            title=_("Reported as done: %(what)s") % {"what": row.text} if is_reported else row.text,
            url=row.get_absolute_url(),
            button=_("Look at it") if is_reported else _("Report"),
            note=_("After decision %(number)s") % {"number": row.decision.number},
            due=row.due,
            overdue=not is_reported and _is_over(row.due),
        )


def _between(by: Any) -> Iterator[Task]:
    """The escalations one must answer as chair (R40), and the cases referred to the bodies one runs."""
    raised = queries.escalations_for(by).filter(state=EscalationState.RAISED).order_by("due", "pk")
    for row in raised:
        if seats.is_chair(by, row.body):
            yield Task(
                title=_("Answer the escalation: %(what)s") % {"what": row},
                url=row.get_absolute_url(),
                button=_("Read and answer"),
                note=_("Raised by %(person)s") % {"person": row.raised_by},
                due=row.due,
                overdue=_is_over(row.due),
            )
    waiting = queries.referrals_for(by).filter(state__in=[ReferralState.SENT, ReferralState.RECEIVED])
    for referral in waiting.order_by(F("due").asc(nulls_last=True), "pk"):
        if not REFERRAL.steps["receive_referral"].who(referral, by):
            yield Task(
                title=_("Referred to %(body)s: %(case)s")
                % {"body": referral.to_body.short_name, "case": referral.case.title},
                url=referral.get_absolute_url(),
                button=_("Open the case"),
                note=_("From %(sender)s, %(what_for)s")
                % {"sender": referral.from_body.short_name, "what_for": referral.get_kind_of_referral_display()},
                due=referral.due,
                overdue=_is_over(referral.due),
            )
