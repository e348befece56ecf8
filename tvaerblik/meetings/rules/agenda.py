"""The way to sending: two prepare, the chair approves, then it is sent (R74, R75)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.bodies import rules as seats
from tvaerblik.core import clock, words
from tvaerblik.core.refusals import Gap
from tvaerblik.core.words import join_words
from tvaerblik.core.workflow import Step, Workflow
from tvaerblik.meetings import content, progress
from tvaerblik.meetings.models import UNSENT_STATES, AgendaItem, ItemState, Meeting, MeetingState
from tvaerblik.meetings.rules.cases import pre_treatment_gaps

AGENDA_STATES = {
    "draft": gettext_lazy("in preparation"),
    "prepared": gettext_lazy("awaiting the chair"),
    "approved": gettext_lazy("approved by the chair"),
    "sent": gettext_lazy("sent out"),
}


def _number(items: list[AgendaItem], item: AgendaItem) -> int:
    return items.index(item) + 1


def item_gaps(meeting: Meeting) -> list[Gap]:
    """Each item that is not ready, with who has it."""
    items = content.agenda_of(meeting)
    if not any(item.case for item in items):
        return [Gap(_("There is no case on the agenda yet."))]
    gaps = []
    for item in items:
        number = _number(items, item)
        if item.state in {ItemState.PROPOSED, ItemState.ACCEPTED, ItemState.RETURNED}:
            owner = item.case.material_owner if item.case else None
            gaps.append(
                Gap(
                    _("Item %(number)d is “%(state)s” (%(owner)s).")
                    % {
                        "number": number,
                        "state": item.get_state_display(),
                        "owner": owner or _("nobody has the material"),
                    },
                    item.get_absolute_url(),
                    _("Open the item"),
                )
            )
        gaps.extend(
            Gap(_("Item %(number)d: %(gap)s") % {"number": number, "gap": gap.sentence}, gap.url, gap.mend)
            for gap in pre_treatment_gaps(item)
        )
    return gaps


def mark_gaps(meeting: Meeting) -> list[Gap]:
    """The preparers who have not marked the material as prepared."""
    return [
        Gap(
            _("The %(role)s of %(body)s has not marked the material as prepared.")
            % {"role": _("secretary") if preparer.role == "secretary" else _("chair"), "body": preparer.body.short_name}
        )
        for preparer in progress.preparers_of(meeting)
        if preparer.mark is None
    ]


def approval_gaps(meeting: Meeting) -> list[Gap]:
    """The chair's approval is missing, or the material has been changed since."""
    status = progress.approval_status(meeting)
    if status.is_valid:
        return []
    if status.approval is None:
        return [Gap(_("The chair of %(body)s has not approved.") % {"body": meeting.body.short_name})]
    return [
        Gap(
            _("The material has been changed since the chair approved it: %(what)s. It must be approved again.")
            % {"what": join_words(list(status.changed))}
        )
    ]


def _prepare_gaps(meeting: Meeting) -> list[Gap]:
    return item_gaps(meeting)


def _approve_gaps(meeting: Meeting) -> list[Gap]:
    return [*item_gaps(meeting), *mark_gaps(meeting)]


def send_gaps(meeting: Meeting) -> list[Gap]:
    """Everything that is missing before the agenda can be sent, in one list."""
    return [*item_gaps(meeting), *mark_gaps(meeting), *approval_gaps(meeting)]


def my_preparer(meeting: Meeting, by: Any) -> progress.Preparer | None:
    """The preparer's role that the person can still mark for."""
    for preparer in progress.preparers_of(meeting):
        if preparer.mark is None and seats.is_in(by, preparer.body, preparer.role):
            return preparer
    return None


def _prepares(meeting: Meeting, by: Any) -> str:
    if any(seats.is_in(by, p.body, p.role) for p in progress.preparers_of(meeting)):
        return ""
    return _("Only the secretary of %(body)s and the chair who submits to it mark the material as prepared.") % {
        "body": meeting.body.short_name
    }


def _chair(meeting: Meeting, by: Any) -> str:
    return seats.why_not_chair(by, meeting.body)


def _secretary(meeting: Meeting, by: Any) -> str:
    return seats.why_not_secretary(by, meeting.body)


def why_not_run(meeting: Meeting, by: Any) -> str:
    """ "" for those who build the agenda."""
    return seats.why_not_runs(by, meeting.body)


