"""Who may escalate between meetings and who answers; who refers a case to another body and how it comes back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies import rules as seats
from tvaerblik.bodies.models import Body
from tvaerblik.core import clock, workdays
from tvaerblik.core.refusals import Gap
from tvaerblik.core.workflow import Step, Workflow
from tvaerblik.meetings import progress
from tvaerblik.meetings.models import (
    OPEN_REFERRALS,
    OUTCOMES,
    Case,
    Decision,
    Escalation,
    EscalationState,
    MeetingState,
    Outcome,
    Purpose,
    Referral,
    ReferralKind,
    ReferralState,
)
from tvaerblik.portfolio.models import Project


def why_not_escalate(_thing: Any, by: Any) -> str:
    """ "" for the programme group, and for those who own or manage a project (R40)."""
    if _is_in_programme_group(by) or Project.objects.filter(Q(owner=by) | Q(manager=by)).exists():
        return ""
    return _("Escalations are raised by the programme group, and by those who own or manage a project.")


def why_not_escalate_this(record: Model, by: Any) -> str:
    """ "" for the programme group, for owner and manager of the project, and for those who write the case."""
    if _is_in_programme_group(by):
        return ""
    if isinstance(record, Case):
        mine = {record.proposed_by_id, record.material_owner_id}
        mine |= {person for link in record.subjects.all() for person in _owners(link.subject)}
    else:
        mine = set(_owners(record))
    if by.pk in mine:
        return ""
    return _("Only the programme group, and those whose project or case it is, can escalate this.")


def _owners(record: Any) -> tuple[int | None, ...]:
    return (record.owner_id, record.manager_id) if isinstance(record, Project) else ()


def _is_in_programme_group(by: Any) -> bool:
    group = bodies.programme_group()
    return group is not None and seats.belongs_to(by, group)


def why_not_deadline(day: dt.date) -> str:
    """ "" for a working day that has not passed."""
    if day < clock.today():
        return _("The deadline has passed already. Choose a later day.")
    if reason := workdays.why_not_workday(day):
        return _("%(reason)s. Choose a working day.") % {"reason": reason}
    return ""


def why_not_answerer(body: Body, person: Any) -> str:
    """ "" for the chair, and for the chair's deputy."""
    if seats.is_chair(person, body):
        return ""
    return _("%(person)s does not chair %(body)s. The chair, or the chair's deputy, answers.") % {
        "person": person,
        "body": body.short_name,
    }


def _chairs(escalation: Escalation, by: Any) -> str:
    return seats.why_not_chair(by, escalation.body)


def _raised_it(escalation: Escalation, by: Any) -> str:
    if escalation.raised_by_id == by.pk:
        return ""
    return seats.why_not_runs(by, escalation.from_body)


def outcomes_of(referral: Referral) -> tuple[Outcome, ...]:
    """What a body without meetings here can have answered; a postponed one has not answered yet."""
    is_information = referral.kind_of_referral == ReferralKind.INFORMATION
    purpose = Purpose.INFORMATION if is_information else Purpose.DECISION
    return tuple(one for one in OUTCOMES[purpose] if one not in {Outcome.POSTPONED, Outcome.REFERRED})


def why_not_outcome(referral: Referral, outcome: str) -> str:
    """ "" when that can be the answer to what was asked."""
    if outcome in outcomes_of(referral):
        return ""
    return _("A case that was referred %(what_for)s cannot end as “%(outcome)s”.") % {
        "what_for": referral.get_kind_of_referral_display(),
        "outcome": Outcome(outcome).label,
    }


ESCALATION = Workflow(
    "escalation",
    states=dict(EscalationState.choices),
    steps=[
        Step(
            "answer_escalation",
            gettext_lazy("Answer the escalation"),
            frozenset({EscalationState.RAISED}),
            EscalationState.ANSWERED,
            _chairs,
        ),
        Step(
            "take_back_escalation",
            gettext_lazy("Take the escalation back"),
            frozenset({EscalationState.RAISED}),
            EscalationState.TAKEN_BACK,
            _raised_it,
        ),
    ],
)


