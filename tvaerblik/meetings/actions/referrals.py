"""Referring a case from one body to another, and the answer back (meetings 6.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.meetings import mail
from tvaerblik.meetings.actions.agenda import receive_case
from tvaerblik.meetings.models import Case, Meeting, Purpose, Referral, ReferralKind
from tvaerblik.meetings.rules import between as rules
from tvaerblik.people.rules import possible


@transaction.atomic
def refer_case(
    case: Case, *, to_body: Body, kind_of_referral: str, by: Any, note: str = "", due: dt.date | None = None
) -> Referral:
    """Send a treated case on to another body, for information, recommendation or decision."""
    current = locked(case)
    decision = rules.treated_by(current, by)
    if decision is None:
        raise NotPermitted(rules.why_not_refer(current, by))
    possible(rules.why_not_refer_to(current, decision, to_body, kind_of_referral))
    if due is not None:
        possible(rules.why_not_deadline(due))
    referral = Referral(
        case=current,
        decision=decision,
        from_body=decision.body,
        to_body=to_body,
        kind_of_referral=kind_of_referral,
        note=note,
        due=due,
    )
    add(referral, by=by, verb="refer_case")
    record("refer_case", current, by=by, body=str(to_body), what_for=str(ReferralKind(kind_of_referral).label))
    mail.case_referred(referral, by=by)
    return referral


def _step(referral: Referral, name: str, by: Any, fields: Mapping[str, Any] | None = None, **content: Any) -> Referral:
    current = locked(referral)
    rules.REFERRAL.take(name, current, by)
    return revise(referral, {"state": current.state, **(fields or {})}, by=by, verb=name, **content)


@transaction.atomic
def receive_referral(referral: Referral, *, by: Any) -> Referral:
    """The body has it."""
    return _step(referral, "receive_referral", by)


@transaction.atomic
def schedule_referral(referral: Referral, *, meeting: Meeting, by: Any) -> Referral:
    """Put the case on an agenda of the receiving body; what is decided there becomes the answer by itself."""
    current = locked(referral)
    rules.REFERRAL.take("schedule_referral", current, by)
    if meeting.body_id != current.to_body_id:
        raise NotPossible(_("Choose a meeting of %(body)s.") % {"body": current.to_body.short_name})
    is_information = current.kind_of_referral == ReferralKind.INFORMATION
    item = receive_case(
        current.case,
        meeting=meeting,
        purpose=Purpose.INFORMATION if is_information else Purpose.DECISION,
        recommends_to=current.from_body if current.kind_of_referral == ReferralKind.RECOMMENDATION else None,
        by=by,
    )
    return revise(
        referral, {"state": current.state, "item": item}, by=by, verb="schedule_referral", meeting=str(meeting)
    )


@transaction.atomic
def answer_referral(referral: Referral, *, day: dt.date, outcome: str, remark: str, by: Any) -> Referral:
    """Write down what a body without meetings here has said: the day, the outcome and the remark."""
    if day > clock.today():
        raise NotPossible(_("The answer cannot be dated after today."))
    possible(rules.why_not_outcome(referral, outcome))
    fields = {"outcome": outcome, "remark": remark, "answered_on": day, "answered_at": clock.now()}
    answered = _step(referral, "answer_referral", by, fields, remark=remark)
    mail.referral_answered(answered, by=by)
    return answered


@transaction.atomic
def refuse_referral(referral: Referral, *, reason: str, by: Any) -> Referral:
    """The body does not treat it, and says why."""
    fields = {"remark": reason, "answered_on": clock.today(), "answered_at": clock.now()}
    refused = _step(referral, "refuse_referral", by, fields, reason=reason)
    mail.referral_answered(refused, by=by)
    return refused


@transaction.atomic
def take_back_referral(referral: Referral, *, reason: str, by: Any) -> Referral:
    """The sender no longer needs an answer."""
    return _step(referral, "take_back_referral", by, reason=reason)
