"""The portfolio's pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tvaerblik.audit.queries import history_of
from tvaerblik.core.contributions import links_for, panels_for
from tvaerblik.core.verbs import verbs
from tvaerblik.core.views import show_list
from tvaerblik.portfolio import queries, rules
from tvaerblik.portfolio.lists import PROJECTS
from tvaerblik.portfolio.models import DIMENSIONS, Phase, Project
from tvaerblik.portfolio.verbs import VERBS


def projects(request: HttpRequest) -> HttpResponse:
    """The project portfolio (R19)."""
    return show_list(
        request,
        PROJECTS,
        "portfolio/projects.html",
        totals=queries.totals_for(request.user),
        may_register=not rules.why_not_register(None, request.user),
        keeps=rules.may_register_in(request.user) is None and not rules.why_not_register(None, request.user),
    )


def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: how it stands, what is decided of it, its facts and its history."""
    thing = get_object_or_404(queries.projects_for(request.user).prefetch_related("involved_units"), pk=pk)
    reports = list(thing.reports.select_related("reported_by")[:8])
    panels = panels_for(thing, request.user)
    context = {
        "project": thing,
        "report": reports[0] if reports else None,
        "lights": [report.overall for report in reversed(reports)],
        "dimensions": _dimensions(reports[0]) if reports else [],
        "phases": list(Phase.labels),
        "phase_index": list(Phase.values).index(thing.phase) + 1,
        "decided": sorted(str(thing._meta.get_field(name).verbose_name) for name in rules.decided_fields(thing)),  # type: ignore[union-attr]
        "buttons": _buttons(thing, request.user),
        "main_panels": [panel for panel in panels if not panel["side"]],
        "side_panels": [panel for panel in panels if panel["side"]],
        "links": links_for(thing, request.user),
        "history": history_of(thing, limit=50),
    }
    return render(request, "portfolio/project.html", context)


def _dimensions(report: Any) -> list[tuple[str, str]]:
    return [(str(label), getattr(report, name)) for name, label in DIMENSIONS.items()]


def _buttons(thing: Project, by: Any) -> dict[str, str]:
    """The verbs of a project, each with "" or the sentence that bars it."""
    return {verb.name: verbs[verb.name].why_not(thing, by) for verb in VERBS if verb.things is not None}
