"""The register of cases, and one case with its thread."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tvaerblik.audit.queries import history_of
from tvaerblik.core.contributions import panels_for
from tvaerblik.core.verbs import verbs
from tvaerblik.core.views import show_list
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists import CASES
from tvaerblik.meetings.models import Case, ItemState
from tvaerblik.meetings.pages import case as pages
from tvaerblik.meetings.pages.offers import Offer, open_offers, steps
from tvaerblik.meetings.pages.way import way_of
from tvaerblik.meetings.rules import between
from tvaerblik.meetings.rules import cases as rules


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """What awaits a decision, where, and who has the material (R26, R84)."""
    may_propose = not rules.why_not_propose(None, request.user)
    return show_list(request, CASES, "meetings/cases.html", may_propose=may_propose)


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: what is recommended, what was decided, what it changed, and what remains to be done."""
    by = request.user
    thing = get_object_or_404(queries.cases_for(by), pk=pk)
    decisions = pages.decisions_on(thing, by)
    # What another body only recommended has changed nothing, and is no outcome yet.
    final = [row for row in decisions if row.item.recommends_to_id is None]
    rows = pages.point_rows(thing, final)
    follow_ups = list(queries.follow_ups_for(by).filter(decision__item__case=thing).order_by("due", "pk"))
    treatments = pages.treatments_of(thing, by)
    panels = panels_for(thing, by)
    ahead = next((item for item in treatments if item.state != ItemState.DECIDED), None)
    context = {
        "case": thing,
        "rows": rows,
        "decision": final[0] if final else None,
        "applied_at": pages.applied_at(rows),
        "changes": pages.by_record(rows),
        "thread": pages.thread_of(thing, rows, decisions, follow_ups),
        "follow_ups": follow_ups,
        "way": way_of(thing, treatments, by),
        "on_item": ahead,
        "steps": steps(rules.ITEM, ahead, by) if ahead else [],
        "route": queries.route_through(treatments),
        "chief_meetings": [text for item in treatments if (text := queries.chief_meeting_text(item))],
        "recommended_by": _recommended_by(treatments),
        "subjects": list(thing.subjects.all()),
        "package": _package(thing, by),
        "locked": rules.why_locked(thing),
        "may_write": not rules.why_not_write(thing, by),
        "offers": _offers(thing, by, on_its_way=ahead is not None),
        "panels": [panel for panel in panels if not panel["side"]],
        "side_panels": [panel for panel in panels if panel["side"]],
        "history": history_of(thing, limit=50),
    }
    return render(request, "meetings/case.html", context)


def _recommended_by(treatments: list[Any]) -> str:
    """The body that has recommended the case to another, when one has."""
    found = [item.meeting.body.short_name for item in treatments if item.recommends_to_id and item.has_outcome]
    return found[-1] if found else ""


def _package(case: Case, by: Any) -> Any:
    """The newest paper the case was sent out in (R45)."""
    items = case.items.values("meeting")
    for package in queries.packages_for(by).filter(meeting__in=items).order_by("-sent_at"):
        if any(item.get("case_id") == case.pk for item in package.content["items"]):
            return package
    return None


def _offers(case: Case, by: Any, *, on_its_way: bool) -> dict[str, Any]:
    names = ["submit_case"] if on_its_way else ["submit_case", "place_case"]
    return {
        "forward": open_offers(names, case, by),
        "more": [*open_offers(["refer_case"], case, by), *_escalate(case, by), *steps(rules.CASE, case, by)],
    }


def _escalate(case: Case, by: Any) -> list[Offer]:
    """The way to an escalation about this case, for those who may raise it."""
    if between.why_not_escalate(None, by) or between.why_not_escalate_this(case, by):
        return []
    url = f"{reverse('raise_escalation')}?subject=meetings.case:{case.pk}"
    return [Offer("raise_escalation", str(verbs["raise_escalation"].label), url, "", one_click=False, danger=False)]
