"""The role accounts of the example municipality, in groups; packages contribute groups of their own.

Only persons marked as example are ever shown or stepped into, and only when the installation is an example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from tvaerblik.core import clock
from tvaerblik.core.contributions import Registry
from tvaerblik.people.models import Person


@dataclass(frozen=True)
class Account:
    """One role account and what it is in the group, such as “Chair”."""

    person: Person
    note: str = ""


@dataclass(frozen=True)
class AccountGroup:
    """A heading and who stands under it today."""

    label: str | Promise
    find: Callable[[], Iterable[Account]]
    order: int = 50


account_groups: Registry[AccountGroup] = Registry("group of role accounts")


@dataclass(frozen=True)
class Shown:
    """One group as the page shows it."""

    label: str
    accounts: list[Account]


def may_be_stepped_into(person: Person) -> bool:
    """True for an active example person in an example installation, and for nobody else anywhere."""
    return bool(settings.EXAMPLE) and person.is_example and person.is_active and person.works_on(clock.today())


def shown_groups(rest_label: str) -> list[Shown]:
    """All groups with their accounts; those in no group come last under ``rest_label``. Empty outside the example."""
    if not settings.EXAMPLE:
        return []
    found = []
    seen: set[int] = set()
    for group in sorted(account_groups, key=lambda entry: entry.order):
        accounts = [account for account in group.find() if may_be_stepped_into(account.person)]
        seen |= {account.person.pk for account in accounts}
        if accounts:
            found.append(Shown(str(group.label), accounts))
    others = [p for p in Person.objects.filter(is_example=True).exclude(pk__in=seen) if may_be_stepped_into(p)]
    return [*found, Shown(rest_label, [Account(person) for person in others])] if others else found
