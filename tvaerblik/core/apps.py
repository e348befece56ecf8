from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every package builds with; knows no domain."""

    name = "tvaerblik.core"
