"""The start page, and whether the program is well."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tvaerblik.core import clock
from tvaerblik.web import queries, sentences


def overview(request: HttpRequest) -> HttpResponse:
    """What needs me now, and how things stand (D18)."""
    tasks = queries.tasks_for(request.user)
    groups = queries.grouped(tasks, clock.today())
    sections = queries.sections_for(request.user)
    context: dict[str, Any] = {
        "tasks": tasks,
        "groups": groups,
        "now": clock.now(),
        "main_sections": [section for section in sections if not section["side"]],
        "side_sections": [section for section in sections if section["side"]],
        "sentence": sentences.what_awaits(tasks, clock.today()),
    }
    return render(request, "web/overview.html", context)


@login_not_required
def health(_request: HttpRequest) -> HttpResponse:
    """For whoever watches the program: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
