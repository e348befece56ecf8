"""What goes between bodies: escalations that ask for an answer, and cases that are referred (R40, R46)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tvaerblik.core import clock
from tvaerblik.core.lists import Column, Filter, Listing, Preset, choices_filter, labels, numbers, register
from tvaerblik.core.words import local_day
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists.choices import all_bodies, own
from tvaerblik.meetings.models import (
    OPEN_REFERRALS,
    Escalation,
    EscalationOutcome,
    EscalationState,
    Outcome,
    Referral,
    ReferralKind,
    ReferralState,
)


def _overdue(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    if "overdue" not in values:
        return rows
    return rows.filter(due__lt=clock.today(), state__in=[EscalationState.RAISED, *OPEN_REFERRALS])


def _mine(rows: QuerySet[Escalation], values: Sequence[str]) -> QuerySet[Escalation]:
    people = numbers(values)
    return rows.filter(Q(raised_by__in=people) | Q(answerer__in=people))


OVERDUE = Filter("needs", _("Overdue"), lambda _by: labels({"overdue": _("Overdue")}), _overdue)

ESCALATIONS = register(
    Listing(
        name="escalations",
        title=_("Escalations"),
        rows=queries.escalations_for,
        columns=(
            Column("number", _("Number"), lambda e: e.number, "code", ("number",)),
            Column(
                "title",
                _("Title"),
                lambda e: e.title,
                sort=("title",),
                template="meetings/cells/escalation.html",
                is_heading=True,
            ),
            Column("about", _("About"), lambda e: str(e.subject or "")),
            Column("due", _("Answer by"), lambda e: e.due, "date", ("due",), "meetings/cells/due.html"),
            Column(
                "state",
                _("State"),
                lambda e: e.get_state_display(),
                sort=("state",),
                template="meetings/cells/escalation_state.html",
            ),
            Column("outcome", _("Outcome"), lambda e: e.get_outcome_display(), sort=("outcome",)),
            Column("answerer", _("Who must answer"), lambda e: str(e.answerer), sort=("answerer__sort_key",)),
            Column("raised_by", _("Raised by"), lambda e: str(e.raised_by), sort=("raised_by__sort_key",)),
            Column(
                "created", _("Raised on"), lambda e: local_day(e.created_at), "date", ("created_at",), secondary=True
            ),
            Column("request", _("What has happened"), lambda e: e.request, secondary=True),
            Column("reaction", _("What is needed"), lambda e: e.reaction, secondary=True),
            Column("answer", _("Answer"), lambda e: e.answer, secondary=True),
            Column(
                "answered",
                _("Answered on"),
                lambda e: local_day(e.answered_at) if e.answered_at else None,
                "date",
                ("answered_at",),
                secondary=True,
            ),
        ),
        filters=(
            choices_filter("state", _("State"), lambda _by: labels(EscalationState.choices), "state"),
            choices_filter("outcome", _("Outcome"), lambda _by: labels(EscalationOutcome.choices), "outcome"),
            OVERDUE,
            Filter("person", _("Mine"), own, _mine),
        ),
        search=("number", "title", "request", "reaction", "answer"),
        presets=(
            Preset("all", _("All"), ""),
            Preset("open", _("Awaits an answer"), f"state={EscalationState.RAISED}"),
            Preset("overdue", _("Overdue"), "needs=overdue"),
            Preset("mine", _("Mine"), "person={me}"),
        ),
        sort="-number",
        search_hint=_("Search number or title"),
    )
)


def _states(rows: QuerySet[Referral], values: Sequence[str]) -> QuerySet[Referral]:
    return rows.filter(state__in=values or OPEN_REFERRALS)


REFERRALS = register(
    Listing(
        name="referrals",
        title=_("Referrals"),
        rows=queries.referrals_for,
        columns=(
            Column(
                "case",
                _("Case"),
                lambda r: str(r.case),
                sort=("case__title",),
                template="meetings/cells/referral.html",
                is_heading=True,
            ),
            Column("from", _("From"), lambda r: r.from_body.short_name, sort=("from_body__sort_key",)),
            Column("to", _("To"), lambda r: r.to_body.short_name, sort=("to_body__sort_key",)),
            Column("kind", _("What for"), lambda r: r.get_kind_of_referral_display(), sort=("kind_of_referral",)),
            Column("sent", _("Sent on"), lambda r: local_day(r.created_at), "date", ("created_at",)),
            Column("due", _("Answer by"), lambda r: r.due, "date", ("due",), "meetings/cells/referral_due.html"),
            Column(
                "state",
                _("State"),
                lambda r: r.get_state_display(),
                sort=("state",),
                template="meetings/cells/referral_state.html",
            ),
            Column("outcome", _("Outcome"), lambda r: r.get_outcome_display(), sort=("outcome",)),
            Column("answered_on", _("Answered on"), lambda r: r.answered_on, "date", ("answered_on",)),
            Column("note", _("Note"), lambda r: r.note, secondary=True),
            Column("remark", _("Remark"), lambda r: r.remark, secondary=True),
        ),
        filters=(
            Filter("state", _("State"), lambda _by: labels(ReferralState.choices), _states, always=True),
            choices_filter("from", _("From"), all_bodies, "from_body__code"),
            choices_filter("to", _("To"), all_bodies, "to_body__code"),
            choices_filter("kind", _("What for"), lambda _by: labels(ReferralKind.choices), "kind_of_referral"),
            choices_filter("outcome", _("Outcome"), lambda _by: labels(Outcome.choices), "outcome"),
            OVERDUE,
        ),
        search=("case__title", "case__number", "note", "remark"),
        presets=(
            Preset("open", _("All open"), ""),
            Preset("overdue", _("Overdue"), "needs=overdue"),
            Preset(
                "settled",
                _("Answered"),
                f"state={ReferralState.ANSWERED}&state={ReferralState.REFUSED}&sort=-answered_on",
            ),
        ),
        sort="due",
        search_hint=_("Search number or title"),
    )
)
