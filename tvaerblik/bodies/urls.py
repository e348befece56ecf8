"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tvaerblik.bodies import views
from tvaerblik.bodies.verbs import VERBS
from tvaerblik.core.verbs import page_paths

urlpatterns: list[URLPattern | URLResolver] = [
    path("organisation", views.organisation, name="organisation"),
    path("bodies", views.bodies, name="bodies"),
    path("bodies/<int:pk>", views.body, name="body"),
    path("memberships", views.memberships, name="memberships"),
    path("member-profiles", views.member_profiles, name="member_profiles"),
    *page_paths(VERBS),
]
