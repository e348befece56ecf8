"""A file becomes rows of cells that stand word for word as in it, whatever program wrote it."""

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imports.workbooks import csv_file, ods, xlsx
from tvaerblik.imports.reading import Cell, NotATable, likely_heading_row, read_book, table_of
from tvaerblik.imports.reading.text_files import decode

HEADINGS = ["Projekt", "Område", "Budget"]


def first_sheet(data):
    return read_book(data).sheets[0]


def texts(sheet):
    return [[cell.text for cell in row.cells] for row in sheet.rows]


@pytest.mark.requirement("D9")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    rows = [HEADINGS, ["Skærmbesøg", "Ældre", "1,5"], ["Åben skole", "Børn", "2,25"]]
    assert texts(first_sheet(csv_file(rows, delimiter=delimiter, encoding=encoding))) == rows


@pytest.mark.requirement("D9")
def test_a_semicolon_file_with_danish_decimals_is_not_split_at_the_commas():
    book = read_book(csv_file([HEADINGS, ["A, B og C", "x", "1.234,50"], ["D", "y", "12,5"]]))
    assert (book.delimiter, book.encoding) == (";", "windows-1252")
    assert texts(book.sheets[0])[1] == ["A, B og C", "x", "1.234,50"]


@pytest.mark.requirement("D9")
def test_a_cell_with_line_breaks_is_one_row_and_rows_are_numbered_as_in_the_spreadsheet():
    rows = [HEADINGS, ["A", "to\nlinjer", ""], ["", "", ""], ["B", "x", ""]]
    sheet = first_sheet(csv_file(rows, encoding="utf-8"))
    assert [(row.number, row.cells[0].text) for row in sheet.rows] == [(1, "Projekt"), (2, "A"), (4, "B")]
    assert sheet.rows[1].cells[1].text == "to\nlinjer"


@given(st.binary(min_size=1, max_size=300))
def test_decoding_loses_no_byte(data):
    """What cannot be a letter in the encoding becomes the sign of the same number, so every byte can be found again."""
    text, encoding = decode(data)
    if encoding == "windows-1252":
        assert len(text) == len(data)
    assert text.strip("\ufeff") or not data.strip(b"\xff\xfe\xef\xbb\xbf")


@pytest.mark.requirement("D9")
def test_a_workbook_gives_types_where_the_file_has_them():
    day = dt.date(2026, 5, 1)
    sheet = first_sheet(
        xlsx([["Navn", "Tal", "Dag", "Ja"], ["A", 1.234, day, True], ["B", 450, day, False]], dates=(2,))
    )
    assert sheet.rows[1].cells == (
        Cell("A"),
        Cell("1.234", "number"),
        Cell("2026-05-01", "date"),
        Cell("true", "yes_no"),
    )
    assert sheet.rows[2].cells[1] == Cell("450", "number")


@pytest.mark.requirement("D9")
def test_an_error_and_a_formula_that_was_never_calculated_are_told_and_not_taken_for_empty():
    sheet = first_sheet(xlsx([["Navn", "Budget", "Sum"], ["A", "#N/A", "=B2*2"], ["B", 1, 2]]))
    assert sheet.rows[1].cells[1:] == (Cell("#N/A", "error"), Cell("=B2*2", "error"))


@pytest.mark.requirement("D9")
def test_an_opendocument_spreadsheet_is_read_too():
    rows = [["Projekt", "Område"], ["Skærmbesøg", "Ældre"]]
    assert texts(first_sheet(ods(rows))) == rows


@pytest.mark.requirement("D9")
def test_the_heading_row_is_found_under_titles_and_empty_rows():
    above = [["Projekter i Norddjurs Kommune"], [], ["Opdateret", "1. november"], []]
    sheet = first_sheet(xlsx([HEADINGS, ["A", "x", 1], ["B", "y", 2]], above=above))
    table = table_of(sheet, likely_heading_row(sheet))
    assert table.heading_row == 5
    assert table.headings == tuple(HEADINGS)
    assert [row.number for row in table.rows] == [6, 7]
    assert [row.number for row in table.above] == [1, 3]


