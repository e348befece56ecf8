"""The list of meetings, and one meeting with its agenda."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tvaerblik.audit.queries import history_of
from tvaerblik.bodies.models import BodyKind
from tvaerblik.core.contributions import panels_for
from tvaerblik.core.refusals import NotPossible
from tvaerblik.core.views import show_list
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms.agenda import MinutesOfItemForm, OrderItemForm
from tvaerblik.meetings.lists import MEETINGS
from tvaerblik.meetings.models import Meeting, MeetingState
from tvaerblik.meetings.pages import agenda, session
from tvaerblik.meetings.pages.offers import open_offers, steps
from tvaerblik.meetings.pages.sending import facts_of, way_of
from tvaerblik.meetings.presence import leader_of
from tvaerblik.meetings.rules.agenda import MEETING
from tvaerblik.meetings.verbs.meetings import why_not_plan


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings of all bodies, and the next one of each with its deadlines."""
    kinds = [kind for kind in request.GET.getlist("body") if kind in BodyKind.values]
    coming = [
        {
            "meeting": meeting,
            "chain": agenda.chain_of(meeting, agenda.rows_of(meeting, request.user, with_offers=False)),
        }
        for meeting in queries.next_meetings(kinds)
    ]
    may_plan = not why_not_plan(None, request.user)
    return show_list(request, MEETINGS, "meetings/meetings.html", coming=coming, may_plan=may_plan)


def meetings_of(kind: str) -> Any:
    """The place in the menu of one sort of body: the list, narrowed to it."""

    @require_safe
    def narrowed(_request: HttpRequest) -> HttpResponse:
        return redirect(f"{reverse('meetings')}?body={kind}")

    return narrowed


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: deadlines, agenda, the way to sending; when it has begun, the decisions."""
    thing = get_object_or_404(queries.meetings_for(request.user), pk=pk)
    return render(request, "meetings/meeting.html", _context(request, thing))


def _context(request: HttpRequest, thing: Meeting) -> dict[str, Any]:
    by = request.user
    in_order = request.GET.get("order") == "meeting"
    rows = agenda.rows_of(thing, by)
    inside = agenda.is_inside(thing, by)
    begun = thing.state in {MeetingState.IN_SESSION, MeetingState.HELD, MeetingState.CLOSED}
    return {
        "meeting": thing,
        "number": queries.number_of(thing),
        "leader": leader_of(thing),
        "agenda_state": queries.agenda_state(thing),
        "rows": rows,
        "in_order": in_order,
        "groups": agenda.groups_of(rows, by_purpose=not in_order),
        "time": agenda.time_of(thing, rows),
        "chain": agenda.chain_of(thing, rows),
        "inside": inside,
        "way": way_of(thing, by) if inside and not begun else None,
        "session": session.session_of(thing, by) if begun else None,
        "facts": facts_of(thing, rows),
        "package": queries.newest_package(thing),
        "minutes_paper": queries.minutes_for(by).filter(meeting=thing).first(),
        **_buttons(thing, by),
        "panels": panels_for(thing, by),
        "history": history_of(thing, limit=30) if inside else [],
    }


def _buttons(thing: Meeting, by: Any) -> dict[str, Any]:
    """The steps that stand out, and the rest for the menu."""
    found = {one.name: one for one in steps(MEETING, thing, by)}
    return {
        "start": found.pop("start_meeting", None),
        "end": found.pop("end_meeting", None),
        "close": found.pop("close_meeting", None),
        "more": [*found.values(), *open_offers(("revise_meeting",), thing, by)],
        "additions": open_offers(("take_up_case", "add_standing_item"), thing, by),
    }


@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item in another place; in a list of one purpose the place is among those."""
    thing = get_object_or_404(queries.meetings_for(request.user), pk=pk)
    number = request.POST.get("item", "")
    if not (number.isdecimal() and len(number) <= 18):
        raise Http404
    item = get_object_or_404(queries.items_for(request.user).filter(meeting=thing), pk=number)
    form = OrderItemForm(request.POST, thing=item, by=request.user)
    if not form.is_valid():
        raise NotPossible(" ".join(str(error) for error in form.errors["position"]))
    rows = agenda.rows_of(thing, request.user, with_offers=False)
    among = [row.item.pk for row in rows if row.group == request.GET.get("group", row.group)]
    place = agenda.place_among(rows, among, item.pk, form.cleaned_data["position"])
    actions.order_item(item, position=place, by=request.user)
    return _agenda_or_page(request, thing)


@require_POST
def item_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """How long an item is to take, changed where it is read."""
    item = get_object_or_404(queries.items_for(request.user), pk=pk)
    form = MinutesOfItemForm(request.POST, thing=item, by=request.user)
    if not form.is_valid():
        raise NotPossible(" ".join(str(error) for error in form.errors["minutes"]))
    actions.revise_item(item, **form.arguments(), by=request.user)
    return _agenda_or_page(request, item.meeting)


def _agenda_or_page(request: HttpRequest, thing: Meeting) -> HttpResponse:
    """The agenda alone for a script, the whole page for a browser without one."""
    if request.headers.get("HX-Request"):
        fresh = get_object_or_404(queries.meetings_for(request.user), pk=thing.pk)
        return render(request, "meetings/_agenda.html", _context(request, fresh))
    return redirect(f"{thing.get_absolute_url()}{'?order=meeting' if request.GET.get('order') == 'meeting' else ''}")
