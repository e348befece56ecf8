"""Reading CSV in whatever encoding and with whatever delimiter it was saved. Not a byte is lost."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections import Counter

from tvaerblik.imports.reading.table import Book, Cell, sheet_of

DELIMITERS = (";", ",", "\t", "|")
SAMPLE_ROWS = 60
LONGEST_CELL = 50_000_000
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 26, 27}
_VISIBLE_NUL = str.maketrans({"\x00": "␀"})


def _keep_byte(error: UnicodeError) -> tuple[str, int]:
    """A byte the encoding does not know becomes the character of the same number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("keep_byte", _keep_byte)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read with: what the byte order mark says, else UTF-8, else Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "keep_byte"), encoding
    if wide := _wide_without_mark(data):
        return data.decode(wide, "keep_byte"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("windows-1252", "keep_byte"), "windows-1252"


def _wide_without_mark(data: bytes) -> str:
    """UTF-16 saved without its mark: every second byte of ordinary text is nought."""
    sample = data[:4000]
    half = len(sample) // 2
    if half == 0:
        return ""
    if sample[1::2].count(0) > half * 0.6:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > half * 0.6 else ""


def looks_like_text(data: bytes) -> bool:
    """False for pictures, PDFs and other files that are no text whatever they are called."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _wide_without_mark(data):
        return True
    sample = data[:8000]
    return sum(byte in _CONTROLS for byte in sample) <= len(sample) * 0.002


def likely_delimiter(text: str) -> str:
    """The delimiter that gives the same number of columns, more than one, in most of the first rows."""
    first = text[:10].lower()
    if first.startswith("sep=") and len(text) > len("sep="):
        return text[4]
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row in itertools.islice(reader, SAMPLE_ROWS) if row)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = (round(times / widths.total(), 1), width)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def read_csv(data: bytes) -> Book:
    """The file as one sheet. Rows are counted as a spreadsheet does: a cell with line breaks is still one row."""
    text, encoding = decode(data)
    text = text.translate(_VISIBLE_NUL)
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        delimiter = likely_delimiter(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    finally:
        csv.field_size_limit(before)
    if rows and rows[0] and text[:4].lower() == "sep=":
        rows[0] = []
    numbered = [(number, [Cell(value) for value in row]) for number, row in enumerate(rows, start=1)]
    return Book((sheet_of("", numbered),), encoding, delimiter)
