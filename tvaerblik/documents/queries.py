"""Reads of attachments, always through the door of the record they are on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from tvaerblik.core.models import link_to
from tvaerblik.documents.models import Attachment, FileVersion
from tvaerblik.documents.rules import is_closed_for, subject_kind
from tvaerblik.documents.subjects import Subject, subjects


def subject_for(kind: str, pk: Any, by: Any) -> Any | None:
    """The record of that kind and number if it carries attachments and ``by`` may see it, else None."""
    found = subjects.get(kind)
    return found.door(by).filter(pk=pk).first() if found and _is_number(str(pk)) else None


def _is_number(text: str) -> bool:
    """True for what can be a record's number; what no database holds is not asked for."""
    return text.isdecimal() and len(text) <= 18


def attachments_for(by: Any) -> QuerySet[Attachment]:
    """Every attachment ``by`` may read, on whatever record; removed ones are not among them."""
    behind_doors = Q(pk__in=[])
    for subject in subjects:
        behind_doors |= Q(content_type=_content_type(subject), object_id__in=subject.door(by).values("pk"))
    rows = Attachment.objects.filter(behind_doors, removed_at__isnull=True)
    # Closed ones are few, and only their record can say for whom they are.
    closed = rows.filter(is_closed=True).prefetch_related("subject")
    return rows.exclude(pk__in=[row.pk for row in closed if is_closed_for(row.subject, by)])


def _content_type(subject: Subject) -> ContentType:
    app, _dot, model = subject.kind.partition(".")
    return ContentType.objects.get_by_natural_key(app, model)


def attachments_of(subject: Model, by: Any) -> list[Attachment]:
    """The record's attachments that ``by`` may read, in order, each with its ``versions`` (newest first) at hand."""
    return attachments_of_many([subject], by)[subject.pk]


def attachments_of_many(records: Sequence[Model], by: Any) -> dict[int, list[Attachment]]:
    """As ``attachments_of`` for several records of one kind, by their number; four queries however many."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    kind = subject_kind(records[0]) if records else None
    if kind is None:
        return found
    by_number = {record.pk: record for record in records}
    seen = kind.door(by).filter(pk__in=by_number).values_list("pk", flat=True)
    rows = Attachment.objects.filter(
        content_type=_content_type(kind), object_id__in=list(seen), removed_at__isnull=True
    ).prefetch_related("versions__added_by")
    for row in rows:
        if not row.is_closed or not kind.is_closed_for(by_number[row.object_id], by):
            found[row.object_id].append(row)
    return found


def current_files(subject: Model, by: Any) -> list[FileVersion]:
    """The newest version of each attachment of the record that ``by`` may read, in order."""
    return [attachment.versions.all()[0] for attachment in attachments_of(subject, by)]


def file_version_for(by: Any, pk: int, number: int) -> FileVersion | None:
    """That version of the attachment, or None when ``by`` may not see it or it is not there."""
    attachment = Attachment.objects.filter(pk=pk, removed_at__isnull=True).prefetch_related("subject").first()
    subject: Any = attachment.subject if attachment else None
    if attachment is None or subject is None or attachment not in attachments_of(subject, by):
        return None
    return attachment.versions.filter(number=number).first()


def content_digests(subject: Model) -> list[tuple[str, str]]:
    """Title and SHA-256 of each attachment's newest version, in order, also closed: what an approval covers (R75)."""
    rows = Attachment.objects.filter(**link_to(subject), removed_at__isnull=True).prefetch_related("versions")
    return [(row.title, row.versions.all()[0].sha256) for row in rows]
