"""The pages of one item, as data for ``items.typ``: what stands under the title, and the sections."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tvaerblik.core import papers, words
from tvaerblik.meetings.papers.content import (
    AttachmentContent,
    ItemContent,
    MinutesContent,
    PackageContent,
    PointContent,
    RemarkContent,
)
from tvaerblik.meetings.papers.wording import (
    Data,
    Filed,
    attachment_name,
    item_title,
    numbered,
    outcome_label,
    person_line,
    purpose_label,
)


def item_data(content: PackageContent, item: ItemContent, index: int, filed: Mapping[str, Filed]) -> Data:
    """One item as ``items.typ`` prints it; of a withheld item only that it is closed."""
    return {
        "label": f"item-{index + 1}",
        "number": item.number,
        "title": item_title(item),
        "meta": [] if item.is_withheld else _meta(item),
        "sections": [] if item.is_withheld else _sections(content, item, filed),
    }


def attachment_rows(item: ItemContent, filed: Mapping[str, Filed]) -> list[Data]:
    """The item's attachments with number, title, kind and pages, and the reason when one is not in the file."""
    return [_attachment_row(number, file, filed[number]) for number, file in numbered(item)]


def _meta(item: ItemContent) -> list[list[str]]:
    """What stands under the title: first what the item is, then where the case belongs."""
    case = item.case
    plan = " / ".join(part for part in (case.kle, case.facet) if part)
    what = [
        pgettext("paper", "New item") if item.is_new else "",
        purpose_label(item.purpose),
        _("%(minutes)s min.") % {"minutes": item.minutes} if item.minutes else "",
        pgettext("paper", "Closed item") if item.closed else pgettext("paper", "Open item"),
    ]
    where = [
        _("Case %(number)s") % {"number": case.esdh} + (f" ({plan})" if plan else "") if case.esdh else "",
        _("Case route: %(route)s") % {"route": " – ".join(item.route)} if item.route else "",
    ]
    return [parts for line in (what, where) if (parts := [part for part in line if part])]


def _sections(content: PackageContent, item: ItemContent, filed: Mapping[str, Filed]) -> list[Data]:
    texts = [
        (pgettext("paper", "Summary"), item.summary),
        (pgettext("paper", "Case presentation"), item.presentation),
        (_("Treatment at a chief meeting"), item.chief_meeting),
        (_("Economic consequences"), item.economy),
    ]
    sections: list[Data] = [
        {"kind": "prose", "title": title, "blocks": papers.prose_data(text)} for title, text in texts if text.strip()
    ]
    if item.points:
        sections.append(_recommendation(item))
    if isinstance(content, MinutesContent) and (_is_decided(item) or item.excluded or item.missing):
        sections.append(_decision(content, item))
    if item.attachments:
        sections.append(
            {"kind": "attachments", "title": pgettext("paper", "Appendices"), "rows": attachment_rows(item, filed)}
        )
    return sections


def _attachment_row(number: str, file: AttachmentContent, filed: Filed) -> Data:
    pages = filed.pages or file.pages
    kind = file.filename.rpartition(".")[2].upper() if "." in file.filename else ""
    absent = _("not in this file") if filed.reason else ""
    return {
        "name": attachment_name(number),
        "title": file.title,
        "detail": ", ".join(part for part in (file.filename, absent) if part),
        "kind": kind,
        "pages": str(pages or ""),
        "note": ", ".join(part for part in (kind, _pages(pages), absent) if part),
        "target": filed.target,
        "reason": filed.reason,
    }


def _pages(pages: int | None) -> str:
    return ngettext("%(count)s page", "%(count)s pages", pages) % {"count": words.number(pages)} if pages else ""


def _recommendation(item: ItemContent) -> Data:
    by = item.recommended_by
    return {
        "kind": "points",
        "title": pgettext("paper", "Recommendation"),
        "lead": _("%(body)s recommends") % {"body": by} + "," if by else _("It is recommended") + ",",
        "points": [
            {
                "number": point.number,
                "blocks": _that(point.text),
                "effect": _("Effect if decided: %(effect)s") % {"effect": point.effect} if point.effect else "",
            }
            for point in item.points
        ],
        # What was said against it where the recommendation was made follows it to the body that decides.
        "remarks": [_dissent(remark) for remark in item.dissents],
    }


def _that(text: str) -> list[Data]:
    """ "at indsatsplanen godkendes": the little word is printed once, also when the writer put it there."""
    word = pgettext("paper", "that") + " "
    text = text.strip()
    return papers.prose_data(text if text.lower().startswith(word) else word + text)


def _by_point(item: ItemContent) -> bool:
    return any(point.outcome for point in item.points)


def _is_decided(item: ItemContent) -> bool:
    return bool(item.decision or item.outcome or _by_point(item))


def _decision(content: MinutesContent, item: ItemContent) -> Data:
    decision = item.decision
    body = content.body[:1].lower() + content.body[1:]
    # The day and the month stay together where the narrow column breaks the line.
    where = {"body": body, "date": words.day(content.meeting.date).replace(" ", words.NBSP, 1)}
    remarks: list[Data] = []
    if decision:
        remarks += [_dissent(remark) for remark in decision.dissents]
        remarks += [_action(remark) for remark in decision.actions]
    away = ((_("Took no part because of disqualification:"), item.excluded), (_("Not present:"), item.missing))
    for name, people in away:
        if people:
            remarks.append({"name": name, "text": words.join_words(person_line(person) for person in people)})
    return {
        "kind": "decision",
        "title": _("Decision in %(body)s on %(date)s") % where if _is_decided(item) else _("Took no part"),
        "number": decision.number if decision else "",
        "outcome": _whole_outcome(item),
        "blocks": papers.prose_data(decision.text) if decision else [],
        "points": [_outcome(point) for point in item.points if point.outcome],
        "remarks": remarks,
    }


def _whole_outcome(item: ItemContent) -> str:
    """The outcome in a word, unless the points have theirs or the decision begins with that word anyhow."""
    label = outcome_label(item.outcome)
    text = item.decision.text if item.decision else ""
    return "" if _by_point(item) or text.lower().startswith(label.lower()) else label


def _outcome(point: PointContent) -> Data:
    wording = _that(point.decided_text) if point.decided_text.strip() else []
    return {"number": point.number, "outcome": outcome_label(point.outcome), "wording": wording}


def _dissent(remark: RemarkContent) -> Data:
    return {"name": _("Deviating opinion:"), "text": f"{remark.who}: {remark.text}"}


def _action(remark: RemarkContent) -> Data:
    due = _(" (by %(date)s)") % {"date": words.day(remark.due)} if remark.due else ""
    return {"name": _("Follow-up:"), "text": f"{remark.who}: {remark.text}{due}"}
