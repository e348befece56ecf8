"""Print a one-time link with which the first administrator names herself and chooses a password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import translation

from tvaerblik.core.refusals import Refusal
from tvaerblik.people import actions
from tvaerblik.people.actions.entrance import HOURS_OPEN


class Command(BaseCommand):
    """Also for an administrator who has lost the password: give the same address again."""

    help = "Make the first administrator and print a link that works once."

    def add_arguments(self, parser: CommandParser) -> None:
        """The work e-mail is what one signs in with."""
        parser.add_argument("--email", required=True, help="work e-mail of the administrator")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make the link; a refusal is said as a sentence."""
        with translation.override(settings.LANGUAGE_CODE):
            try:
                token = actions.open_for_first_administrator(email=options["email"], by=None)
            except Refusal as refusal:
                raise CommandError(refusal.sentence) from refusal
        address = f"{settings.PUBLIC_ADDRESS.rstrip('/')}{reverse('entry_link', args=[token])}"
        self.stdout.write(f"Open this link within {HOURS_OPEN} hours; it works once:")
        self.stdout.write(address)
