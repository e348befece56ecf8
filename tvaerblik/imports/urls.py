"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tvaerblik.core.verbs import page_paths
from tvaerblik.imports import views
from tvaerblik.imports.verbs import VERBS

urlpatterns: list[URLPattern | URLResolver] = [
    path("imports", views.import_list, name="imports"),
    *page_paths(VERBS),
    path("imports/<int:pk>", views.import_page, name="import"),
    path("imports/<int:pk>/progress", views.import_progress, name="import_progress"),
    path("imports/<int:pk>/file", views.import_file, name="import_file"),
    path("imports/<int:pk>/messages", views.import_problems, name="import_problems"),
    path("imports/template/<slug:importer>", views.import_template, name="import_template"),
    path("import-rows/<int:pk>/cell", views.correct_import_cell, name="correct_import_cell"),
    path("import-rows/<int:pk>/state", views.import_row_state, name="import_row_state"),
]
