from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The example municipality, made by the same actions a user would take."""

    name = "tvaerblik.demo"
