"""Building an agenda: items come on, are prepared, ordered, pre-treated, moved and taken off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.bodies import rules as seats
from tvaerblik.bodies.models import Body
from tvaerblik.core import words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.meetings import mail, progress
from tvaerblik.meetings.actions.mirroring import release_referral
from tvaerblik.meetings.models import (
    UNSENT_STATES,
    AgendaItem,
    Case,
    CaseState,
    ItemState,
    Meeting,
    PreTreatment,
    PreTreatmentResult,
    Purpose,
    Standing,
)
from tvaerblik.meetings.rules import agenda as agenda_rules
from tvaerblik.meetings.rules import cases as rules
from tvaerblik.people.models import Person
from tvaerblik.people.rules import permit, possible


@transaction.atomic
def place_case(case: Case, *, meeting: Meeting, by: Any) -> AgendaItem:
    """Propose the case for a meeting, as one who writes it or who builds that agenda.

    It stands before "any other business" until somebody orders it.

    After the material deadline the item is late, and only the body's chair can accept it (R46).
    """
    current = locked(case)
    if agenda_rules.why_not_run(meeting, by):
        rules.permit_writing(current, by)
    else:
        possible(rules.why_locked(current))
    recommends_to = meeting.body.submits_to if current.purpose == Purpose.DECISION else None
    return _put_on(current, meeting, by, purpose=current.purpose, recommends_to=recommends_to)


@transaction.atomic
def receive_case(
    case: Case, *, meeting: Meeting, by: Any, purpose: str = "", recommends_to: Body | None = None
) -> AgendaItem:
    """Put a case that was sent to a body on one of its agendas, whoever writes the case.

    A case that is decided already stays so: the body only reads it.
    """
    permit(seats.why_not_runs(by, meeting.body))
    current = locked(case)
    return _put_on(current, meeting, by, purpose=purpose or current.purpose, recommends_to=recommends_to)


def _put_on(case: Case, meeting: Meeting, by: Any, *, purpose: str, recommends_to: Body | None) -> AgendaItem:
    held = locked(meeting)
    possible(agenda_rules.why_not_place(held))
    if progress.is_on_its_way(case):
        raise NotPossible(_("The case is already on its way to a meeting. Move that item instead."))
    item = AgendaItem(
        meeting=held,
        case=case,
        purpose=purpose,
        position=_next_position(held, by),
        material_due=held.material_due,
        is_late=agenda_rules.is_late(held),
        recommends_to=recommends_to,
    )
    add(item, by=by, verb="place_case")
    _open_supplement(held, by)
    record("place_case", case, by=by, meeting=str(held))
    if not progress.is_over(case):
        _case_is(case, CaseState.PREPARING, by)
    return item


@transaction.atomic
def take_up_case(meeting: Meeting, *, case: Case, by: Any) -> AgendaItem:
    """Put a waiting case on the agenda one builds."""
    permit(agenda_rules.why_not_run(meeting, by))
    return place_case(case, meeting=meeting, by=by)


def _next_position(meeting: Meeting, by: Any) -> int:
    """The place before "any other business", which moves down to make room; what has been sent never moves."""
    movable = meeting.items.filter(standing=Standing.OTHER, state__in=UNSENT_STATES)
    last = meeting.items.exclude(pk__in=movable).aggregate(last=Max("position"))["last"] or 0
    for other in movable:
        revise(other, {"position": last + 2}, by=by, verb="order_item")
    return last + 1


def _open_supplement(meeting: Meeting, by: Any) -> None:
    """Something new after sending: the preparers' marks were for what has been sent, and fall away."""
    if progress.is_supplemented(meeting):
        _void_marks(meeting, by, "open_supplement")


def _void_marks(meeting: Meeting, by: Any, verb: str) -> None:
    for mark in meeting.prepared_marks.filter(is_void=False):
        revise(mark, {"is_void": True}, by=by, verb=verb)


def _case_is(case: Case, state: str, by: Any) -> None:
    """The case's state follows from its treatments."""
    current = locked(case)
    if current.state != state:
        revise(current, {"state": state}, by=by, verb="follow_treatment")


@transaction.atomic
def accept_item(
    item: AgendaItem, *, material_owner: Person, material_due: dt.date | None = None, by: Any
) -> AgendaItem:
    """Take a proposed item in. Who prepares the material, and by when, is agreed now (R84)."""
    current = locked(item)
    if current.case is not None:
        revise(current.case, {"material_owner": material_owner}, by=by, verb="agree_material")
        current = locked(item)
    rules.ITEM.take("accept_item", current, by)
    due = material_due or current.meeting.material_due
    accepted = revise(item, {"state": current.state, "material_due": due}, by=by, verb="accept_item")
    mail.material_agreed(accepted, by=by)
    return accepted


def _step(item: AgendaItem, name: str, by: Any, fields: Mapping[str, Any] | None = None, **content: Any) -> AgendaItem:
    current = locked(item)
    rules.ITEM.take(name, current, by)
    return revise(item, {"state": current.state, **(fields or {})}, by=by, verb=name, **content)


@transaction.atomic
def ready_item(item: AgendaItem, *, by: Any) -> AgendaItem:
    """The material is ready; raises NotPossible with what it lacks."""
    return _step(item, "ready_item", by, {"return_comment": ""})


@transaction.atomic
def reopen_item(item: AgendaItem, *, by: Any) -> AgendaItem:
    """Back to preparation."""
    return _step(item, "reopen_item", by)


