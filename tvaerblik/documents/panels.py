"""The section of a record's page that shows its attachments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.core.contributions import Panel, panels
from tvaerblik.documents import queries, rules
from tvaerblik.documents.forms import AttachFileForm
from tvaerblik.documents.models import Attachment, FileVersion
from tvaerblik.documents.subjects import Subject, subjects

TEMPLATE = "documents/_attachments.html"


@dataclass(frozen=True)
class Row:
    """One attachment on the page. ``up`` and ``down`` are the orders that move it one place, "" where it cannot go."""

    attachment: Attachment
    current: FileVersion
    earlier: tuple[FileVersion, ...]
    up: str
    down: str


def contribute(subject: Subject, *, order: int = 60, side: bool = False) -> None:
    """Let a kind of record carry attachments and show them on its page."""
    subjects.add(subject.kind, subject)
    panels.add(f"{subject.kind}:attachments", Panel(subject.kind, TEMPLATE, panel, order=order, side=side))


def panel(subject: Any, by: Any) -> dict[str, Any] | None:
    """What the section needs; None when there is nothing to see and nothing to do."""
    rows = _rows(queries.attachments_of(subject, by))
    why_not = rules.why_not_attach(subject, by)
    if why_not and not rows:
        return None
    kind = subject._meta.label_lower
    given = {"kind": kind, "subject": subject.pk}
    # A page may show the attachments of several records; the fields' ids must differ.
    form = None if why_not else AttachFileForm(initial=given, by=by, auto_id=f"attach-{subject.pk}-%s")
    return {"title": _("Attachments"), "rows": rows, "may_change": not why_not, "form": form, **given}


def _rows(attachments: list[Attachment]) -> list[Row]:
    numbers = [attachment.pk for attachment in attachments]
    found = []
    for place, attachment in enumerate(attachments):
        newest, *earlier = attachment.versions.all()
        found.append(Row(attachment, newest, tuple(earlier), _swapped(numbers, place - 1), _swapped(numbers, place)))
    return found


def _swapped(numbers: list[int], first: int) -> str:
    """The numbers with the one at ``first`` and the next in each other's place; "" when there is no such pair."""
    if first < 0 or first + 1 >= len(numbers):
        return ""
    order = [*numbers[:first], numbers[first + 1], numbers[first], *numbers[first + 2 :]]
    return ",".join(str(number) for number in order)
