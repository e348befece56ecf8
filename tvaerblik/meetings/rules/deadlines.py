"""The deadline chain of a meeting: when the material is due, when the chair approves, when the agenda is sent."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tvaerblik.bodies.models import Body
from tvaerblik.core import clock, workdays


def deadlines_of(body: Body, day: dt.date) -> dict[str, dt.date]:
    """The deadline chain: the body's days before the meeting, each moved to a working day.

    Material moves back to the working day before; approval and sending move forward, but never past the day before the
    meeting: an approval on Whit Monday becomes Tuesday.
    """
    last = workdays.previous_workday(day)
    found = {"material_due": workdays.workday_on_or_before(day - dt.timedelta(days=body.material_days))}
    for name, days in (("approval_due", body.approval_days), ("sending_due", body.sending_days)):
        found[name] = min(workdays.workday_on_or_after(day - dt.timedelta(days=days)), last)
    return found


def deadlines_ahead(body: Body, day: dt.date) -> dict[str, dt.date]:
    """The chain of a meeting that is planned now: no deadline of an extra meeting has passed already."""
    last = workdays.previous_workday(day)
    earliest = workdays.workday_on_or_after(clock.today())
    return {name: min(max(due, earliest), last) for name, due in deadlines_of(body, day).items()}


def why_not_day(day: dt.date, reason: str) -> str:
    """ "" for a working day, and for any day that somebody gives a reason for."""
    sentence = workdays.why_not_workday(day)
    if not sentence or reason.strip():
        return ""
    return _("%(why)s. Choose another day, or give a reason.") % {"why": sentence[:1].upper() + sentence[1:]}
