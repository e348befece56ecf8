"""Workbooks out: the template people fill in, and the list of what was wrong with a file."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tvaerblik.core.exports import harmless
from tvaerblik.imports import planning
from tvaerblik.imports.importer import Importer, ImportField
from tvaerblik.imports.models import ImportRun, RowOutcome
from tvaerblik.imports.planning import as_cells

TEMPLATE_ROWS = 500
LONGEST_LIST = 400
_WIDTHS = {"long": 45, "text": 28, "choice": 26, "choices": 30, "date": 15, "money": 15, "number": 11, "yes_no": 11}


def template_workbook(importer: Importer, by: Any) -> bytes:
    """The workbook to fill in, in Danish: help, headings, an example row, lists of our values, a sheet of guidance."""
    import xlsxwriter  # heavy; only when somebody asks for the file

    out = io.BytesIO()
    with override("da"), xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(str(importer.things)[:31])
        guidance = book.add_worksheet(_("Guidance"))
        lists = book.add_worksheet(_("Lists"))
        lists.hide()
        formats = {
            "help": book.add_format({"italic": True, "font_color": "#46555F", "text_wrap": True, "valign": "top"}),
            "heading": book.add_format({"bold": True, "bg_color": "#E4EEF3", "bottom": 1}),
            "must": book.add_format({"bold": True, "bg_color": "#CFE1EA", "bottom": 1}),
            "example": book.add_format({"font_color": "#6B7A84", "italic": True, "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "dd-mm-yyyy"}),
            "money": book.add_format({"num_format": "#,##0"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "bold": book.add_format({"bold": True, "valign": "top"}),
        }
        sheet.set_row(0, 60)
        for place, one in enumerate(importer.fields):
            _write_column(sheet, lists, place, one, by, formats)
        sheet.freeze_panes(2, 0)
        _write_guidance(guidance, importer, formats)
    return out.getvalue()


def _write_column(sheet: Any, lists: Any, place: int, one: ImportField, by: Any, formats: dict[str, Any]) -> None:
    sheet.set_column(place, place, _WIDTHS[one.kind], formats.get(one.kind))
    sheet.write_string(0, place, str(one.help), formats["help"])
    sheet.write_string(1, place, str(one.label), formats["must" if one.required else "heading"])
    sheet.write_string(2, place, one.example, formats["example"])
    labels = [option.label for option in one.options(by) if not option.is_former] if one.has_options else []
    if one.kind == "yes_no":
        labels = [_("Yes"), _("No")]
    if not labels or len(labels) > LONGEST_LIST:
        return
    for row, label in enumerate(labels):
        lists.write_string(row, place, label)
    letters = _letters(place)
    sheet.data_validation(
        2,
        place,
        TEMPLATE_ROWS,
        place,
        {
            "validate": "list",
            "source": f"='{_('Lists')}'!${letters}$1:${letters}${len(labels)}",
            # Several values in one cell are not in the list; they are warned about, not barred.
            "error_type": "warning" if one.kind == "choices" else "stop",
            "error_title": str(one.label)[:32],
            "error_message": _("Choose a value from the list.")[:255],
        },
    )


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))


def _write_guidance(sheet: Any, importer: Importer, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 90)
    lines = [
        _("One row for each record. Row 3 is an example and is not imported; write over it or below it."),
        _("The columns may stand in any order, be left out or be joined by your own; the rest is kept with the row."),
        _("An empty cell changes nothing. The same file twice changes nothing either."),
        _("Dates may be written 1-5-2027, 1. maj 2027 or uge 18 2027. Amounts are whole kroner unless you say so."),
        _("Upload the file under Import. You see what every row does before anything is changed."),
    ]
    sheet.write_string(0, 0, str(importer.title), formats["bold"])
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line)
    start = len(lines) + 2
    for place, text in enumerate((_("Column"), _("Must be there"), _("What it is"))):
        sheet.write_string(start, place, text, formats["heading"])
    for row, one in enumerate(importer.fields, start=start + 1):
        sheet.write_string(row, 0, str(one.label), formats["bold"])
        sheet.write_string(row, 1, _("Yes") if one.required else "", formats["wrap"])
        sheet.write_string(row, 2, str(one.help), formats["wrap"])


def problems_workbook(run: ImportRun) -> bytes:
    """Every sentence about a row or a cell on one sheet; on the other the rows that stay out, to correct."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        said = book.add_worksheet(_("Messages")[:31])
        left = book.add_worksheet(_("Rows that stay out")[:31])
        _write_messages(said, run, heading, wrap)
        _write_rows(left, run, heading)
    return out.getvalue()


def _write_messages(sheet: Any, run: ImportRun, heading: Any, wrap: Any) -> None:
    for place, (text, width) in enumerate(
        ((_("Row"), 8), (_("Outcome"), 14), (_("Column"), 26), (_("Cell"), 40), (_("Why"), 80))
    ):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, text, heading)
    line = 0
    for row in run.rows.exclude(messages=[]).order_by("number").iterator(chunk_size=1000):
        for message in row.messages:
            line += 1
            column = message["column"]
            sheet.write_number(line, 0, row.number)
            sheet.write_string(line, 1, row.get_outcome_display())
            sheet.write_string(line, 2, run.labels[column] if column is not None and column < len(run.labels) else "")
            sheet.write_string(line, 3, harmless(message["text"])[:32_000], wrap)
            sheet.write_string(line, 4, message["reason"], wrap)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(line, 1), 4)


def _write_rows(sheet: Any, run: ImportRun, heading: Any) -> None:
    for place, label in enumerate(run.labels):
        sheet.write_string(0, place, label, heading)
    sheet.write_string(0, len(run.labels), _("Why it stays out"), heading)
    rows = run.rows.filter(outcome__in=[RowOutcome.DOUBTFUL, RowOutcome.REJECTED]).order_by("number")
    for line, row in enumerate(rows.iterator(chunk_size=1000), start=1):
        for place, cell in enumerate(as_cells(row.source)):
            sheet.write_string(line, place, harmless(row.corrections.get(str(place), cell.text))[:32_000])
        reasons = [planning.told(message) for message in row.messages if message["level"] in {"doubt", "reject"}]
        sheet.write_string(line, len(run.labels), " ".join(reasons)[:32_000])
    sheet.freeze_panes(1, 0)
