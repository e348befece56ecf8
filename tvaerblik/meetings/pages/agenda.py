"""The agenda as one person sees it: rows, groups, time, and the chain of deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tvaerblik.bodies import rules as seats
from tvaerblik.core import clock, words
from tvaerblik.documents.queries import attachments_of_many
from tvaerblik.meetings import queries
from tvaerblik.meetings.models import AgendaItem, ItemState, Meeting, MeetingState, Purpose, Standing
from tvaerblik.meetings.pages.offers import Offer, steps
from tvaerblik.meetings.rules import agenda as rules
from tvaerblik.meetings.rules import cases as case_rules

# How a state is shown: the kind of tag and its icon.
TAGS: dict[str, tuple[str, str]] = {
    ItemState.PROPOSED: ("outline", ""),
    ItemState.ACCEPTED: ("waiting", "clock"),
    ItemState.READY: ("ready", "check"),
    ItemState.RETURNED: ("stop", "return"),
    ItemState.SENT: ("info", "send"),
    ItemState.DECIDED: ("ready", "check"),
    ItemState.WITHDRAWN: ("", ""),
}
GROUPS = (
    (Purpose.DECISION, Purpose.DECISION.label),
    (Purpose.DISCUSSION, Purpose.DISCUSSION.label),
    (Purpose.INFORMATION, Purpose.INFORMATION.label),
    ("other", gettext_lazy("Any other business")),
    ("closed", gettext_lazy("Closed items")),
)
DELIVERED = frozenset({ItemState.READY, ItemState.SENT, ItemState.DECIDED})


@dataclass
class Row:
    """One item on the agenda. ``title`` is empty for a closed item that is not for this person."""

    item: AgendaItem
    number: int
    group: str
    title: str
    note: str = ""
    # Who takes no part because of disqualification, and why, when it is the one who reads.
    excluded: list[str] = field(default_factory=list)
    own_reason: str = ""
    state: str = ""
    tag: tuple[str, str] = ("", "")
    owner: str = ""
    owner_note: str = ""
    is_overdue: bool = False
    pre_treatments: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    offers: list[Offer] = field(default_factory=list)
    may_change: bool = False

    @property
    def is_hidden(self) -> bool:
        """A closed item of which this person only sees the number."""
        return not self.title


@dataclass(frozen=True)
class Group:
    """Items under one heading, with their number and minutes in words."""

    key: str
    label: str
    note: str
    rows: list[Row]


def rows_of(meeting: Meeting, by: Any, *, with_offers: bool = True) -> list[Row]:
    """The rows of the agenda in the meeting's order."""
    items = queries.agenda_of(meeting)
    visible = set(queries.items_for(by).filter(meeting=meeting).values_list("pk", flat=True))
    files = attachments_of_many([item.case for item in items if item.case and item.pk in visible], by)
    may_change = not rules.why_not_run(meeting, by) and not rules.why_not_place(meeting)
    found = []
    for number, item in enumerate(items, start=1):
        if item.pk not in visible:
            found.append(Row(item, number, "closed", "", own_reason=_own_reason(item, by)))
            continue
        row = _row(item, number)
        row.excluded = [one.name for one in item.exclusions.all() if not one.is_lifted]
        row.own_reason = _own_reason(item, by)
        row.files = len(files[item.case.pk]) if item.case else 0
        row.may_change = may_change and not case_rules.why_sent(item)
        row.offers = steps(case_rules.ITEM, item, by) if with_offers and item.case else []
        found.append(row)
    return found


def _own_reason(item: AgendaItem, by: Any) -> str:
    own = [one.reason for one in item.exclusions.all() if one.person_id == by.pk and not one.is_lifted]
    return own[0] if own else ""


def _row(item: AgendaItem, number: int) -> Row:
    is_other = item.standing == Standing.OTHER
    row = Row(item, number, "other" if is_other else item.purpose, item.heading)
    row.state, row.tag = item.get_state_display(), TAGS[item.state]
    row.note = _note(item)
    row.pre_treatments = [
        (words.short_day(pre.day, clock.today()), pre.get_result_display()) for pre in item.pre_treatments.all()
    ]
    if item.case is None:
        row.owner_note = _("gathered automatically") if item.standing == Standing.FOLLOW_UP else ""
        if is_other:
            row.state, row.tag = _("standing item"), ("info", "check")
        return row
    row.owner = str(item.case.material_owner or _("nobody"))
    row.owner_note, row.is_overdue = _delivery(item)
    return row


def _delivery(item: AgendaItem) -> tuple[str, bool]:
    """Whether the material is there, or by when it is to be (R84)."""
    if item.state in DELIVERED:
        return _("delivered"), False
    if item.material_due is None:
        return "", False
    over = words.days_over(item.material_due, clock.today())
    return over or _("due %(day)s") % {"day": words.short_day(item.material_due, clock.today())}, bool(over)


def _note(item: AgendaItem) -> str:
    if item.state == ItemState.RETURNED and item.return_comment:
        return _("The chair: “%(comment)s”") % {"comment": item.return_comment}
    if item.is_closed:
        return _("Only for members. Not in the open package.")
    if item.is_late and item.state == ItemState.PROPOSED:
        return _("Proposed after the deadline. The chair must accept it.")
    if item.state == ItemState.PROPOSED and item.case is not None:
        return _("Proposed by %(person)s") % {"person": item.case.proposed_by}
    if item.recommends_to is not None:
        return _("Recommendation to %(body)s") % {"body": item.recommends_to.short_name}
    return item.case.number if item.case else ""