def holds_meetings(body: Body) -> bool:
    """True for a body whose meetings are kept here; the others write their answer down."""
    return body.meetings.exclude(state=MeetingState.CANCELLED).exists()


def treated_by(case: Case, by: Any) -> Decision | None:
    """The newest treatment in force by a body that the person runs: that is where a referral comes from."""
    rows = Decision.objects.filter(item__case=case, in_force_at__isnull=False).select_related("body")
    return next((row for row in rows.order_by("-day", "-pk") if not seats.why_not_runs(by, row.body)), None)


def why_not_refer(case: Case, by: Any) -> str:
    """ "" for those who run a body that has treated the case, with the minutes approved."""
    if treated_by(case, by) is not None:
        return ""
    return _(
        "A case is referred by the secretary or chair of a body that has treated it, when the minutes are approved."
    )


def why_not_refer_to(case: Case, decision: Decision, to_body: Body, kind: str) -> str:
    """ "" when this case can go from the body that decided to the other, for that."""
    if to_body.pk == decision.body_id:
        return _("The case has just been treated by %(body)s. Choose another body.") % {"body": to_body.short_name}
    if case.referrals.filter(to_body=to_body, state__in=OPEN_REFERRALS).exists():
        return _("The case has been referred to %(body)s already and awaits the answer.") % {"body": to_body.short_name}
    if kind == ReferralKind.INFORMATION:
        return ""
    if decision.body.submits_to_id == to_body.pk:
        return _("%(sender)s recommends to %(body)s. Submit the case as a recommendation instead.") % {
            "sender": decision.body.short_name,
            "body": to_body.short_name,
        }
    if progress.is_over(case):
        return _("The case is “%(state)s”. It can be referred for information only.") % {
            "state": case.get_state_display()
        }
    return ""


def _runs_receiver(referral: Referral, by: Any) -> str:
    return seats.why_not_runs(by, referral.to_body)


def _runs_sender(referral: Referral, by: Any) -> str:
    return seats.why_not_runs(by, referral.from_body)


def _answers(referral: Referral, by: Any) -> str:
    """Who runs the receiving body; for one without meetings here the sender may write down what it said."""
    sentence = seats.why_not_runs(by, referral.to_body)
    if sentence and not holds_meetings(referral.to_body):
        return seats.why_not_runs(by, referral.from_body)
    return sentence


def _schedule_gaps(referral: Referral) -> list[Gap]:
    if not holds_meetings(referral.to_body):
        return [
            Gap(_("%(body)s holds no meetings here. Write its answer down.") % {"body": referral.to_body.short_name})
        ]
    if progress.is_on_its_way(referral.case):
        return [Gap(_("The case is already on its way to a meeting. Move that item instead."))]
    return []


def _answer_gaps(referral: Referral) -> list[Gap]:
    """Invariant 13: the outcome of a body that meets here is its own decision, and is never written by hand."""
    if not holds_meetings(referral.to_body):
        return []
    return [
        Gap(
            _("%(body)s holds its meetings here. Put the case on its agenda; the decision is the answer.")
            % {"body": referral.to_body.short_name}
        )
    ]


_WAITING = frozenset({ReferralState.SENT, ReferralState.RECEIVED})

REFERRAL = Workflow(
    "referral",
    states=dict(ReferralState.choices),
    steps=[
        Step(
            "receive_referral",
            gettext_lazy("Acknowledge the referral"),
            frozenset({ReferralState.SENT}),
            ReferralState.RECEIVED,
            _answers,
        ),
        Step(
            "schedule_referral",
            gettext_lazy("Put it on an agenda"),
            _WAITING,
            ReferralState.SCHEDULED,
            _runs_receiver,
            _schedule_gaps,
        ),
        Step(
            "answer_referral",
            gettext_lazy("Write down the answer"),
            _WAITING,
            ReferralState.ANSWERED,
            _answers,
            _answer_gaps,
        ),
        Step("refuse_referral", gettext_lazy("Refuse the referral"), _WAITING, ReferralState.REFUSED, _answers),
        Step(
            "take_back_referral",
            gettext_lazy("Take the referral back"),
            _WAITING,
            ReferralState.TAKEN_BACK,
            _runs_sender,
        ),
    ],
)
