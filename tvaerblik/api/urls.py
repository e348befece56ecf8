"""One address for each list and each verb; made from the registries, so that none can be forgotten."""

from __future__ import annotations

from django.urls import path

from tvaerblik.api.api import ListRows, RunVerb
from tvaerblik.core.lists import listings
from tvaerblik.core.verbs import verbs

urlpatterns = [
    *(
        path(f"{listing.name}", ListRows.as_view(listing=listing), name=f"api_list_{listing.name}")
        for listing in listings.values()
    ),
    *(
        path(
            f"{verb.path}/{verb.slug}" if verb.things is None else f"{verb.path}/<int:pk>/{verb.slug}",
            RunVerb.as_view(verb=verb),
            name=f"api_{verb.name}",
        )
        for verb in verbs.values()
    ),
]
