"""The doors to briefings, journal marks, notes on a case and what was taken out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies.models import Body, BodyKind
from tvaerblik.core import clock
from tvaerblik.meetings.models import (
    Briefing,
    BriefingReader,
    BriefingState,
    CaseNote,
    Disclosure,
    Meeting,
)
from tvaerblik.meetings.queries.visible import cases_for, my_bodies
from tvaerblik.people.models import Level, Person, on
from tvaerblik.people.queries import in_service

INFORMED = (BodyKind.EXECUTIVE, BodyKind.CHIEF_FORUM)


def briefings_for(by: Any) -> QuerySet[Briefing]:
    """Those of one's own bodies, those one has got, and those sent to a body in which one sits now."""
    seats = {body for body, _role in bodies.seats_of(by, clock.today())}
    got = BriefingReader.objects.filter(person=by).values("briefing")
    sent_to_mine = Briefing.bodies.through.objects.filter(body__in=seats).values("briefing")
    mine = Q(meeting__body__in=my_bodies(by))
    reading = Q(state=BriefingState.SENT) & (Q(pk__in=got) | Q(pk__in=sent_to_mine))
    rows = Briefing.objects.filter(mine | reading).exclude(state=BriefingState.DISCARDED)
    return rows.select_related("meeting__body", "sent_by")


def leaders() -> QuerySet[Person]:
    """Everybody who leads a unit today: who can be told besides the bodies."""
    managers = [level for level in Level if level is not Level.EMPLOYEE]
    leading = Person.objects.filter(on(clock.today(), "appointments__"), appointments__position__level__in=managers)
    return in_service().filter(pk__in=leading.values("pk")).order_by("sort_key", "pk")


def bodies_to_inform(meeting: Meeting) -> QuerySet[Body]:
    """The bodies that can be told after a meeting, management first: all but the one that met."""
    rows = Body.objects.exclude(pk=meeting.body_id)
    return rows.annotate(is_other=~Q(kind_of_body__in=INFORMED)).order_by("is_other", "sort_key", "pk")


@dataclass(frozen=True)
class Informed:
    """A body of management and the last briefing it got."""

    body: Body
    briefing: Briefing | None


def last_informed(by: Any) -> list[Informed]:
    """When each body of management was last told something, among the briefings one may see (R35)."""
    rows = briefings_for(by).filter(state=BriefingState.SENT).prefetch_related("bodies").order_by("-sent_at", "-pk")
    newest: dict[int, Briefing] = {}
    for briefing in rows:
        for body in briefing.bodies.all():
            newest.setdefault(body.pk, briefing)
    kinds = Body.objects.filter(Q(kind_of_body__in=INFORMED) | Q(pk__in=newest)).order_by("sort_key", "pk")
    return [Informed(body, newest.get(body.pk)) for body in kinds]


def notes_for(by: Any) -> QuerySet[CaseNote]:
    """The notes on the cases one may see."""
    return CaseNote.objects.filter(case__in=cases_for(by))


def disclosures_for(by: Any) -> QuerySet[Disclosure]:
    """What one has taken out oneself of the cases one may see: it holds what that person could read."""
    return Disclosure.objects.filter(case__in=cases_for(by), person=by).select_related("case")
