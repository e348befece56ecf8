"""Two versions of a paper beside each other, item by item and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tvaerblik.core.differences import Piece, differences
from tvaerblik.meetings.models import Case
from tvaerblik.meetings.papers.wording import purpose_label

CASE_TEXTS = ("title", "summary", "presentation", "economy")


@dataclass(frozen=True)
class Part:
    """One text of an item, with what was added and removed."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Compared:
    """One item: what happened to it as a whole, and the texts that differ."""

    heading: str
    note: str
    parts: list[Part]


def compared_papers(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Compared]:
    """The items of the later paper in its order, then those that are no longer there."""
    old = {item["item_id"]: item for item in before["items"]}
    new = {item["item_id"]: item for item in after["items"]}
    found = [_compared(old.get(key), item) for key, item in new.items()]
    return found + [_compared(item, None) for key, item in old.items() if key not in new]


def _compared(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Compared:
    shown: dict[str, Any] = new or old or {}
    if any(item is not None and item["closed"] and not item["title"] for item in (old, new)):
        return Compared(
            f"{shown['number']}. {_('Closed item')}", _("It is only for those who may read closed items."), []
        )
    parts = list(_parts(_texts(old), _texts(new)))
    return Compared(f"{shown['number']}. {shown['title']}", _note(old, new, parts), parts)


def _note(old: dict[str, Any] | None, new: dict[str, Any] | None, parts: list[Part]) -> str:
    if old is None:
        return _("Added since the earlier version.")
    if new is None:
        return _("Taken off since the earlier version.")
    if old["number"] != new["number"]:
        return _("It was number %(number)s before.") % {"number": old["number"]}
    return "" if parts else _("Nothing has changed.")


def _texts(item: dict[str, Any] | None) -> dict[str, str]:
    """The texts of an item by their label; of an item that is not there all are empty."""
    if item is None:
        return {}
    points = "\n".join(f"{point['number']}. {point['text']}" for point in item["points"])
    files = "\n".join(
        f"{file['title']} ({_('version %(version)s') % {'version': file['version']}})" for file in item["attachments"]
    )
    time = _("%(minutes)s min.") % {"minutes": item["minutes"]} if item["minutes"] else ""
    return {
        _("Title"): item["title"],
        pgettext("paper", "Type"): ", ".join(part for part in (purpose_label(item["purpose"]), time) if part),
        pgettext("paper", "Summary"): item["summary"],
        pgettext("paper", "Case presentation"): item["presentation"],
        _("Treatment at a chief meeting"): item["chief_meeting"],
        _("Economic consequences"): item["economy"],
        pgettext("paper", "Recommendation"): points,
        pgettext("paper", "Appendices"): files,
    }


def _parts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Part]:
    for label in new or old:
        before, after = old.get(label, ""), new.get(label, "")
        if before != after:
            yield Part(label, differences(before, after))


def compared_case(case: Case, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Compared]:
    """The texts of a case as they stood at two versions."""
    label = {name: str(case._meta.get_field(name).verbose_name).capitalize() for name in CASE_TEXTS}  # type: ignore[union-attr]
    parts = list(
        _parts(
            {label[name]: str(before[name] or "") for name in CASE_TEXTS},
            {label[name]: str(after[name] or "") for name in CASE_TEXTS},
        )
    )
    return [Compared(_("The text of the case"), "" if parts else _("Nothing has changed."), parts)]
