"""What can be done with a meeting."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms import meetings as forms
from tvaerblik.meetings.rules import agenda as rules
from tvaerblik.meetings.rules.agenda import MEETING
from tvaerblik.meetings.verbs.steps import step

_meeting: dict[str, Any] = {"path": "meetings", "things": queries.meetings_for}


def why_not_plan(_thing: Any, by: Any) -> str:
    """ "" for those who run the meetings of a body."""
    if queries.bodies_run_by(by).exists():
        return ""
    return _text("Only the secretary or the chair of a body plans its meetings.")


MEETING_VERBS = (
    Verb(
        "plan_meeting",
        _("Plan a meeting"),
        actions.plan_meeting,
        "meetings",
        form=forms.PlanMeetingForm,
        why_not=why_not_plan,
        done=_("The meeting is planned, with its deadlines and the standing items."),
    ),
    Verb(
        "revise_meeting",
        _("Edit meeting"),
        actions.revise_meeting,
        form=forms.ReviseMeetingForm,
        why_not=rules.why_not_run,
        done=_("The meeting is saved."),
        submit=_("Save meeting"),
        **_meeting,
    ),
    step(MEETING, "convene_meeting", done=_("The meeting is convened."), **_meeting),
    step(
        MEETING,
        "move_meeting",
        form=forms.MoveMeetingForm,
        intro=_("The deadlines follow the new day. Deadlines that were set by hand are computed anew."),
        done=_("The meeting is moved, and the deadlines with it."),
        **_meeting,
    ),
    step(
        MEETING,
        "cancel_meeting",
        form=forms.ReasonForm,
        intro=_("Its cases can be moved to another meeting."),
        done=_("The meeting is cancelled."),
        danger=True,
        **_meeting,
    ),
    step(
        MEETING,
        "start_meeting",
        intro=_("Everybody with a seat is listed as present until you say otherwise."),
        done=_("The meeting has begun. Decisions can be written."),
        **_meeting,
    ),
    step(
        MEETING,
        "end_meeting",
        done=_("The meeting has ended. The minutes can be submitted to the chair."),
        to=lambda meeting: str(meeting.minutes_paper.get_absolute_url()),
        **_meeting,
    ),
    step(MEETING, "close_meeting", done=_("The meeting is closed."), **_meeting),
)
