"""The Word template of agendas and minutes, for administrators."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tvaerblik.core.word import CONTENT_TYPE, own_base
from tvaerblik.documents import store
from tvaerblik.documents.views import HARMLESS
from tvaerblik.meetings import queries
from tvaerblik.people.rules import permit, why_not_administrator


@require_safe
def word_template(request: HttpRequest) -> HttpResponse:
    """Which file the papers take their look from, and which there have been."""
    permit(why_not_administrator(None, request.user))
    rows = list(queries.word_templates_for(request.user))
    context = {"templates": rows, "in_use": next((row for row in rows if not row.is_withdrawn), None)}
    return render(request, "meetings/word_template.html", context)


@require_safe
def word_template_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was uploaded."""
    found = get_object_or_404(queries.word_templates_for(request.user), pk=pk)
    response = FileResponse(
        store.fetch(found.sha256), as_attachment=True, filename=found.file_name, content_type=CONTENT_TYPE
    )
    for name, value in HARMLESS.items():
        response[name] = value
    return response


@require_safe
def own_template_file(request: HttpRequest) -> HttpResponse:
    """The program's own template: somewhere to begin."""
    permit(why_not_administrator(None, request.user))
    response = HttpResponse(own_base(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="tvaerblik-skabelon.docx"'
    for name, value in HARMLESS.items():
        response[name] = value
    return response
