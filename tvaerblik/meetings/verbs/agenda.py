"""What can be done with the items of an agenda and with the package."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.meetings import actions, jobs, queries
from tvaerblik.meetings.forms import agenda as forms
from tvaerblik.meetings.forms.meetings import ReasonForm
from tvaerblik.meetings.pages import approval
from tvaerblik.meetings.rules import agenda as agenda_rules
from tvaerblik.meetings.rules import cases as rules
from tvaerblik.meetings.rules.agenda import AGENDA
from tvaerblik.meetings.rules.cases import ITEM
from tvaerblik.meetings.verbs.steps import step

_item: dict[str, Any] = {"path": "items", "things": queries.items_for}
_meeting: dict[str, Any] = {"path": "meetings", "things": queries.meetings_for}


def _to_agenda(item: Any) -> str:
    """The item's place on the agenda."""
    return f"{item.meeting.get_absolute_url()}#item-{item.pk}"


def _to_meeting(approval_or_mark: Any) -> str:
    return str(approval_or_mark.meeting.get_absolute_url())


def _why_not_change(item: Any, by: Any) -> str:
    return agenda_rules.why_not_run(item.meeting, by) or rules.why_sent(item)


def _why_not_add(meeting: Any, by: Any) -> str:
    return agenda_rules.why_not_run(meeting, by) or agenda_rules.why_not_place(meeting)


def _why_not_answer(pre_treatment: Any, by: Any) -> str:
    return _why_not_change(pre_treatment.item, by)


ITEM_STEPS = (
    step(
        ITEM,
        "accept_item",
        form=forms.AcceptItemForm,
        intro=_("Agree who prepares the material and by when."),
        done=_("The item is accepted, and the one responsible for the material has been told."),
        **_item,
    ),
    step(ITEM, "ready_item", done=_("The material is marked as ready."), to=_to_agenda, **_item),
    step(ITEM, "reopen_item", done=_("The item is in preparation again."), **_item),
    step(
        ITEM,
        "return_item",
        form=forms.ReturnItemForm,
        intro=_("The one responsible for the material is told. The material must be marked as prepared again."),
        done=_("The item is returned."),
        to=_to_agenda,
        **_item,
    ),
    step(
        ITEM,
        "withdraw_item",
        form=ReasonForm,
        intro=_("The case stays, and can be placed on another meeting."),
        done=_("The item is off the agenda."),
        to=lambda item: str(item.meeting.get_absolute_url()),
        danger=True,
        **_item,
    ),
    step(ITEM, "defer_item", form=forms.DeferItemForm, done=_("The item is moved."), to=_to_agenda, **_item),
)

ITEM_CHANGES = (
    Verb(
        "revise_item",
        _("Edit item"),
        actions.revise_item,
        form=forms.ReviseItemForm,
        why_not=_why_not_change,
        done=_("The item is saved."),
        submit=_("Save item"),
        **_item,
    ),
    Verb(
        "order_item",
        _("Move on the agenda"),
        actions.order_item,
        form=forms.OrderItemForm,
        why_not=_why_not_change,
        to=_to_agenda,
        **_item,
    ),
    Verb(
        "add_standing_item",
        _("Add an item without a case"),
        actions.add_standing_item,
        form=forms.StandingItemForm,
        why_not=_why_not_add,
        done=_("The item is added."),
        to=_to_agenda,
        **_meeting,
    ),
    Verb(
        "take_up_case",
        _("Take up a waiting case"),
        actions.take_up_case,
        form=forms.TakeUpCaseForm,
        why_not=_why_not_add,
        done=_("The case is on the agenda."),
        to=_to_agenda,
        **_meeting,
    ),
    Verb(
        "request_pre_treatment",
        _("Ask for a chief meeting first"),
        actions.request_pre_treatment,
        form=forms.RequestPreTreatmentForm,
        why_not=_why_not_change,
        done=_("The chief meeting is asked for. The material cannot be marked as prepared before it has answered."),
        **_item,
    ),
    Verb(
        "record_pre_treatment",
        _("Write what the chief meeting said"),
        actions.record_pre_treatment,
        "pre-treatments",
        things=queries.pre_treatments_for,
        form=forms.RecordPreTreatmentForm,
        why_not=_why_not_answer,
        done=_("The answer is saved and stands in the item."),
    ),
)

PACKAGE_STEPS = (
    step(AGENDA, "mark_prepared", done=_("The material is marked as prepared for your part."), **_meeting),
    step(
        AGENDA,
        "approve_agenda",
        form=forms.ApproveAgendaForm,
        # The chair may always look, and return an item; what is missing bars only the approval itself.
        why_not=AGENDA.steps["approve_agenda"].who,
        template="meetings/approve_agenda.html",
        context=approval.to_approve,
        done=_("The material is approved and can be sent out."),
        to=_to_meeting,
        **_meeting,
    ),
    step(
        AGENDA,
        "send_agenda",
        after=lambda package: jobs.build_papers.enqueue(package.pk),
        template="meetings/send_agenda.html",
        context=approval.to_send,
        done=_("The agenda is sent out and frozen."),
        **_meeting,
    ),
)

AGENDA_VERBS = (*ITEM_STEPS, *ITEM_CHANGES, *PACKAGE_STEPS)
