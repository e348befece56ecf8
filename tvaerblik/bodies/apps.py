from __future__ import annotations

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Bodies, their terms of reference, seats, who sits there on a day, coverage, deputies."""

    name = "tvaerblik.bodies"

    def ready(self) -> None:
        """Put this package's part into the registries."""
        from tvaerblik.bodies import contributions  # noqa: F401  # registers when imported
