"""Marking what is in the records system, noting facts on a case, and taking its documents out (D14)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.bodies import rules as seats
from tvaerblik.meetings import disclosing
from tvaerblik.meetings.models import Case, CaseNote, Disclosure, JournalMark, Minutes, Package
from tvaerblik.meetings.rules import keeping as rules
from tvaerblik.people.rules import permit, possible


@transaction.atomic
def journalise_package(package: Package, *, number: str, day: dt.date, by: Any) -> JournalMark:
    """Say that a sent package is in the records system, or correct the number or the day."""
    current = locked(package)
    permit(rules.why_not_journalise_package(current, by))
    return _mark(current, {"package": current}, number, day, by, "journalise_package")


@transaction.atomic
def journalise_minutes(minutes: Minutes, *, number: str, day: dt.date, by: Any) -> JournalMark:
    """Say that approved minutes are in the records system, or correct the number or the day."""
    current = locked(minutes)
    permit(seats.why_not_runs(by, current.meeting.body))
    possible(rules.why_draft(current))
    return _mark(current, {"minutes": current}, number, day, by, "journalise_minutes")


def _mark(paper: Package | Minutes, on: dict[str, Any], number: str, day: dt.date, by: Any, verb: str) -> JournalMark:
    possible(rules.why_ahead(day))
    mark = JournalMark.objects.filter(**on).first()
    if mark is None:
        mark = add(JournalMark(**on, number=number, day=day, person=by, name=by.name), by=by, verb=verb, number=number)
        record(verb, paper, by=by, number=number)
        return mark
    revised = revise(mark, {"number": number, "day": day}, by=by, verb=verb, number=number)
    if revised.version != mark.version:
        record(verb, paper, by=by, number=number)
    return revised


@transaction.atomic
def write_note(case: Case, *, text: str, day: dt.date, by: Any) -> CaseNote:
    """Note a fact that matters to the case. It stays as it is written; what is wrong is put right by another note."""
    current = locked(case)
    permit(rules.why_not_note(current, by))
    possible(rules.why_ahead(day))
    note = add(CaseNote(case=current, text=text, day=day, person=by, name=by.name), by=by, verb="write_note")
    record("write_note", current, by=by)
    return note


@transaction.atomic
def take_out_case(case: Case, *, purpose: str, by: Any) -> Disclosure:
    """Take out every document of a case that this person may read, for a purpose that stands in the trail."""
    current = locked(case)
    permit(rules.why_not_take_out(current, by))
    record("take_out_case", current, by=by, purpose=purpose)
    content = disclosing.content_of(current, by)
    row = Disclosure(case=current, purpose=purpose, person=by, name=by.name, content=content)
    return add(row, by=by, verb="take_out_case", purpose=purpose)
