"""The imports and their rows as lists: one description for page, Excel and API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.lists import Choices, Column, Filter, Listing, choices_filter, labels, numbers, register
from tvaerblik.imports import planning, queries
from tvaerblik.imports.importer import importers
from tvaerblik.imports.models import ImportRow, ImportRun, RowOutcome, RunState


def _title(run: ImportRun) -> str:
    importer = importers.get(run.importer)
    return str(importer.title) if importer else run.importer


def _importers(by: Any) -> Choices:
    return [(importer.name, str(importer.title)) for importer in queries.open_importers(by)]


IMPORTS = register(
    Listing(
        name="imports",
        title=_("Imports"),
        rows=queries.runs_for,
        columns=(
            Column("file", _("File"), lambda run: run.file_name, sort=("file_name",), is_heading=True),
            Column("importer", _("What"), _title, sort=("importer",)),
            Column(
                "state",
                _("State"),
                lambda run: run.get_state_display(),
                sort=("state",),
                template="imports/cells/state.html",
            ),
            Column("by", _("By"), lambda run: str(run.by), sort=("by__sort_key",)),
            Column("at", _("Uploaded"), lambda run: run.created_at, "moment", ("created_at",)),
            Column("created", _("New"), lambda run: run.counts.get("created", 0), "number"),
            Column("changed", _("Changed"), lambda run: run.counts.get("changed", 0), "number"),
            Column("unchanged", _("Unchanged"), lambda run: run.counts.get("unchanged", 0), "number"),
            Column("doubtful", _("Doubtful"), lambda run: run.counts.get("doubtful", 0), "number"),
            Column("rejected", _("Rejected"), lambda run: run.counts.get("rejected", 0), "number"),
            Column("skipped", _("Skipped"), lambda run: run.counts.get("skipped", 0), "number", secondary=True),
            Column("sha256", _("Digest"), lambda run: run.sha256, secondary=True),
        ),
        filters=(
            choices_filter("importer", _("What"), _importers, "importer"),
            choices_filter("state", _("State"), lambda _by: labels(RunState.choices), "state"),
        ),
        search=("file_name", "by__name"),
        sort="-at",
    )
)


def _of_run(rows: QuerySet[ImportRow], values: Sequence[str]) -> QuerySet[ImportRow]:
    return rows.filter(run__in=numbers(values))


def _source(row: ImportRow) -> str:
    return "\n".join(f"{label}: {text}" for label, text in queries.source_of(row))


register(
    Listing(
        name="import_rows",
        title=_("Imported rows"),
        rows=queries.rows_for,
        columns=(
            Column("import", _("Import"), lambda row: row.run_id, "number", ("run",)),
            Column("number", _("Row"), lambda row: row.number, "number", ("number",)),
            Column("outcome", _("Outcome"), lambda row: row.get_outcome_display(), sort=("outcome",)),
            Column("messages", _("Messages"), lambda row: " ".join(planning.told(message) for message in row.messages)),
            Column("source", _("The row word for word"), _source),
            Column("record", _("Record"), lambda row: row.object_id, "number"),
        ),
        filters=(
            Filter(
                "run", _("Import"), lambda by: [(str(run.pk), str(run)) for run in queries.runs_for(by)[:100]], _of_run
            ),
            choices_filter("outcome", _("Outcome"), lambda _by: labels(RowOutcome.choices), "outcome"),
        ),
        sort="number",
    )
)
