"""Looks into Office and OpenDocument files, which are zip archives with a known inner order.

A file counts as Word, Excel or PowerPoint when its content types name exactly that main part (ECMA-376, part 2), and as
OpenDocument when its ``mimetype`` entry says so (OpenDocument 1.3, part 2). Everything else is an archive.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from tvaerblik.core.refusals import NotPossible
from tvaerblik.documents import sentences
from tvaerblik.documents.formats import DOCX, ODS, ODT, PPTX, XLSX, Format

MAX_ENTRIES = 10_000
MAX_UNPACKED = 600 * 1024 * 1024
# Repetitive spreadsheets reach one to fifty; what is far beyond that and large was made to overwhelm.
SUSPICIOUS_UNPACKED = 100 * 1024 * 1024
SUSPICIOUS_RATIO = 150
_MAX_INDEX = 2 * 1024 * 1024
_MAX_MIMETYPE = 200

_OPEN_XML = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": PPTX,
}
_OPEN_DOCUMENT = {fmt.content_type.encode("ascii"): fmt for fmt in (ODT, ODS)}
_MACRO_TYPES = re.compile(r"macroenabled|vbaproject|macrosheet|activex", re.IGNORECASE)
_MACRO_ENTRIES = re.compile(
    r"(^|/)vba(project|data|projectsignature)[^/]*$|(^|/)macrosheets/|(^|/)activex/|^basic/|^scripts/", re.IGNORECASE
)
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
)


def format_of(content: bytes) -> Format:
    """The Office or OpenDocument format of the archive. Raises NotPossible for every other archive and every danger."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive, len(content))
            found = _open_document(archive) or _open_xml(archive)
            _check_entries(archive)
            if archive.testzip() is not None:
                raise NotPossible(sentences.damaged())
    except _FAULTS as error:
        raise NotPossible(sentences.damaged()) from error
    return found


def _check_size(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    suspicious = unpacked > SUSPICIOUS_UNPACKED and unpacked > SUSPICIOUS_RATIO * size
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or suspicious:
        raise NotPossible(sentences.unpacks_to_too_much())
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NotPossible(sentences.locked())
    names = [entry.filename.lower() for entry in entries]
    # Two parts of one name are read differently by different programs: what is checked must be what is opened.
    if len(set(names)) != len(names) or any(".." in name.split("/") or name.startswith("/") for name in names):
        raise NotPossible(sentences.damaged())
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise NotPossible(sentences.damaged())


def _open_document(archive: zipfile.ZipFile) -> Format | None:
    if "mimetype" not in archive.namelist() or archive.getinfo("mimetype").file_size > _MAX_MIMETYPE:
        return None
    found = _OPEN_DOCUMENT.get(archive.read("mimetype").strip())
    if found is not None and b"encryption-data" in _index(archive, "META-INF/manifest.xml"):
        raise NotPossible(sentences.locked())
    return found


def _open_xml(archive: zipfile.ZipFile) -> Format:
    if "[Content_Types].xml" not in archive.namelist():
        raise NotPossible(sentences.archive())
    content_types = _content_types(_index(archive, "[Content_Types].xml"))
    if any(_MACRO_TYPES.search(content_type) for content_type in content_types):
        raise NotPossible(sentences.macros())
    found = {fmt for content_type, fmt in _OPEN_XML.items() if content_type in content_types}
    if len(found) != 1:
        raise NotPossible(sentences.archive())
    return found.pop()


def _index(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MAX_INDEX:
        raise NotPossible(sentences.damaged())
    return archive.read(name)


def _content_types(index: bytes) -> set[str]:
    # The standard forbids declarations in this part (ECMA-376-2, 8.1.4), so nothing can be expanded; a NUL byte means
    # letters of two bytes, in which a declaration would not be seen here.
    if b"<!" in index.replace(b"<!--", b"") or b"\x00" in index:
        raise NotPossible(sentences.damaged())
    try:
        tree = ET.fromstring(index)  # noqa: S314  # small, and without declarations, as checked above
    except ET.ParseError as error:
        raise NotPossible(sentences.damaged()) from error
    return {entry.get("ContentType", "") for entry in tree.iter()}


def _check_entries(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if _MACRO_ENTRIES.search(name):
            raise NotPossible(sentences.macros())
        # Parts of a document may end in .xml, .bin and .svg; programs and scripts are no parts.
        ending = PurePosixPath(name.lower()).suffix
        if ending in sentences.PROGRAMS - {".bin"}:
            raise NotPossible(sentences.program())
