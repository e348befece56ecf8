"""A file that is not fit gets a sentence that says what is wrong and what to do."""

import struct

import pikepdf
import pytest
from django.core.files.base import ContentFile, File
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import files
from tvaerblik.core.refusals import NotPossible
from tvaerblik.documents import rules, zipped
from tvaerblik.documents.formats import BY_ENDING
from tvaerblik.documents.inspection import receive

MACROS = "Filen kan indeholde makroer. Gem den uden makroer som .docx, .xlsx eller .pptx, og vedhæft den."
OLD = "Filen er i et gammelt format, der kan skjule makroer. Gem den som .docx, .xlsx eller .pptx, og vedhæft den."
PROGRAM = "Filen er eller indeholder et program eller et script. Den slags kan ikke vedhæftes."
WEB_PAGE = "Filen er en webside eller en tegning, der kan indeholde scripts. Gem den som PDF, og vedhæft den."
ARCHIVE = "Filen er et arkiv. Pak det ud, og vedhæft filerne en for en."
LOCKED = "Filen er låst med adgangskode. Gem den uden adgangskode, og vedhæft den."
DAMAGED = "Filen er beskadiget og kan ikke åbnes. Dan den på ny, og vedhæft den."
TOO_MUCH = "Filen pakker ud til langt mere, end et dokument rummer. Dan den på ny, og vedhæft den."
ACTS = "Filen indeholder et script eller starter noget, når den åbnes. Udskriv den til PDF, og vedhæft den nye fil."
BAD_NAME = "Filnavnet har tegn, der ikke hører hjemme i et filnavn. Omdøb filen, og vedhæft den igen."


def wrong(ending, found):
    return f"Filnavnet ender på {ending}, men indholdet er {found}. Gem filen på ny i det rigtige format."


def with_macros(content, types=""):
    """A Word or Excel file to which macros have been added, as the Office programs do it."""
    return files.with_part(content, "word/vbaProject.bin", files.OLE)


def locked_pdf(**passwords):
    return files.pdf(encryption=pikepdf.Encryption(**passwords))


def unreadable(content):
    """The same archive, in which a part has been overwritten."""
    place = content.index(b"word/document.xml") + 40
    return content[:place] + bytes(60) + content[place + 60 :]


def declared_larger(content, size):
    """The same archive, whose directory claims that its first part is that large."""
    place = content.index(b"PK\x01\x02") + 24
    return content[:place] + struct.pack("<I", size) + content[place + 4 :]


def marked_as_locked(content):
    """The same archive, whose directory says that its first part is encrypted."""
    place = content.index(b"PK\x01\x02") + 8
    return content[:place] + struct.pack("<H", 1) + content[place + 2 :]


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
MACRO_WORD = '<Override PartName="/w.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
HIDDEN_MACRO_WORD = MACRO_WORD.replace("macroEnabled", "macro&#69;nabled")
ENTITY = '<!DOCTYPE t [<!ENTITY a "{}">]><Types>&a;</Types>'.format("a" * 20)


