"""What a body owes whom, and by when; and what it waits for itself (R47)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.meetings.models import (
    OPEN_FOLLOW_UPS,
    OPEN_REFERRALS,
    EscalationState,
    ItemState,
    MeetingState,
)
from tvaerblik.meetings.queries.visible import escalations_for, follow_ups_for, items_for, referrals_for


@dataclass(frozen=True)
class Owed:
    """One thing: what, who does it, to whom, and the day when there is one."""

    kind: str | Promise
    what: str
    url: str
    who: str
    to: str
    due: dt.date | None

    @property
    def is_over(self) -> bool:
        """The day has passed."""
        return self.due is not None and self.due < clock.today()


def owed_by(body: Body, by: Any) -> list[Owed]:
    """What the body owes others, the nearest first; what has no day stands last."""
    return _by_day([*_follow_ups(body, by), *_material(body, by), *_referrals_to(body, by), *_escalations_to(body, by)])


def owed_to(body: Body, by: Any) -> list[Owed]:
    """The answers that the body itself waits for."""
    return _by_day([*_referrals_from(body, by), *_escalations_from(body, by)])


def _by_day(rows: list[Owed]) -> list[Owed]:
    return sorted(rows, key=lambda row: (row.due is None, row.due or dt.date.max))


def _follow_ups(body: Body, by: Any) -> Iterator[Owed]:
    for row in follow_ups_for(by).filter(decision__body=body, state__in=OPEN_FOLLOW_UPS).order_by("pk"):
        what = f"{row.text} ({row.decision.number})" if row.decision.number else row.text
        yield Owed(gettext_lazy("Follow-up"), what, row.get_absolute_url(), str(row.owner), body.short_name, row.due)


def _material(body: Body, by: Any) -> Iterator[Owed]:
    """The material for the meetings of the body above, where it is not delivered yet."""
    if body.submits_to is None:
        return
    rows = items_for(by).filter(
        meeting__body=body.submits_to,
        meeting__state__in=[MeetingState.PLANNED, MeetingState.CONVENED],
        state__in=[ItemState.ACCEPTED, ItemState.RETURNED],
        case__isnull=False,
    )
    for item in rows.order_by("pk"):
        owner = str(item.case.material_owner or _("nobody")) if item.case else ""
        where = str(item.meeting)
        yield Owed(gettext_lazy("Material"), item.heading, item.get_absolute_url(), owner, where, item.material_due)


def _referrals_to(body: Body, by: Any) -> Iterator[Owed]:
    for row in referrals_for(by).filter(to_body=body, state__in=OPEN_REFERRALS).order_by("pk"):
        due = row.due or (row.item.meeting.day if row.item else None)
        name = body.short_name
        yield Owed(gettext_lazy("Answer"), str(row.case), row.get_absolute_url(), name, row.from_body.short_name, due)


def _escalations_to(body: Body, by: Any) -> Iterator[Owed]:
    for row in escalations_for(by).filter(body=body, state=EscalationState.RAISED).order_by("pk"):
        to = row.from_body.short_name
        yield Owed(gettext_lazy("Escalation"), str(row), row.get_absolute_url(), str(row.answerer), to, row.due)


def _referrals_from(body: Body, by: Any) -> Iterator[Owed]:
    for row in referrals_for(by).filter(from_body=body, state__in=OPEN_REFERRALS).order_by("pk"):
        due = row.due or (row.item.meeting.day if row.item else None)
        who = row.to_body.short_name
        yield Owed(gettext_lazy("Answer"), str(row.case), row.get_absolute_url(), who, body.short_name, due)


def _escalations_from(body: Body, by: Any) -> Iterator[Owed]:
    for row in escalations_for(by).filter(from_body=body, state=EscalationState.RAISED).order_by("pk"):
        to = body.short_name
        yield Owed(gettext_lazy("Escalation"), str(row), row.get_absolute_url(), str(row.answerer), to, row.due)
