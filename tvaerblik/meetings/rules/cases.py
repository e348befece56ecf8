"""Who may write a case, when its text is locked, and what an item needs to be ready."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies import rules as seats
from tvaerblik.bodies.models import Body
from tvaerblik.core import clock, words
from tvaerblik.core.refusals import Gap, NotPermitted, NotPossible
from tvaerblik.core.workflow import Step, Workflow
from tvaerblik.meetings import progress
from tvaerblik.meetings.models import (
    CARRIED,
    UNSENT_STATES,
    AgendaItem,
    Approval,
    Case,
    CaseState,
    ItemState,
    PreTreatment,
    PreTreatmentResult,
    Purpose,
)
from tvaerblik.meetings.rules.presence import why_excluded_from_case
from tvaerblik.people import rules as people
from tvaerblik.portfolio.models import Project


def why_not_propose(_thing: Any, by: Any) -> str:
    """ "" for everybody with a seat, a leader's position or a project; others bring it to their leader."""
    day = clock.today()
    if bodies.seats_of(by, day) or people.held_roles(by, day) or people.led_units(by, day):
        return ""
    if Project.objects.filter(owner=by).exists() or Project.objects.filter(manager=by).exists():
        return ""
    return _("Cases are proposed by members of the bodies, leaders, coordinators and those who run a project.")


def why_not_writer(case: Case, by: Any) -> str:
    """ "" for the proposer, the one responsible for the material, and those who run an agenda it is on.

    Whoever is disqualified does not prepare the case either.
    """
    if sentence := why_excluded_from_case(case, by):
        return sentence
    if by.pk in {case.proposed_by_id, case.material_owner_id}:
        return ""
    items = case.items.exclude(state=ItemState.WITHDRAWN).select_related("meeting__body")
    if any(not seats.why_not_runs(by, item.meeting.body) for item in items):
        return ""
    return _(
        "Only the proposer, the one responsible for the material, and the secretary and chair of the meeting "
        "can write in this case."
    )


def why_not_write(case: Case, by: Any) -> str:
    """ "" for those who write the case, while its text may change."""
    return why_not_writer(case, by) or why_locked(case)


def permit_writing(case: Case, by: Any) -> None:
    """Raise NotPossible when the text is locked for everybody, NotPermitted when it is not this person's to write."""
    if sentence := why_not_writer(case, by):
        raise NotPermitted(sentence)
    if sentence := why_locked(case):
        raise NotPossible(sentence)


def why_locked(case: Case) -> str:
    """ "" while the text may change; sent or decided text is locked."""
    meeting = progress.lock_of(case)
    if meeting is not None:
        return _("The case has been sent out for %(meeting)s and is locked.") % {"meeting": meeting}
    if progress.is_over(case):
        return _("The case is “%(state)s” and is locked.") % {"state": case.get_state_display()}
    return ""


def approvals_of(case: Case) -> list[Approval]:
    """The chair's approvals that hold now and fall away when the case is changed (R75)."""
    items = case.items.filter(state__in=UNSENT_STATES).select_related("meeting__body")
    found = [progress.approval_status(item.meeting) for item in items]
    return [status.approval for status in found if status.is_valid and status.approval is not None]


def recommendations_of(case: Case) -> QuerySet[AgendaItem]:
    """The treatments at which a body recommended the case to another, newest first."""
    return (
        case.items.filter(recommends_to__isnull=False, decision__outcome__in=CARRIED)
        .select_related("meeting__body", "recommends_to", "decision")
        .order_by("-pk")
    )


def not_recommended(body: Body | None = None) -> str:
    """Why a case cannot be submitted yet."""
    if body is None:
        return _("The case has not been recommended to another body.")
    return _("The case has not been recommended to %(body)s yet. The programme group must treat it first.") % {
        "body": body.short_name
    }


def why_not_submit(case: Case, by: Any) -> str:
    """ "" for those who run the body that has recommended the case, while it is not on its way already."""
    newest = recommendations_of(case).first()
    if newest is None:
        return not_recommended()
    if sentence := seats.why_not_runs(by, newest.meeting.body):
        return sentence
    if case.items.exclude(state__in=[ItemState.WITHDRAWN, ItemState.DECIDED]).exists():
        return _("The case is already on its way to a meeting. Move that item instead.")
    return why_locked(case)


def why_sent(item: AgendaItem) -> str:
    """ "" while the item can still be changed and moved on the agenda."""
    if item.state in {ItemState.SENT, ItemState.DECIDED}:
        return _("The item has been sent out; its number and place never change.")
    return ""


def _lock_gaps(case: Case) -> list[Gap]:
    """What has been sent out cannot be withdrawn; it is decided or postponed at the meeting."""
    return [Gap(why_locked(case))] if progress.lock_of(case) is not None else []


