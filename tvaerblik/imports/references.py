"""What has been built on imported records since, so that undoing never pulls the ground away under somebody's work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignObjectRel, Max, Model
from django.utils.translation import gettext as _

from tvaerblik.audit.models import Event
from tvaerblik.core.models import Linked, Record
from tvaerblik.core.words import join_words
from tvaerblik.imports.importer import Target
from tvaerblik.imports.models import ImportRow, RowOutcome

Reference = tuple[str, str, int, int]


def reasons_against(rows: Collection[ImportRow], target: Target) -> dict[int, str]:
    """For each row (by its own number in the database) that cannot be undone, the sentence that says why.

    A fixed number of queries, however many rows.
    """
    pks = {row.object_id for row in rows if row.object_id is not None}
    target.load([], pks, to_match=False)
    records = {pk: record for pk in pks if (record := target.record(pk)) is not None}
    if not records:
        return {}
    model = type(next(iter(records.values())))
    events = _last_events(model, pks)
    referring = _referring(
        model, {row.object_id for row in rows if row.outcome == RowOutcome.CREATED and row.object_id}
    )
    found = {}
    for row in rows:
        record = records.get(row.object_id or 0)
        if record is None or row.outcome == RowOutcome.UNCHANGED:
            continue
        sentence = _reason(row, record, events.get(record.pk, 0), referring.get(record.pk, []), target)
        if sentence:
            found[row.pk] = sentence
    return found


def _reason(row: ImportRow, record: Record, last_event: int, referring: list[Reference], target: Target) -> str:
    came_along = target.built_on(row.made)
    counted: Counter[str] = Counter(
        name for label, name, _record, pk in referring if pk not in came_along.get(label, ())
    )
    if counted:
        things = join_words(f"{name} ({number})" for name, number in sorted(counted.items()))
        return _("%(record)s is used by: %(things)s.") % {"record": record, "things": things}
    if record.version != row.version_after or last_event != row.event_after:
        return _("%(record)s has been changed since the import.") % {"record": record}
    return ""


def last_event_of(record: Model) -> int:
    """The number of the trail's newest event about the record; 0 without any."""
    return _last_events(type(record), {record.pk}).get(record.pk, 0)


def _last_events(model: type[Model], pks: Collection[int]) -> dict[int, int]:
    events = Event.objects.filter(subject_kind=model._meta.label_lower, subject_id__in=pks)
    return dict(events.order_by().values_list("subject_id").annotate(Max("sequence")))


def _referring(model: type[Model], pks: Collection[int]) -> Mapping[int, list[Reference]]:
    found: dict[int, list[Reference]] = defaultdict(list)
    if pks:
        for label, name, record, pk in (*_by_key(model, pks), *_by_link(model, pks)):
            found[record].append((label, name, record, pk))
    return found


def _by_key(model: type[Model], pks: Collection[int]) -> Iterator[Reference]:
    """Rows of other tables that point at the records with a foreign key, also through a list of several."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or not (relation.one_to_many or relation.one_to_one):
            continue
        other: Any = relation.related_model
        if other._meta.auto_created is model:
            continue  # the record's own lists, such as the areas involved, go with it
        name = str((other._meta.auto_created or other)._meta.verbose_name_plural)
        key: Any = relation.field
        for record, pk in other._default_manager.filter(**{f"{key.name}__in": pks}).values_list(key.attname, "pk"):
            yield other._meta.label_lower, name, record, pk


def _by_link(model: type[Model], pks: Collection[int]) -> Iterable[Reference]:
    """Rows that point at the records with the general link: attachments, subjects of cases, comments."""
    kind = ContentType.objects.get_for_model(model)
    for other in apps.get_models():
        if not issubclass(other, Linked) or issubclass(other, ImportRow):
            continue
        name = str(other._meta.verbose_name_plural)
        links = other._default_manager.filter(content_type=kind, object_id__in=pks)
        for record, pk in links.values_list("object_id", "pk"):
            yield other._meta.label_lower, name, record, pk
