"""Who journalises, who notes something on a case, and who takes its documents out (D14)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.bodies import rules as seats
from tvaerblik.core import clock
from tvaerblik.documents import rules as documents
from tvaerblik.meetings.models import Case, Disclosure, ItemState, Minutes, MinutesState, Package
from tvaerblik.meetings.rules.cases import why_not_writer
from tvaerblik.people.rules import is_administrator


def why_not_journalise_package(package: Package, by: Any) -> str:
    """ "" for those who run the body's meetings; what is a package has been sent."""
    return seats.why_not_runs(by, package.meeting.body)


def why_not_journalise_minutes(minutes: Minutes, by: Any) -> str:
    """ "" for those who run the body's meetings, once the chair has approved the minutes."""
    return seats.why_not_runs(by, minutes.meeting.body) or why_draft(minutes)


def why_draft(minutes: Minutes) -> str:
    """ "" once the minutes are approved: a draft never goes into the records system."""
    if minutes.state in {MinutesState.APPROVED, MinutesState.CONFIRMED}:
        return ""
    return _("The minutes are journalised when the chair has approved them.")


def why_ahead(day: dt.date) -> str:
    """ "" for today and the past."""
    return _("Choose a day no later than today.") if day > clock.today() else ""


def why_not_note(case: Case, by: Any) -> str:
    """ "" for those who write the case and those with a seat in a body that treats it, also when it is decided."""
    if not why_not_writer(case, by) or any(seats.belongs_to(by, body) for body in _treating(case)):
        return ""
    return _("Notes are written by those who write the case and those who sit in the bodies that treat it.")


def why_not_take_out(case: Case, by: Any) -> str:
    """ "" for chair and secretary of a body that treats the case, the portfolio office, and an administrator."""
    if is_administrator(by) or seats.keeps_portfolio(by):
        return ""
    if any(seats.is_chair(by, body) or seats.is_secretary(by, body) for body in _treating(case)):
        return ""
    return _(
        "Only the chair or secretary of a body that treats the case, the portfolio office and administrators "
        "can take its documents out."
    )


def why_not_open(disclosure: Disclosure, by: Any) -> str:
    """ "" as long as the person may take out the case, and may read what is closed in what was taken out."""
    if sentence := why_not_take_out(disclosure.case, by):
        return sentence
    if disclosure.content["closed"] and documents.is_closed_for(disclosure.case, by):
        return _("It holds closed documents that you may no longer read.")
    return ""


def _treating(case: Case) -> list[Any]:
    items = case.items.exclude(state=ItemState.WITHDRAWN).select_related("meeting__body")
    return list({item.meeting.body_id: item.meeting.body for item in items}.values())
