"""Addresses of this package."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path


def _soon(_request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(str(pk))


urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{things}/<int:pk>", _soon, name=name)
    for things, name in (
        ("meetings", "meeting"),
        ("items", "item"),
        ("cases", "case"),
        ("packages", "package"),
        ("decisions", "decision"),
        ("minutes", "minutes"),
        ("follow-ups", "follow_up"),
    )
]
