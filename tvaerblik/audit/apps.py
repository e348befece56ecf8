from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail: who changed what, when, from what to what; chained so that it can be proved."""

    name = "tvaerblik.audit"
