"""Reading a spreadsheet, whatever program wrote it, into rows of cells that stand word for word as in the file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tvaerblik.imports.reading.outcome import NotATable
from tvaerblik.imports.reading.table import (
    Book,
    Cell,
    CellKind,
    Row,
    Sheet,
    Table,
    column_labels,
    column_letter,
    likely_heading_row,
    table_of,
)
from tvaerblik.imports.reading.text_files import looks_like_text, read_csv
from tvaerblik.imports.reading.workbooks import MOST_COLUMNS, MOST_ROWS, read_workbook, too_large

LARGEST_FILE = 25 * 1024 * 1024
_PACKED, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

__all__ = [
    "LARGEST_FILE",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Book",
    "Cell",
    "CellKind",
    "NotATable",
    "Row",
    "Sheet",
    "Table",
    "column_labels",
    "column_letter",
    "likely_heading_row",
    "read_book",
    "table_of",
]


def read_book(data: bytes) -> Book:
    """The sheets of an Excel, OpenDocument or CSV file. What the file is, is told by its content, not by its name.

    Raises ``NotATable`` with a sentence for anything else, and for files that are too large to have been kept by hand.
    """
    _refuse_other_files(data)
    book = read_workbook(data) if data.startswith((_PACKED, _OLD_OFFICE)) else read_csv(data)
    filled = tuple(sheet for sheet in book.sheets if sheet.rows)
    if not filled:
        raise NotATable(_("The file is empty."))
    if any(len(sheet.rows) > MOST_ROWS + 1 or sheet.width > MOST_COLUMNS for sheet in filled):
        raise too_large()
    return Book(filled, book.encoding, book.delimiter)


def _refuse_other_files(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise NotATable(_("The file is larger than %(size)s MB.") % {"size": LARGEST_FILE // 1024 // 1024})
    if not data.strip():
        raise NotATable(_("The file is empty."))
    start = data[:1024].lstrip().lower()
    if start.startswith(b"%pdf"):
        raise NotATable(_("The file is a PDF, whatever its name says. Ask for the spreadsheet it was made from."))
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        raise NotATable(
            _("The file is a web page called a spreadsheet. Open it in Excel, save it as .xlsx and try again.")
        )
    if not data.startswith((_PACKED, _OLD_OFFICE)) and not looks_like_text(data):
        raise NotATable(_("The file is neither an Excel file nor a CSV file."))