def _runs(item: AgendaItem, by: Any) -> str:
    return seats.why_not_runs(by, item.meeting.body)


def _accepts(item: AgendaItem, by: Any) -> str:
    if item.is_late:
        # R46: after the deadline only the chair lets an item in.
        return seats.why_not_chair(by, item.meeting.body)
    return _runs(item, by)


def _delivers(item: AgendaItem, by: Any) -> str:
    if item.case and item.case.material_owner_id == by.pk:
        return ""
    return _runs(item, by)


def _chairs(item: AgendaItem, by: Any) -> str:
    return seats.why_not_chair(by, item.meeting.body)


def _takes_off(item: AgendaItem, by: Any) -> str:
    if item.case and item.case.proposed_by_id == by.pk and item.state == ItemState.PROPOSED:
        return ""
    return _runs(item, by)


def _needs_owner(item: AgendaItem) -> list[Gap]:
    """R84: who prepares the material is agreed before the item is taken in."""
    if item.case and item.case.material_owner_id is None:
        choose = reverse("revise_case", args=[item.case.pk])
        return [Gap(_("Agree who is responsible for the material first."), choose, _("Choose responsible"))]
    return []


def _is_standing(item: AgendaItem) -> list[Gap]:
    """Nobody has the material of a standing item; the secretary mends it on the agenda."""
    return [] if item.case else [Gap(_("A standing item cannot be returned. Ask the secretary to change it."))]


def material_gaps(item: AgendaItem) -> list[Gap]:
    """What the material lacks before the item is ready (meetings 6.4)."""
    case = item.case
    if case is None:
        return []
    write = reverse("revise_case", args=[case.pk])
    gaps = []
    if not case.summary.strip():
        gaps.append(Gap(_("The summary is missing."), write, _("Write")))
    if case.purpose == Purpose.DECISION and not any(not point.is_withdrawn for point in case.points.all()):
        add = reverse("add_point", args=[case.pk])
        gaps.append(Gap(_("A case for decision needs at least one point of recommendation."), add, _("Add point")))
    if case.purpose == Purpose.DECISION and not case.economy.strip() and not case.economy_not_relevant:
        gaps.append(
            Gap(_("Economic consequences are missing; write them, or say that there are none."), write, _("Write"))
        )
    return gaps


def pre_treatment_gaps(item: AgendaItem) -> list[Gap]:
    """A chief meeting that was asked for must have answered before the material is prepared (R72)."""
    asked: list[PreTreatment] = list(item.pre_treatments.all())
    if item.needs_pre_treatment and not asked:
        return [
            Gap(_("It is to be treated at a chief meeting first, but none has been chosen."), item.get_absolute_url())
        ]
    return [
        Gap(
            _("The answer from %(body)s on %(day)s is missing.")
            % {"body": pre.body.short_name, "day": words.day(pre.day)},
            item.get_absolute_url(),
        )
        for pre in asked
        if pre.result == PreTreatmentResult.WAITING
    ]


_BEFORE_SENDING = frozenset({ItemState.PROPOSED, ItemState.ACCEPTED, ItemState.READY, ItemState.RETURNED})

ITEM = Workflow(
    "item",
    states=dict(ItemState.choices),
    steps=[
        Step(
            "accept_item",
            gettext_lazy("Accept the item"),
            frozenset({ItemState.PROPOSED}),
            ItemState.ACCEPTED,
            _accepts,
            _needs_owner,
        ),
        Step(
            "ready_item",
            gettext_lazy("Mark the material as ready"),
            frozenset({ItemState.ACCEPTED, ItemState.RETURNED}),
            ItemState.READY,
            _delivers,
            material_gaps,
        ),
        Step(
            "reopen_item",
            gettext_lazy("Take back to preparation"),
            frozenset({ItemState.READY}),
            ItemState.ACCEPTED,
            _delivers,
        ),
        Step(
            "return_item",
            gettext_lazy("Return the item"),
            frozenset({ItemState.READY}),
            ItemState.RETURNED,
            _chairs,
            _is_standing,
        ),
        Step("withdraw_item", gettext_lazy("Take off the agenda"), _BEFORE_SENDING, ItemState.WITHDRAWN, _takes_off),
        Step("defer_item", gettext_lazy("Move to another meeting"), _BEFORE_SENDING, None, _runs),
    ],
)

# A case follows its treatments; only withdrawing is said of the case itself.
CASE = Workflow(
    "case",
    states=dict(CaseState.choices),
    steps=[
        Step(
            "withdraw_case",
            gettext_lazy("Withdraw the case"),
            frozenset({CaseState.PROPOSED, CaseState.PREPARING, CaseState.IN_GOVERNANCE}),
            CaseState.WITHDRAWN,
            why_not_writer,
            _lock_gaps,
        ),
    ],
)
