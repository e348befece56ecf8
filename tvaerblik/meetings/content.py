"""What an agenda says, as plain data: the content that is approved and hashed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _

from tvaerblik.audit.chain import digest_of
from tvaerblik.core import words
from tvaerblik.core.clock import COPENHAGEN
from tvaerblik.core.effects import effects
from tvaerblik.core.models import link_to
from tvaerblik.documents.models import Attachment
from tvaerblik.meetings.models import (
    UNSENT_STATES,
    AgendaItem,
    Case,
    ItemState,
    Meeting,
    PointEffect,
    PreTreatmentResult,
    Standing,
)


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The items on the agenda in order, with what a page or a paper needs. Constant number of queries."""
    prefetch_related_objects([meeting.body], "receives_from")
    items = list(
        meeting.items.exclude(state=ItemState.WITHDRAWN)
        .select_related("case__material_owner", "case__proposed_by", "recommends_to")
        .prefetch_related(
            "case__points__effects",
            "pre_treatments__body",
            "case__items__meeting__body",
            "case__items__pre_treatments__body",
            "case__items__decision__dissents",
            "exclusions",
        )
        .order_by("position", "pk")
    )
    for item in items:
        # The same meeting for all, so that what is asked of its body is asked once.
        item.meeting = meeting
    return items


def to_approve(meeting: Meeting) -> dict[str, Any]:
    """Exactly what the chair approves: nothing that changes by itself is in it.

    Always in the language of the papers: the hash must not depend on who asks.
    """
    items = agenda_of(meeting)
    files = files_of([item.case for item in items if item.case])
    version = version_of(meeting, items)
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "body": {"name": meeting.body.name, "code": meeting.body.code},
            "meeting": {
                "date": meeting.day.isoformat(),
                "start": meeting.start.astimezone(COPENHAGEN).strftime("%H:%M"),
                "end": meeting.end.astimezone(COPENHAGEN).strftime("%H:%M"),
                "place": meeting.place,
            },
            "items": [_item(item, number, files, version) for number, item in enumerate(items, start=1)],
        }


def version_of(meeting: Meeting, items: Iterable[AgendaItem]) -> int:
    """The number of the package that the agenda as it stands is, or will be, sent in; above 1 it is a supplement."""
    sent = meeting.packages.count()
    return sent + 1 if not sent or any(item.state in UNSENT_STATES for item in items) else sent


def hash_of(content: dict[str, Any]) -> str:
    """The hash that an approval is bound to."""
    return digest_of(content)


def files_of(cases: list[Case]) -> dict[int, list[dict[str, Any]]]:
    """The newest version of each attachment by case, closed ones too: the approval covers them all."""
    if not cases:
        return {}
    kind = link_to(cases[0])["content_type"]
    rows = Attachment.objects.filter(
        content_type=kind, object_id__in=[case.pk for case in cases], removed_at__isnull=True
    ).prefetch_related("versions")
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        version = row.versions.all()[0]
        found.setdefault(row.object_id, []).append(
            {
                "id": row.pk,
                "version": version.number,
                "title": row.title,
                "filename": version.file_name,
                "pages": version.pages,
                "content_type": version.content_type,
                "sha256": version.sha256,
                "closed": row.is_closed,
            }
        )
    return found


NO_CASE: dict[str, Any] = {
    "case": None,
    "route": [],
    "summary": "",
    "presentation": "",
    "chief_meeting": "",
    "economy": "",
    "recommended_by": "",
    "dissents": [],
    "points": [],
    "attachments": [],
}


def _item(item: AgendaItem, number: int, files: dict[int, list[dict[str, Any]]], version: int) -> dict[str, Any]:
    common = {
        "item_id": item.pk,
        "number": number,
        "title": item.heading,
        "standing": item.standing,
        "purpose": "none" if item.standing == Standing.OTHER else item.purpose,
        "minutes": item.minutes,
        "closed": item.is_closed,
        "is_new": version > 1 and (item.state in UNSENT_STATES or item.sent_in == version),
    }
    case = item.case
    return {**common, **(NO_CASE if case is None else _case(case, item, files.get(case.pk, [])))}