AGENDA = Workflow(
    "agenda",
    states=AGENDA_STATES,
    read=progress.agenda_state,
    steps=[
        Step(
            "mark_prepared",
            gettext_lazy("Mark the material as prepared"),
            frozenset({"draft", "prepared"}),
            None,
            _prepares,
            _prepare_gaps,
        ),
        Step(
            "approve_agenda",
            gettext_lazy("Approve the material"),
            frozenset({"draft", "prepared"}),
            None,
            _chair,
            _approve_gaps,
        ),
        Step(
            "send_agenda",
            gettext_lazy("Send the agenda"),
            frozenset({"draft", "prepared", "approved"}),
            None,
            _secretary,
            send_gaps,
        ),
    ],
)


def _start_gaps(meeting: Meeting) -> list[Gap]:
    gaps = []
    if progress.newest_package(meeting) is None:
        gaps.append(Gap(_("The agenda has not been sent out.")))
    else:
        gaps.extend(_unsent_gaps(meeting))
    if clock.today() < meeting.day - STARTS_BEFORE:
        # The minutes tell when the meeting was; one begun weeks ahead by a slip cannot be taken back.
        on = {"day": words.day(meeting.day)}
        gaps.append(Gap(_("The meeting is on %(day)s, and can begin the day before at the earliest.") % on))
    return gaps


def _unsent_gaps(meeting: Meeting) -> list[Gap]:
    """What has come on the agenda since it was sent must be sent too, or moved (meetings 6.5)."""
    items = content.agenda_of(meeting)
    return [
        Gap(
            _("Item %(number)d has not been sent out. Send a supplementary agenda, or move the item.")
            % {"number": _number(items, item)},
            item.get_absolute_url(),
            _("Open the item"),
        )
        for item in items
        if item.state in UNSENT_STATES
    ]


def _end_gaps(meeting: Meeting) -> list[Gap]:
    items = content.agenda_of(meeting)
    return [
        Gap(
            _("Item %(number)d has no outcome.") % {"number": _number(items, item)},
            reverse("decide_item", args=[item.pk]),
            _("Write outcome"),
        )
        for item in items
        if item.case and not item.has_outcome
    ]


def _close_gaps(meeting: Meeting) -> list[Gap]:
    minutes = getattr(meeting, "minutes_paper", None)
    if minutes is None or minutes.state not in {"approved", "confirmed"}:
        return [Gap(_("The minutes have not been approved."))]
    return []


STARTS_BEFORE = dt.timedelta(days=1)
_AHEAD = frozenset({MeetingState.PLANNED, MeetingState.CONVENED})

MEETING = Workflow(
    "meeting",
    states=dict(MeetingState.choices),
    steps=[
        Step(
            "convene_meeting",
            gettext_lazy("Convene the meeting"),
            frozenset({MeetingState.PLANNED}),
            MeetingState.CONVENED,
            why_not_run,
        ),
        Step("move_meeting", gettext_lazy("Move the meeting"), _AHEAD, None, why_not_run),
        Step("cancel_meeting", gettext_lazy("Cancel the meeting"), _AHEAD, MeetingState.CANCELLED, _chair),
        Step(
            "start_meeting",
            gettext_lazy("Start the meeting"),
            _AHEAD,
            MeetingState.IN_SESSION,
            why_not_run,
            _start_gaps,
        ),
        Step(
            "end_meeting",
            gettext_lazy("End the meeting"),
            frozenset({MeetingState.IN_SESSION}),
            MeetingState.HELD,
            why_not_run,
            _end_gaps,
        ),
        Step(
            "close_meeting",
            gettext_lazy("Close the meeting"),
            frozenset({MeetingState.HELD}),
            MeetingState.CLOSED,
            why_not_run,
            _close_gaps,
        ),
    ],
)


def why_not_attendance(meeting: Meeting) -> str:
    """ "" from the beginning of the meeting until its minutes are approved."""
    if meeting.state not in {MeetingState.IN_SESSION, MeetingState.HELD}:
        return _("Attendance is recorded when the meeting has begun.")
    if not _close_gaps(meeting):
        return _("The minutes have been approved. Correct them by an addendum.")
    return ""


def why_not_place(meeting: Meeting) -> str:
    """ "" while items can still come on the agenda."""
    if meeting.state not in _AHEAD:
        return _("%(meeting)s is “%(state)s”; no items can be added.") % {
            "meeting": meeting,
            "state": meeting.get_state_display(),
        }
    return ""


def is_late(meeting: Meeting) -> bool:
    """After the deadline for material, or after the agenda was sent: only the chair lets an item in (R46)."""
    return clock.today() > meeting.material_due or progress.newest_package(meeting) is not None
