"""Whether a file can be part of a merged PDF, and if not, why: a sentence for the one who attached it."""

from __future__ import annotations

import io

import pikepdf
import typst
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tvaerblik.core.papers.merging import try_to_append
from tvaerblik.core.papers.setting import IMAGE_ENDINGS, image_pdf

MAX_PAGES = 500
MAX_MEGAPIXELS = 60

_OFFICE = ("word", "excel", "powerpoint", "officedocument", "opendocument", "rtf")
# What a damaged or hostile file can make the PDF and picture libraries raise; RuntimeError covers endless nesting.
_FAULTS = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    typst.TypstError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)

# What the PDF library says of small disorder that it mends without loss. Whatever else it says counts as damage: a file
# whose table of contents is gone can be patched together, but nobody can tell whether a page was lost on the way.
_HARMLESS = ("number of objects", "endstream", "stream length", "endobj", "stray #")


def is_picture(data: bytes) -> bool:
    """True for PNG and JPEG, judged by how the file begins."""
    return data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def why_not_mergeable(data: bytes, content_type: str) -> str:
    """Why this file cannot be part of a merged PDF, as a sentence; empty when it can.

    What the file is, is read from the file itself; ``content_type`` only makes the sentence about Office files better.
    """
    if not data:
        return _("The file is empty.")
    if b"%PDF-" in data[:1024]:
        return _fault_of_pdf(data)
    if is_picture(data):
        return _fault_of_image(data)
    if any(word in content_type.lower() for word in _OFFICE):
        return _("An Office file can only be part of the file when it is saved as PDF.")
    return _("Only PDF files and pictures (PNG and JPEG) can be part of the file.")


def page_count(data: bytes) -> int:
    """Number of pages of a PDF that ``why_not_mergeable`` had nothing against."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        return len(pdf.pages)


def _fault_of_image(data: bytes) -> str:
    try:
        with Image.open(io.BytesIO(data), formats=list(IMAGE_ENDINGS)) as image:
            if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
                return _too_many_pixels()
            image.load()
        image_pdf(data, title="-")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_pixels()
    except _FAULTS:
        return _("The file is damaged. Make it again.")
    return ""


def _too_many_pixels() -> str:
    return _("The picture has more than %(limit)s million pixels.") % {"limit": MAX_MEGAPIXELS}


def _fault_of_pdf(data: bytes) -> str:
    try:
        # Opened so that the number of pages it should have is read before the library corrects it.
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, inherit_page_attributes=False) as pdf:
            return _fault_of_open_pdf(pdf)
    except pikepdf.PasswordError:
        return _("It is protected by a password or against copying.")
    except _FAULTS:
        return _("The file is damaged. Make it again.")


def _fault_of_open_pdf(pdf: pikepdf.Pdf) -> str:
    declared = pdf.Root.Pages.get(Name.Count)
    if pdf.is_encrypted:
        return _("It is protected by a password or against copying.")
    if Name.Collection in pdf.Root:
        return _("It is a collection of several files. Add each of them by itself.")
    if pdf.Root.get(Name.NeedsRendering, False):
        return _("It is a form that only one program can show. Print it to PDF first.")
    if _hides_layers(pdf):
        return _("It has hidden layers that would become visible. Print it to PDF first.")
    if len(pdf.pages) > MAX_PAGES:
        return _("It has %(pages)s pages; at most %(limit)s can be part of the file.") % {
            "pages": len(pdf.pages),
            "limit": MAX_PAGES,
        }
    if _is_damaged(pdf, declared):
        return _("The file is damaged. Make it again.")
    try_to_append(pdf)
    return ""


def _is_damaged(pdf: pikepdf.Pdf, declared: object) -> bool:
    """True when pages, or something of what they hold, may have been lost; reading them all is what tells."""
    if not 0 < len(pdf.pages) == declared:
        return True
    for page in pdf.pages:
        contents = page.obj.get(Name.Contents, Array())
        for stream in contents if isinstance(contents, Array) else [contents]:
            stream.read_bytes()
    return any(not any(word in warning for word in _HARMLESS) for warning in map(str, pdf.get_warnings()))


def _hides_layers(pdf: pikepdf.Pdf) -> bool:
    """Layers are switched on and off in the document, not on the page; appended pages would show them all."""
    layers = pdf.Root.get(Name.OCProperties, Dictionary()).get(Name.D, Dictionary())
    return len(layers.get(Name.OFF, Array())) > 0 or layers.get(Name.BaseState) == Name.OFF
