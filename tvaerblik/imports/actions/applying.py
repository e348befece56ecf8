"""The rows go in, through the actions of the package whose records they are."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import locked, record
from tvaerblik.core import clock
from tvaerblik.core.models import link_to
from tvaerblik.core.refusals import NotPermitted, NotPossible, Refusal
from tvaerblik.imports import queries, references, rules
from tvaerblik.imports.importer import Origin, Target
from tvaerblik.imports.models import ImportRow, ImportRun, RowOutcome, RunState
from tvaerblik.imports.planning import Message

# So many rows go in together. Others can write between two batches; a job that dies goes on where it stopped.
BATCH = 50


@transaction.atomic
def apply_import(run: ImportRun, *, by: Any) -> ImportRun:
    """Begin to import the rows that are new, changed or unchanged. Doubtful, rejected and skipped rows stay out."""
    current = locked(run)
    if sentence := rules.why_not_this(current, by):
        raise NotPermitted(sentence)
    if sentence := rules.why_not_step("apply_import", current, by):
        raise NotPossible(sentence)
    waiting = queries.waiting_rows(current).count()
    if not waiting:
        raise NotPossible(_("There is nothing to import: every row is doubtful, rejected or skipped."))
    rules.IMPORT.take("apply_import", current, by)
    current.attempt += 1
    current.done, current.total, current.moved_at = 0, waiting, clock.now()
    current.trouble = ""
    current.version += 1
    current.save()
    record("apply_import", current, by=by, **current.counts)
    return current


@transaction.atomic
def apply_rows(run: ImportRun, *, by: Any) -> bool:
    """Import the next rows, or finish when there are none; true while there are more. A row goes in whole or not."""
    current = locked(run)
    if current.state != RunState.APPLYING or current.attempt != run.attempt:
        return False
    rows = list(queries.waiting_rows(current).order_by("number")[:BATCH])
    if not rows:
        _finish(current, by)
        return False
    target = queries.importer_of(current).target(by)
    target.load([row.values for row in rows], {row.match for row in rows if row.match}, to_match=False)
    for row in rows:
        row.run = current
        _apply_row(row, target)
    current.done += len(rows)
    current.moved_at = clock.now()
    current.save(update_fields=["done", "moved_at"])
    return True


def _apply_row(row: ImportRow, target: Target) -> None:
    try:
        with transaction.atomic():
            _write(row, target)
    except Refusal as refusal:
        # The world has moved on since the preview; the rule's own sentence says how.
        row.outcome = RowOutcome.REJECTED
        row.messages = [*row.messages, Message(column=None, field="", text="", reason=refusal.sentence, level="reject")]
        row.save(update_fields=["outcome", "messages"])


def _write(row: ImportRow, target: Target) -> None:
    origin = Origin(row.run.file_name, row.number)
    existing = target.record(row.match) if row.match else None
    if row.match and existing is None:
        raise NotPossible(_("The record this row belongs to is no longer there."))
    if existing is None:
        applied = target.create(row.values, origin)
        thing, row.made = applied.record, applied.made
    elif row.outcome == RowOutcome.CHANGED:
        changes = {key: after for key, (_before, after) in row.changes.items()}
        applied = target.change(existing, changes, row.seen_version or existing.version, origin)
        thing, row.made = applied.record, applied.made
    else:
        thing = existing
    link = link_to(thing)
    row.content_type, row.object_id = link["content_type"], link["object_id"]
    row.version_after = thing.version
    row.event_after = references.last_event_of(thing)
    row.applied_at = clock.now()
    row.save()


def _finish(run: ImportRun, by: Any) -> None:
    run.state = RunState.APPLIED
    run.applied_at = clock.now()
    run.counts = queries.counts_of(run)
    run.version += 1
    run.save()
    record("import_rows", run, by=by, **run.counts)
