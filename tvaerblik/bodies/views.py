"""The pages of the bodies: all of them at a glance, one on a day, and the lists behind them."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tvaerblik.bodies import lists, queries, rules, sentences
from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.core.contributions import links_for, panels_for
from tvaerblik.core.reading import Unreadable, read_date
from tvaerblik.core.views import show_list
from tvaerblik.people.rules import is_administrator


def organisation(request: HttpRequest) -> HttpResponse:
    """Every body: who leads it, how many places are held, what is not covered."""
    states = queries.states_of(queries.bodies_for(request.user).order_by("sort_key", "pk"))
    groups = [group for group in sentences.grouped(states) if group.states]
    in_order = [state for group in groups for state in group.states]
    context = {
        "groups": groups,
        "sentence": sentences.of_organisation(in_order),
        "may_keep": is_administrator(request.user),
    }
    return render(request, "bodies/organisation.html", context)


def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies as a list, for export and filtering."""
    return show_list(request, lists.BODIES, "bodies/bodies.html", may_keep=is_administrator(request.user))


def memberships(request: HttpRequest) -> HttpResponse:
    """Who sits and has sat where."""
    return show_list(request, lists.MEMBERSHIPS, "core/list.html")


def member_profiles(request: HttpRequest) -> HttpResponse:
    """The extendable list of profiles (R66)."""
    return show_list(
        request, lists.MEMBER_PROFILES, "bodies/member_profiles.html", may_keep=is_administrator(request.user)
    )


def body(request: HttpRequest, pk: int) -> HttpResponse:
    """A body on a day: who sat there, what was vacant, which areas were covered, what its terms of reference said."""
    shown: Body = get_object_or_404(queries.bodies_for(request.user), pk=pk)
    day = _asked_day(request)
    state = queries.state_of(shown, day)
    rows = sentences.seat_rows(state, request.user)
    context = {
        "body": shown,
        "day": day,
        "is_today": day == clock.today(),
        "state": state,
        "sentence": sentences.of_body(state, day),
        "rows": rows,
        "has_actions": day == clock.today() and any(row.may_fill or row.may_keep for row in rows),
        "coverage": sentences.coverage_rows(state, day, request.user),
        "agreements": sentences.agreement_rows(state, day, request.user),
        "delegations": sentences.delegation_rows(shown, day, request.user),
        "mix": queries.profile_mix(state.places),
        "terms": queries.terms_on(shown, day),
        "versions": list(shown.terms.all()),
        "history": queries.history_of_body(shown),
        "panels": panels_for(shown, request.user),
        "links": links_for(shown, request.user),
        "may_keep": not rules.why_not_keeps(shown, request.user),
        "may_delegate": not rules.why_not_names_deputies(shown, request.user),
    }
    return render(request, "bodies/body.html", context)


def _asked_day(request: HttpRequest) -> dt.date:
    """The day in the address; today without one, and with a sentence when it cannot be read."""
    asked = request.GET.get("on", "").strip()
    if not asked:
        return clock.today()
    try:
        return read_date(asked, day_first=True, edge="first", today=clock.today()).value
    except Unreadable as error:
        messages.error(request, _("%(why)s The page shows today.") % {"why": error.sentence})
        return clock.today()
