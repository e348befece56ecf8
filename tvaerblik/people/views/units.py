"""Units as a tree, one unit with its past, and positions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tvaerblik.core import clock, exports
from tvaerblik.core.contributions import links_for, panels_for
from tvaerblik.core.views import show_list
from tvaerblik.people import lists, queries, rules
from tvaerblik.people.models import on


def units(request: HttpRequest) -> HttpResponse:
    """The tree of units; as a file when the address asks for one."""
    form = request.GET.get("as", "")
    if form in exports.FORMATS:
        return exports.download(lists.UNITS.view(request.GET, request.user), form)
    context = {
        "branches": queries.unit_tree(),
        "ended": queries.ended_units(),
        "may_keep": rules.is_administrator(request.user),
    }
    return render(request, "people/units.html", context)


def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit: who leads it, who works there, what it was called, what it came from."""
    shown = get_object_or_404(queries.units_for(request.user), pk=pk)
    today = clock.today()
    context = {
        "unit": shown,
        "past": queries.past_of(shown),
        "leader": queries.leader_of(shown, today),
        "positions": queries.positions_of(shown, today),
        "people": queries.in_service(today).filter(unit=shown),
        "children": shown.children.filter(on(today)),
        "panels": panels_for(shown, request.user),
        "links": links_for(shown, request.user),
        "history": queries.history_of_unit(shown),
        "may_keep": rules.is_administrator(request.user),
        "has_ended": not shown.holds_on(today),
        "breadcrumb": [(_("Units"), "/units"), (shown.short, "")],
    }
    return render(request, "people/unit.html", context)


def positions(request: HttpRequest) -> HttpResponse:
    """All positions and who holds them today."""
    return show_list(request, lists.POSITIONS, "people/positions.html", may_keep=rules.is_administrator(request.user))
