"""What a treatment does to the referral it comes from: the outcome is carried back, or it waits again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tvaerblik.audit.actions import revise
from tvaerblik.core import clock
from tvaerblik.meetings import mail
from tvaerblik.meetings.models import OPEN_REFERRALS, AgendaItem, Case, Decision, Outcome, Referral, ReferralState


@transaction.atomic
def mirror_decision(decision: Decision, *, by: Any) -> Referral | None:
    """The decision is in force: its outcome is the answer to the body that referred the case.

    A postponed treatment is no answer; the referral waits for another meeting.
    """
    referral = Referral.objects.filter(item=decision.item).first()
    if referral is None:
        return None
    if decision.outcome == Outcome.POSTPONED:
        return release_referral(decision.item, by=by)
    fields = {
        "state": ReferralState.ANSWERED,
        "answer": decision,
        "outcome": decision.outcome,
        "answered_on": decision.day,
        "answered_at": clock.now(),
    }
    answered = revise(referral, fields, by=by, verb="mirror_decision", decision=decision.number)
    mail.referral_answered(answered, by=by)
    return answered


@transaction.atomic
def release_referral(item: AgendaItem, *, by: Any) -> Referral | None:
    """The item is off the agenda: the referral waits for another."""
    referral = Referral.objects.filter(item=item).first()
    if referral is None:
        return None
    return revise(referral, {"state": ReferralState.RECEIVED, "item": None}, by=by, verb="release_referral")


@transaction.atomic
def lapse_referrals(case: Case, *, reason: str, by: Any) -> None:
    """The case is withdrawn: nobody need answer."""
    for referral in case.referrals.filter(state__in=OPEN_REFERRALS):
        fields = {"state": ReferralState.TAKEN_BACK, "item": None}
        revise(referral, fields, by=by, verb="take_back_referral", reason=reason)
