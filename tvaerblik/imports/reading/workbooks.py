"""Reading Excel and OpenDocument workbooks."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
import zlib
from collections.abc import Sequence
from html import unescape
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from tvaerblik.imports.reading.outcome import NotATable
from tvaerblik.imports.reading.table import Book, Cell, Sheet, column_letter, sheet_of

MOST_ROWS = 20_000
MOST_COLUMNS = 300
LARGEST_UNPACKED = 400 * 1024 * 1024
# A cell with content: column letters, row number, and what stands between the tags.
_FAR = re.compile(rb'<c r="(?:[A-Z]{3,}\d+|[A-Z]+\d{6,})"[^>]*(?<!/)>')
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*?\bt="e"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL)
_NOT_CALCULATED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f[^>]*>([^<]*)</f>(?:<v\s*/>|<v></v>)?</c>')
_SHEET = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship\b[^>]*>")
Place = tuple[str, int]


def read_workbook(data: bytes) -> Book:
    """The visible sheets of a workbook. Raises ``NotATable`` with a sentence when it cannot be opened."""
    try:
        _not_too_large(data)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = _shown_sheets(book)
            told = _told_cells(data, names)
            sheets = tuple(_sheet(book, name, told.get(name, {})) for name in names)
    except PasswordError as error:
        raise NotATable(_("The file is protected by a password. Save it without one and try again.")) from error
    except (CalamineError, OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise NotATable(
            _("The file cannot be opened as a spreadsheet. Open it in Excel, save it as .xlsx and try again.")
        ) from error
    return Book(sheets)


def _shown_sheets(book: CalamineWorkbook) -> list[str]:
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    shown = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    return shown or [sheet.name for sheet in sheets]


def _sheet(book: CalamineWorkbook, name: str, told: dict[Place, str]) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS + 1000 or sheet.total_width > MOST_COLUMNS:
        raise too_large()
    values = sheet.to_python(skip_empty_area=False)
    rows = [(number, [_cell(value) for value in row]) for number, row in enumerate(values, start=1)]
    for (letters, number), text in told.items():
        _tell(rows, letters, number, text)
    return sheet_of(name, rows)


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return Cell(value.replace("\x00", "␀"))
    if isinstance(value, bool):
        return Cell("true" if value else "false", "yes_no")
    if isinstance(value, int | float) and math.isfinite(value):
        return Cell(str(int(value)) if float(value).is_integer() else repr(value), "number")
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time()
        return Cell(value.date().isoformat() if whole else value.isoformat(" ", "minutes"), "date")
    if isinstance(value, dt.date):
        return Cell(value.isoformat(), "date")
    return Cell(str(value))


def _tell(rows: list[tuple[int, list[Cell]]], letters: str, number: int, text: str) -> None:
    """Put in what the reader of values leaves empty: the error a formula gives, or a formula nobody has calculated."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    if number <= len(rows):
        cells = rows[number - 1][1]
        cells.extend([Cell("")] * (place - len(cells)))
        if cells[place - 1].is_empty:
            cells[place - 1] = Cell(text, "error")


def _not_too_large(data: bytes) -> None:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
            raise too_large()
        for part in packed.namelist():
            # One far cell would make the reader fill all the empty ones up to it.
            if part.startswith("xl/worksheets/") and part.endswith(".xml") and _FAR.search(packed.read(part)):
                raise too_large()


def too_large() -> NotATable:
    """The sentence for a sheet that nobody keeps by hand."""
    return NotATable(
        _("The sheet is too large: at most %(rows)s rows and the columns A to %(last)s. Split it and import each part.")
        % {"rows": MOST_ROWS, "last": column_letter(MOST_COLUMNS - 1)}
    )


def _told_cells(data: bytes, names: Sequence[str]) -> dict[str, dict[Place, str]]:
    """By sheet, the cells of an .xlsx with an error (``#N/A``) or a formula without a result, and what they show."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {}
    found: dict[str, dict[Place, str]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name, part in _parts(packed).items():
            if name in names and part in packed.namelist():
                found[name] = _told_in(packed.read(part))
    return found


def _told_in(sheet: bytes) -> dict[Place, str]:
    told: dict[Place, str] = {}
    for pattern, before in ((_NOT_CALCULATED, "="), (_ERROR, "")):
        for letters, number, text in pattern.findall(sheet):
            told[letters.decode(), int(number)] = before + unescape(text.decode("utf-8", "replace"))
    return told


def _parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """The file inside the package that holds each sheet."""
    try:
        book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets = {}
    for relation in _RELATION.findall(relations):
        key, target = re.search(r'\bId="([^"]*)"', relation), re.search(r'\bTarget="([^"]*)"', relation)
        if key and target:
            targets[key[1]] = "xl/" + target[1].removeprefix("/xl/").lstrip("/")
    return {unescape(name): targets[key] for name, key in _SHEET.findall(book) if key in targets}
