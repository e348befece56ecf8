"""Taking the whole example away, so that it can be made anew (D20). No action: it empties database and trail."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from tvaerblik.audit import anchors
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people.models import Person


def clear_example() -> None:
    """Take everything away, so that the example can be made anew. Refused when anybody here is a real person."""
    if not settings.EXAMPLE or Person.objects.filter(is_example=False).exists():
        raise NotPossible(_("There are real persons in this database. The example is not made anew here."))
    call_command("flush", interactive=False, verbosity=0)
    for folder in (settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH):
        shutil.rmtree(Path(folder), ignore_errors=True)
    anchors.forget()
