"""Fetching a file: through its record's door, as harmless as a browser can be told to treat it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from tvaerblik.documents import queries, store
from tvaerblik.documents.formats import BY_CONTENT_TYPE

# Whatever the file holds, the browser must not guess its type, run anything in it or let it reach the program.
HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


@require_safe
def document_file(request: HttpRequest, pk: int, version: int) -> FileResponse:
    """One version of an attachment; PDF and pictures are shown, the others are saved as a file."""
    found = queries.file_version_for(request.user, pk, version)
    if found is None:
        raise Http404
    fmt = BY_CONTENT_TYPE[found.content_type]
    # Text is sent with its letters unnamed: it may be in either of two encodings, and it is never shown here.
    response = FileResponse(
        store.fetch(found.sha256),
        as_attachment=not fmt.in_browser,
        filename=found.file_name,
        content_type=found.content_type,
    )
    response["Content-Length"] = str(found.size)
    for name, value in HARMLESS.items():
        response[name] = value
    return response
