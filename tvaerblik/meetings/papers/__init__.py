"""The papers of a meeting as PDF and Word: agenda package, main document, minutes, extract of one item.

Each function takes content as it was frozen (``content.py``) and nothing else, so that what was sent can be made again
years later, byte for byte. Closed items are filtered by the caller for each reader; a withheld item shows only its
number (R D4). R71: the whole package is one PDF with page numbers and bookmarks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tvaerblik.core import papers
from tvaerblik.core.papers import ATTACHMENT_LINK, AttachmentPdf, Bookmark
from tvaerblik.meetings.papers import front_pages, item_pages, wording
from tvaerblik.meetings.papers.content import (
    AttachmentContent,
    CaseContent,
    DecisionContent,
    ItemContent,
    MeetingContent,
    MinutesContent,
    PackageContent,
    PersonContent,
    PointContent,
    RemarkContent,
)
from tvaerblik.meetings.papers.word import word_extract, word_paper
from tvaerblik.meetings.papers.wording import Filed

__all__ = [
    "AttachmentContent",
    "CaseContent",
    "DecisionContent",
    "ItemContent",
    "MeetingContent",
    "MinutesContent",
    "PackageContent",
    "PersonContent",
    "PointContent",
    "RemarkContent",
    "case_pdf",
    "main_pdf",
    "minutes_pdf",
    "package_pdf",
    "word_extract",
    "word_paper",
]

_TEMPLATES = Path(__file__).resolve().parents[1] / "typst"


def package_pdf(
    content: PackageContent, attachments: Mapping[str, bytes], *, draft: bool = False, language: str = "da"
) -> bytes:
    """The agenda and all its attachments as one file, to be read on a tablet or printed (R71).

    ``attachments`` holds the files by the ``id`` of their ``AttachmentContent``. A file that is absent, that is not
    the one its checksum says, or that cannot be merged is named with the reason on a page of its own.
    """
    with translation.override(language):
        pdfs: list[AttachmentPdf] = []
        filed: dict[str, Filed] = {}
        for item in content.items:
            for number, file in wording.numbered(item):
                data, reason = _fit_to_merge(file, attachments.get(file.id), language)
                if reason:
                    filed[number] = Filed(target="missing", reason=reason)
                    continue
                label = wording.attachment_name(number)
                pdfs.append(AttachmentPdf(number, f"{label}: {file.title}", f"{label}-", data))
                filed[number] = Filed(target=ATTACHMENT_LINK + number, pages=papers.page_count(data))
        main = _set(content, filed, draft=draft, alone=False, language=language)
        return papers.merge_package(main, pdfs, bookmarks=_bookmarks(content, filed))


def main_pdf(content: PackageContent, *, draft: bool = False, language: str = "da") -> bytes:
    """The agenda alone, tagged from end to end (PDF/UA); attachments are listed, not included."""
    with translation.override(language):
        return _set(content, wording.listed_only(content), draft=draft, alone=True, language=language)


def minutes_pdf(content: MinutesContent, *, draft: bool = False, language: str = "da") -> bytes:
    """The minutes (PDF/UA and PDF/A), as they go to members and into the records system (R D14)."""
    return main_pdf(content, draft=draft, language=language)


def case_pdf(item: ItemContent, *, of: PackageContent, draft: bool = False, language: str = "da") -> bytes:
    """An extract of one item of an agenda or of minutes ``of`` a meeting, with its decision when there is one."""
    with translation.override(language):
        title = wording.extract_title(item, of)
        data = {
            "frame": front_pages.frame(of, draft=draft),
            "front": front_pages.case_front(of, draft=draft),
            "item": item_pages.item_data(of, item, 0, wording.listed_only(of, item)),
        }
        return papers.render_pdf(_TEMPLATES / "case.typ", data, title=title, language=language, dated=of.dated)


def _set(content: PackageContent, filed: Mapping[str, Filed], *, draft: bool, alone: bool, language: str) -> bytes:
    data = front_pages.whole_paper(content, filed, draft=draft, alone=alone)
    title = wording.document_title(content)
    return papers.render_pdf(_TEMPLATES / "package.typ", data, title=title, language=language, dated=content.dated)


def _fit_to_merge(file: AttachmentContent, data: bytes | None, language: str) -> tuple[bytes, str]:
    """The attachment as PDF, or the reason why it cannot be one."""
    if not file.included:
        return b"", file.reason or _("It was left out when the agenda was put together.")
    if data is None:
        return b"", _("The file was not found.")
    if file.sha256 and hashlib.sha256(data).hexdigest() != file.sha256:
        return b"", _("The file is not the one that was approved.")
    if reason := papers.why_not_mergeable(data, file.content_type):
        return b"", reason
    if papers.is_picture(data):
        return papers.image_pdf(data, title=file.title, language=language), ""
    return data, ""


def _bookmarks(content: PackageContent, filed: Mapping[str, Filed]) -> list[Bookmark]:
    marks = [Bookmark(pgettext("paper", "Contents"), "contents")]
    for index, item in enumerate(content.items, start=1):
        name = f"{item.number}. {wording.item_title(item)}"
        children = tuple(
            Bookmark(f"{wording.attachment_name(number)}: {file.title}", filed[number].target)
            for number, file in wording.numbered(item)
        )
        title = _("New: %(item)s") % {"item": name} if item.is_new and not item.is_withheld else name
        marks.append(Bookmark(title, f"item-{index}", children))
    if filed:
        marks.append(Bookmark(_("List of appendices"), "overview"))
    if any(entry.reason for entry in filed.values()):
        marks.append(Bookmark(_("Appendices that are not in this file"), "missing"))
    return marks
