"""Every document of a case for somebody who asked for access to them: what is final and what is internal, apart.

``content_of`` lists them as plain data when they are taken out: texts as they read then, files by their checksum.
``archive`` makes the one file from that list, the same bytes each time.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tvaerblik.audit.queries import history_of
from tvaerblik.core import archives, clock, words
from tvaerblik.core.exports import harmless
from tvaerblik.core.models import link_to
from tvaerblik.documents import rules as documents
from tvaerblik.documents import store
from tvaerblik.documents.models import Attachment
from tvaerblik.documents.queries import attachments_of
from tvaerblik.meetings import progress, queries
from tvaerblik.meetings.models import Case, CaseState, Disclosure, MinutesState, Outcome, Package
from tvaerblik.meetings.queries.minutes import minutes_content
from tvaerblik.outbox.models import Message, MessageState

Entry = dict[str, Any]
FOLDERS = {True: "endelige", False: "interne"}


def content_of(case: Case, by: Any) -> dict[str, Any]:
    """The documents of the case that somebody may read, in the language of the papers, numbered from 1."""
    with translation.override(settings.LANGUAGE_CODE):
        entries = list(_entries(case, by))
        for number, entry in enumerate(entries, start=1):
            ending = entry.pop("ending")
            name = archives.fit(f"{number:02d} {entry['title']}")
            entry["number"] = number
            entry["path"] = f"{FOLDERS[entry['is_final']]}/{name}{ending}"
            if "text" in entry:
                entry["sha256"] = archives.sha256(entry["text"].encode())
        return {
            "title": case.title,
            "number": case.number,
            "esdh": case.esdh_number,
            "kle": case.kle_number,
            "facet": case.kle_facet,
            "municipality": settings.MUNICIPALITY,
            "taken_out": words.day(clock.today()),
            "closed": any(entry["closed"] for entry in entries),
            "documents": entries,
        }


def archive(disclosure: Disclosure) -> bytes:
    """The documents as one ZIP, with an index to read and one for a spreadsheet."""
    content = disclosure.content
    files: dict[str, bytes] = {}
    rows = []
    for entry in content["documents"]:
        data = entry["text"].encode() if "text" in entry else _fetched(entry["sha256"])
        if data is not None:
            files[entry["path"]] = data
        rows.append({**entry, "is_missing": data is None})
    with translation.override(settings.LANGUAGE_CODE):
        context = {"content": content, "rows": rows, "purpose": disclosure.purpose, "name": disclosure.name}
        files["indeks.html"] = render_to_string("meetings/disclosure/index.html", context).encode()
        files["indeks.csv"] = _as_csv(rows)
    return archives.packed(files)


def _fetched(sha256: str) -> bytes | None:
    try:
        with store.fetch(sha256) as opened:
            return bytes(opened.read())
    except FileNotFoundError:
        return None


def _as_csv(rows: list[Entry]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Number"), _("Date"), _("Kind"), _("Title"), _("Status"), _("Closed"), _("File"), "SHA-256"])
    for row in rows:
        status = _("final") if row["is_final"] else _("internal")
        closed = _("Yes") if row["closed"] else _("No")
        cells = [row["number"], row["day"], row["kind"], row["title"], status, closed, row["path"], row["sha256"]]
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _written(kind: str, title: str, day: dt.date, template: str, *, is_final: bool, **context: Any) -> Entry:
    """A document that the program writes."""
    text = render_to_string(template, {"title": title, "kind": kind, **context})
    return {
        "kind": kind,
        "title": title,
        "day": day.isoformat(),
        "is_final": is_final,
        "closed": False,
        "ending": ".html",
        "text": text,
    }


def _entries(case: Case, by: Any) -> Iterator[Entry]:
    packages = _packages(case, by)
    yield _case_text(case)
    yield from (_package_item(package, item) for package, item in packages)
    yield from _decisions(case, by)
    yield from _minutes(case, by)
    sent = {file["sha256"] for _package, item in packages for file in item["attachments"]}
    yield from _files(case, by, sent)
    yield from _notes(case, by)
    yield from _letters(case, packages)
    yield _history(case, by)


def _case_text(case: Case) -> Entry:
    settled = progress.is_over(case) and case.state != CaseState.WITHDRAWN
    is_final = settled or progress.lock_of(case) is not None
    points = list(case.points.filter(is_withdrawn=False))
    day = words.local_day(case.created_at)
    return _written(
        _("Case"), case.title, day, "meetings/disclosure/case.html", is_final=is_final, case=case, points=points
    )


def _packages(case: Case, by: Any) -> list[tuple[Package, dict[str, Any]]]:
    """The sent packages with the one item that is about the case; a withheld item is not among them."""
    found = []
    for package in queries.packages_for(by).filter(meeting__in=case.items.values("meeting")).order_by("sent_at", "pk"):
        item = _item_of(package.content, package.meeting.body, case, by)
        if item is not None:
            found.append((package, item))
    return found


def _item_of(content: dict[str, Any], body: Any, case: Case, by: Any) -> dict[str, Any] | None:
    variant = queries.content_for(content, queries.reader_of(by, body))
    return next((_readable(item) for item in variant["items"] if item.get("case_id") == case.pk), None)


def _readable(item: dict[str, Any]) -> dict[str, Any]:
    """Outcomes in words, and nothing left out that the document asks for."""
    points = [
        {
            "text": point["text"],
            "effect": point.get("effect") or "",
            "outcome": _label(point.get("outcome", "")),
            "decided_text": point.get("decided_text", ""),
        }
        for point in item["points"]
    ]
    decision = item.get("decision") or {"number": "", "text": "", "actions": []}
    return {**item, "points": points, "outcome": _label(item.get("outcome", "")), "decision": decision}


def _label(outcome: str) -> str:
    return str(Outcome(outcome).label) if outcome else ""


def _package_item(package: Package, item: dict[str, Any]) -> Entry:
    title = _("Paper for %(meeting)s, version %(number)d") % {"meeting": package.meeting, "number": package.number}
    day = words.local_day(package.sent_at)
    return _written(_("Paper that was sent"), title, day, "meetings/disclosure/item.html", is_final=True, item=item)


def _decisions(case: Case, by: Any) -> Iterator[Entry]:
    rows = queries.decisions_for(by).filter(item__case=case).order_by("day", "pk")
    for row in rows.prefetch_related("points__point", "follow_ups__owner"):
        title = _("Decision %(number)s, %(body)s") % {"number": row.number, "body": row.body.short_name}
        is_final = row.in_force_at is not None
        yield _written(
            _("Decision"), title, row.day, "meetings/disclosure/decision.html", is_final=is_final, decision=row
        )


def _minutes(case: Case, by: Any) -> Iterator[Entry]:
    rows = queries.minutes_for(by).filter(meeting__in=case.items.values("meeting")).order_by("meeting__start", "pk")
    for row in rows:
        content = minutes_content(row) if row.content is None else row.content
        item = _item_of(content, row.meeting.body, case, by)
        if item is None or (not item["decision"]["text"] and not item["outcome"]):
            continue
        title = _("Extract of the minutes, %(meeting)s") % {"meeting": row.meeting}
        is_final = row.state in {MinutesState.APPROVED, MinutesState.CONFIRMED}
        yield _written(
            _("Minutes"), title, row.meeting.day, "meetings/disclosure/item.html", is_final=is_final, item=item
        )


def _files(case: Case, by: Any, sent: set[str]) -> Iterator[Entry]:
    """Every version of every appendix; those that were sent are final, the others internal."""
    removed = Attachment.objects.filter(**link_to(case), removed_at__isnull=False).prefetch_related("versions")
    hidden = documents.is_closed_for(case, by)
    rows = [*attachments_of(case, by), *(row for row in removed if not (row.is_closed and hidden))]
    for row in rows:
        for version in reversed(row.versions.all()):
            name = {"title": row.title, "number": version.number}
            stem, dot, ending = version.file_name.rpartition(".")
            yield {
                "kind": _("Removed appendix") if row.removed_at else str(row.get_kind_of_document_display()),
                "title": _("%(title)s, version %(number)d") % name,
                "day": words.local_day(version.added_at).isoformat(),
                "is_final": version.sha256 in sent,
                "closed": row.is_closed,
                "ending": archives.fit(f"x.{ending}")[1:] if stem and dot else "",
                "sha256": version.sha256,
            }


def _notes(case: Case, by: Any) -> Iterator[Entry]:
    for row in queries.notes_for(by).filter(case=case).order_by("day", "pk"):
        title = _("Note of %(day)s") % {"day": words.day(row.day)}
        yield _written(_("Note on the case"), title, row.day, "meetings/disclosure/note.html", is_final=True, note=row)


def _letters(case: Case, packages: list[tuple[Package, dict[str, Any]]]) -> Iterator[Entry]:
    """What was mailed about the case: one document for each occasion, with everybody it went to."""
    about = Q(occasion__in=[f"package:{package.pk}" for package, _item in packages])
    for item in case.items.all():
        about |= Q(occasion__startswith=f"material:{item.pk}:") | Q(occasion__startswith=f"returned:{item.pk}:")
        decision = getattr(item, "decision", None)
        for row in decision.follow_ups.all() if decision else ():
            about |= Q(occasion=f"follow-up:{row.pk}")
    grouped: dict[str, list[Message]] = {}
    for message in Message.objects.filter(about).select_related("recipient").order_by("created_at", "pk"):
        grouped.setdefault(message.occasion, []).append(message)
    for letters in grouped.values():
        first = letters[0]
        is_final = any(letter.state == MessageState.SENT for letter in letters)
        day = words.local_day(first.created_at)
        yield _written(
            _("Mail"),
            first.subject,
            day,
            "meetings/disclosure/mail.html",
            is_final=is_final,
            letters=letters,
            first=first,
        )


def _history(case: Case, by: Any) -> Entry:
    items = queries.items_for(by).filter(case=case).order_by("pk")
    decisions = queries.decisions_for(by).filter(item__case=case).order_by("pk")
    entries = [entry for thing in (case, *items, *decisions) for entry in history_of(thing)]
    entries.sort(key=lambda entry: entry.sequence)
    lines = [(words.day(entry.moment), words.clock_time(entry.moment), entry) for entry in entries]
    return _written(
        _("History"),
        _("History of the case"),
        clock.today(),
        "meetings/disclosure/history.html",
        is_final=False,
        lines=lines,
    )
