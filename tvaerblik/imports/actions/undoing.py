"""An import is taken back, as long as nothing was built on it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tvaerblik.audit.actions import locked, record
from tvaerblik.core import clock
from tvaerblik.core.refusals import Gap, NotPermitted, NotPossible, Refusal
from tvaerblik.imports import queries, references, rules
from tvaerblik.imports.importer import Target
from tvaerblik.imports.models import ImportRow, ImportRun, RowOutcome, RunState
from tvaerblik.imports.planning import Message

BATCH = 50


@transaction.atomic
def undo_import(run: ImportRun, *, leave_built_on: bool = False, by: Any) -> ImportRun:
    """Begin to take the import back. Records it made go, values it changed come back.

    Raises NotPossible naming what has been built on it, unless ``leave_built_on``: then those rows stay, the rest goes.
    """
    current = locked(run)
    if sentence := rules.why_not_this(current, by):
        raise NotPermitted(sentence)
    if sentence := rules.why_not_step("undo_import", current, by):
        raise NotPossible(sentence)
    rows = list(queries.applied_rows(current))
    against = references.reasons_against(rows, queries.importer_of(current).target(by))
    if against and (not leave_built_on or len(against) == len(rows)):
        raise NotPossible(
            ngettext(
                "The import cannot be undone: something has been built on %(count)s row.",
                "The import cannot be undone: something has been built on %(count)s rows.",
                len(against),
            )
            % {"count": len(against)},
            [
                Gap(_("Row %(row)s: %(sentence)s") % {"row": row.number, "sentence": against[row.pk]})
                for row in rows
                if row.pk in against
            ],
        )
    rules.IMPORT.take("undo_import", current, by)
    current.attempt += 1
    current.done, current.total, current.moved_at = 0, len(rows), clock.now()
    current.trouble = ""
    current.version += 1
    current.save()
    record("undo_import", current, by=by, rows=len(rows) - len(against))
    return current


@transaction.atomic
def undo_rows(run: ImportRun, *, below: int | None = None, by: Any) -> int | None:
    """Take the next rows back, from the last row of the file upwards; ``below`` is where the batch before stopped.

    Returns where this one stopped, None when all is done.
    """
    current = locked(run)
    if current.state != RunState.UNDOING or current.attempt != run.attempt:
        return None
    waiting = queries.applied_rows(current).order_by("-number")
    rows = list(waiting.filter(number__lt=below)[:BATCH] if below is not None else waiting[:BATCH])
    if not rows:
        _finish(current, by)
        return None
    target = queries.importer_of(current).target(by)
    against = references.reasons_against(rows, target)
    for row in rows:
        row.run = current
        if row.pk in against:
            _leave(row, against[row.pk])
        else:
            _undo_row(row, target)
    current.done += len(rows)
    current.moved_at = clock.now()
    current.save(update_fields=["done", "moved_at"])
    return rows[-1].number


def _leave(row: ImportRow, sentence: str) -> None:
    row.messages = [*row.messages, Message(column=None, field="", text="", reason=sentence, level="note")]
    row.save(update_fields=["messages"])


def _undo_row(row: ImportRow, target: Target) -> None:
    reason = _("The import of “%(file)s” was undone (row %(row)s).") % {"file": row.run.file_name, "row": row.number}
    thing = target.record(row.object_id) if row.object_id else None
    try:
        with transaction.atomic():
            if thing is not None and row.outcome == RowOutcome.CREATED:
                target.withdraw(thing, row.made, reason)
            elif thing is not None and row.outcome == RowOutcome.CHANGED:
                before = {key: was for key, (was, _after) in row.changes.items()}
                target.restore(thing, before, row.made, reason)
            row.undone_at = clock.now()
            row.save(update_fields=["undone_at"])
    except Refusal as refusal:
        row.undone_at = None
        _leave(row, refusal.sentence)


def _finish(run: ImportRun, by: Any) -> None:
    left = queries.applied_rows(run).count()
    run.state = RunState.APPLIED if left else RunState.UNDONE
    run.trouble = (
        ngettext(
            "%(count)s row was left as it is: something has been built on it.",
            "%(count)s rows were left as they are: something has been built on them.",
            left,
        )
        % {"count": left}
        if left
        else ""
    )
    run.version += 1
    run.save()
    record("finish_undoing", run, by=by, left=left)
