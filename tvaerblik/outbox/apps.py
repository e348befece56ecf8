from __future__ import annotations

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Mail, notifications and periodic jobs waiting to go out."""

    name = "tvaerblik.outbox"

    def ready(self) -> None:
        """Put this package's part into the registries."""
        from tvaerblik.outbox import contributions  # noqa: F401  # registers when imported
