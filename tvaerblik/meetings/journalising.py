"""The journal package of a sent agenda or of approved minutes: papers, appendices and what they are (R D14).

Made of frozen content alone, so that making it twice gives the same file. Closed items stand in a folder of their own
with their own index, and only for those who may read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tvaerblik.core import archives, words
from tvaerblik.meetings import prints, queries
from tvaerblik.meetings.models import Minutes, Package
from tvaerblik.meetings.papers import journal

# Names in the file, not words on a page: the records system is Danish whoever reads.
_FOLDERS = {False: "aabent", True: "lukket"}
Files = dict[str, tuple[bytes, Mapping[str, Any]]]


def journal_of_package(package: Package, by: Any) -> bytes:
    """The agenda as it was sent, with its appendices as they were attached."""
    readers = _readers(package.content, package.meeting.body, by)
    papers = {closed: prints.package_variant(package, reader) for closed, reader in readers.items()}
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Agenda: %(meeting)s, version %(number)d") % {"meeting": package.meeting, "number": package.number}
        day = words.local_day(package.sent_at).isoformat()
        about = {"kind": "agenda", "title": title, "document_date": day, "content_sha256": package.content_hash}
        return _packed(package.content, about, papers, readers, _appendices(package.content, readers[max(readers)]))


def journal_of_minutes(minutes: Minutes, by: Any) -> bytes:
    """The minutes as the chair approved them, with the addenda there are."""
    assert minutes.content is not None  # the door lets only approved minutes through
    readers = _readers(minutes.content, minutes.meeting.body, by)
    papers = {closed: prints.minutes_variant(minutes, reader) for closed, reader in readers.items()}
    with translation.override(settings.LANGUAGE_CODE):
        day = words.local_day(minutes.approved_at).isoformat() if minutes.approved_at else ""
        about = {
            "kind": "minutes",
            "title": str(minutes),
            "document_date": day,
            "content_sha256": minutes.content_hash,
        }
        return _packed(minutes.content, about, papers, readers, _addenda(minutes, with_closed=max(papers)))


def _readers(content: Mapping[str, Any], body: Any, by: Any) -> dict[bool, queries.Reader]:
    """The open paper's reader, and the person as reader when there is something closed that they may read."""
    has_closed = any(item["closed"] or any(file["closed"] for file in item["attachments"]) for item in content["items"])
    found = {False: queries.Reader(sees_closed=False)}
    reader = queries.reader_of(by, body)
    return {**found, True: reader} if has_closed and reader.sees_closed else found


def _packed(
    content: dict[str, Any],
    about: dict[str, str],
    papers: Mapping[bool, bytes],
    readers: Mapping[bool, queries.Reader],
    more: Files,
) -> bytes:
    """``about`` grows by the meeting and the items; a closed item is only described where it is also read."""
    variant = queries.content_for(content, readers[max(readers)])
    files: Files = {}
    for is_closed, data in papers.items():
        name = _("The whole paper") if is_closed else _("The open paper")
        files[f"{_FOLDERS[is_closed]}/{about['kind']}.pdf"] = (data, {"description": name, "is_closed": is_closed})
    whole: dict[str, Any] = {
        **about,
        "municipality": content["municipality"],
        "body": content["body"]["name"],
        "meeting_date": content["meeting"]["date"],
        "items": [_item(item) for item in variant["items"] if item["title"]],
    }
    return journal.package_of(whole, {**files, **more})


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    case = item.get("case") or {}
    decision = item.get("decision") or {}
    return {
        "item": str(item["number"]),
        "title": item["title"],
        "is_closed": item["closed"],
        "esdh_number": case.get("esdh", ""),
        "kle_number": case.get("kle", ""),
        "kle_facet": case.get("facet", ""),
        "recommendation_number": case.get("number", ""),
        "decision_number": decision.get("number", ""),
        "outcome": item.get("outcome", ""),
    }


def _appendices(content: dict[str, Any], reader: queries.Reader) -> Files:
    """The appendices as they were attached, whatever can be part of the PDF; one that is gone is left out."""
    files: Files = {}
    for item in queries.content_for(content, reader)["items"]:
        about = _item(item)
        for place, file in enumerate(item["attachments"], start=1):
            data = prints.fetched(file["sha256"]) if file["sha256"] else None
            if data is None:
                continue
            is_closed = item["closed"] or file["closed"]
            name = archives.fit(f"{item['number']}.{place} {file['filename'] or file['title']}")
            own = {key: about[key] for key in ("item", "esdh_number", "kle_number", "kle_facet")}
            files[f"{_FOLDERS[is_closed]}/bilag/{name}"] = (
                data,
                {**own, "description": file["title"], "is_closed": is_closed},
            )
    return files


def _addenda(minutes: Minutes, *, with_closed: bool) -> Files:
    """The addenda as text. They are written about the whole paper, so they go with it."""
    rows = list(minutes.addenda.order_by("pk"))
    if not rows:
        return {}
    text = "\n\n".join(f"{words.day(row.created_at)}, {row.name}\n{row.text}" for row in rows)
    own = {"description": _("Addenda"), "is_closed": with_closed}
    return {f"{_FOLDERS[with_closed]}/tillaeg.txt": (f"{text}\n".encode(), own)}
