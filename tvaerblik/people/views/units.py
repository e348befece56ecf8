"""Units as a tree, one unit with its past, and positions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tvaerblik.core import clock, exports
from tvaerblik.core.contributions import links_for, panels_for
from tvaerblik.core.refusals import NotPermitted
from tvaerblik.core.views import VerbView, show_list
from tvaerblik.people import following, lists, queries, rules
from tvaerblik.people.models import Unit, on


class ReorganiseView(VerbView):
    """A merger or a split is seen as a list before it is done: the form asks for the list, the list has the button."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; when it has been filled in, also what will happen."""
        if sentence := self.verb.why_not(self.thing, request.user):
            raise NotPermitted(sentence)
        if "day" not in request.GET:
            return self._show(request, self.verb.form(thing=self.thing, by=request.user))
        form = self.verb.form(request.GET, thing=self.thing, by=request.user)
        return self._show(request, form, 200 if form.is_valid() else 422)

    def _show(self, request: HttpRequest, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        complete = form.is_bound and not (set(form.errors) & set(form.fields))
        return super()._show(request, form, status, **(self._plan(form) if complete else {}), **more)

    def _plan(self, form: Any) -> dict[str, Any]:
        assert isinstance(self.thing, Unit)
        given = form.cleaned_data
        old = (self.thing, *given.get("others", ()))
        into = tuple(part.name for part in given["parts"]) if "parts" in given else (given["name"],)
        change = following.Reorganisation(old, into, given["day"])
        among = following.sitting(old, given["day"]) if change.is_merger else []
        if len(among) > 1:
            form.fields["continues"].choices = [(person.pk, str(person)) for person in among]
            form.fields["continues"].required = True
        sent = [(name, value) for name in form.fields if name != "continues" for value in form.data.getlist(name)]
        return {"foreseen": following.foreseen(change), "sent": sent, "choose": len(among) > 1, "is_planned": True}


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
