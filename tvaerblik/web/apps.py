from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shell: start page, menu, help and the pages for what goes wrong."""

    name = "tvaerblik.web"

    def ready(self) -> None:
        """Put this package's part into the registries."""
        from tvaerblik.web import contributions  # noqa: F401  # registers when imported
