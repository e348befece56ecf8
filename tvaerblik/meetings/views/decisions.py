"""The register of decisions, one decision, the minutes, and what is followed up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tvaerblik.audit.queries import history_of
from tvaerblik.core.views import show_list
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists import DECISIONS, FOLLOW_UPS
from tvaerblik.meetings.models import Minutes
from tvaerblik.meetings.pages import decision as pages
from tvaerblik.meetings.pages.commenting import round_of
from tvaerblik.meetings.pages.keeping import journal_of_minutes
from tvaerblik.meetings.pages.offers import open_offers, steps
from tvaerblik.meetings.queries.minutes import minutes_content
from tvaerblik.meetings.rules.decisions import FOLLOW_UP, MINUTES

CHANGES = ("revise_minutes", "comment_minutes", "nothing_to_add", "add_addendum")


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The register of decisions (R34)."""
    return show_list(request, DECISIONS, "meetings/decisions.html")


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: what was decided on each point, what it changed, and what is to be done."""
    by = request.user
    thing = get_object_or_404(queries.decisions_for(by), pk=pk)
    points = pages.points_of(thing)
    context = {
        "decision": thing,
        "item": thing.item,
        "case": thing.item.case,
        "meeting": thing.item.meeting,
        "points": points,
        "changes": pages.changes_of(points),
        "clashes": pages.clashes_of(thing, by),
        "participation": pages.participation_in(thing),
        "dissents": pages.dissents_of(thing, by),
        "minutes_paper": queries.minutes_for(by).filter(meeting=thing.item.meeting).first(),
        "follow_ups": list(queries.follow_ups_for(by).filter(decision=thing).order_by("due", "pk")),
        "offers": open_offers(("revise_decision", "add_dissent", "add_follow_up"), thing, by),
        "history": history_of(thing, limit=50),
    }
    return render(request, "meetings/decision.html", context)


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes, as a draft until the chair has approved, then as they were approved (D3)."""
    by = request.user
    thing = get_object_or_404(queries.minutes_for(by), pk=pk)
    reader = queries.reader_of(by, thing.meeting.body)
    context = {
        "minutes": thing,
        "meeting": thing.meeting,
        "content": _content(thing, reader),
        "is_draft": thing.is_draft,
        "files": (),
        "addenda": list(thing.addenda.all()),
        "journal": journal_of_minutes(thing, by),
        "steps": steps(MINUTES, thing, by),
        "changes": open_offers(CHANGES, thing, by),
        "comments": round_of(thing, by),
        "history": history_of(thing, limit=50) if reader.sees_closed else [],
    }
    return render(request, "meetings/minutes.html", context)


def _content(thing: Minutes, reader: queries.Reader) -> dict[str, Any]:
    """What the paper says to this reader, ready to be drawn."""
    content = minutes_content(thing) if thing.content is None else thing.content
    return pages.readable(queries.content_for(content, reader))


@require_safe
def follow_ups(request: HttpRequest) -> HttpResponse:
    """What is to be done after decisions, the overdue first (R37)."""
    return show_list(request, FOLLOW_UPS, "meetings/follow_ups.html")


@require_safe
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """One follow-up: what, who, by when, and after which decision."""
    by = request.user
    thing = get_object_or_404(queries.follow_ups_for(by), pk=pk)
    context = {
        "follow_up": thing,
        # The one responsible may carry out a closed decision without being allowed to read it.
        "decision": queries.decisions_for(by).filter(pk=thing.decision_id).first(),
        "steps": steps(FOLLOW_UP, thing, by),
        "history": history_of(thing, limit=50),
    }
    return render(request, "meetings/follow_up.html", context)
