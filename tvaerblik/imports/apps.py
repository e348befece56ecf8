from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Spreadsheets in: read word for word, planned row by row, applied through actions, undone."""

    name = "tvaerblik.imports"

    def ready(self) -> None:
        """Put this package's part into the registries."""
        from tvaerblik.imports import contributions  # noqa: F401  # registers when imported
