"""What awaits a decision: which body decides, by when, at which meeting, and what it still lacks (R26)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.meetings.models import OPEN_REFERRALS, AgendaItem, Case, ItemState, Referral, ReferralKind
from tvaerblik.meetings.queries.visible import awaiting_for

ON_THE_WAY = [state for state in ItemState if state not in {ItemState.WITHDRAWN, ItemState.DECIDED}]


def _underway() -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(case=OuterRef("pk"), state__in=ON_THE_WAY).order_by("-pk")


def awaiting_with_level(by: Any) -> QuerySet[Case]:
    """The cases that await a decision, each with the body that decides and the meeting ahead.

    The body is that of the agenda the case is on, or the one it is recommended or referred to there; else the one that
    had it last.
    """
    treated = AgendaItem.objects.filter(case=OuterRef("pk"), state=ItemState.DECIDED).order_by("-meeting__start", "-pk")
    referred = Referral.objects.filter(
        case=OuterRef("pk"), state__in=OPEN_REFERRALS, kind_of_referral=ReferralKind.DECISION
    ).order_by("-pk")
    items = AgendaItem.objects.filter(state__in=ON_THE_WAY).select_related("meeting__body").order_by("-pk")
    level = Coalesce(
        Subquery(_underway().values("recommends_to")[:1]),
        Subquery(_underway().values("meeting__body")[:1]),
        Subquery(referred.values("to_body")[:1]),
        Subquery(treated.values("recommends_to")[:1]),
        Subquery(treated.values("meeting__body")[:1]),
    )
    name = Body.objects.filter(pk=OuterRef("level_id")).values("short_name")[:1]
    return (
        awaiting_for(by)
        .annotate(level_id=level, next_meeting=Subquery(_underway().values("meeting__start")[:1]))
        .annotate(level=Subquery(name))
        .prefetch_related(Prefetch("items", items, to_attr="underway"))
    )


NO_MEETING = Q(next_meeting__isnull=True)
NO_PERSON = Q(material_owner__isnull=True) | Q(material_owner__is_active=False)
NO_BODY = Q(level_id__isnull=True)


def is_late() -> Q:
    """Needed before today, or before the meeting that treats it."""
    return Q(needed_by__lt=clock.today()) | Q(next_meeting__date__gt=F("needed_by"))


def describe(rows: Iterable[Any], _by: Any = None) -> None:
    """What pages draw: the treatment ahead, how long it has waited, and what it lacks."""
    for case in rows:
        case.next_item = next(iter(case.underway), None)
        case.waited = days_waited(case)
        case.missing = missing_of(case)


def days_waited(case: Case) -> int:
    """Whole days since it was proposed."""
    return (clock.now() - case.created_at).days


def missing_of(case: Any) -> list[str]:
    """What a case lacks on its way to a decision, in words; nothing when it has meeting, person and time."""
    item = next(iter(case.underway), None)
    owner, needed_by = case.material_owner, case.needed_by
    found = []
    if item is None:
        found.append(_("no meeting chosen"))
    if case.level_id is None:
        found.append(_("no body chosen"))
    if owner is None or not owner.is_active:
        found.append(_("nobody has the material"))
    if needed_by is not None and needed_by < clock.today():
        found.append(_("should have been decided"))
    elif needed_by is not None and item is not None and item.meeting.day > needed_by:
        found.append(_("the meeting is too late"))
    return found


def lacks(rows: QuerySet[Case], what: Iterable[str]) -> QuerySet[Case]:
    """Those that lack at least one of the things: meeting, body, person, time."""
    known = {"meeting": NO_MEETING, "body": NO_BODY, "person": NO_PERSON, "time": is_late()}
    found = Q()
    for name in what:
        if name in known:
            found |= known[name]
    return rows.filter(found)
