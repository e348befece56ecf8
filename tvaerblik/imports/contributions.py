"""What this package puts into the registries, and what it offers to the packages whose records can be imported."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.audit import presenters
from tvaerblik.core import clock, verbs
from tvaerblik.core.contributions import Creation, Panel, Place, creations, panels, places
from tvaerblik.imports import lists, queries, rules
from tvaerblik.imports.importer import Importer, importers
from tvaerblik.imports.verbs import VERBS

verbs.register(VERBS)


def _may_import(by: Any) -> bool:
    """Asked of every page for menu and Create menu; remembered for the person and day, as seats and roles are."""
    memory: dict[dt.date, bool] = by.__dict__.setdefault("_may_import", {})
    day = clock.today()
    if day not in memory:
        memory[day] = not rules.why_not_start(None, by)
    return memory[day]


places.add(
    "imports",
    Place(
        "imports",
        lists.IMPORTS.title,
        "imports",
        icon="upload",
        order=80,
        below=True,
        who=_may_import,
        also=("import-rows", "import-mappings"),
    ),
)
creations.add("import", Creation(_("From a spreadsheet"), "start_import", _may_import, order=90))

presenters.contribute(
    {
        "start_import": _("uploaded the file"),
        "choose_sheet": _("chose sheet “%(sheet)s” and heading row %(heading_row)s"),
        "map_columns": _("chose what the columns are"),
        "map_values": _("chose what the words mean"),
        "save_mapping": _("saved the mapping “%(name)s”"),
        "forget_mapping": _("deleted the saved mapping “%(name)s”"),
        "store_plan": _("saw what the rows would do"),
        "correct_import_row": _("corrected the row"),
        "decide_import_row": _("decided about the row"),
        "apply_import": _("began to import the rows"),
        "import_rows": _("imported the rows"),
        "undo_import": _("began to undo the import"),
        "finish_undoing": _("undid the import"),
        "abandon_import": _("abandoned the import"),
        "stop_work": _("stopped"),
    }
)


def contribute(importer: Importer) -> None:
    """Let a kind of record be imported, and show on its pages where an imported record came from."""
    importers.add(importer.name, importer)
    panels.add(f"{importer.kind}:origin", Panel(importer.kind, "imports/_origin.html", queries.origin_of, order=90))
