"""Spreadsheets made for the tests: Excel, CSV, and what only looks like either."""

import csv
import io
import zipfile

import xlsxwriter


def xlsx(rows, *, sheet="Projekter", above=(), more=None, dates=()):
    """A workbook with the rows, the rows ``above`` over them, and further sheets as {name: rows}.

    A text that begins with «=» is written as a formula without a result, «#N/A» as the formula's error.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for name, content in {sheet: [*above, *rows], **(more or {})}.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(content):
                for place, value in enumerate(row):
                    if value == "#N/A":
                        page.write_formula(number, place, "=NA()", None, "#N/A")
                    elif isinstance(value, str) and value.startswith("="):
                        page.write_formula(number, place, value, None, "")
                    elif place in dates and not isinstance(value, str):
                        page.write_datetime(number, place, value, day)
                    elif isinstance(value, str):
                        page.write_string(number, place, value)
                    else:
                        page.write(number, place, value)
    return out.getvalue()


def csv_file(rows, *, delimiter=";", encoding="windows-1252"):
    """The rows as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def ods(rows):
    """The least an OpenDocument spreadsheet can be, with text cells."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="Ark1">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", kind)
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()
