"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tvaerblik.core.verbs import page_paths
from tvaerblik.outbox import views
from tvaerblik.outbox.verbs import VERBS

urlpatterns: list[URLPattern | URLResolver] = [
    path("outbox", views.outbox, name="outbox"),
    path("notices", views.notices, name="notices"),
    *page_paths(VERBS),
]
