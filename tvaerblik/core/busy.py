"""When the database cannot take more at once: a sentence instead of an error page, and nothing half saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext as _

from tvaerblik.core.refusals import NotPossible

# SQLite after its wait for the one writer; PostgreSQL when two wait for each other.
SIGNS = ("database is locked", "database table is locked", "deadlock detected", "lock timeout")


@contextmanager
def busy_in_words() -> Iterator[None]:
    """Raise NotPossible when the work inside waited for others in vain; other faults go on as they came."""
    try:
        yield
    except OperationalError as error:
        if not any(sign in str(error) for sign in SIGNS):
            raise
        raise NotPossible(
            _("Many are saving at once just now, and this did not come through. Nothing was saved; try again.")
        ) from error
