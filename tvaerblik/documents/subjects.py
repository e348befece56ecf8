"""Which records carry attachments, and who may see and change them; the packages that own the records say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tvaerblik.core.contributions import Registry


@dataclass(frozen=True)
class Subject:
    """How one kind of record carries attachments.

    - ``kind``: the record's model, such as "portfolio.project".
    - ``door``: the records whose open attachments somebody may read. A record that is itself closed to a person is not
      in that person's door.
    - ``why_not_attach(record, by)``: "" or the sentence that bars adding, replacing, ordering and removing.
    - ``is_closed_for(record, by)``: True when the record's closed attachments are not for that person (D4).
    """

    kind: str
    door: Callable[[Any], QuerySet[Any]]
    why_not_attach: Callable[[Any, Any], str]
    is_closed_for: Callable[[Any, Any], bool]


subjects: Registry[Subject] = Registry("record with attachments")
