"""Long work with a progress bar: reading, importing and undoing. Small files at once, large ones by a worker."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from tvaerblik.core.refusals import Refusal
from tvaerblik.imports import actions, queries
from tvaerblik.imports.models import ImportRun, RunState
from tvaerblik.people.models import Person

logger = logging.getLogger(__name__)

# About 300 ms of work; beyond it a worker does it while the page shows a progress bar.
AT_ONCE_CELLS = 4_000
AT_ONCE_ROWS = 40


def plan(run: ImportRun, *, by: Any) -> ImportRun:
    """Read the rows of a run that is being planned and store what they would do. The preview is measured here."""
    return actions.store_plan(run, rows=queries.plan_of(run, by, actions.ProgressBar(run)), by=by)


def carry_on(run: ImportRun, *, by: Any) -> None:
    """Do the work the state asks for, until it is done. What goes wrong is said on the run, never lost."""
    try:
        if run.state == RunState.PLANNING:
            plan(run, by=by)
        elif run.state == RunState.APPLYING:
            while actions.apply_rows(run, by=by):
                pass
        elif run.state == RunState.UNDOING:
            below = actions.undo_rows(run, by=by)
            while below is not None:
                below = actions.undo_rows(run, below=below, by=by)
    except Refusal as refusal:
        actions.stop_work(run, sentence=refusal.sentence, by=by)
    except Exception:
        actions.stop_work(
            run, sentence=_("The program made a mistake and stopped. The operator finds it in the log."), by=by
        )
        raise


@task()
def carry_on_later(run_id: int, attempt: int, person_id: int) -> None:
    """The same, in a worker. A job that was overtaken by a newer one does nothing."""
    run = ImportRun.objects.filter(pk=run_id, attempt=attempt).first()
    by = Person.objects.filter(pk=person_id).first()
    if run is None or by is None:
        logger.warning("import %s has moved on; job %s does nothing", run_id, attempt)
        return
    with translation.override(by.language):
        carry_on(run, by=by)


def begin(run: ImportRun, *, by: Any, size: int, at_once: int) -> ImportRun:
    """Do the run's work now when it is small, else hand it to a worker. Returns the run as it then stands."""
    if size <= at_once:
        carry_on(run, by=by)
    else:
        carry_on_later.enqueue(run.pk, run.attempt, by.pk)
    run.refresh_from_db()
    return run


def plan_soon(run: ImportRun, *, by: Any) -> ImportRun:
    """Plan a run that has just been mapped."""
    table = queries.table_for(run)
    return begin(run, by=by, size=len(table.rows) * len(run.columns), at_once=AT_ONCE_CELLS)


def carry_on_soon(run: ImportRun, *, by: Any) -> ImportRun:
    """Import or undo."""
    return begin(run, by=by, size=run.total, at_once=AT_ONCE_ROWS)
