"""What things are called on a paper, in the active language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tvaerblik.core import words
from tvaerblik.meetings.models import Outcome, Purpose
from tvaerblik.meetings.papers.content import (
    AttachmentContent,
    ItemContent,
    MinutesContent,
    PackageContent,
    PersonContent,
)

Data = dict[str, Any]


@dataclass(frozen=True)
class Filed:
    """What became of an attachment: ``target`` is where a link to it leads, ``reason`` why it is not in the file."""

    target: str = ""
    pages: int | None = None
    reason: str = ""


def purpose_label(purpose: str) -> str:
    """ "Til beslutning"; empty for an item without a purpose."""
    return str(Purpose(purpose).label) if purpose in Purpose.values else ""


def outcome_label(outcome: str) -> str:
    """ "Godkendt med ændringer"; an outcome this program has no word for is printed as it is."""
    return capfirst(str(Outcome(outcome).label)) if outcome in Outcome.values else outcome


def numbered(item: ItemContent) -> list[tuple[str, AttachmentContent]]:
    """The item's attachments with their numbers, "4.1" for the first of item 4; none of a withheld item."""
    if item.is_withheld:
        return []
    return [(f"{item.number}.{index}", file) for index, file in enumerate(item.attachments, start=1)]


def listed_only(content: PackageContent, *items: ItemContent) -> dict[str, Filed]:
    """The attachments of all items, or of those given, when none is in the file itself."""
    return {number: Filed() for item in items or content.items for number, _file in numbered(item)}


def attachment_name(number: str) -> str:
    """ "Bilag 4.1"."""
    return _("Appendix %(number)s") % {"number": number}


def item_title(item: ItemContent) -> str:
    """The item's title, or only that it is closed when this reader may not know more."""
    return pgettext("paper", "Closed item") if item.is_withheld else item.title


def paper_name(content: PackageContent) -> str:
    """ "Dagsorden", "Tillægsdagsorden" or "Referat"."""
    if isinstance(content, MinutesContent):
        return pgettext("paper", "Minutes")
    return pgettext("paper", "Supplementary agenda") if content.kind == "supplement" else pgettext("paper", "Agenda")


def document_title(content: PackageContent) -> str:
    """ "Dagsorden: Styregruppen, 1. december 2026", as a reader shows it in its title bar."""
    parts = {"paper": paper_name(content), "body": content.body, "date": words.day(content.meeting.date)}
    return _("%(paper)s: %(body)s, %(date)s") % parts


def extract_title(item: ItemContent, of: PackageContent) -> str:
    """ "Referat: Styregruppen, 1. december 2026, 4. Indsatsplan"."""
    return f"{document_title(of)}, {item.number}. {item_title(item)}"


def person_line(person: PersonContent) -> str:
    """Name, seat and note on one line; a seat that is called as the person is printed once."""
    parts = [person.name]
    if person.seat and person.seat.casefold() != person.name.casefold():
        parts.append(person.seat)
    if person.note:
        parts.append(person.note)
    return ", ".join(parts)
