"""What only the example needs: a first administrator without a link, and starting over."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit import anchors
from tvaerblik.audit.actions import add
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people import roles
from tvaerblik.people.models import Person, RoleHolding


@transaction.atomic
def first_administrator(*, name: str, email: str, by: Any) -> Person:
    """The example's administrator; only in an empty example municipality."""
    if not settings.EXAMPLE or Person.objects.exists():
        raise NotPossible(_("The example can only be made in an empty example municipality."))
    person = Person(name=name, email=email, is_example=True)
    person.set_unusable_password()
    add(person, by=by, verb="add_person")
    holding = RoleHolding(person=person, role=roles.ADMINISTRATOR, since=clock.today())
    label = str(roles.BY_KEY[roles.ADMINISTRATOR].label)
    add(holding, by=by, verb="give_role", person=name, role=label, day="")
    return person


def clear_example() -> None:
    """Take everything away, so that the example can be made anew. Refused when anybody here is a real person."""
    if not settings.EXAMPLE or Person.objects.filter(is_example=False).exists():
        raise NotPossible(_("There are real persons in this database. The example is not made anew here."))
    call_command("flush", interactive=False, verbosity=0)
    for folder in (settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH):
        shutil.rmtree(Path(folder), ignore_errors=True)
    anchors.forget()
