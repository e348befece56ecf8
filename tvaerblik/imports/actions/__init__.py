"""Every change of an import: begun, mapped, planned, corrected, applied, undone, abandoned."""

from tvaerblik.imports.actions.applying import apply_import, apply_rows
from tvaerblik.imports.actions.mapping import (
    abandon_import,
    choose_sheet,
    forget_mapping,
    map_columns,
    map_values,
    start_import,
)
from tvaerblik.imports.actions.planning import ProgressBar, correct_import_row, decide_import_row, stop_work, store_plan
from tvaerblik.imports.actions.undoing import undo_import, undo_rows

__all__ = [
    "ProgressBar",
    "abandon_import",
    "apply_import",
    "apply_rows",
    "choose_sheet",
    "correct_import_row",
    "decide_import_row",
    "forget_mapping",
    "map_columns",
    "map_values",
    "start_import",
    "stop_work",
    "store_plan",
    "undo_import",
    "undo_rows",
]