@pytest.mark.requirement("D3")
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("Tom.pdf", b"", "Filen er tom (0 byte). Tjek den, og vedhæft den igen."),
        ("Skema.docm", files.word(), MACROS),
        ("Skema.xlsm", files.excel(), MACROS),
        ("Skema.docx", with_macros(files.word()), MACROS),
        ("Skema.xlsx", files.with_part(files.excel(), "xl/VBAPROJECT.BIN", files.OLE), MACROS),
        ("Skema.xlsx", files.with_part(files.excel(), "xl/macrosheets/sheet1.xml", "<x/>"), MACROS),
        ("Skema.docx", files.with_part(files.word(), "word/activeX/activeX1.bin", files.OLE), MACROS),
        ("Skema.docx", files.archive({"[Content_Types].xml": TYPES.format(MACRO_WORD)}), MACROS),
        ("Skema.docx", files.archive({"[Content_Types].xml": TYPES.format(HIDDEN_MACRO_WORD)}), MACROS),
        ("Brev.odt", files.open_document(**{"Basic/Standard/Module1.xml": "<x/>"}), MACROS),
        ("Brev.doc", files.OLE, OLD),
        ("Regneark.xls", files.OLE, OLD),
        ("Brev.docx", files.OLE, OLD),
        ("Note.rtf", rb"{\rtf1 Hej}", OLD),
        ("Program.exe", b"MZ\x90\x00" + bytes(60), PROGRAM),
        ("Faktura.pdf.exe", b"MZ\x90\x00" + bytes(60), PROGRAM),
        ("Faktura.pdf", b"MZ\x90\x00" + bytes(60), PROGRAM),
        ("Faktura.pdf", b"\x7fELF" + bytes(60), PROGRAM),
        ("Genvej.lnk", b"L\x00\x00\x00", PROGRAM),
        ("Kør.ps1", b"Remove-Item", PROGRAM),
        ("Note.txt", b"#!/bin/sh\nrm -r /\n", PROGRAM),
        ("Brev.docx", files.with_part(files.word(), "word/embeddings/start.exe", b"MZ"), PROGRAM),
        ("Aftale.pdf", files.pdf_with_enclosed("start.js", b"alert(1)"), PROGRAM),
        ("Side.html", b"<!DOCTYPE html><script>alert(1)</script>", WEB_PAGE),
        ("Tegning.svg", b"<svg onload='alert(1)'/>", WEB_PAGE),
        ("Side.txt", b"\n <HTML><script>alert(1)</script>", WEB_PAGE),
        ("Side.csv", "\ufeff<?xml version='1.0'?><svg/>".encode(), WEB_PAGE),
        ("Bilag.zip", files.archive({"a.txt": "a"}), ARCHIVE),
        ("Bilag.docx", files.archive({"a.txt": "a"}), ARCHIVE),
        ("Bilag.pdf", b"7z\xbc\xaf\x27\x1c" + bytes(40), ARCHIVE),
        ("Bilag.txt", b"\x1f\x8b\x08" + bytes(40), ARCHIVE),
        ("Mail.msg", files.OLE, "Filen er en mail. Gem den som PDF, og vedhæft den."),
        ("Aftale.pdf", locked_pdf(user="hemmeligt", owner="ejer"), LOCKED),
        ("Aftale.docx", files.OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        ("Aftale.docx", marked_as_locked(files.word()), LOCKED),
        ("Brev.odt", files.open_document(manifest="<m><encryption-data/></m>"), LOCKED),
        ("Aftale.pdf", files.pdf()[:200], DAMAGED),
        ("Aftale.docx", files.word()[:2000], DAMAGED),
        ("Aftale.docx", unreadable(files.word()), DAMAGED),
        ("Aftale.docx", files.with_part(files.word(), "../../etc/passwd", "x"), DAMAGED),
        ("Aftale.docx", files.archive({"[Content_Types].xml": ENTITY}), DAMAGED),
        ("Aftale.docx", files.archive({"[Content_Types].xml": ENTITY.encode("utf-16")}), DAMAGED),
        ("Kort.png", files.picture()[:40], DAMAGED),
        ("Aftale.docx", declared_larger(files.word(), 700 * 1024 * 1024), TOO_MUCH),
        ("Aftale.pdf", files.pdf_that_acts(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")), ACTS),
        ("Aftale.pdf", files.pdf_that_acts(pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")), ACTS),
        ("Notat.pdf", files.word(), wrong(".pdf", "Word")),
        ("Notat.docx", files.excel(), wrong(".docx", "Excel")),
        ("Notat.xlsx", files.pdf(), wrong(".xlsx", "PDF")),
        ("Kort.png", files.picture("JPEG"), wrong(".png", "JPEG-billede")),
        ("Note.txt", files.pdf(), wrong(".txt", "PDF")),
        ("Notat.pdf", b"Bare tekst", wrong(".pdf", "Tekst")),
        ("Note.txt", b"GIF89a\x01\x00\x01\x00\x80", wrong(".txt", "ikke Tekst")),
        ("../../etc/passwd.txt", b"x", BAD_NAME),
        ("..\\passwd.txt", b"x", BAD_NAME),
        ("Note\x00.txt", b"x", BAD_NAME),
        ("Note\u202etxt.txt", b"x", BAD_NAME),
        ("", b"x", "Filen har intet navn. Giv den et, og vedhæft den igen."),
    ],
)
def test_a_file_that_is_not_fit_is_refused_with_the_reason(name, content, reason):
    with pytest.raises(NotPossible) as refusal:
        receive(named(name, content))
    assert refusal.value.sentence.endswith(f"blev ikke vedhæftet. {reason}")


def named(name, content):
    file = ContentFile(content)
    file.name = name
    return file


@pytest.mark.requirement("D3")
def test_the_sentence_names_the_file():
    with pytest.raises(NotPossible, match=r"^“Tom\.pdf” blev ikke vedhæftet\."):
        receive(named("Tom.pdf", b""))


@pytest.mark.requirement("D3")
def test_a_file_of_200_mb_is_refused_without_being_read(tmp_path):
    large = tmp_path / "large"
    with large.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    with large.open("rb") as content, pytest.raises(NotPossible) as refusal:
        receive(File(content, name="Film.pdf"))
    assert "Filen fylder 200\xa0MB; den må højst fylde 50\xa0MB." in refusal.value.sentence


@pytest.mark.requirement("D3")
def test_a_name_of_300_characters_is_refused_and_not_repeated_in_full():
    with pytest.raises(NotPossible) as refusal:
        receive(named("a" * 296 + ".pdf", files.pdf()))
    assert "Filnavnet har 300 tegn; det må højst have 200. Giv filen et kortere navn." in refusal.value.sentence
    assert "a" * 61 not in refusal.value.sentence


@pytest.mark.requirement("D3")
def test_a_kind_that_is_not_known_is_told_what_is_accepted():
    with pytest.raises(NotPossible, match=r"Du kan vedhæfte \.pdf, \.docx, .*, \.txt og \.csv\."):
        receive(named("Film.mp4", b"\x00\x00\x00\x18ftypmp42"))


@pytest.mark.requirement("D3")
def test_an_archive_that_unpacks_to_a_hundred_times_its_size_is_refused(monkeypatch):
    monkeypatch.setattr(zipped, "SUSPICIOUS_UNPACKED", 1024 * 1024)
    with pytest.raises(NotPossible) as refusal:
        receive(named("Bombe.docx", files.with_part(files.word(), "word/media/a.xml", bytes(20 * 1024 * 1024))))
    assert refusal.value.sentence.endswith(TOO_MUCH)


@pytest.mark.requirement("D3")
def test_a_picture_of_too_many_pixels_is_refused():
    with pytest.raises(NotPossible) as refusal:
        receive(named("Kort.png", files.picture(size=(10_000, 6_001))))
    assert "Billedet har mere end 60 mio. pixels. Gør det mindre, og vedhæft det." in refusal.value.sentence


@pytest.mark.requirement("D3")
@pytest.mark.parametrize(("name", "content"), files.FIT.items())
def test_what_is_in_order_is_received(name, content):
    received = receive(named(name, content))
    assert (received.name, received.content) == (name, content)
    assert received.format is BY_ENDING["." + name.rpartition(".")[2].lower()]


@pytest.mark.requirement("D3")
def test_a_pdf_protected_against_copying_alone_is_received():
    protected = locked_pdf(user="", owner="ejer")
    assert receive(named("Aftale.pdf", protected)).pages == 1


@pytest.mark.requirement("D3")
def test_a_name_from_a_mac_is_kept_as_others_write_it():
    assert receive(named("Rådhus.txt".replace("å", "a\u030a"), b"x")).name == "Rådhus.txt"


SIGNATURES = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"MZ",
    b"<svg",
    b"#!",
    files.OLE[:8],
]
# What proves that a file is of the format it was received as, without asking the program that decided.
PROOFS = {
    "pdf": lambda c: c.startswith(b"%PDF"),
    "png": lambda c: c.startswith(b"\x89PNG"),
    "jpeg": lambda c: c.startswith(b"\xff\xd8\xff"),
    "txt": lambda c: b"\x00" not in c or c[:2] in {b"\xff\xfe", b"\xfe\xff"},
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods"), lambda c: c.startswith(b"PK\x03\x04")),
}


@pytest.mark.requirement("D3")
@settings(max_examples=300, deadline=None)
@given(
    ending=st.sampled_from(sorted(BY_ENDING)),
    content=st.one_of(
        st.builds(lambda start, rest: start + rest, st.sampled_from(SIGNATURES), st.binary(max_size=300)),
        st.sampled_from(list(files.FIT.values())),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    ),
)
def test_no_bytes_are_ever_received_as_something_they_are_not(ending, content):
    try:
        received = receive(named(f"Fil{ending}", content))
    except NotPossible:
        return
    assert received.format is BY_ENDING[ending]
    assert PROOFS["txt" if received.format.key == "csv" else received.format.key](content)
    assert not content.startswith((b"MZ\x90", b"<", b"#!", files.OLE[:8]))


@pytest.mark.requirement("D3")
@given(st.text(max_size=260))
def test_a_name_that_is_let_through_can_be_shown_and_kept(name):
    if rules.why_not_name(name) == "":
        assert 0 < len(name) <= rules.MAX_NAME
        assert not set(name) & {"/", "\\", "\x00", "\n", "\r", "\u202e", "\u200b"}
        assert name.encode("utf-8")
