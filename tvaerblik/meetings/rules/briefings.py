"""Who tells management what a body has decided, and what a briefing needs before it goes out (R35, R42)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.bodies import rules as seats
from tvaerblik.core.refusals import Gap
from tvaerblik.core.workflow import Step, Workflow
from tvaerblik.meetings import telling
from tvaerblik.meetings.models import Briefing, BriefingState, Meeting, MeetingState


def why_not_brief(meeting: Meeting, by: Any) -> str:
    """ "" for those who run the body's meetings, once the meeting has been held."""
    return seats.why_not_runs(by, meeting.body) or why_nothing_held(meeting)


def why_nothing_held(meeting: Meeting) -> str:
    """ "" once the meeting has been held."""
    if meeting.state in {MeetingState.HELD, MeetingState.CLOSED}:
        return ""
    return _("Others are told when the meeting has been held.")


def why_not_revise(briefing: Briefing, by: Any) -> str:
    """ "" for those who run the body's meetings, while the briefing is a draft."""
    return _runs(briefing, by) or why_sent(briefing)


def why_sent(briefing: Briefing) -> str:
    """ "" while the briefing is a draft."""
    if briefing.is_draft:
        return ""
    return _("The briefing is “%(state)s” and cannot be changed. Write a new one.") % {
        "state": briefing.get_state_display()
    }


def why_not_tell(decision_ids: set[int], meeting: Meeting) -> str:
    """ "" when each of the decisions may be told to others."""
    if decision_ids <= set(telling.tellable(meeting).values_list("pk", flat=True)):
        return ""
    return _("Only decisions of the meeting that are in force, on open items, can be told to others.")


def why_not_acknowledge(briefing: Briefing, by: Any) -> str:
    """ "" for a reader who has not said so yet."""
    row = briefing.readers.filter(person=by).first()
    if row is None:
        return _("The briefing was not sent to you.")
    return _("You have already said that you have read it.") if row.read_at else ""


def _runs(briefing: Briefing, by: Any) -> str:
    return seats.why_not_runs(by, briefing.meeting.body)


def _sends(briefing: Briefing, by: Any) -> str:
    """Telling management is done in one's own name: no assistant does it for a chair."""
    body = briefing.meeting.body
    if seats.is_chair(by, body) or seats.is_secretary(by, body):
        return ""
    return _("Only the chair or the secretary of %(body)s can send a briefing.") % {"body": body.short_name}


def _send_gaps(briefing: Briefing) -> list[Gap]:
    gaps = []
    if not telling.readers_of(briefing):
        gaps.append(Gap(_("Nobody has been chosen to be told.")))
    if not briefing.text.strip() and not telling.told(briefing):
        gaps.append(Gap(_("It says nothing yet: tick a decision, or write what they need to know.")))
    return gaps


_DRAFT = frozenset({BriefingState.DRAFT})

BRIEFING = Workflow(
    "briefing",
    states=dict(BriefingState.choices),
    steps=[
        Step("send_briefing", gettext_lazy("Send the briefing"), _DRAFT, BriefingState.SENT, _sends, _send_gaps),
        Step("discard_briefing", gettext_lazy("Discard the draft"), _DRAFT, BriefingState.DISCARDED, _runs),
    ],
)
