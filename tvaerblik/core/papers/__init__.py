"""Papers as PDF: typst sets them, pikepdf puts a main document and its attachments into one file.

``render_pdf`` sets a paper that claims PDF/UA-1 (ISO 14289-1) and, when it is dated, PDF/A-2a (ISO 19005-2).
``merge_package`` appends attachments. Their pages are untagged, so the merged file keeps the main document's tags but
not its claims; both files are therefore worth offering. The same content gives the same bytes: no clock is read here,
and the fonts are the program's own.
"""

from __future__ import annotations

from tvaerblik.core.papers.judging import MAX_MEGAPIXELS, MAX_PAGES, is_picture, page_count, why_not_mergeable
from tvaerblik.core.papers.merging import ATTACHMENT_LINK, AttachmentPdf, Bookmark, merge_package
from tvaerblik.core.papers.setting import LAYOUT, image_pdf, prose_data, render_pdf

__all__ = [
    "ATTACHMENT_LINK",
    "LAYOUT",
    "MAX_MEGAPIXELS",
    "MAX_PAGES",
    "AttachmentPdf",
    "Bookmark",
    "image_pdf",
    "is_picture",
    "merge_package",
    "page_count",
    "prose_data",
    "render_pdf",
    "why_not_mergeable",
]
