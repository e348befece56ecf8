"""The file formats that are accepted, and how a file's format, length and size read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tvaerblik.core import words


@dataclass(frozen=True)
class Format:
    """One accepted format: the endings it may have, what the browser is told, and how it reads.

    ``in_browser`` True: shown in the browser when fetched; the others are saved as a file.
    """

    key: str
    endings: tuple[str, ...]
    content_type: str
    label: str | Promise
    in_browser: bool = False


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

PDF = Format("pdf", (".pdf",), "application/pdf", "PDF", in_browser=True)
DOCX = Format("docx", (".docx",), f"{_OPEN_XML}.wordprocessingml.document", "Word")
XLSX = Format("xlsx", (".xlsx",), f"{_OPEN_XML}.spreadsheetml.sheet", "Excel")
PPTX = Format("pptx", (".pptx",), f"{_OPEN_XML}.presentationml.presentation", "PowerPoint")
ODT = Format("odt", (".odt",), f"{_OPEN_DOCUMENT}.text", gettext_lazy("OpenDocument text"))
ODS = Format("ods", (".ods",), f"{_OPEN_DOCUMENT}.spreadsheet", gettext_lazy("OpenDocument spreadsheet"))
PNG = Format("png", (".png",), "image/png", gettext_lazy("PNG picture"), in_browser=True)
JPEG = Format("jpeg", (".jpg", ".jpeg"), "image/jpeg", gettext_lazy("JPEG picture"), in_browser=True)
TXT = Format("txt", (".txt",), "text/plain", gettext_lazy("Text"))
CSV = Format("csv", (".csv",), "text/csv", "CSV")

FORMATS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, PNG, JPEG, TXT, CSV)
BY_ENDING = {ending: fmt for fmt in FORMATS for ending in fmt.endings}
BY_CONTENT_TYPE = {fmt.content_type: fmt for fmt in FORMATS}

_STEP = 1024  # bytes in a kB, kB in a MB, as the computers people use count them

# What a file field tells the browser to offer.
ACCEPTED = ",".join(BY_ENDING)


def accepted_words() -> str:
    """The accepted endings as a sentence names them: ".pdf, .docx … and .csv"."""
    return words.join_words(BY_ENDING)


def size_words(size: int) -> str:
    """A size in bytes as people know it from their computer: "210 kB", "1.4 MB"; a kB is 1,024 bytes."""
    if size < _STEP:
        return ngettext("%(count)s byte", "%(count)s bytes", size) % {"count": words.number(size)}
    if size < _STEP * _STEP:
        return _("%(number)s\u00a0kB") % {"number": words.number(size / _STEP)}
    megabytes = words.rounded(size / _STEP / _STEP, 1)
    whole = megabytes == megabytes.to_integral_value()
    return _("%(number)s\u00a0MB") % {"number": words.number(megabytes, 0 if whole else 1)}


def description(content_type: str, size: int, pages: int | None) -> str:
    """A file in few words: "PDF, 4 pages, 210 kB"."""
    fmt = BY_CONTENT_TYPE.get(content_type)
    parts = [str(fmt.label) if fmt else content_type]
    if pages is not None:
        parts.append(ngettext("%(count)s page", "%(count)s pages", pages) % {"count": words.number(pages)})
    return ", ".join([*parts, size_words(size)])
