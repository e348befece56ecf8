"""The one-time link that lets somebody in to choose a password: the first administrator, and persons without mail."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people import roles, rules
from tvaerblik.people.models import EntryLink, Person, RoleHolding

HOURS_OPEN = 48


@transaction.atomic
def open_for_first_administrator(*, email: str, by: Any = None) -> str:
    """Make the first administrator, and answer the token of a link that works once. ``by`` None: the operator.

    For an administrator who has lost the password it makes a new link. Raises NotPossible when somebody else is
    administrator already: then that person gives the role.
    """
    address = email.strip().lower()
    person = Person.objects.filter(email__iexact=address).first()
    others = RoleHolding.objects.filter(role=roles.ADMINISTRATOR, until__isnull=True, person__is_active=True)
    if others.exists() and (person is None or not rules.is_administrator(person)):
        raise NotPossible(
            _("There is an administrator already. %(person)s can add persons and give the role.")
            % {"person": others.select_related("person")[0].person}
        )
    if person is None:
        person = Person(name=_("Administrator"), email=address)
        person.set_unusable_password()
        person = audit.add(person, by=by, verb="add_person")
    if not rules.is_administrator(person):
        holding = RoleHolding(person=person, role=roles.ADMINISTRATOR, since=clock.today())
        label = str(roles.BY_KEY[roles.ADMINISTRATOR].label)
        rules.forget(person)
        audit.add(holding, by=by, verb="give_role", person=str(person), role=label, day="")
    return _make(person, by)


@transaction.atomic
def make_entry_link(person: Person, *, by: Any) -> str:
    """Answer the token of a link that lets the person choose a password; for those whom mail does not reach."""
    rules.permit(rules.why_not_administrator(person, by))
    rules.possible(rules.why_not_in_service(person, clock.today()))
    return _make(person, by)


def _make(person: Person, by: Any) -> str:
    EntryLink.objects.filter(person=person, used_at__isnull=True).update(used_at=clock.now())
    token = secrets.token_urlsafe(32)
    until = clock.now() + dt.timedelta(hours=HOURS_OPEN)
    EntryLink.objects.create(digest=EntryLink.digest_of(token), person=person, expires_at=until)
    audit.record("make_entry_link", person, by=by)
    return token


@transaction.atomic
def use_entry_link(token: str, *, name: str, title: str, password: str, by: Any = None) -> Person:
    """Choose one's name and password with the link; it works once. ``by`` None: nobody is signed in yet.

    Raises NotPossible when the link is used or has run out, or the password is too weak.
    """
    link = EntryLink.objects.select_for_update(of=("self",)).filter(digest=EntryLink.digest_of(token)).first()
    if link is None or not link.is_open:
        raise NotPossible(_("This link has been used or has run out. Ask for a new one."))
    person = audit.locked(link.person)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise NotPossible(" ".join(error.messages)) from error
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    person = audit.revise(person, {"name": name, "title": title}, by=by or person, verb="revise_person")
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record("use_entry_link", person, by=by or person)
    return person
