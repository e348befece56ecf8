"""What only the example needs: a first administrator without a link."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

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
