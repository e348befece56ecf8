"""What a person can do with imports, as page and as API operation."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.imports import actions, forms, jobs, queries, rules
from tvaerblik.imports.models import ImportRow, ImportRun
from tvaerblik.imports.preview import Preview


def _map_values(run: ImportRun, *, by: Any, **arguments: Any) -> ImportRun:
    return jobs.plan_soon(actions.map_values(run, **arguments, by=by), by=by)


def _apply(run: ImportRun, *, by: Any) -> ImportRun:
    return jobs.carry_on_soon(actions.apply_import(run, by=by), by=by)


def _undo(run: ImportRun, *, by: Any, **arguments: Any) -> ImportRun:
    return jobs.carry_on_soon(actions.undo_import(run, **arguments, by=by), by=by)


def _step(name: str) -> Any:
    return lambda run, by: rules.why_not_step(name, run, by)


def _to_columns(run: ImportRun) -> str:
    return reverse("map_columns", args=[run.pk])


def _to_values(run: ImportRun) -> str:
    return reverse("map_values", args=[run.pk])


def _start_context(_thing: Any, by: Any) -> dict[str, Any]:
    return {"importers": queries.open_importers(by), "profiles": queries.profiles_for(by)}


def _columns_context(run: ImportRun, by: Any) -> dict[str, Any]:
    table = queries.table_for(run)
    return {
        "run": run,
        "table": table,
        "sheet_form": forms.ChooseSheetForm(thing=run, by=by, auto_id="sheet-%s"),
        "profiles": queries.fitting_profiles(run.importer, table.headings),
        "same_file": queries.same_file(run),
        "importer": queries.importer_of(run),
    }


def _row_context(row: ImportRow, by: Any) -> dict[str, Any]:
    [shown] = Preview(row.run, by).rows([row])
    return {"run": row.run, "shown": shown, "source": queries.source_of(row)}


def _undo_context(run: ImportRun, by: Any) -> dict[str, Any]:
    return {"run": run, "against": queries.against_undoing(run, by)}


VERBS = [
    Verb(
        "start_import",
        _("Import from a spreadsheet"),
        actions.start_import,
        "imports",
        form=forms.StartImportForm,
        why_not=rules.why_not_start,
        to=_to_columns,
        submit=_("Upload the file"),
        intro=_("Nothing is changed until you have seen what every row does."),
        template="imports/start.html",
        context=_start_context,
    ),
    Verb(
        "choose_sheet",
        _("Choose sheet and heading row"),
        actions.choose_sheet,
        "imports",
        things=queries.runs_for,
        form=forms.ChooseSheetForm,
        why_not=_step("choose_sheet"),
        to=_to_columns,
    ),
    Verb(
        "map_columns",
        _("Choose columns"),
        actions.map_columns,
        "imports",
        things=queries.runs_for,
        form=forms.MapColumnsForm,
        why_not=_step("map_columns"),
        to=_to_values,
        submit=_("Go on to the words"),
        template="imports/columns.html",
        context=_columns_context,
    ),
    Verb(
        "map_values",
        _("Choose what the words mean"),
        _map_values,
        "imports",
        things=queries.runs_for,
        form=forms.MapValuesForm,
        why_not=_step("map_values"),
        submit=_("Show the preview"),
        template="imports/values.html",
        context=lambda run, _by: {"run": run},
    ),
    Verb(
        "correct_import_row",
        _("Correct the row"),
        actions.correct_import_row,
        "import-rows",
        things=queries.rows_for,
        form=forms.CorrectRowForm,
        why_not=rules.why_not_row,
        done=_("The row is corrected. The file's own words are kept beside it."),
        submit=_("Correct the row"),
        template="imports/row.html",
        context=_row_context,
    ),
    Verb(
        "decide_import_row",
        _("Decide about the row"),
        actions.decide_import_row,
        "import-rows",
        things=queries.rows_for,
        form=forms.DecideRowForm,
        why_not=rules.why_not_row,
    ),
    Verb(
        "apply_import",
        _("Import the rows"),
        _apply,
        "imports",
        things=queries.runs_for,
        why_not=_step("apply_import"),
        intro=_("New and changed rows are written to the register. Doubtful, rejected and skipped rows stay out."),
    ),
    Verb(
        "undo_import",
        _("Undo the import"),
        _undo,
        "imports",
        things=queries.runs_for,
        form=forms.UndoImportForm,
        why_not=_step("undo_import"),
        intro=_("Records that came with the import go, and what it changed comes back as it was."),
        danger=True,
        template="imports/undo.html",
        context=_undo_context,
    ),
    Verb(
        "abandon_import",
        _("Abandon the import"),
        actions.abandon_import,
        "imports",
        things=queries.runs_for,
        why_not=_step("abandon_import"),
        intro=_("Nothing has been imported yet, and nothing will be."),
        done=_("The import is abandoned."),
        danger=True,
    ),
    Verb(
        "forget_mapping",
        _("Delete saved mapping"),
        actions.forget_mapping,
        "import-mappings",
        things=queries.profiles_for,
        to=lambda _nothing: reverse("start_import"),
        done=_("The saved mapping is deleted."),
        danger=True,
    ),
]
