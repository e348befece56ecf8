"""`./manage verify_trail`: proves the trail, or names the first broken row."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tvaerblik.audit import queries


class Command(BaseCommand):
    help = "Proves that no event of the trail has been changed, removed or cut off."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with an error when the chain does not hold."""
        broken, head = queries.verify()
        if broken:
            raise CommandError(f"The trail does not hold at event {broken.sequence}: {broken.sentence}.")
        self.stdout.write(f"The trail holds: {head.sequence} events, head {head.digest}.")
