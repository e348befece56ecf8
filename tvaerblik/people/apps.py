from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who people are and where they belong: persons, units, positions, roles, sign-in."""

    name = "tvaerblik.people"

    def ready(self) -> None:
        """Put this package's part into the registries."""
        from tvaerblik.people import contributions  # noqa: F401  # registers when imported
