"""What awaits a decision, escalations and referrals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tvaerblik.audit.queries import history_of
from tvaerblik.bodies import queries as bodies
from tvaerblik.core.views import show_list
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists import AWAITING, ESCALATIONS, REFERRALS
from tvaerblik.meetings.pages.offers import steps
from tvaerblik.meetings.rules import between as rules


@require_safe
def awaiting(request: HttpRequest) -> HttpResponse:
    """What awaits a decision: which body, by when, at which meeting (R26)."""
    return show_list(request, AWAITING, "meetings/awaiting.html")


@require_safe
def escalations(request: HttpRequest) -> HttpResponse:
    """Every escalation one may see (R40)."""
    may_escalate = not rules.why_not_escalate(None, request.user)
    return show_list(request, ESCALATIONS, "meetings/escalations.html", may_escalate=may_escalate)


@require_safe
def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """One escalation: what has happened, what is needed, and the answer."""
    by = request.user
    thing = get_object_or_404(queries.escalations_for(by), pk=pk)
    context = {
        "escalation": thing,
        "case": queries.cases_for(by).filter(escalations=thing).first(),
        "steps": steps(rules.ESCALATION, thing, by),
        "history": history_of(thing, limit=50),
    }
    return render(request, "meetings/escalation.html", context)


@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Every referral one may see, with its answer."""
    return show_list(request, REFERRALS, "meetings/referrals.html")


@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    """What the programme group owes whom and when, and what it waits for (R47)."""
    body = bodies.programme_group()
    by = request.user
    context = {
        "body": body,
        "owed": queries.owed_by(body, by) if body else [],
        "awaited": queries.owed_to(body, by) if body else [],
    }
    return render(request, "meetings/owed.html", context)
