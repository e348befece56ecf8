"""What can be told after a meeting, to whom, and the plain data a briefing freezes (R35, R42).

Only decisions in force on open items are ever told: a briefing is the same for all its readers.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies.models import Body, SeatRole
from tvaerblik.core import clock
from tvaerblik.meetings.models import Briefing, Decision, Meeting
from tvaerblik.people.models import Person

OPEN = Q(item__case__isnull=True) | Q(item__case__is_closed=False)


def tellable(meeting: Meeting) -> QuerySet[Decision]:
    """The decisions of a meeting that others may be told, in the agenda's order."""
    rows = Decision.objects.filter(OPEN, item__meeting=meeting, in_force_at__isnull=False)
    return rows.select_related("item__case", "body").order_by("item__position", "pk")


def told(briefing: Briefing) -> list[Decision]:
    """The ticked decisions that may still be told."""
    return list(tellable(briefing.meeting).filter(briefings=briefing))


def readers_of(briefing: Briefing) -> dict[Person, Body | None]:
    """Who is told today: those who sit in the chosen bodies, their deputies, and the chosen persons."""
    found: dict[Person, Body | None] = {}
    for body in briefing.bodies.order_by("sort_key", "pk"):
        for holder in bodies.members_on(body):
            found.setdefault(holder.person, body)
        for role in (SeatRole.CHAIR, SeatRole.MEMBER):
            for deputy in bodies.acting(body, role, clock.today()):
                found.setdefault(deputy, body)
    for person in briefing.people.order_by("sort_key", "pk"):
        found.setdefault(person, None)
    return found


def content_of(briefing: Briefing) -> dict[str, Any]:
    """What the briefing says, as plain data."""
    return {
        "title": briefing.title,
        "text": briefing.text,
        "body": briefing.meeting.body.name,
        "day": briefing.meeting.day.isoformat(),
        "decisions": [_decision(row) for row in told(briefing)],
    }


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "decision_id": row.pk,
        "number": row.number,
        "title": row.item.heading,
        "outcome": row.outcome,
        "text": row.text,
        "points": [
            {"number": one.point.number, "text": one.point.text, "outcome": one.outcome, "wording": one.wording}
            for one in row.points.select_related("point")
        ],
    }
