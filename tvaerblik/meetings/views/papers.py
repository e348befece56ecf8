"""A sent package as it was seen, and the files: PDF and Word."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tvaerblik.bodies import rules as seats
from tvaerblik.core.word import CONTENT_TYPE
from tvaerblik.meetings import prints, queries
from tvaerblik.meetings.models import Meeting
from tvaerblik.meetings.pages.agenda import is_inside
from tvaerblik.meetings.pages.decision import readable
from tvaerblik.meetings.pages.keeping import journal_of_package
from tvaerblik.meetings.pages.sending import delivery_of
from tvaerblik.meetings.presence import roll_of


@require_safe
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """The package as it was sent, in the variant of the person who reads it (R45)."""
    thing = get_object_or_404(queries.packages_for(request.user), pk=pk)
    reader = queries.reader_of(request.user, thing.meeting.body)
    recipients = thing.recipients.select_related("person")
    delivery = None if seats.why_not_runs(request.user, thing.meeting.body) else delivery_of(thing)
    context = {
        "package": thing,
        "meeting": thing.meeting,
        "content": readable(queries.content_for(thing.content, reader)),
        "variant": reader.variant_of(thing.content),
        "recipients": [(row, delivery.rows.get(row.person_id) if delivery else None) for row in recipients],
        "delivery": delivery,
        "excluded": {row.person_id for row in roll_of(thing.meeting).exclusions},
        "versions": list(thing.meeting.packages.all()),
        "files": queries.files_to_open(thing.content, request.user),
        "journal": journal_of_package(thing, request.user),
    }
    return render(request, "meetings/package.html", context)


@require_safe
def package_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole package as one file (R71)."""
    thing = get_object_or_404(queries.packages_for(request.user), pk=pk)
    return _file(prints.package_pdf(thing, request.user), _("Agenda with appendices"), thing.meeting)


@require_safe
def agenda_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda alone, accessible from end to end."""
    thing = get_object_or_404(queries.packages_for(request.user), pk=pk)
    return _file(prints.agenda_pdf(thing, request.user), _("Agenda"), thing.meeting)


@require_safe
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft, for those who prepare and approve it."""
    thing = get_object_or_404(queries.meetings_for(request.user), pk=pk)
    if not is_inside(thing, request.user):
        raise Http404
    return _file(prints.draft_pdf(thing, request.user), _("Draft agenda"), thing)


@require_safe
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as a file."""
    thing = get_object_or_404(queries.minutes_for(request.user), pk=pk)
    return _file(prints.minutes_pdf(thing, request.user), _("Minutes"), thing.meeting)


@require_safe
def agenda_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda as Word."""
    thing = get_object_or_404(queries.packages_for(request.user), pk=pk)
    return _file(prints.agenda_docx(thing, request.user), _("Agenda"), thing.meeting, "docx")


@require_safe
def minutes_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as Word."""
    thing = get_object_or_404(queries.minutes_for(request.user), pk=pk)
    return _file(prints.minutes_docx(thing, request.user), _("Minutes"), thing.meeting, "docx")


@require_safe
def extract_pdf(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """What the minutes say on one item, to be put on the case (R45)."""
    thing = get_object_or_404(queries.minutes_for(request.user), pk=pk)
    return _file(_or_404(prints.extract_pdf(thing, item, request.user)), _("Extract"), thing.meeting)


@require_safe
def extract_docx(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The same as Word."""
    thing = get_object_or_404(queries.minutes_for(request.user), pk=pk)
    return _file(_or_404(prints.extract_docx(thing, item, request.user)), _("Extract"), thing.meeting, "docx")


def _or_404(data: bytes | None) -> bytes:
    if data is None:
        raise Http404
    return data


def _file(data: bytes, name: Any, meeting: Meeting, ending: str = "pdf") -> HttpResponse:
    plain = f"{name} {meeting.body.short_name} {meeting.day.isoformat()}".lower()
    for letter, written in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        plain = plain.replace(letter, written)
    shown = "inline" if ending == "pdf" else "attachment"
    response = HttpResponse(data, content_type=CONTENT_TYPE if ending == "docx" else "application/pdf")
    response["Content-Disposition"] = f'{shown}; filename="{slugify(plain)}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
