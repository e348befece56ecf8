"""`./manage load_example`: makes the example municipality, or makes it anew with ``--reset``."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from tvaerblik.core import clock
from tvaerblik.core.refusals import Refusal
from tvaerblik.demo.building.clearing import clear_example
from tvaerblik.demo.building.example import build_example
from tvaerblik.people.models import Person


class Command(BaseCommand):
    help = "Makes the example municipality as seen on the demo date."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The demo date, and whether to start over."""
        parser.add_argument("--demo-date", type=dt.date.fromisoformat, default=None, help="such as 2026-11-22")
        parser.add_argument("--reset", action="store_true", help="take the present example away first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Does nothing when there is somebody already, unless asked to start over."""
        if not settings.EXAMPLE:
            raise CommandError("This is not an example installation (TVAERBLIK_EXAMPLE is not set).")
        try:
            if options["reset"]:
                clear_example()
            elif Person.objects.exists():
                self.stdout.write("The example municipality is there already.")
                return
            with translation.override("da"):
                build_example(options["demo_date"] or settings.DEMO_DATE or clock.today())
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write("The example municipality has been made.")
