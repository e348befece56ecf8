"""The register of cases: what awaits a decision, where, and who has the material (R26, R84)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies.models import BodyKind
from tvaerblik.core.lists import Column, Filter, Listing, Preset, choices_filter, labels, numbers, register
from tvaerblik.core.words import local_day
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists.choices import bodies_that_meet, own
from tvaerblik.meetings.models import AgendaItem, Case, CaseState, ItemState, Purpose

OPEN = (CaseState.PROPOSED, CaseState.PREPARING, CaseState.IN_GOVERNANCE)
ON_THE_WAY = [state for state in ItemState if state not in {ItemState.WITHDRAWN, ItemState.DECIDED}]


def _with_treatments(rows: QuerySet[Case]) -> QuerySet[Case]:
    items = AgendaItem.objects.exclude(state=ItemState.WITHDRAWN).select_related("meeting__body")
    on_the_way = Q(items__state__in=ON_THE_WAY)
    return rows.prefetch_related(
        Prefetch("items", items.prefetch_related("pre_treatments__body"), to_attr="treatments")
    ).annotate(
        next_meeting=Min("items__meeting__start", filter=on_the_way),
        next_due=Min("items__material_due", filter=on_the_way),
    )


def next_item(case: Any) -> AgendaItem | None:
    """The treatment the case is on its way to."""
    return next((item for item in case.treatments if item.state in ON_THE_WAY), None)


def _decorate(rows: list[Any], _by: Any) -> None:
    """What the cells draw: the treatment ahead, whether the material is there, and a case without a meeting (R26)."""
    for case in rows:
        case.next_item = next_item(case)
        case.is_delivered = case.next_item is not None and case.next_item.state in {ItemState.READY, ItemState.SENT}
        case.is_homeless = case.next_item is None and case.state in OPEN


def _meeting(case: Any) -> str:
    item = next_item(case)
    return str(item.meeting) if item else ""


def _due(case: Any) -> Any:
    item = next_item(case)
    return item.material_due if item else None


def _route(case: Any) -> str:
    return " – ".join(queries.route_through(case.treatments))


def _needs(rows: QuerySet[Case], values: Sequence[str]) -> QuerySet[Case]:
    underway = AgendaItem.objects.filter(case=OuterRef("pk"), state__in=ON_THE_WAY)
    if "decision" in values:
        rows = rows.filter(state__in=OPEN, purpose=Purpose.DECISION)
    if "meeting" in values:
        rows = rows.filter(~Exists(underway), state__in=OPEN)
    if "material" in values:
        rows = rows.filter(Exists(underway.filter(state__in=[ItemState.ACCEPTED, ItemState.RETURNED])))
    return rows.filter(material_owner__isnull=True, state__in=OPEN) if "owner" in values else rows


def _shown(rows: QuerySet[Case], values: Sequence[str]) -> QuerySet[Case]:
    return rows if "all" in values else rows.exclude(state=CaseState.WITHDRAWN)


def _mine(rows: QuerySet[Case], values: Sequence[str]) -> QuerySet[Case]:
    people = numbers(values)
    return rows.filter(Q(material_owner__in=people) | Q(proposed_by__in=people))


def _by_body(rows: QuerySet[Case], values: Sequence[str]) -> QuerySet[Case]:
    treated = AgendaItem.objects.filter(case=OuterRef("pk"), meeting__body__kind_of_body__in=values)
    return rows.filter(Exists(treated.exclude(state=ItemState.WITHDRAWN)))


CASES = register(
    Listing(
        name="cases",
        title=_("Recommendations and cases"),
        rows=queries.cases_for,
        columns=(
            Column("number", _("Number"), lambda c: c.number, sort=("number",)),
            Column(
                "title",
                _("Title"),
                lambda c: c.title,
                sort=("title",),
                template="meetings/cells/case.html",
                is_heading=True,
            ),
            Column(
                "state",
                _("State"),
                lambda c: c.get_state_display(),
                sort=("state",),
                template="meetings/cells/case_state.html",
            ),
            Column("purpose", _("Purpose"), lambda c: c.get_purpose_display(), sort=("purpose",), secondary=True),
            Column("route", _("Case route"), _route, css="number"),
            Column(
                "material_owner",
                _("Responsible for the material"),
                lambda c: str(c.material_owner or ""),
                sort=("material_owner__sort_key",),
            ),
            Column(
                "meeting", _("Meeting"), _meeting, sort=("next_meeting",), template="meetings/cells/case_meeting.html"
            ),
            Column("due", _("Deadline for material"), _due, "date", ("next_due",), "meetings/cells/case_due.html"),
            Column("proposed_by", _("Proposed by"), lambda c: str(c.proposed_by), secondary=True),
            Column(
                "created", _("Proposed on"), lambda c: local_day(c.created_at), "date", ("created_at",), secondary=True
            ),
            Column("is_closed", _("Closed item"), lambda c: c.is_closed, secondary=True),
            Column("esdh", _("Case number"), lambda c: c.esdh_number, secondary=True),
        ),
        filters=(
            choices_filter("state", _("State"), lambda _by: labels(CaseState.choices), "state"),
            Filter("body", _("Body"), bodies_that_meet, _by_body),
            choices_filter("purpose", _("Purpose"), lambda _by: labels(Purpose.choices), "purpose"),
            Filter(
                "needs",
                _("Missing"),
                lambda _by: labels(
                    {
                        "decision": _("Awaits a decision"),
                        "meeting": _("No meeting chosen"),
                        "material": _("Material not delivered"),
                        "owner": _("Nobody has the material"),
                    }
                ),
                _needs,
            ),
            Filter("person", _("Mine"), own, _mine),
            Filter(
                "show",
                _("Withdrawn too"),
                lambda _by: labels({"all": _("Withdrawn too")}),
                _shown,
                many=False,
                always=True,
            ),
        ),
        search=("title", "number", "summary", "esdh_number"),
        presets=(
            Preset("all", _("All"), ""),
            Preset("mine", _("Mine"), "person={me}"),
            Preset("waiting", _("Awaits a decision"), "needs=decision&sort=meeting"),
            Preset("homeless", _("No meeting chosen"), "needs=meeting"),
            Preset("steering", _("The steering group"), f"body={BodyKind.STEERING}"),
        ),
        prepare=_with_treatments,
        decorate=_decorate,
        sort="-created",
        search_hint=_("Search number or title"),
    )
)
