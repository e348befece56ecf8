"""Who has each role today. The package that knows the fact behind a role contributes its holders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from tvaerblik.core.contributions import Registry
from tvaerblik.people.models import Person

Holders = Callable[[dt.date], Sequence[Person]]

# The name in the registry is the key of the role in ``roles.ROLES``.
holders: Registry[Holders] = Registry("holders of a role")


def holders_of_role(key: str, day: dt.date) -> list[Person] | None:
    """The holders that day, or None when no package says who they are (everybody, or too many to name)."""
    find = holders.get(key)
    return None if find is None else list(find(day))
