"""How an agenda stands on its way to being sent: marks, approval, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies.models import Body, BodyKind, SeatRole
from tvaerblik.meetings.content import changed_titles, hash_of, to_approve
from tvaerblik.meetings.models import (
    UNSENT_STATES,
    Approval,
    Case,
    CaseState,
    ItemState,
    Meeting,
    Package,
    PreparedMark,
)
from tvaerblik.people.models import Person


@dataclass(frozen=True)
class Preparer:
    """A role that must mark the material as prepared, and the mark when it is there (R74)."""

    key: str
    body: Body
    role: str
    mark: PreparedMark | None


def preparers_of(meeting: Meeting) -> list[Preparer]:
    """The secretary, and the chair of each body that submits to this one."""
    package = newest_package(meeting)
    settled = package.sent_at if package is not None and not is_supplemented(meeting) else None
    marks = {
        mark.as_role: mark
        for mark in meeting.prepared_marks.all()
        # What has been sent keeps the marks it was sent with, whatever was begun and given up afterwards.
        if (mark.created_at <= settled if settled else not mark.is_void)
    }
    found = [Preparer("secretary", meeting.body, SeatRole.SECRETARY, marks.get("secretary"))]
    for body in meeting.body.receives_from.all():
        key = f"chair_{body.pk}"
        found.append(Preparer(key, body, SeatRole.CHAIR, marks.get(key)))
    return found


@dataclass(frozen=True)
class ApprovalStatus:
    """The newest approval, whether it still covers the content, and what has changed since."""

    approval: Approval | None
    is_valid: bool
    changed: tuple[str, ...] = ()


def approval_status(meeting: Meeting) -> ApprovalStatus:
    """Compare the newest approval with the content as it is now (R75: a later change takes the approval away)."""
    approval = meeting.approvals.order_by("-pk").first()
    if approval is None:
        return ApprovalStatus(None, False)
    present = to_approve(meeting)
    if hash_of(present) == approval.content_hash:
        return ApprovalStatus(approval, True)
    return ApprovalStatus(approval, False, tuple(changed_titles(approval.content, present)))


def newest_package(meeting: Meeting) -> Package | None:
    """The package in force."""
    return meeting.packages.order_by("-number").first()


def is_supplemented(meeting: Meeting) -> bool:
    """True when something has come on the agenda since it was sent: it enters by a supplementary agenda (6.5)."""
    return newest_package(meeting) is not None and meeting.items.filter(state__in=UNSENT_STATES).exists()


def agenda_state(meeting: Meeting) -> str:
    """draft, prepared, approved or sent: follows from marks, approval and package. A supplement begins anew."""
    if newest_package(meeting) is not None and not is_supplemented(meeting):
        return "sent"
    if any(preparer.mark is None for preparer in preparers_of(meeting)):
        return "draft"
    return "approved" if approval_status(meeting).is_valid else "prepared"


def lock_of(case: Case) -> Meeting | None:
    """The meeting that has the text in hand: sent out for it, or decided there and not in force yet.

    A recommendation to another body changes nothing here, so the text is free again as soon as it is treated.
    """
    for item in case.items.select_related("meeting__body", "decision"):
        if item.state == ItemState.SENT:
            return item.meeting
        if item.state == ItemState.DECIDED and item.recommends_to_id is None and item.decision.in_force_at is None:
            return item.meeting
    return None


def recipients_of(meeting: Meeting) -> dict[Person, bool]:
    """Who gets the package, and whether with closed items: the body itself does, management gets the open one."""
    found: dict[Person, bool] = {}
    if meeting.body.kind_of_body == BodyKind.STEERING:
        for kind in (BodyKind.EXECUTIVE, BodyKind.CHIEF_FORUM):
            for body in bodies.bodies_of_kind(kind):
                found.update({holder.person: False for holder in bodies.members_on(body, meeting.day)})
    for role in (SeatRole.CHAIR, SeatRole.MEMBER, SeatRole.SECRETARY):
        found.update(dict.fromkeys(bodies.holders_of(meeting.body, role, meeting.day), True))
        found.update(dict.fromkeys(bodies.acting(meeting.body, role, meeting.day), True))
    return found


def is_over(case: Case) -> bool:
    """Decided for good, closed or withdrawn."""
    return case.state in {CaseState.DECIDED, CaseState.CLOSED, CaseState.WITHDRAWN}


def is_on_its_way(case: Case) -> bool:
    """On an agenda that has not treated it yet."""
    return case.items.exclude(state__in=[ItemState.WITHDRAWN, ItemState.DECIDED]).exists()
