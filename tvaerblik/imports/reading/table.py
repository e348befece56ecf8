"""What a file is once it has been read: sheets of rows of cells, kept word for word with their place in the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

CellKind = Literal["text", "number", "date", "yes_no", "error"]

# The heading row is looked for among the first rows; a title and an explanation may stand above it.
HEADING_AMONG = 25
HEADING_FILLED = 0.75


class Cell(NamedTuple):
    """One cell: the text as it stands, and what the file itself says it is. Text from a CSV is always "text"."""

    text: str
    kind: CellKind = "text"

    @property
    def is_empty(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()

    def as_json(self) -> str | dict[str, str]:
        """As it is kept: plain text, or ``{"number": "12.5"}`` when the file gives the type."""
        return self.text if self.kind == "text" else {self.kind: self.text}

    @classmethod
    def from_json(cls, kept: str | dict[str, str]) -> Cell:
        """The cell from what was kept."""
        if isinstance(kept, str):
            return cls(kept)
        [(kind, text)] = kept.items()
        return cls(text, kind)  # type: ignore[arg-type]  # written by as_json


class Row(NamedTuple):
    """One row with its number as the spreadsheet counts it (1 is the first row of the sheet)."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> int:
        """How many cells are not empty."""
        return sum(not cell.is_empty for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """One sheet with the rows that are not empty, all of the same width."""

    name: str
    rows: tuple[Row, ...]
    width: int


@dataclass(frozen=True)
class Book:
    """A whole file. ``encoding`` and ``delimiter`` tell how a CSV was read; empty for a workbook."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


@dataclass(frozen=True)
class Table:
    """A sheet with its heading row chosen.

    ``headings`` stand as in the file, also when empty or repeated; ``labels`` name every column so that it can be told
    from the others. ``above`` are the rows over the headings, ``empty_rows`` how many rows below them were empty.
    """

    sheet: str
    heading_row: int
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[Row, ...]
    empty_rows: int

    @property
    def labels(self) -> tuple[str, ...]:
        """A name for each column: the heading; the letter where it is empty; numbered where it is repeated."""
        return column_labels(self.headings)


def column_labels(headings: Sequence[str]) -> tuple[str, ...]:
    """A name that tells each column from the others."""
    seen: dict[str, int] = {}
    labels = []
    for place, heading in enumerate(headings):
        text = " ".join(heading.split()) or _("Column %(letter)s") % {"letter": column_letter(place)}
        seen[text] = seen.get(text, 0) + 1
        labels.append(text if seen[text] == 1 else f"{text} ({seen[text]})")
    return tuple(labels)


def column_letter(place: int) -> str:
    """The spreadsheet's letters of a column; 0 is A."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_of(name: str, rows: Sequence[tuple[int, Sequence[Cell]]]) -> Sheet:
    """A sheet without its empty rows and without the empty columns to the right."""
    kept = [(number, cells) for number, cells in rows if any(not cell.is_empty for cell in cells)]
    width = max((_last_filled(cells) for _number, cells in kept), default=0)
    nothing = Cell("")
    return Sheet(
        name,
        tuple(Row(number, (*cells[:width], *[nothing] * (width - len(cells)))) for number, cells in kept),
        width,
    )


def _last_filled(cells: Sequence[Cell]) -> int:
    return next((place for place in range(len(cells), 0, -1) if not cells[place - 1].is_empty), 0)


def table_of(sheet: Sheet, heading_row: int) -> Table:
    """The sheet with the headings in the row of that number; everything below it is data."""
    heading = next((row for row in sheet.rows if row.number == heading_row), None)
    headings = tuple(cell.text for cell in heading.cells) if heading else ("",) * sheet.width
    rows = tuple(row for row in sheet.rows if row.number > heading_row)
    last = rows[-1].number if rows else heading_row
    return Table(
        sheet.name,
        heading_row,
        headings,
        rows,
        tuple(row for row in sheet.rows if row.number < heading_row),
        last - heading_row - len(rows),
    )


def likely_heading_row(sheet: Sheet, known: Callable[[str], bool] = lambda _text: False) -> int:
    """The number of the row that most likely holds the headings: a suggestion that is shown and can be changed.

    The row with most cells that are ``known`` as headings (at least two) wins; else the first that is filled about as
    widely as the sheet and holds text only.
    """
    first = sheet.rows[:HEADING_AMONG]
    if not first:
        return 1
    best = max(first, key=lambda row: sum(known(cell.text) for cell in row.cells))
    if sum(known(cell.text) for cell in best.cells) >= min(2, sheet.width):
        return best.number
    wide = max(row.filled for row in first) * HEADING_FILLED
    for row in first:
        if row.filled >= wide and all(cell.kind == "text" for cell in row.cells):
            return row.number
    return first[0].number
