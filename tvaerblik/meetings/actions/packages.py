"""Two prepare, the chair approves exactly what was seen, and sending freezes it (R74, R75, D3)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit import queries as audit
from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPossible
from tvaerblik.meetings import mail, queries
from tvaerblik.meetings.models import (
    UNSENT_STATES,
    Approval,
    Case,
    CaseState,
    ItemState,
    Meeting,
    Package,
    PreparedMark,
    Recipient,
)
from tvaerblik.meetings.rules import agenda as rules


@transaction.atomic
def mark_prepared(meeting: Meeting, *, by: Any) -> Meeting:
    """Say, as one of the two preparers, that the material is prepared."""
    current = locked(meeting)
    rules.AGENDA.take("mark_prepared", current, by)
    preparer = rules.my_preparer(current, by)
    if preparer is None:
        raise NotPossible(_("The material has already been marked as prepared for your part."))
    mark = PreparedMark(meeting=current, as_role=preparer.key, person=by, name=by.name)
    add(mark, by=by, verb="mark_prepared")
    record("mark_prepared", current, by=by)
    if all(other.mark is not None for other in queries.preparers_of(current)):
        mail.approval_asked(current, by=by)
    return current


@transaction.atomic
def approve_agenda(meeting: Meeting, *, by: Any, content_hash: str = "", comment: str = "") -> Approval:
    """Approve the content as it is now. ``content_hash`` is what the chair had in front of them; another is refused."""
    current = locked(meeting)
    _hold_cases(current)
    rules.AGENDA.take("approve_agenda", current, by)
    content = queries.to_approve(current)
    found = queries.hash_of(content)
    if content_hash and content_hash != found:
        raise NotPossible(_("The material has been changed since you opened it. Look at it again before you approve."))
    approval = Approval(meeting=current, person=by, name=by.name, content_hash=found, comment=comment, content=content)
    add(approval, by=by, verb="approve_agenda")
    record("approve_agenda", current, by=by, content_hash=found, comment=comment)
    return approval


@transaction.atomic
def send_agenda(meeting: Meeting, *, by: Any) -> Package:
    """Send the approved agenda: freeze it as a numbered package, lock its items, and post it to its recipients.

    From version 2 on it is a supplementary agenda: what was sent before stands in it word for word (meetings 6.5).
    """
    current = locked(meeting)
    _hold_cases(current)
    rules.AGENDA.take("send_agenda", current, by)
    status = queries.approval_status(current)
    assert status.approval is not None  # the guard has just said so
    sent_at = clock.now()
    number = current.packages.count() + 1
    head = audit.head().digest
    content = queries.to_send(current, status.approval, number=number, sent_at=sent_at, trail_head=head)
    package = Package(
        meeting=current,
        number=number,
        approval=status.approval,
        content=content,
        content_hash=status.approval.content_hash,
        trail_head=head,
        sent_at=sent_at,
        sent_by=by,
    )
    add(package, by=by, verb="send_agenda")
    _lock_items(current, number, by)
    for person, sees_closed in queries.recipients_of(current).items():
        Recipient.objects.create(package=package, person=person, sees_closed=sees_closed)
    record("send_agenda", current, by=by, content_hash=package.content_hash, version=number)
    mail.agenda_sent(package, by=by)
    return package


def _hold_cases(meeting: Meeting) -> None:
    """Nobody writes in the cases from when the content is read until it is sent."""
    for case in Case.objects.filter(items__meeting=meeting).order_by("pk").distinct():
        locked(case)


def _lock_items(meeting: Meeting, version: int, by: Any) -> None:
    for item in queries.agenda_of(meeting):
        if item.state not in UNSENT_STATES:
            continue
        revise(item, {"state": ItemState.SENT, "sent_in": version}, by=by, verb="send_item")
        if item.case is not None and item.case.state != CaseState.IN_GOVERNANCE and not queries.is_over(item.case):
            revise(item.case, {"state": CaseState.IN_GOVERNANCE}, by=by, verb="follow_treatment")
