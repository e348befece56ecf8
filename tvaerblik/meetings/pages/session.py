"""A meeting that has begun: attendance, what is decided, what remains (R81, D5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tvaerblik.meetings import queries
from tvaerblik.meetings.models import AttendanceStatus, Decision, ItemState, Meeting
from tvaerblik.meetings.pages.agenda import Row, rows_of
from tvaerblik.meetings.pages.offers import Offer, offer


@dataclass(frozen=True)
class Entry:
    """One item in session: its row, its decision when there is one, and whether this person can write it."""

    row: Row
    decision: Decision | None
    may_decide: bool
    approves_points: bool


@dataclass(frozen=True)
class Session:
    """Who is there, the items, and how many await an outcome."""

    present: int
    invited: int
    absent: list[Any]
    substitutes: list[Any]
    entries: list[Entry]
    remaining: int
    attendance: Offer


def session_of(meeting: Meeting, by: Any) -> Session:
    """A meeting that has begun, as one person sees it."""
    people = list(meeting.attendance.select_related("substitute_for"))
    decisions = {row.item_id: row for row in queries.decisions_for(by).filter(item__meeting=meeting)}
    rows = rows_of(meeting, by, with_offers=False)
    entries = [_entry(row, decisions.get(row.item.pk), by) for row in rows]
    return Session(
        present=sum(row.status == AttendanceStatus.PRESENT for row in people),
        invited=sum(row.substitute_for_id is None for row in people),
        absent=[row for row in people if row.status != AttendanceStatus.PRESENT],
        substitutes=[row for row in people if row.substitute_for_id is not None],
        entries=entries,
        remaining=sum(row.item.state == ItemState.SENT and row.item.case_id is not None for row in rows),
        attendance=offer("record_attendance", meeting, by),
    )


def _entry(row: Row, decision: Decision | None, by: Any) -> Entry:
    may_decide = not row.is_hidden and decision is None and not offer("decide_item", row.item, by).why
    case = row.item.case
    has_points = case is not None and any(not point.is_withdrawn for point in case.points.all())
    return Entry(row, decision, may_decide, may_decide and has_points and row.item.purpose == "decision")