def groups_of(rows: Sequence[Row], *, by_purpose: bool) -> list[Group]:
    """The rows by purpose (R73), or all in one in the meeting's order."""
    if not by_purpose:
        return [Group("all", "", _counted(rows), list(rows))]
    labelled = ((key, str(label), [row for row in rows if row.group == key]) for key, label in GROUPS)
    return [Group(str(key), label, _counted(found), found) for key, label, found in labelled if found]


def _counted(rows: Sequence[Row]) -> str:
    """ "7 items, 95 min."; of a closed item one may not see, not even the minutes count."""
    count = ngettext("%(count)d item", "%(count)d items", len(rows)) % {"count": len(rows)}
    minutes = sum(row.item.minutes for row in rows if not row.is_hidden)
    return f"{count}, {_('%(minutes)d min.') % {'minutes': minutes}}" if minutes else count


@dataclass(frozen=True)
class Time:
    """Planned minutes by kind against the length of the meeting."""

    parts: list[int]
    capacity: int

    @property
    def planned(self) -> int:
        """All minutes together."""
        return sum(self.parts)

    @property
    def over(self) -> int:
        """How many minutes too long the agenda is; 0 when it fits."""
        return max(0, self.planned - self.capacity)


def time_of(meeting: Meeting, rows: Iterable[Row]) -> Time:
    """Minutes for decisions, for the rest, and for any other business (R73)."""
    parts = {"decision": 0, "rest": 0, "other": 0}
    for row in rows:
        if not row.is_hidden:
            parts[row.group if row.group in parts else "rest"] += row.item.minutes
    return Time(list(parts.values()), meeting.length)


def chain_of(meeting: Meeting, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The deadlines on the way to the meeting, each done, next or upcoming."""
    today = clock.today()
    package = queries.newest_package(meeting)
    cases = [row for row in rows if row.item.case_id]
    delivered = bool(cases) and all(row.item.state in DELIVERED for row in cases)
    approval = queries.approval_status(meeting)
    approved = package is not None or queries.agenda_state(meeting) == "approved"
    approved_on = words.local_day(approval.approval.created_at) if approved and approval.approval else None
    held = meeting.state in {MeetingState.HELD, MeetingState.CLOSED}
    entries = [
        *_earlier(meeting, today),
        (meeting.material_due, _("Deadline for material"), meeting.material_due < today or delivered),
        *_chief_meetings(rows),
        (approved_on or meeting.approval_due, _("The chair approves"), approved),
        (
            words.local_day(package.sent_at) if package else meeting.sending_due,
            _("The agenda is sent out"),
            package is not None,
        ),
        (meeting.day, _("Meeting"), held),
    ]
    return _marked(entries)


def _earlier(meeting: Meeting, today: dt.date) -> list[tuple[dt.date, str, bool]]:
    """The last meeting before this one of each body that submits to it."""
    found = []
    for body in meeting.body.receives_from.all():
        before = body.meetings.filter(start__lt=meeting.start).exclude(state=MeetingState.CANCELLED)
        last = before.order_by("-start").first()
        if last is not None:
            name = _("%(body)s recommends") % {"body": body.short_name}
            found.append((last.day, name, last.day < today or last.state in {MeetingState.HELD, MeetingState.CLOSED}))
    return found


def _chief_meetings(rows: Sequence[Row]) -> list[tuple[dt.date, str, bool]]:
    asked = [pre for row in rows if not row.is_hidden for pre in row.item.pre_treatments.all()]
    days = {(pre.day, pre.body.short_name) for pre in asked}
    waiting = {(pre.day, pre.body.short_name) for pre in asked if pre.result == "waiting"}
    return [(day, name, (day, name) not in waiting) for day, name in sorted(days)]


def _marked(entries: Iterable[tuple[dt.date, str, bool]]) -> list[dict[str, Any]]:
    """In order of time; the first that is not done is the next."""
    found: list[dict[str, Any]] = []
    next_is_taken = False
    for when, name, done in sorted(entries, key=lambda entry: entry[0]):
        state = "done" if done else "upcoming"
        if not done and not next_is_taken:
            state, next_is_taken = "next", True
        found.append({"when": when, "name": name, "state": state, "meeting": name == _("Meeting")})
    return found


def is_inside(meeting: Meeting, by: Any) -> bool:
    """True for those who take part in the preparation: they see what is missing, also of closed items."""
    return queries.sees_closed(by, meeting.body) or not seats.why_not_runs(by, meeting.body)


def place_among(rows: Sequence[Row], among: Sequence[int], moved: int, position: int) -> int:
    """The place on the whole agenda that is number ``position`` among those items; 1 is the first."""
    everything = [row.item.pk for row in rows if row.item.pk != moved]
    others = [pk for pk in among if pk != moved]
    if not others:
        return position
    if position <= len(others):
        return everything.index(others[max(position, 1) - 1]) + 1
    return everything.index(others[-1]) + 2
