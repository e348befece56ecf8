"""Reads of what goes between bodies: who answers, what is due, what has been answered since the last meeting."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies.models import Body, SeatRole
from tvaerblik.core import clock, workdays
from tvaerblik.meetings.models import (
    Escalation,
    EscalationState,
    Meeting,
    MeetingState,
    Referral,
    ReferralState,
)
from tvaerblik.people.models import Person


def chairs_of(body: Body) -> Sequence[Person]:
    """Those who chair the body today: the chair first, then who acts for the chair."""
    day = clock.today()
    found = [*bodies.holders_of(body, SeatRole.CHAIR, day), *bodies.acting(body, SeatRole.CHAIR, day)]
    return list(dict.fromkeys(found))


def runners_of(body: Body) -> Sequence[Person]:
    """Chair and secretaries of the body today, with those who act for them: who is written to about its matters."""
    day = clock.today()
    secretaries = [*bodies.holders_of(body, SeatRole.SECRETARY, day), *bodies.acting(body, SeatRole.SECRETARY, day)]
    return list(dict.fromkeys([*chairs_of(body), *secretaries]))


def escalations_to_remind() -> QuerySet[Escalation]:
    """Unanswered, and due on the next working day at the latest."""
    soon = workdays.next_workday(clock.today())
    rows = Escalation.objects.filter(state=EscalationState.RAISED, due__lte=soon)
    return rows.select_related("body", "answerer", "content_type").order_by("due", "pk")


def answered_since_last(meeting: Meeting) -> QuerySet[Referral]:
    """The referrals of the meeting's body that have been answered or refused since its last meeting."""
    before = Meeting.objects.filter(body=meeting.body, start__lt=meeting.start).exclude(state=MeetingState.CANCELLED)
    last = before.order_by("-start").first()
    settled = [ReferralState.ANSWERED, ReferralState.REFUSED]
    rows = Referral.objects.filter(from_body=meeting.body, state__in=settled, answered_at__lt=meeting.start)
    if last is not None:
        rows = rows.filter(answered_at__gte=last.start)
    return rows.select_related("case", "to_body", "answer").order_by("answered_at", "pk")
