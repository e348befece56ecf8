"""A list as Excel or CSV: typed cells, a frozen heading, filters, and nothing a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

from tvaerblik.core import clock
from tvaerblik.core.lists import View

_FOLDED: dict[int, str | int | None] = {ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets a leading apostrophe (OWASP: CSV injection)."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def plain(value: Any) -> Any:
    """A value as a cell: lists joined, lazy text as text, moments in Danish time without zone."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float | dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(clock.COPENHAGEN).replace(tzinfo=None)
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return str(value)


def as_csv(view: View) -> bytes:
    """CSV as Danish Excel opens it: UTF-8 with a byte order mark, semicolons, ISO dates."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(column.label) for column in view.listing.columns])
    for row in view.export_rows():
        writer.writerow([harmless(plain(value)) for value in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(view: View) -> bytes:
    """An Excel workbook with typed cells, a frozen heading row and a filter on each column."""
    import xlsxwriter  # heavy; only when somebody exports

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(slugify(str(view.listing.title))[:31] or "list")
    heading = book.add_format({"bold": True, "bottom": 1})
    formats = {
        "date": book.add_format({"num_format": "dd-mm-yyyy"}),
        "moment": book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
        "money": book.add_format({"num_format": "#,##0"}),
    }
    columns = view.listing.columns
    widths = [len(str(column.label)) + 2 for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(0, place, str(column.label), heading)
    last = 0
    for number, row in enumerate(view.export_rows(), start=1):
        last = number
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            cell = plain(value)
            if isinstance(cell, str):
                sheet.write_string(number, place, cell)
            else:
                sheet.write(number, place, cell, formats.get(column.kind))
            widths[place] = min(60, max(widths[place], len(str(cell)) + 2))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    book.close()
    return out.getvalue()


FORMATS: dict[str, tuple[str, Callable[[View], bytes]]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}


def plain_name(title: str) -> str:
    """A name for a file without Danish letters: æ, ø and å become ae, oe and aa."""
    return slugify(title.lower().translate(_FOLDED))


def file_name(title: str, ending: str) -> str:
    """The same with the day it was made."""
    return f"{plain_name(title)}-{clock.today().isoformat()}.{ending}"


def download(view: View, form: str) -> HttpResponse:
    """The file of that form, with every row of the view."""
    content_type, write = FORMATS[form]
    response = HttpResponse(write(view), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(str(view.listing.title), form)}"'
    return response
