"""Small real files, made by the programs' own libraries where there is one."""

import io
import zipfile

import docx
import pikepdf
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
_OPEN_XML = "application/vnd.openxmlformats-officedocument"


def upload(name, content):
    """As a browser would send it; the content type it claims is never the truth here."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def pdf(pages=1, note="", **saved):
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page()
        document.docinfo["/Subject"] = note
        return _saved(document, **saved)


def pdf_that_acts(action):
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.OpenAction = action
        return _saved(document)


def pdf_with_enclosed(name, content):
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments[name] = content
        return _saved(document)


def _saved(document, **how):
    out = io.BytesIO()
    document.save(out, static_id=True, **how)
    return out.getvalue()


def word(text="Notat"):
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def excel(text="Budget"):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, text)
    return out.getvalue()


def powerpoint(content_type=f"{_OPEN_XML}.presentationml.presentation.main+xml"):
    types = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/ppt/presentation.xml" ContentType="{content_type}"/></Types>'
    )
    return archive({"[Content_Types].xml": types, "ppt/presentation.xml": "<p/>"})


def open_document(content_type="application/vnd.oasis.opendocument.text", manifest="<manifest/>", **more):
    parts = {"mimetype": content_type, "content.xml": "<office/>", "META-INF/manifest.xml": manifest, **more}
    return archive(parts)


def archive(parts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def with_part(content, name, part):
    """The same archive with one part more."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, part)
    return out.getvalue()


def picture(kind="PNG", size=(3, 2)):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


FIT = {
    "Referat.pdf": pdf(2),
    "Notat.docx": word(),
    "Budget.xlsx": excel(),
    "Oplæg.pptx": powerpoint(),
    "Brev.odt": open_document(),
    "Tal.ods": open_document("application/vnd.oasis.opendocument.spreadsheet"),
    "Kort.png": picture(),
    "Foto.jpg": picture("JPEG"),
    "Foto.JPEG": picture("JPEG"),
    "Note.txt": "Møde på rådhuset".encode(),
    "Gammel.txt": "Møde på rådhuset".encode("cp1252"),
    "Liste.csv": "navn;beløb\r\nÅse;12\r\n".encode("utf-16"),
}
