from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The same lists and the same actions as the pages, as JSON."""

    name = "tvaerblik.api"
