"""Addresses of the portfolio."""

from __future__ import annotations

from django.urls import path

from tvaerblik.core.verbs import page_paths
from tvaerblik.portfolio import views
from tvaerblik.portfolio.verbs import VERBS

urlpatterns = [
    path("projects", views.projects, name="projects"),
    *page_paths(VERBS),
    path("projects/<int:pk>", views.project, name="project"),
]
