"""Three promises for every request: refusals are sentences, reading does not write, parts are not cached as pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from tvaerblik.core.refusals import NotPermitted, NotPossible, Refusal

Answer = Callable[[HttpRequest], HttpResponse]


class FragmentsVary:
    """One address may answer with a page or with a part of it; the browser must not show the part as the page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        return response


class WroteWhileReading(RuntimeError):
    """A GET tried to write: a mistake in the program, stopped before it reaches the database."""


# Housekeeping that reading may do: sessions and the shared cache.
_HOUSEKEEPING = re.compile(r"(django_session|shared_cache)")
_WRITING = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|ALTER|DROP|CREATE)\b", re.IGNORECASE)


def _stop_writing(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: dict[str, Any]) -> Any:
    if _WRITING.match(sql) and not _HOUSEKEEPING.search(sql):
        raise WroteWhileReading(sql[:200])
    return execute(sql, params, many, context)


class ReadingDoesNotWrite:
    """GET, HEAD and OPTIONS cannot change a record, whatever a view does."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return self.get_response(request)
        with connection.execute_wrapper(_stop_writing):
            return self.get_response(request)


class Refusals:
    """A refusal becomes the answer that fits who asked: a part of a page, a message where one came from, or a page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Translate the two refusals; everything else goes on as it came."""
        if not isinstance(exception, Refusal):
            return None
        status = 403 if isinstance(exception, NotPermitted) else 409
        context = {"sentence": exception.sentence, "gaps": getattr(exception, "gaps", ())}
        if request.headers.get("HX-Request"):
            return render(request, "core/parts/refusal.html", context, status=status)
        came_from = request.headers.get("Referer", "")
        if (
            isinstance(exception, NotPossible)
            and request.method == "POST"
            and url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
        ):
            messages.error(request, exception.sentence)
            return HttpResponseRedirect(came_from)
        return render(request, "core/refused.html", {**context, "status": status}, status=status)
