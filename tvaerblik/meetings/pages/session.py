"""A meeting that has begun: attendance, what is decided, what remains (R81, D5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.meetings import queries
from tvaerblik.meetings.models import Attendance, AttendanceStatus, Decision, ItemState, Meeting, MeetingState
from tvaerblik.meetings.pages.agenda import Row, rows_of
from tvaerblik.meetings.pages.offers import Offer, offer
from tvaerblik.meetings.presence import Leader, Roll, leader_of, names_of, part_of, roll_of
from tvaerblik.meetings.rules import writing
from tvaerblik.meetings.rules.presence import warnings_of, why_excluded, why_not_chair_or_secretary
from tvaerblik.meetings.written import texts_of


@dataclass(frozen=True)
class Entry:
    """One item in session: its row, its decision when there is one, what has been typed, and who can write it."""

    row: Row
    decision: Decision | None
    may_decide: bool
    approves_points: bool
    may_exclude: bool
    missing: str
    text: str = ""
    may_write: bool = False


@dataclass(frozen=True)
class Session:
    """Who is there and who leads, what to be aware of, the items, and how many await an outcome."""

    present: int
    invited: int
    leader: Leader | None
    warnings: list[str]
    others: list[tuple[str, str]]
    entries: list[Entry]
    remaining: int
    attendance: Offer


def session_of(meeting: Meeting, by: Any) -> Session:
    """A meeting that has begun, as one person sees it."""
    roll = roll_of(meeting)
    decisions = {row.item_id: row for row in queries.decisions_for(by).filter(item__meeting=meeting)}
    rows = rows_of(meeting, by, with_offers=False)
    typed = _typed(meeting, by)
    entries = [_entry(row, decisions.get(row.item.pk), roll, by, typed) for row in rows]
    return Session(
        present=roll.present,
        invited=roll.invited,
        leader=leader_of(meeting),
        warnings=list(warnings_of(meeting, roll)) if meeting.state != MeetingState.CLOSED else [],
        others=[(row.name, words) for row in roll.attendance if (words := _in_words(row))],
        entries=entries,
        remaining=sum(row.item.state == ItemState.SENT and row.item.case_id is not None for row in rows),
        attendance=offer("record_attendance", meeting, by),
    )


def _in_words(row: Attendance) -> str:
    """What the list says of somebody who was not simply there; nothing of the others."""
    notes = [] if row.status == AttendanceStatus.PRESENT else [str(row.get_status_display())]
    if row.substitute_for is not None:
        notes.append(_("substitute for %(member)s") % {"member": row.substitute_for})
    if row.is_agreed:
        notes.append(_("agreed with the chair"))
    return ", ".join(filter(None, [*notes, part_of(row)]))


def _entry(row: Row, decision: Decision | None, roll: Roll, by: Any, typed: dict[int, str] | None) -> Entry:
    """``typed`` holds what has been typed on each item, for those who write now."""
    may_decide = not row.is_hidden and decision is None and not offer("decide_item", row.item, by).why
    case = row.item.case
    has_points = case is not None and any(not point.is_withdrawn for point in case.points.all())
    takes_part = not row.is_hidden and not why_excluded(row.item, by)
    may_write = typed is not None and takes_part and not writing.why_not_text_of(row.item, decision)
    return Entry(
        row=row,
        decision=decision,
        may_decide=may_decide,
        approves_points=may_decide and has_points and row.item.purpose == "decision",
        may_exclude=may_decide and not why_not_chair_or_secretary(row.item, by),
        missing="" if row.is_hidden else names_of(roll.missing(row.item.pk)),
        text=(typed or {}).get(row.item.pk, "") if may_write else "",
        may_write=may_write,
    )


def _typed(meeting: Meeting, by: Any) -> dict[int, str] | None:
    """What has been typed for the minutes by item, for those who may write it now; None for others."""
    if writing.why_not_writer(meeting, by) or writing.why_not_write_now(meeting):
        return None
    return texts_of(meeting)
