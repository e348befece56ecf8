"""When the text of the minutes can be written: from the meeting begins until the minutes go to the chair."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.bodies import rules as seats
from tvaerblik.meetings.models import (
    UNFINISHED_MINUTES,
    AgendaItem,
    Decision,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
)
from tvaerblik.meetings.rules.presence import why_excluded

_ON_AGENDA = frozenset({ItemState.SENT, ItemState.DECIDED})


def why_not_writer(meeting: Meeting, by: Any) -> str:
    """ "" for those who run the body's meetings."""
    return seats.why_not_runs(by, meeting.body)


def why_not_writer_of(item: AgendaItem, by: Any) -> str:
    """ "" for those of them who take part in the item."""
    return why_not_writer(item.meeting, by) or why_excluded(item, by)


def why_not_write_now(meeting: Meeting) -> str:
    """ "" from the meeting begins until its minutes go to the chair."""
    if meeting.state not in {MeetingState.IN_SESSION, MeetingState.HELD}:
        return _("The minutes are written from the meeting begins until they are approved.")
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is not None and minutes.state not in UNFINISHED_MINUTES:
        return _("The minutes are “%(state)s” and cannot be edited.") % {"state": minutes.get_state_display()}
    return ""


def why_not_text_of(item: AgendaItem, decision: Decision | None) -> str:
    """ "" for an item that is treated at the meeting, unless its decision is in force already."""
    if item.state not in _ON_AGENDA:
        return _("The item is “%(state)s” and is not in the minutes.") % {"state": item.get_state_display()}
    if decision is not None and decision.in_force_at is not None:
        return _("The decision is in force. It can only be changed by a new decision.")
    return ""


def why_not_text_now(item: AgendaItem) -> str:
    """ "" while the text of the item can be written, whoever asks."""
    decision = Decision.objects.filter(item=item).first()
    return why_not_write_now(item.meeting) or why_not_text_of(item, decision)


def why_not_write_text(item: AgendaItem, by: Any) -> str:
    """ "" for those who run the meeting, while the text of the item can be written."""
    return why_not_writer_of(item, by) or why_not_text_now(item)