@transaction.atomic
def return_item(item: AgendaItem, *, comment: str, by: Any) -> AgendaItem:
    """The chair returns one item with a comment. The marks of the preparers fall away, for there is more to prepare."""
    returned = _step(item, "return_item", by, {"return_comment": comment}, comment=comment)
    _void_marks(item.meeting, by, "void_mark")
    mail.item_returned(returned, by=by)
    return returned


@transaction.atomic
def withdraw_item(item: AgendaItem, *, reason: str, by: Any) -> AgendaItem:
    """Take the item off the agenda; the case stays and can be placed on another meeting."""
    gone = _step(item, "withdraw_item", by, reason=reason)
    if gone.case is not None and not progress.is_over(gone.case):
        _case_is(gone.case, CaseState.PROPOSED, by)
    release_referral(gone, by=by)
    return gone


@transaction.atomic
def defer_item(item: AgendaItem, *, meeting: Meeting, reason: str, by: Any) -> AgendaItem:
    """Move the item to another meeting of the same body: the same treatment, not a copy."""
    current = locked(item)
    rules.ITEM.take("defer_item", current, by)
    target = locked(meeting)
    if target.body_id != current.meeting.body_id:
        raise NotPossible(_("An item can only be moved to another meeting of the same body."))
    if target.pk == current.meeting_id:
        raise NotPossible(_("The item is on the agenda of that meeting already."))
    possible(agenda_rules.why_not_place(target))
    is_late = agenda_rules.is_late(target)
    if is_late:
        permit(seats.why_not_chair(by, target.body))
    moved = {
        "meeting": target,
        "position": _next_position(target, by),
        "material_due": target.material_due,
        "is_late": is_late,
    }
    deferred = revise(item, moved, by=by, verb="defer_item", reason=reason)
    _open_supplement(target, by)
    return deferred


@transaction.atomic
def revise_item(item: AgendaItem, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> AgendaItem:
    """Change the minutes, the purpose or the title of an item that has not been sent."""
    current = _unsent(item, by)
    return revise(current, fields, by=by, verb="revise_item", seen_version=seen_version)


def _unsent(item: AgendaItem, by: Any) -> AgendaItem:
    current = locked(item)
    permit(agenda_rules.why_not_run(current.meeting, by))
    possible(rules.why_sent(current))
    return current


@transaction.atomic
def order_item(item: AgendaItem, *, position: int, by: Any) -> AgendaItem:
    """Move the item to a place on the agenda, 1 being the first; the others make room."""
    current = _unsent(item, by)
    others = list(
        current.meeting.items.exclude(state=ItemState.WITHDRAWN).exclude(pk=current.pk).order_by("position", "pk")
    )
    sent = sum(other.state not in UNSENT_STATES for other in others)
    # What has been sent keeps its number; the supplement's items stand after it in an order of their own.
    place = min(max(position, sent + 1), len(others) + 1)
    for number, other in enumerate([*others[: place - 1], current, *others[place - 1 :]], start=1):
        if other.position != number:
            revise(other, {"position": number}, by=by, verb="order_item")
    return locked(item)


@transaction.atomic
def add_standing_item(meeting: Meeting, *, title: str, purpose: str, minutes: int, by: Any) -> AgendaItem:
    """Add an item without a case, such as a presentation."""
    held = locked(meeting)
    permit(agenda_rules.why_not_run(held, by))
    possible(agenda_rules.why_not_place(held))
    item = AgendaItem(
        meeting=held,
        title=title,
        purpose=purpose,
        minutes=minutes,
        position=_next_position(held, by),
        state=ItemState.READY,
    )
    added = add(item, by=by, verb="add_standing_item")
    _open_supplement(held, by)
    return added


@transaction.atomic
def request_pre_treatment(item: AgendaItem, *, body: Body, day: dt.date, by: Any) -> PreTreatment:
    """Ask that the item be treated at a chief meeting first (R72). It must lie before the material is approved."""
    current = _unsent(item, by)
    if day > current.meeting.approval_due:
        raise NotPossible(
            _("The chief meeting must be held before the chair approves the material on %(day)s.")
            % {"day": words.day(current.meeting.approval_due)}
        )
    row = add(PreTreatment(item=current, body=body, day=day), by=by, verb="request_pre_treatment")
    revise(current, {"needs_pre_treatment": True}, by=by, verb="request_pre_treatment", body=str(body))
    return row


@transaction.atomic
def record_pre_treatment(pre_treatment: PreTreatment, *, result: str, remark: str, by: Any) -> AgendaItem:
    """Write down what the chief meeting said; the remark is carried into the item. Sent back is back to preparation."""
    current = _unsent(pre_treatment.item, by)
    if result == PreTreatmentResult.WAITING:
        raise NotPossible(_("Choose what the chief meeting said."))
    if result in {PreTreatmentResult.REMARKS, PreTreatmentResult.RETURNED} and not remark.strip():
        raise NotPossible(_("Write the chief meeting's remark."))
    revise(pre_treatment, {"result": result, "remark": remark}, by=by, verb="record_pre_treatment")
    record("record_pre_treatment", current, by=by, body=str(pre_treatment.body), remark=remark)
    if result == PreTreatmentResult.RETURNED and current.state == ItemState.READY:
        return revise(current, {"state": ItemState.ACCEPTED}, by=by, verb="reopen_item")
    return current
