"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tvaerblik.core.verbs import page_paths
from tvaerblik.documents import views
from tvaerblik.documents.verbs import VERBS

urlpatterns: list[URLPattern | URLResolver] = [
    *page_paths(VERBS),
    path("documents/<int:pk>/<int:version>", views.document_file, name="document_file"),
]
