"""Persons, their own preferences and their saved views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people import rules
from tvaerblik.people.models import Person, SavedView


@transaction.atomic
def add_person(*, fields: Mapping[str, Any], by: Any, is_example: bool = False) -> Person:
    """Add a person without a password; the first one is set by link. Raises NotPossible when the address is in use."""
    rules.permit(rules.why_not_administrator(None, by))
    person = Person(**{**fields, "email": str(fields.get("email", "")).strip().lower()}, is_example=is_example)
    person.set_unusable_password()
    _one_address(person)
    return audit.add(person, by=by, verb="add_person")


@transaction.atomic
def revise_person(person: Person, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> Person:
    """Change a person's work data. The only administrator cannot be shut out."""
    rules.permit(rules.why_not_administrator(person, by))
    changed = dict(fields)
    if "email" in changed:
        changed["email"] = str(changed["email"]).strip().lower()
        _one_address(Person(pk=person.pk, email=changed["email"]))
    if (changed.get("is_active") is False or changed.get("leaves_on")) and rules.is_administrator(person):
        rules.possible(rules.why_not_without_administrator(person, changed.get("leaves_on") or clock.today()))
    return audit.revise(person, changed, by=by, verb="revise_person", seen_version=seen_version)


def _one_address(person: Person) -> None:
    if Person.objects.filter(email__iexact=person.email).exclude(pk=person.pk).exists():
        raise NotPossible(_("Somebody else already has the address %(email)s.") % {"email": person.email})


@transaction.atomic
def choose_preferences(person: Person, *, language: str, density: str, contrast: str, by: Any) -> Person:
    """Choose language, row height and contrast for oneself."""
    rules.permit(rules.why_not_self(person, by))
    fields = {"language": language, "density": density, "contrast": contrast}
    return audit.revise(person, fields, by=by, verb="choose_preferences")


@transaction.atomic
def save_view(*, listing: str, name: str, query: str, is_shared: bool, by: Any) -> SavedView:
    """Keep a list's address under a name, for oneself or for everybody."""
    view = SavedView(listing=listing, name=name.strip(), query=query, owner=by, is_shared=is_shared)
    return audit.add(view, by=by, verb="save_view", listing=listing)


@transaction.atomic
def delete_view(view: SavedView, *, by: Any) -> SavedView:
    """Take a saved view away; the list itself is untouched. Answers the view as it was."""
    view = audit.locked(view)
    rules.permit(rules.why_not_delete_view(view, by))
    audit.record("delete_view", view, by=by, listing=view.listing, query=view.query)
    view.delete()
    return view
