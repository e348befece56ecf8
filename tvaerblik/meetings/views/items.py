"""One item of an agenda: a treatment of a case, or a standing item."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tvaerblik.audit.queries import history_of
from tvaerblik.core import words
from tvaerblik.core.refusals import ChangedMeanwhile, NotPossible
from tvaerblik.documents.queries import attachments_of
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.content import dissents_along
from tvaerblik.meetings.forms.decisions import WriteTextForm
from tvaerblik.meetings.models import Standing
from tvaerblik.meetings.pages.agenda import TAGS, is_inside
from tvaerblik.meetings.pages.case import point_rows
from tvaerblik.meetings.pages.offers import open_offers, steps
from tvaerblik.meetings.queries.paper import follow_up_text
from tvaerblik.meetings.rules.cases import ITEM
from tvaerblik.meetings.rules.writing import why_not_write_text
from tvaerblik.meetings.written import text_of

CHANGES = ("revise_item", "request_pre_treatment", "exclude_member", "decide_item")


@require_POST
def save_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the text of the minutes while it is typed; 409 with both texts when somebody else has written (R81)."""
    thing = get_object_or_404(queries.items_for(request.user), pk=pk)
    form = WriteTextForm(request.POST, thing=thing, by=request.user)
    if not form.is_valid():
        raise NotPossible(" ".join(str(error) for error in form.errors["text"]))
    try:
        note = actions.write_text(thing, **form.arguments(), by=request.user)
    except ChangedMeanwhile as conflict:
        change = conflict.changes[0]
        told = {"sentence": conflict.sentence, "theirs": change.after, "who": change.who}
        return JsonResponse(told, status=409)
    return JsonResponse({"saved": _("Saved %(time)s") % {"time": words.clock_time(note.written_at)}})


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """The item with its text, what the chief meetings said, and the steps one can take with it."""
    by = request.user
    thing = get_object_or_404(queries.items_for(by), pk=pk)
    agenda = queries.agenda_of(thing.meeting)
    decision = queries.decisions_for(by).filter(item=thing).first()
    context = {
        "item": thing,
        "meeting": thing.meeting,
        "case": thing.case,
        "number": next((place for place, one in enumerate(agenda, start=1) if one.pk == thing.pk), None),
        "tag": TAGS[thing.state],
        "points": point_rows(thing.case, [decision] if decision else []) if thing.case else [],
        "pre_treatments": [
            (pre, open_offers(("record_pre_treatment",), pre, by))
            for pre in thing.pre_treatments.select_related("body")
        ],
        "dissents": dissents_along(thing.case, thing) if thing.case else [],
        "exclusions": [
            (row, open_offers(("lift_exclusion",), row, by)) for row in queries.exclusions_for(by).filter(item=thing)
        ],
        "shows_reasons": is_inside(thing.meeting, by),
        "files": attachments_of(thing.case, by) if thing.case else [],
        "follow_up_text": follow_up_text(thing.meeting) if thing.standing == Standing.FOLLOW_UP else "",
        "decision": decision,
        "may_write": not why_not_write_text(thing, by),
        "text": text_of(thing),
        "steps": steps(ITEM, thing, by) if thing.case else [],
        "changes": open_offers(CHANGES if thing.case else ("revise_item", "decide_item"), thing, by),
        "history": history_of(thing, limit=50),
    }
    return render(request, "meetings/item.html", context)
