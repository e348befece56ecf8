"""What can be done with escalations and referrals."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms import between as forms
from tvaerblik.meetings.forms.meetings import ReasonForm
from tvaerblik.meetings.rules import between as rules
from tvaerblik.meetings.rules.between import ESCALATION, REFERRAL
from tvaerblik.meetings.verbs.steps import step

_escalation: dict[str, Any] = {"path": "escalations", "things": queries.escalations_for}
_referral: dict[str, Any] = {"path": "referrals", "things": queries.referrals_for}

ESCALATION_VERBS = (
    Verb(
        "raise_escalation",
        _("Escalate"),
        actions.raise_escalation,
        "escalations",
        form=forms.RaiseEscalationForm,
        why_not=rules.why_not_escalate,
        intro=_("The steering group's chair, or the chair's deputy, is asked to answer before the next meeting."),
        done=_("The escalation is raised, and whoever must answer has been told."),
    ),
    step(
        ESCALATION,
        "answer_escalation",
        form=forms.AnswerEscalationForm,
        intro=_("What goes to the next meeting becomes a case on its agenda."),
        done=_("The escalation is answered."),
        **_escalation,
    ),
    step(
        ESCALATION,
        "take_back_escalation",
        form=ReasonForm,
        done=_("The escalation is taken back."),
        danger=True,
        **_escalation,
    ),
)

REFERRAL_VERBS = (
    Verb(
        "refer_case",
        _("Refer to another body"),
        actions.refer_case,
        "cases",
        things=queries.cases_for,
        form=forms.ReferCaseForm,
        why_not=rules.why_not_refer,
        intro=_("The other body can read the case, also when it is closed. Its answer comes back here."),
        done=_("The case is referred, and the body has been told."),
    ),
    step(REFERRAL, "receive_referral", done=_("The referral is acknowledged."), **_referral),
    step(
        REFERRAL,
        "schedule_referral",
        form=forms.ScheduleReferralForm,
        intro=_("What is decided at the meeting becomes the answer by itself."),
        done=_("The case is on the agenda."),
        **_referral,
    ),
    step(
        REFERRAL,
        "answer_referral",
        form=forms.AnswerReferralForm,
        done=_("The answer is written down, and the sender has been told."),
        **_referral,
    ),
    step(
        REFERRAL,
        "refuse_referral",
        form=ReasonForm,
        done=_("The referral is refused, and the sender has been told."),
        danger=True,
        **_referral,
    ),
    step(
        REFERRAL,
        "take_back_referral",
        form=ReasonForm,
        done=_("The referral is taken back."),
        danger=True,
        **_referral,
    ),
)

BETWEEN_VERBS = (*ESCALATION_VERBS, *REFERRAL_VERBS)
