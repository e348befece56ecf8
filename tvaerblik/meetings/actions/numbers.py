"""Numbers without gaps, given under a lock in the transaction that uses them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tvaerblik.audit.actions import record
from tvaerblik.meetings.models import NumberSeries


@transaction.atomic
def next_number(prefix: str, year: int, *, digits: int, by: Any) -> str:
    """The next number of a series, such as STG-2026-012. A rolled-back transaction gives it back."""
    NumberSeries.objects.get_or_create(prefix=prefix, year=year)
    series = NumberSeries.objects.select_for_update().get(prefix=prefix, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    number = f"{prefix}-{year}-{series.last:0{digits}d}"
    record("give_number", series, by=by, number=number)
    return number