def test_empty_rows_between_the_data_are_counted():
    sheet = first_sheet(xlsx([HEADINGS, ["A", "x", 1], [], [], ["B", "y", 2]]))
    assert table_of(sheet, 1).empty_rows == 2


def test_columns_of_the_same_heading_and_without_heading_are_told_apart():
    table = table_of(first_sheet(xlsx([["Navn", "Dato", "Dato", ""], ["A", "x", "y", "z"]])), 1)
    assert table.headings == ("Navn", "Dato", "Dato", "")
    assert table.labels == ("Navn", "Dato", "Dato (2)", "Kolonne D")


def test_a_row_that_is_longer_than_the_headings_keeps_its_cells():
    table = table_of(first_sheet(b"a,b\n1,2,3\n4,5\n"), 1)
    assert [len(row.cells) for row in table.rows] == [3, 3]
    assert table.rows[0].cells[2].text == "3"


def test_a_sheet_of_a_hundred_columns_is_read():
    rows = [[f"Kolonne {n}" for n in range(100)], *[[f"{r}-{n}" for n in range(100)] for r in range(20)]]
    sheet = first_sheet(xlsx(rows))
    assert sheet.width == 100
    assert texts(sheet) == rows


def test_hidden_sheets_are_not_offered():
    out = io.BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Projekter").write_row(0, 0, ["a", "b"])
        hidden = book.add_worksheet("Lister")
        hidden.write_row(0, 0, ["c", "d"])
        hidden.hide()
    assert [sheet.name for sheet in read_book(out.getvalue()).sheets] == ["Projekter"]


def pdf():
    return b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"


def far_cell():
    """A workbook in which somebody has typed something in the very last corner."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx([["a"], ["b"]]))) as whole, zipfile.ZipFile(out, "w") as changed:
        for part in whole.namelist():
            content = whole.read(part)
            if part == "xl/worksheets/sheet1.xml":
                corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                content = content.replace(b"</sheetData>", corner)
            changed.writestr(part, content)
    return out.getvalue()


@pytest.mark.requirement("D9")
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdf(), "Filen er en PDF, uanset hvad den hedder. Bed om det regneark, den er lavet af."),
        (b"", "Filen er tom."),
        (b" \r\n ", "Filen er tom."),
        (xlsx([[]]), "Filen er tom."),
        (
            b"PK\x03\x04 not a package",
            "Filen kan ikke åbnes som regneark. Åbn den i Excel, gem den som .xlsx, og prøv igen.",
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "Filen er hverken en Excel-fil eller en CSV-fil."),
        (
            b"<html><table><tr><td>1</td></tr></table></html>",
            "Filen er en webside med navn som et regneark. Åbn den i Excel, gem den som .xlsx, og prøv igen.",
        ),
        (
            far_cell(),
            "Arket er for stort: højst 20000 rækker og kolonnerne A til KN. Del det, og importer hver del for sig.",
        ),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(NotATable) as refused:
        read_book(data)
    assert refused.value.sentence == sentence


@given(st.binary(max_size=400))
def test_reading_either_works_or_refuses_with_a_sentence(data):
    try:
        book = read_book(data)
    except NotATable as refused:
        assert refused.sentence  # noqa: PT017 either way is right
        return
    assert book.sheets
    assert all(row.filled for sheet in book.sheets for row in sheet.rows)


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=5), min_size=1, max_size=6))
def test_what_is_kept_of_a_cell_gives_the_cell_back(rows):
    for row in rows:
        for text in row:
            for kind in ("text", "number", "date", "yes_no", "error"):
                assert Cell.from_json(Cell(text, kind).as_json()) == Cell(text, kind)
