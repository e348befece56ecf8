"""Addresses of the shell."""

from __future__ import annotations

from django.urls import path

from tvaerblik.core.views import CellView
from tvaerblik.web import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("health", views.health, name="health"),
    path("cells/<slug:listing>/<int:pk>", CellView.as_view(), name="edit_cell"),
]
