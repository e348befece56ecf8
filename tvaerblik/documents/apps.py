from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Attachments of any record: versions, proof of content, confidentiality, and what may be attached at all."""

    name = "tvaerblik.documents"

    def ready(self) -> None:
        """Put this package's part into the registries."""
        from tvaerblik.documents import contributions  # noqa: F401  # registers when imported
