"""Briefings, the journal packages, and documents taken out of a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tvaerblik.audit.queries import history_of
from tvaerblik.core import exports
from tvaerblik.core.views import show_list
from tvaerblik.meetings import disclosing, journalising, queries
from tvaerblik.meetings.lists import BRIEFINGS
from tvaerblik.meetings.pages import keeping as pages
from tvaerblik.meetings.pages.offers import open_offers, steps
from tvaerblik.meetings.rules import agenda as agenda_rules
from tvaerblik.meetings.rules import keeping as rules
from tvaerblik.meetings.rules.briefings import BRIEFING
from tvaerblik.people.rules import permit


@require_safe
def briefings(request: HttpRequest) -> HttpResponse:
    """What management has been told, and when it was last told anything (R35)."""
    runs = queries.bodies_run_by(request.user).exists()
    informed = queries.last_informed(request.user) if runs else []
    return show_list(request, BRIEFINGS, "meetings/briefings.html", informed=informed)


@require_safe
def briefing(request: HttpRequest, pk: int) -> HttpResponse:
    """One briefing: a draft as it will be read, and afterwards as it was sent, with its receipts."""
    by = request.user
    thing = get_object_or_404(queries.briefings_for(by), pk=pk)
    runs = not agenda_rules.why_not_run(thing.meeting, by)
    context = {
        "briefing": thing,
        "meeting": thing.meeting,
        "told": pages.told(thing, by, runs=runs),
        "steps": steps(BRIEFING, thing, by),
        "offers": open_offers(("revise_briefing", "acknowledge_briefing"), thing, by),
        "history": history_of(thing, limit=50) if runs else [],
    }
    return render(request, "meetings/briefing.html", context)


@require_safe
def package_journal(request: HttpRequest, pk: int) -> HttpResponse:
    """The journal package of a sent agenda (D14)."""
    thing = get_object_or_404(queries.packages_for(request.user), pk=pk)
    permit(rules.why_not_journalise_package(thing, request.user))
    return _zip(journalising.journal_of_package(thing, request.user), f"{thing.meeting} v{thing.number}")


@require_safe
def minutes_journal(request: HttpRequest, pk: int) -> HttpResponse:
    """The journal package of approved minutes (D14)."""
    thing = get_object_or_404(queries.minutes_for(request.user), pk=pk)
    permit(rules.why_not_journalise_minutes(thing, request.user))
    return _zip(journalising.journal_of_minutes(thing, request.user), str(thing))


@require_safe
def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """What was taken out of a case: every document, final or internal, and the file."""
    thing = get_object_or_404(queries.disclosures_for(request.user), pk=pk)
    permit(rules.why_not_open(thing, request.user))
    context = {"disclosure": thing, "case": thing.case, **pages.disclosed(thing)}
    return render(request, "meetings/disclosure.html", context)


@require_safe
def disclosure_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents as one file, the same each time."""
    thing = get_object_or_404(queries.disclosures_for(request.user), pk=pk)
    permit(rules.why_not_open(thing, request.user))
    return _zip(disclosing.archive(thing), str(thing))


def _zip(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{exports.plain_name(name)}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
