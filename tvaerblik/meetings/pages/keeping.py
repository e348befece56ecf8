"""What pages show of briefings, the journal, notes on a case and documents taken out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tvaerblik.meetings import queries, telling
from tvaerblik.meetings.models import (
    Briefing,
    BriefingReader,
    Case,
    Disclosure,
    JournalMark,
    Meeting,
    Minutes,
    Outcome,
    Package,
)
from tvaerblik.meetings.pages.offers import Offer, offer, open_offers
from tvaerblik.meetings.rules import keeping as rules


@dataclass(frozen=True)
class Paper:
    """A package or minutes with its mark, the address of its journal package, and the button that marks it."""

    title: str
    url: str
    mark: JournalMark | None
    download: str
    offer: Offer


def journal_of_package(package: Package, by: Any) -> Paper | None:
    """The package's place in the journal, for those who run the meetings; others see a mark that is there."""
    mark = getattr(package, "journal_mark", None)
    if rules.why_not_journalise_package(package, by) and mark is None:
        return None
    return _paper(str(package), package, mark, "package", by)


def journal_of_minutes(minutes: Minutes, by: Any) -> Paper | None:
    """The same of approved minutes."""
    mark = getattr(minutes, "journal_mark", None)
    if rules.why_not_journalise_minutes(minutes, by) and mark is None:
        return None
    return _paper(str(minutes), minutes, mark, "minutes", by)


def _paper(title: str, paper: Package | Minutes, mark: JournalMark | None, kind: str, by: Any) -> Paper:
    button = offer(f"journalise_{kind}", paper, by)
    download = "" if button.why else reverse(f"{kind}_journal", args=[paper.pk])
    return Paper(title, paper.get_absolute_url(), mark, download, button)


def journal_of_meeting(meeting: Meeting, by: Any) -> dict[str, Any] | None:
    """The meeting's papers that belong in the records system; None before there is one."""
    packages = meeting.packages.select_related("journal_mark", "meeting__body").order_by("number")
    found = [journal_of_package(package, by) for package in packages]
    minutes = queries.minutes_for(by).filter(meeting=meeting).select_related("journal_mark", "meeting__body")
    found.extend(journal_of_minutes(row, by) for row in minutes)
    papers = [paper for paper in found if paper is not None]
    return {"papers": papers} if papers else None


def briefings(meeting: Meeting, by: Any) -> dict[str, Any] | None:
    """The briefings after a meeting, and the button that begins one."""
    rows = list(queries.briefings_for(by).filter(meeting=meeting).prefetch_related("bodies").order_by("pk"))
    offers = open_offers(("write_briefing",), meeting, by)
    return {"rows": rows, "offers": offers} if rows or offers else None


def notes(case: Case, by: Any) -> dict[str, Any] | None:
    """The notes on a case, newest first, and the button that writes one."""
    rows = list(queries.notes_for(by).filter(case=case))
    offers = open_offers(("write_note",), case, by)
    return {"rows": rows, "offers": offers} if rows or offers else None


def disclosures(case: Case, by: Any) -> dict[str, Any] | None:
    """What the person has taken out of the case, for those who may."""
    offers = open_offers(("take_out_case",), case, by)
    if not offers:
        return None
    return {"rows": list(queries.disclosures_for(by).filter(case=case)), "offers": offers}


def disclosed(row: Disclosure) -> dict[str, list[dict[str, Any]]]:
    """The documents that were taken out: the final, and the internal."""
    documents = [{**one, "when": dt.date.fromisoformat(one["day"])} for one in row.content["documents"]]
    return {
        "final": [one for one in documents if one["is_final"]],
        "internal": [one for one in documents if not one["is_final"]],
    }


@dataclass(frozen=True)
class Told:
    """A briefing as one person reads it: its decisions, its readers where they are to be seen, one's own receipt."""

    title: str
    text: str
    decisions: list[dict[str, Any]]
    bodies: list[Any]
    people: list[str]
    readers: list[BriefingReader]
    mine: BriefingReader | None


def told(briefing: Briefing, by: Any, *, runs: bool) -> Told:
    """What it says: as it was sent, or a draft as it would be sent now.

    A decision that has been closed since is left out for those who may not see it any more.
    """
    content = telling.content_of(briefing) if briefing.content is None else briefing.content
    numbers = [row["decision_id"] for row in content["decisions"]]
    seen = set(queries.decisions_for(by).filter(pk__in=numbers).values_list("pk", flat=True))
    readers = list(briefing.readers.select_related("body", "person"))
    mine = next((row for row in readers if row.person_id == by.pk), None)
    return Told(
        title=content["title"],
        text=content["text"],
        decisions=[_line(row) for row in content["decisions"] if row["decision_id"] in seen],
        bodies=list(briefing.bodies.order_by("sort_key", "pk")),
        people=_people(briefing, readers),
        readers=readers if runs else [],
        mine=mine,
    )


def _people(briefing: Briefing, readers: list[BriefingReader]) -> list[str]:
    """Who is told by themselves; of a draft everybody who would be, so that the sender sees it."""
    if briefing.is_draft:
        return [str(person) for person in telling.readers_of(briefing)]
    return [row.name for row in readers if row.body_id is None]


def _line(row: dict[str, Any]) -> dict[str, Any]:
    points = [{**point, "label": str(Outcome(point["outcome"]).label)} for point in row["points"]]
    url = reverse("decision", args=[row["decision_id"]])
    return {**row, "points": points, "label": str(Outcome(row["outcome"]).label), "url": url}
