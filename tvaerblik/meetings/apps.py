from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Cases, agendas, decisions and minutes: the thread from a proposal to a changed record."""

    name = "tvaerblik.meetings"

    def ready(self) -> None:
        """Put this package's part into the registries."""
        from tvaerblik.meetings import contributions  # noqa: F401  # registers when imported
