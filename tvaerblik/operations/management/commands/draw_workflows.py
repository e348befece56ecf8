"""`./manage draw_workflows`: writes docs/workflows.md from the workflow tables."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tvaerblik.operations.diagrams import all_diagrams


class Command(BaseCommand):
    help = "Draws the workflow tables as state diagrams."

    def handle(self, *args: Any, **options: Any) -> None:
        """Overwrites the page."""
        (settings.PROJECT / "docs" / "workflows.md").write_text(all_diagrams(), encoding="utf-8")
        self.stdout.write("docs/workflows.md written.")
