"""What the rows would do is stored, and a person corrects and decides row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import locked, record
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.imports import queries, rules
from tvaerblik.imports.models import WORKING, Decision, ImportRow, ImportRun, RunState
from tvaerblik.imports.planning import PlannedRow, as_cells, counts

BATCH = 1000


class ProgressBar:
    """Tells how far a job has come. It is no action and leaves no event: the trail would drown in them."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run

    def __call__(self, done: int, total: int) -> None:
        """Note it at once, outside the job's own transaction, so that the page can show it."""
        ImportRun.objects.filter(pk=self.run.pk, attempt=self.run.attempt, state__in=WORKING).update(
            done=done, total=total, moved_at=clock.now()
        )


@transaction.atomic
def stop_work(run: ImportRun, *, sentence: str, by: Any) -> None:
    """A job could not go on: back to where a person can act, with the sentence that says what happened."""
    current = locked(run)
    back = {RunState.PLANNING: RunState.MAPPED, RunState.APPLYING: RunState.PLANNED, RunState.UNDOING: RunState.APPLIED}
    if current.attempt != run.attempt or current.state not in back:
        return
    current.state = back[RunState(current.state)]
    current.trouble = sentence
    current.version += 1
    current.save()
    record("stop_work", current, by=by, reason=sentence)


@transaction.atomic
def store_plan(run: ImportRun, *, rows: Sequence[PlannedRow], by: Any) -> ImportRun:
    """Keep what every row would do, ready for preview. Stores nothing when the run has been mapped anew meanwhile."""
    current = locked(run)
    if current.attempt != run.attempt or current.state != RunState.PLANNING:
        return current
    current.rows.all().delete()
    ImportRow.objects.bulk_create((_stored(current, row) for row in rows), batch_size=BATCH)
    current.state = RunState.PLANNED
    current.counts = counts(row.outcome for row in rows)
    current.done = current.total = len(rows)
    current.version += 1
    current.save()
    record("store_plan", current, by=by, **current.counts)
    return current


def _stored(run: ImportRun, planned: PlannedRow) -> ImportRow:
    source = planned.source
    row = ImportRow(
        run=run,
        number=source.number,
        source=[cell.as_json() for cell in source.cells],
        corrections={str(place): text for place, text in source.corrections.items()},
        decision=source.decision,
        chosen=source.chosen,
    )
    _take_over(row, planned)
    return row


def _take_over(row: ImportRow, planned: PlannedRow) -> None:
    row.source_key = planned.key
    row.outcome = planned.outcome
    row.messages = planned.messages
    row.left_out = planned.left_out
    row.values = planned.values
    row.changes = planned.changes
    row.candidates = planned.candidates
    row.match = planned.match
    row.seen_version = planned.seen_version


def _open_row(row: ImportRow, by: Any) -> ImportRow:
    run = locked(row.run)
    current = ImportRow.objects.select_for_update().get(pk=row.pk)
    current.run = run
    if sentence := rules.why_not_this(run, by):
        raise NotPermitted(sentence)
    if sentence := rules.why_not_row(current, by):
        raise NotPossible(sentence)
    return current


@transaction.atomic
def correct_import_row(row: ImportRow, *, cells: Mapping[int, str], by: Any) -> ImportRow:
    """Correct cells of a row before it is imported; the file's own text takes a correction back.

    Raises NotPossible for a text that cannot be read: a correction that changes nothing would only look like one.
    """
    current = _open_row(row, by)
    original = as_cells(current.source)
    corrections = {int(place): text for place, text in current.corrections.items()}
    for place, given in cells.items():
        text = given.replace("\x00", "")  # PostgreSQL keeps no such sign
        if not 0 <= place < len(original):
            raise NotPossible(_("The file has no such column."))
        corrections.pop(place, None)
        if text.strip() != original[place].text.strip():
            corrections[place] = text
    if unreadable := queries.unreadable_cells(current, cells, by):
        raise NotPossible(" ".join(dict.fromkeys(unreadable.values())))
    current.corrections = {str(place): text for place, text in corrections.items()}
    _plan_anew(current, by)
    record(
        "correct_import_row", current, by=by, cells={current.run.labels[place]: text for place, text in cells.items()}
    )
    return current


@transaction.atomic
def decide_import_row(row: ImportRow, *, decision: str, record_id: int | None = None, by: Any) -> ImportRow:
    """Say that a row is the record of that number, that it is a new one, or that it is skipped; empty takes it back."""
    current = _open_row(row, by)
    if decision and decision not in Decision.values:
        raise NotPossible(_("Choose one of the answers."))
    if decision == Decision.USE and record_id not in current.candidates:
        raise NotPossible(_("Choose which one it is the same as."))
    current.decision = decision
    current.chosen = record_id if decision == Decision.USE else None
    _plan_anew(current, by)
    record("decide_import_row", current, by=by, decision=decision, record=current.chosen)
    return current


def _plan_anew(row: ImportRow, by: Any) -> None:
    """Plan the row again, and those below that stand or fall with it."""
    before = {row.source_key.partition(":")[0], ""} - {""}
    touched = {number for number in (row.match, row.chosen) if number}
    _take_over(row, queries.plan_again(row, by))
    row.save()
    keys = before | ({row.source_key.partition(":")[0]} - {""})
    touched |= {number for number in (row.match,) if number}
    for other in queries.rows_that_follow(row, keys, touched):
        other.run = row.run
        _take_over(other, queries.plan_again(other, by))
        other.save()
    row.run.counts = queries.counts_of(row.run)
    row.run.save(update_fields=["counts"])
