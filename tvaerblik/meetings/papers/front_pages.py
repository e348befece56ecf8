"""The pages around the items, as data for ``package.typ``: front, contents, list of attachments, what is missing.

The templates decide nothing: every label, date and reason is written here and in ``item_pages``, through gettext.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tvaerblik.core import papers, words
from tvaerblik.meetings.papers.content import ItemContent, MinutesContent, PackageContent
from tvaerblik.meetings.papers.item_pages import attachment_rows, item_data
from tvaerblik.meetings.papers.wording import Data, Filed, item_title, numbered, paper_name, person_line, purpose_label


def whole_paper(content: PackageContent, filed: Mapping[str, Filed], *, draft: bool, alone: bool) -> Data:
    """Everything the template ``package.typ`` prints. ``filed`` has one entry an attachment, by its number.

    ``alone`` says that the attachments are not in this file at all.
    """
    return {
        "frame": frame(content, draft=draft),
        "front": _front(content, draft=draft),
        "contents": _contents(content, filed),
        "items": [item_data(content, item, index, filed) for index, item in enumerate(content.items)],
        "remarks": _remarks(content),
        "overview": _overview(content, filed, alone=alone),
        "missing": _missing(content, filed),
    }


def frame(content: PackageContent, *, draft: bool) -> Data:
    """What stands on every page: running head and foot, the mark of example data, the watermark."""
    return {
        "author": content.municipality,
        "head_left": f"{content.municipality} · {content.body}",
        "head_right": f"{paper_name(content)}, {words.day(content.meeting.date)}",
        "foot_note": _version(content, draft=draft),
        "mark": _("Example data") if content.example else "",
        "watermark": pgettext("paper", "DRAFT") if draft else "",
        "page_of": _("Page {page} of {pages}"),
    }


def case_front(content: PackageContent, *, draft: bool) -> Data:
    """The head of an extract: which paper it is taken from."""
    name = _("EXTRACT OF THE MINUTES") if isinstance(content, MinutesContent) else _("EXTRACT OF THE AGENDA")
    return {
        "municipality": content.municipality,
        "title": name,
        "body": content.body,
        "state": pgettext("paper", "Draft") if draft else "",
        "facts": _facts(content)[:2],
        "small_print": _small_print(content, draft=draft),
    }


def _front(content: PackageContent, *, draft: bool) -> Data:
    titles = {
        "minutes": pgettext("paper", "MINUTES"),
        "supplement": pgettext("paper", "SUPPLEMENTARY AGENDA"),
        "agenda": pgettext("paper", "AGENDA"),
    }
    return {
        "municipality": content.municipality,
        "title": titles[content.kind],
        "body": content.body,
        "state": _draft_line(content) if draft else "",
        "facts": _facts(content),
        "small_print": _small_print(content, draft=draft),
    }


def _draft_line(content: PackageContent) -> str:
    if isinstance(content, MinutesContent):
        return _("Draft. Not approved by the chair.")
    return _("Draft. Not approved and not sent out.")


def _facts(content: PackageContent) -> list[Data]:
    meeting = content.meeting
    leader = content.leader if isinstance(content, MinutesContent) else None
    rows: list[tuple[str, Sequence[str]]] = [
        (pgettext("paper", "Place"), [meeting.place]),
        (pgettext("paper", "Date"), [capfirst(words.long_day(meeting.date))]),
        (pgettext("paper", "Start"), [words.clock_time(meeting.start)] if meeting.start else []),
        (pgettext("paper", "End"), [words.clock_time(meeting.end)] if meeting.end else []),
        (pgettext("paper", "Meeting"), [meeting.number]),
        (pgettext("paper", "Meeting leader"), [person_line(leader)] if leader else []),
        (pgettext("paper", "Members"), [person_line(person) for person in content.members]),
        (pgettext("paper", "Present"), [person_line(person) for person in content.present]),
        (pgettext("paper", "Absent"), [person_line(person) for person in content.absent]),
    ]
    shown = ((name, [line for line in lines if line]) for name, lines in rows)
    return [{"name": name, "lines": lines} for name, lines in shown if lines]


def _version(content: PackageContent, *, draft: bool) -> str:
    if isinstance(content, MinutesContent):
        if draft or content.approved_at is None:
            return _("Not approved")
        return _("Approved %(date)s") % {"date": words.day(content.approved_at)}
    if draft:
        return _("Draft of version %(version)s") % {"version": content.version}
    return _sending(content)


def _sending(content: PackageContent) -> str:
    number = {"version": content.version}
    if content.sent_at is None:
        return _("Version %(version)s, not sent out") % number
    return _("Sent out %(date)s, version %(version)s") % {**number, "date": words.day(content.sent_at)}


def _small_print(content: PackageContent, *, draft: bool) -> list[str]:
    lines = [_version(content, draft=draft) + "."]
    if content.approved_by and content.approved_at:
        when = {
            "who": content.approved_by,
            "date": words.day(content.approved_at),
            "time": words.clock_time(content.approved_at),
        }
        lines.append(_("Approved by the chair: %(who)s, %(date)s %(time)s.") % when)
    if isinstance(content, MinutesContent) and content.sent_at:
        lines.append(_("The agenda that was treated: %(sending)s.") % {"sending": _sending(content)})
    if content.content_hash:
        lines.append(_("Checksum of the agenda (SHA-256): %(digest)s") % {"digest": content.content_hash})
    if content.trail_head:
        lines.append(_("Checksum of the event log when it was sent: %(digest)s") % {"digest": content.trail_head})
    if content.example:
        lines.append(_("Example data: the information is made up."))
    return lines


def _contents(content: PackageContent, filed: Mapping[str, Filed]) -> Data:
    # A sum that leaves withheld items out would be wrong, and one that has them would tell about them.
    total = 0 if any(item.is_withheld for item in content.items) else sum(item.minutes or 0 for item in content.items)
    return {
        "title": pgettext("paper", "Contents"),
        "head": [
            pgettext("paper", "Item"),
            pgettext("paper", "Title"),
            pgettext("paper", "Type"),
            pgettext("paper", "Appendices"),
            pgettext("paper", "Min."),
            pgettext("paper", "Page"),
        ],
        "rows": [_contents_row(item, index, filed) for index, item in enumerate(content.items)],
        "total": [pgettext("paper", "In all"), str(total)] if total else [],
    }


def _contents_row(item: ItemContent, index: int, filed: Mapping[str, Filed]) -> Data:
    notes = [pgettext("paper", "New item")] if item.is_new else []
    if item.closed:
        notes.append(pgettext("paper", "Closed item"))
    row = {"label": f"item-{index + 1}", "number": item.number, "title": item_title(item)}
    if item.is_withheld:
        return {**row, "note": "", "purpose": "", "attachments": [], "minutes": ""}
    return {
        **row,
        "note": ", ".join(notes),
        "purpose": purpose_label(item.purpose),
        "attachments": [{"name": number, "target": filed[number].target} for number, _file in numbered(item)],
        "minutes": str(item.minutes) if item.minutes else "",
    }


def _all_attachments(content: PackageContent, filed: Mapping[str, Filed]) -> list[Data]:
    return [row for item in content.items for row in attachment_rows(item, filed)]


def _remarks(content: PackageContent) -> Data:
    text = content.remarks if isinstance(content, MinutesContent) else ""
    return {"title": _("Remarks on the minutes"), "blocks": papers.prose_data(text)}


def _overview(content: PackageContent, filed: Mapping[str, Filed], *, alone: bool) -> Data:
    return {
        "title": _("List of appendices"),
        "head": [
            pgettext("paper", "Number"),
            pgettext("paper", "Title"),
            pgettext("paper", "File type"),
            pgettext("paper", "Pages"),
        ],
        "rows": _all_attachments(content, filed),
        "note": _("The appendices are not in this file.") if alone else "",
    }


def _missing(content: PackageContent, filed: Mapping[str, Filed]) -> Data:
    return {
        "title": _("Appendices that are not in this file"),
        "lead": _("They belong to the agenda and can be opened one by one in Tværblik."),
        "head": [pgettext("paper", "Number"), pgettext("paper", "Title"), pgettext("paper", "Reason")],
        "rows": [row for row in _all_attachments(content, filed) if row["reason"]],
    }
