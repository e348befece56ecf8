"""Who may take an import a step further, and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.core import clock
from tvaerblik.core.workflow import Step, Workflow
from tvaerblik.imports.importer import importers
from tvaerblik.imports.models import ImportRow, ImportRun, RunState

# A job that has not moved for so long is taken to be dead; the step can then be taken again.
STALLED_AFTER = dt.timedelta(minutes=2)


def why_not_start(_thing: Any, by: Any) -> str:
    """ "" for those who may import anything at all."""
    sentences = [importer.why_not(by) for importer in importers]
    if not sentences:
        return _("There is nothing that can be imported.")
    return "" if "" in sentences else sentences[0]


def why_not_this(run: ImportRun, by: Any) -> str:
    """ "" for whoever began the import and for those who keep the register it goes into."""
    importer = importers.get(run.importer)
    if importer is None:
        return _("This kind of import is no longer there.")
    if sentence := importer.why_not(by):
        return sentence
    if run.by_id == by.pk or importer.oversees(by):
        return ""
    return _("Only whoever began this import can go on with it.")


def is_stalled(run: ImportRun) -> bool:
    """True when the job has stopped moving."""
    return run.is_working and (run.moved_at is None or clock.now() - run.moved_at > STALLED_AFTER)


OPEN = frozenset({RunState.UPLOADED.value, RunState.MAPPED.value, RunState.PLANNED.value, RunState.PLANNING.value})

IMPORT = Workflow(
    "import",
    states={state.value: state.label for state in RunState},
    steps=(
        Step("choose_sheet", gettext_lazy("Choose sheet and heading row"), OPEN, RunState.UPLOADED, why_not_this),
        Step("map_columns", gettext_lazy("Choose columns"), OPEN, RunState.MAPPED, why_not_this),
        Step(
            "map_values",
            gettext_lazy("Choose what the words mean"),
            frozenset({RunState.MAPPED.value, RunState.PLANNED.value, RunState.PLANNING.value}),
            RunState.PLANNING,
            why_not_this,
        ),
        Step(
            "apply_import",
            gettext_lazy("Import the rows"),
            frozenset({RunState.PLANNED.value, RunState.APPLYING.value}),
            RunState.APPLYING,
            why_not_this,
        ),
        Step(
            "undo_import",
            gettext_lazy("Undo the import"),
            frozenset({RunState.APPLIED.value, RunState.UNDOING.value}),
            RunState.UNDOING,
            why_not_this,
        ),
        Step("abandon_import", gettext_lazy("Abandon the import"), OPEN, RunState.ABANDONED, why_not_this),
    ),
)


def why_not_row(row: ImportRow, by: Any) -> str:
    """ "" while the preview stands: afterwards a row is history."""
    if sentence := why_not_this(row.run, by):
        return sentence
    if row.run.state == RunState.PLANNED:
        return ""
    return _("The row can no longer be changed: the import is “%(state)s”.") % {"state": row.run.get_state_display()}


def why_not_step(name: str, run: ImportRun, by: Any) -> str:
    """ "" when the step can be taken now; a step whose job still runs waits for it."""
    if sentence := IMPORT.why_not(name, run, by):
        return sentence
    if name in {"apply_import", "undo_import"} and run.is_working and not is_stalled(run):
        return _("It is already under way.")
    return ""
