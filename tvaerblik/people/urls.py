"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tvaerblik.core.verbs import page_paths, verbs
from tvaerblik.people.verbs import VERBS
from tvaerblik.people.views import entrance, persons, units

OWN_PAGES = {"hand_over", "make_entry_link", "merge_units", "split_unit"}

urlpatterns: list[URLPattern | URLResolver] = [
    path("persons", persons.persons, name="persons"),
    path("persons/<int:pk>", persons.person, name="person"),
    # Some verbs have pages of their own: they show what moves first, or their result once.
    path("persons/<int:pk>/hand-over", persons.HandOverView.as_view(verb=verbs["hand_over"]), name="hand_over"),
    path(
        "persons/<int:pk>/make-entry-link",
        persons.EntryLinkView.as_view(verb=verbs["make_entry_link"]),
        name="make_entry_link",
    ),
    *(
        path(f"units/<int:pk>/{verb.slug}", units.ReorganiseView.as_view(verb=verb), name=verb.name)
        for verb in (verbs["merge_units"], verbs["split_unit"])
    ),
    path("profile", persons.profile, name="profile"),
    path("profile/preferences", persons.preferences, name="preferences"),
    path("profile/act-for", persons.act_for, name="act_for"),
    path("roles", persons.roles, name="roles"),
    path("administration", persons.administration, name="administration"),
    path("units", units.units, name="units"),
    path("units/<int:pk>", units.unit, name="unit"),
    path("positions", units.positions, name="positions"),
    path("entry/<str:token>", entrance.entry_link, name="entry_link"),
    path("example-roles", entrance.example_roles, name="example_roles"),
    path("example-roles/<int:pk>/step-in", entrance.step_into_role, name="step_into_role"),
    *page_paths([verb for verb in VERBS if verb.name not in OWN_PAGES]),
]
