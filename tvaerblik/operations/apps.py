from __future__ import annotations

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Keeping the program running: the worker, backup and restore, health."""

    name = "tvaerblik.operations"

    def ready(self) -> None:
        """Put this package's part into the registries."""
        from tvaerblik.operations import contributions  # noqa: F401  # registers when imported
