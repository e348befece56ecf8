from __future__ import annotations

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """The project register and what a decision can do to a project."""

    name = "tvaerblik.portfolio"

    def ready(self) -> None:
        """Put this package's part into the registries."""
        from tvaerblik.portfolio import contributions  # noqa: F401  # registers when imported
