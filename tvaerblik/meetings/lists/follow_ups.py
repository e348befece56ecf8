"""What is to be done after decisions, the overdue first (R34, R37)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies.models import BodyKind
from tvaerblik.core import clock
from tvaerblik.core.lists import Column, Filter, Listing, Preset, choices_filter, labels, numbers, register
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists.choices import bodies_that_meet, own
from tvaerblik.meetings.models import OPEN_FOLLOW_UPS, FollowUp, FollowUpState


def _states(rows: QuerySet[FollowUp], values: Sequence[str]) -> QuerySet[FollowUp]:
    return rows.filter(state__in=values or OPEN_FOLLOW_UPS)


def _overdue(rows: QuerySet[FollowUp], values: Sequence[str]) -> QuerySet[FollowUp]:
    return rows.filter(due__lt=clock.today(), state__in=OPEN_FOLLOW_UPS) if "overdue" in values else rows


def _decision(follow_up: Any) -> str:
    """The decision's number; its title may be closed to the one who carries it out."""
    return str(follow_up.decision.number)


FOLLOW_UPS = register(
    Listing(
        name="follow_ups",
        title=_("Follow-up on decisions"),
        rows=queries.follow_ups_for,
        columns=(
            Column("due", _("Deadline"), lambda f: f.due, "date", ("due",), "meetings/cells/due.html"),
            Column("text", _("What"), lambda f: f.text, sort=("text",), is_heading=True),
            Column("owner", _("Responsible"), lambda f: str(f.owner), sort=("owner__sort_key",)),
            Column("decision", _("Decision"), _decision, sort=("decision__number",)),
            Column("body", _("Body"), lambda f: f.decision.body.short_name, sort=("decision__body__sort_key",)),
            Column(
                "state",
                _("State"),
                lambda f: f.get_state_display(),
                sort=("state",),
                template="meetings/cells/follow_up.html",
            ),
            Column("report", _("What was done"), lambda f: f.report, secondary=True),
            Column("done_on", _("Done on"), lambda f: f.done_on, "date", ("done_on",), secondary=True),
        ),
        filters=(
            Filter("state", _("State"), lambda _by: labels(FollowUpState.choices), _states, always=True),
            Filter("needs", _("Overdue"), lambda _by: labels({"overdue": _("Overdue")}), _overdue),
            choices_filter("body", _("Body"), bodies_that_meet, "decision__body__kind_of_body"),
            Filter("person", _("Mine"), own, lambda rows, values: rows.filter(owner__in=numbers(values))),
        ),
        search=("text", "decision__number", "owner__name"),
        presets=(
            Preset("open", _("All open"), ""),
            Preset("mine", _("Mine"), "person={me}"),
            Preset("overdue", _("Overdue"), "needs=overdue"),
            Preset("steering", _("The steering group"), f"body={BodyKind.STEERING}"),
            Preset("reported", _("Reported as done"), "state=reported"),
            Preset("done", _("Done"), "state=done&sort=-done_on"),
        ),
        sort="due",
        search_hint=_("Search what, number or person"),
    )
)
