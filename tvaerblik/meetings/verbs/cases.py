"""What can be done with a case, its points and their effects."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms import cases as forms
from tvaerblik.meetings.forms.agenda import PlaceCaseForm, SubmitCaseForm
from tvaerblik.meetings.forms.meetings import ReasonForm
from tvaerblik.meetings.rules import cases as rules
from tvaerblik.meetings.rules.cases import CASE
from tvaerblik.meetings.verbs.steps import step

_case: dict[str, Any] = {"path": "cases", "things": queries.cases_for}
_point: dict[str, Any] = {"path": "points", "things": queries.points_for}


def _why_not_point(point: Any, by: Any) -> str:
    return rules.why_not_write(point.case, by)


def _why_not_effect(effect: Any, by: Any) -> str:
    return rules.why_not_write(effect.point.case, by)


def _to_points(thing: Any) -> str:
    return f"{thing.get_absolute_url()}#points"


CASE_VERBS = (
    Verb(
        "propose_case",
        _("Propose a case"),
        actions.propose_case,
        "cases",
        form=forms.ProposeCaseForm,
        why_not=rules.why_not_propose,
        intro=_("Say what is to be decided. Points, economy and appendices are written on the case's own page."),
        done=_("The case is proposed. Now write its points and its text."),
    ),
    Verb(
        "revise_case",
        _("Edit case"),
        actions.revise_case,
        form=forms.ReviseCaseForm,
        why_not=rules.why_not_write,
        done=_("The case is saved."),
        submit=_("Save case"),
        template="meetings/revise_case.html",
        context=lambda case, _by: {"approvals": rules.approvals_of(case)},
        **_case,
    ),
    step(
        CASE,
        "withdraw_case",
        form=ReasonForm,
        intro=_("It is taken off every agenda it is on."),
        done=_("The case is withdrawn."),
        danger=True,
        **_case,
    ),
    Verb(
        "place_case",
        _("Propose for a meeting"),
        actions.place_case,
        form=PlaceCaseForm,
        why_not=rules.why_not_write,
        done=_("The case is proposed for the meeting."),
        **_case,
    ),
    Verb(
        "submit_case",
        _("Submit as a recommendation"),
        actions.submit_case,
        form=SubmitCaseForm,
        why_not=rules.why_not_submit,
        intro=_("The body that has recommended it sends it on to the one that decides. It gets its number now."),
        done=_("The recommendation is submitted."),
        **_case,
    ),
    Verb(
        "link_subject",
        _("Say what the case is about"),
        actions.link_subject,
        form=forms.LinkSubjectForm,
        why_not=rules.why_not_write,
        done=_("The record is linked to the case."),
        to=lambda link: str(link.case.get_absolute_url()),
        **_case,
    ),
    Verb(
        "add_point",
        _("Add a point"),
        actions.add_point,
        form=forms.PointForm,
        why_not=rules.why_not_write,
        done=_("The point is added. Say what it changes in the register, if anything."),
        **_case,
    ),
    Verb(
        "revise_point",
        _("Edit point"),
        actions.revise_point,
        form=forms.RevisePointForm,
        why_not=_why_not_point,
        done=_("The point is saved."),
        submit=_("Save point"),
        **_point,
    ),
    Verb(
        "withdraw_point",
        _("Take the point out"),
        actions.withdraw_point,
        why_not=_why_not_point,
        done=_("The point is taken out, and the others are numbered anew."),
        to=_to_points,
        danger=True,
        **_point,
    ),
    Verb(
        "add_effect",
        _("Say what the point changes"),
        actions.add_effect,
        form=forms.AddEffectForm,
        why_not=_why_not_point,
        intro=_("When the point is decided, the record gets this value. Nobody types it again."),
        done=_("The effect is added."),
        template="meetings/add_effect.html",
        **_point,
    ),
    Verb(
        "withdraw_effect",
        _("Take the effect off"),
        actions.withdraw_effect,
        "point-effects",
        things=queries.point_effects_for,
        why_not=_why_not_effect,
        done=_("The effect is taken off the point."),
        to=_to_points,
        danger=True,
    ),
)
