"""What can be concluded, who writes it, when it changes the record, and how minutes and follow-up go."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.bodies import rules as seats
from tvaerblik.core.effects import effects
from tvaerblik.core.models import subject_of
from tvaerblik.core.refusals import Gap
from tvaerblik.core.workflow import Step, Workflow
from tvaerblik.meetings.models import (
    OUTCOMES,
    SETTLED_MINUTES,
    UNFINISHED_MINUTES,
    AgendaItem,
    DecidedEffect,
    Decision,
    FollowUp,
    FollowUpState,
    ItemState,
    MeetingState,
    Minutes,
    MinutesState,
    Outcome,
)
from tvaerblik.meetings.rules.comments import comment_gaps
from tvaerblik.meetings.rules.presence import why_excluded


def outcomes_of(item: AgendaItem) -> tuple[Outcome, ...]:
    """The outcomes that the item's purpose allows (R73)."""
    return OUTCOMES[item.purpose]


def why_not_outcome(item: AgendaItem, outcome: str) -> str:
    """ "" when the purpose allows it, else the sentence."""
    if outcome in outcomes_of(item):
        return ""
    return _("An item that is “%(purpose)s” cannot end as “%(outcome)s”.") % {
        "purpose": item.get_purpose_display(),
        "outcome": Outcome(outcome).label,
    }


def why_not_write_decision(item: AgendaItem, by: Any) -> str:
    """ "" for those who run the body's meetings and are not disqualified."""
    return seats.why_not_runs(by, item.meeting.body) or why_excluded(item, by)


def why_not_now(item: AgendaItem) -> str:
    """ "" while the meeting goes on, or has just been held, and the item awaits its outcome."""
    if item.meeting.state not in {MeetingState.IN_SESSION, MeetingState.HELD}:
        return _("Decisions are written when the meeting has begun.")
    if item.state != ItemState.SENT:
        return _("The item is “%(state)s” and cannot be decided now.") % {"state": item.get_state_display()}
    return ""


def why_not_decide(item: AgendaItem, by: Any) -> str:
    """ "" for secretary and chair while the meeting goes on or has just been held."""
    return why_not_write_decision(item, by) or why_not_now(item)


def why_not_revise(decision: Decision) -> str:
    """ "" until the decision is in force or the minutes are with the chair."""
    if decision.in_force_at is not None:
        return _("The decision is in force. It can only be changed by a new decision.")
    minutes = Minutes.objects.filter(meeting=decision.item.meeting).first()
    if minutes is not None and minutes.state not in UNFINISHED_MINUTES:
        return _("The minutes are “%(state)s”. The chair must return them first.") % {
            "state": minutes.get_state_display()
        }
    return ""


def why_not_revise_decision(decision: Decision, by: Any) -> str:
    """ "" for those who run the body's meetings, until the minutes go to the chair."""
    return why_not_write_decision(decision.item, by) or why_not_revise(decision)


def present_value(effect: DecidedEffect) -> Any:
    """The value the record has now, packed as the effect packs it; read anew, for it may have changed meanwhile."""
    row = effect.point_effect
    return effects[row.effect].current(subject_of(effects[row.effect].kind, row.object_id))


def is_clash(effect: DecidedEffect) -> bool:
    """True when the record has changed since the paper was sent and nobody has confirmed that.

    What another decision of the same meeting has just done to the record is no surprise to the body.
    """
    if effect.applied_at is not None:
        return False
    present = present_value(effect)
    if present in (effect.seen, effect.decided) or (effect.is_confirmed and effect.confirmed == present):
        return False
    row = effect.point_effect
    same = DecidedEffect.objects.filter(
        point_effect__effect=row.effect,
        point_effect__content_type=row.content_type,
        point_effect__object_id=row.object_id,
        point_outcome__decision__item__meeting=effect.point_outcome.decision.item.meeting,
        applied_at__isnull=False,
    )
    return all(other.decided != present for other in same)


def clash_sentence(effect: DecidedEffect) -> str:
    """What the paper said, what the record says now, and what was decided."""
    row = effect.point_effect
    known = effects[row.effect]
    return _(
        "%(record)s, %(field)s: it was %(seen)s when the paper was sent, is %(now)s now, and %(decided)s was decided."
    ) % {
        "record": row.subject,
        "field": known.label,
        "seen": known.reads(effect.seen),
        "now": known.reads(present_value(effect)),
        "decided": known.reads(effect.decided),
    }


def why_not_confirm(effect: DecidedEffect, by: Any) -> str:
    """ "" for those who run the body's meetings, while there is something to confirm."""
    return why_not_follow_up(effect.point_outcome.decision, by) or why_nothing_to_confirm(effect)


def why_nothing_to_confirm(effect: DecidedEffect) -> str:
    """ "" while the record has changed and nobody has confirmed that."""
    if is_clash(effect):
        return ""
    return _("There is nothing to confirm: the record is as the paper said, or it has been confirmed.")


def clashes_of(decision: Decision) -> list[DecidedEffect]:
    """The effects that need a conscious confirmation before they are carried out."""
    rows = DecidedEffect.objects.filter(point_outcome__decision=decision).select_related(
        "point_effect", "point_outcome__decision__item"
    )
    return [row for row in rows if is_clash(row)]