def _case(case: Case, item: AgendaItem, files: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "case_id": case.pk,
        "case": {
            "number": case.number,
            "esdh": case.esdh_number,
            "kle": case.kle_number,
            "facet": case.kle_facet,
        },
        "route": route_of(case),
        "summary": case.summary,
        "presentation": case.presentation,
        "chief_meeting": chief_meeting_text(item),
        "economy": _("None.") if case.economy_not_relevant and not case.economy else case.economy,
        "recommended_by": recommended_by(case, item),
        "dissents": dissents_along(case, item),
        "points": [
            {
                "point_id": point.pk,
                "number": point.number,
                "text": point.text,
                "effects": [_effect(row) for row in point.effects.all() if not row.is_withdrawn],
            }
            for point in case.points.all()
            if not point.is_withdrawn
        ],
        "attachments": files,
    }


def _effect(row: PointEffect) -> dict[str, Any]:
    return {
        "effect_id": row.pk,
        "effect": row.effect,
        "label": str(effects[row.effect].label),
        "record_id": row.object_id,
        "value": row.value,
    }


def route_of(case: Case) -> list[str]:
    """The case route: the codes of the bodies it has been or will be treated in, in order of time (Sagsgang)."""
    return route_through(item for item in case.items.all() if item.state != ItemState.WITHDRAWN)


def route_through(items: Iterable[AgendaItem]) -> list[str]:
    """The same of treatments that are at hand already."""
    stops: list[tuple[Any, str]] = []
    for item in items:
        stops.append((item.meeting.day, item.meeting.body.code))
        stops.extend((pre.day, pre.body.code) for pre in item.pre_treatments.all())
    found: list[str] = []
    for _day, code in sorted(stops):
        if not found or found[-1] != code:
            found.append(code)
    return found


def recommended_by(case: Case, item: AgendaItem) -> str:
    """The body that recommends: the one that has sent the case here, else nobody."""
    earlier = _recommending(case, item)
    return earlier.meeting.body.name if earlier else ""


def dissents_along(case: Case, item: AgendaItem) -> list[dict[str, str]]:
    """The deviating opinions in the body that recommends; they follow the case to the one that decides."""
    earlier = _recommending(case, item)
    if earlier is None:
        return []
    rows = earlier.decision.dissents.all()
    return [{"member": row.name, "text": row.text} for row in rows if not row.is_withdrawn]


def _recommending(case: Case, item: AgendaItem) -> AgendaItem | None:
    """The last treatment at which another body sent the case here."""
    earlier = [
        other for other in case.items.all() if other.recommends_to_id == item.meeting.body_id and other.has_outcome
    ]
    return earlier[-1] if earlier else None


def chief_meeting_text(item: AgendaItem) -> str:
    """ "Treated in the chiefs' forum on … – remark …" for each pre-treatment that has been held (R72)."""
    lines = []
    for pre in item.pre_treatments.all():
        if pre.result == PreTreatmentResult.WAITING:
            continue
        line = _("Treated in %(body)s on %(day)s: %(result)s.") % {
            "body": pre.body.name,
            "day": words.day(pre.day),
            "result": pre.get_result_display(),
        }
        lines.append(f"{line} {pre.remark}".strip())
    return "\n\n".join(lines)


def changed_titles(approved: dict[str, Any], present: dict[str, Any]) -> list[str]:
    """What differs from what was approved, in words: the items by title, their order, time and place."""
    before = {item["item_id"]: item for item in approved["items"]}
    after = {item["item_id"]: item for item in present["items"]}
    changed = [
        _named(item)
        for key, item in after.items()
        if key not in before or _without_number(before[key]) != _without_number(item)
    ]
    changed += [
        _("%(item)s has been taken off") % {"item": _named(item)} for key, item in before.items() if key not in after
    ]
    common = [key for key in before if key in after]
    if common != [key for key in after if key in before]:
        changed.append(_("the order of the items"))
    if approved["meeting"] != present["meeting"]:
        changed.append(_("time or place"))
    if approved["body"] != present["body"]:
        changed.append(_("the name of the body"))
    return changed


def _named(item: dict[str, Any]) -> str:
    """The title; of a closed item the number, for whoever takes no part in it reads what is missing too (D4)."""
    if item["closed"]:
        return _("item %(number)d") % {"number": item["number"]}
    return _("“%(title)s”") % {"title": item["title"]}


def _without_number(item: dict[str, Any]) -> dict[str, Any]:
    """What an item says; its place, and whether it is new to the reader, are not part of that."""
    return {key: value for key, value in item.items() if key not in {"number", "is_new"}}