def _minute_gaps(minutes: Minutes) -> list[Gap]:
    gaps = [
        Gap(
            _("“%(item)s” has no outcome.") % {"item": _("a closed item") if item.is_closed else item.heading},
            reverse("decide_item", args=[item.pk]),
            _("Write outcome"),
        )
        for item in minutes.meeting.items.filter(state=ItemState.SENT, case__isnull=False).select_related("case")
    ]
    if minutes.meeting.state == MeetingState.IN_SESSION:
        gaps.append(Gap(_("The meeting has not been ended."), minutes.meeting.get_absolute_url()))
    if not minutes.meeting.attendance.exists():
        gaps.append(
            Gap(_("Attendance has not been recorded."), minutes.meeting.get_absolute_url(), _("Record attendance"))
        )
    return gaps


def _approve_gaps(minutes: Minutes) -> list[Gap]:
    gaps: list[Gap] = []
    for decision in Decision.objects.filter(item__meeting=minutes.meeting):
        gaps.extend(
            Gap(clash_sentence(effect), decision.get_absolute_url(), _("See and confirm"))
            for effect in clashes_of(decision)
        )
    return gaps


def why_not_write_minutes(minutes: Minutes, by: Any) -> str:
    """ "" for the secretary, until the minutes go to the chair."""
    return _secretary(minutes, by) or why_not_edit_minutes(minutes)


def why_not_edit_minutes(minutes: Minutes) -> str:
    """ "" until the minutes go to the chair."""
    if minutes.state in UNFINISHED_MINUTES:
        return ""
    return _("The minutes are “%(state)s” and cannot be edited.") % {"state": minutes.get_state_display()}


def why_not_addendum(minutes: Minutes, by: Any) -> str:
    """ "" for those who run the body's meetings, once the minutes are approved."""
    return seats.why_not_runs(by, minutes.meeting.body) or why_no_addendum(minutes)


def why_no_addendum(minutes: Minutes) -> str:
    """ "" once the minutes are approved."""
    if minutes.state in SETTLED_MINUTES:
        return ""
    return _("The minutes are still a draft; correct the draft.")


def _secretary(minutes: Minutes, by: Any) -> str:
    return seats.why_not_secretary(by, minutes.meeting.body)


def _chair(minutes: Minutes, by: Any) -> str:
    return seats.why_not_chair(by, minutes.meeting.body)


MINUTES = Workflow(
    "minutes",
    states=dict(MinutesState.choices),
    steps=[
        Step(
            "invite_comments",
            gettext_lazy("Send the minutes for comments"),
            frozenset({MinutesState.DRAFT}),
            MinutesState.COMMENTS,
            _secretary,
            _minute_gaps,
        ),
        Step(
            "move_comments",
            gettext_lazy("Change the deadline for comments"),
            frozenset({MinutesState.COMMENTS}),
            None,
            _secretary,
        ),
        Step(
            "submit_minutes",
            gettext_lazy("Submit the minutes to the chair"),
            frozenset(UNFINISHED_MINUTES),
            MinutesState.SUBMITTED,
            _secretary,
            lambda minutes: [*_minute_gaps(minutes), *comment_gaps(minutes)],
        ),
        Step(
            "return_minutes",
            gettext_lazy("Return the minutes"),
            frozenset({MinutesState.SUBMITTED}),
            MinutesState.DRAFT,
            _chair,
        ),
        Step(
            "approve_minutes",
            gettext_lazy("Approve the minutes"),
            frozenset({MinutesState.SUBMITTED}),
            MinutesState.APPROVED,
            _chair,
            _approve_gaps,
        ),
        Step(
            "confirm_minutes",
            gettext_lazy("Confirm the minutes at the next meeting"),
            frozenset({MinutesState.APPROVED}),
            MinutesState.CONFIRMED,
            _secretary,
        ),
    ],
)


def _owns(follow_up: FollowUp, by: Any) -> str:
    if follow_up.owner_id == by.pk or not seats.why_not_runs(by, follow_up.decision.body):
        return ""
    return _("Only the one responsible, and the secretary and chair of %(body)s, can do this.") % {
        "body": follow_up.decision.body.short_name
    }


def _accepts(follow_up: FollowUp, by: Any) -> str:
    return seats.why_not_runs(by, follow_up.decision.body)


_GOING = frozenset({FollowUpState.OPEN, FollowUpState.IN_PROGRESS})

FOLLOW_UP = Workflow(
    "follow_up",
    states=dict(FollowUpState.choices),
    steps=[
        Step(
            "begin_follow_up",
            gettext_lazy("Say that it is under way"),
            frozenset({FollowUpState.OPEN}),
            FollowUpState.IN_PROGRESS,
            _owns,
        ),
        Step("report_follow_up", gettext_lazy("Report as done"), _GOING, FollowUpState.REPORTED, _owns),
        Step(
            "accept_follow_up",
            gettext_lazy("Accept as done"),
            frozenset({FollowUpState.REPORTED}),
            FollowUpState.DONE,
            _accepts,
        ),
        Step(
            "reopen_follow_up",
            gettext_lazy("Not done yet"),
            frozenset({FollowUpState.REPORTED}),
            FollowUpState.IN_PROGRESS,
            _accepts,
        ),
        Step("move_follow_up", gettext_lazy("Change the deadline"), _GOING, None, _owns),
        Step("drop_follow_up", gettext_lazy("No longer relevant"), _GOING, FollowUpState.LAPSED, _accepts),
    ],
)


def why_not_follow_up(decision: Decision, by: Any) -> str:
    """ "" for those who run the body's meetings."""
    return seats.why_not_runs(by, decision.body)
