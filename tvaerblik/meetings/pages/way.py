"""The way of a case: every body it has been, is or will be with, in order of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from tvaerblik.core import clock, words
from tvaerblik.core.models import link_to
from tvaerblik.meetings import queries
from tvaerblik.meetings.models import AgendaItem, Case, Escalation, Referral, ReferralState
from tvaerblik.meetings.pages.agenda import TAGS
from tvaerblik.meetings.pages.offers import Offer, steps
from tvaerblik.meetings.rules.between import REFERRAL

REFERRAL_TAGS: dict[str, tuple[str, str]] = {
    ReferralState.SENT: ("waiting", "send"),
    ReferralState.RECEIVED: ("waiting", "clock"),
    ReferralState.SCHEDULED: ("info", ""),
    ReferralState.ANSWERED: ("ready", "check"),
    ReferralState.REFUSED: ("stop", "return"),
    ReferralState.TAKEN_BACK: ("", ""),
}


@dataclass(frozen=True)
class Station:
    """One stop: a treatment at a meeting, or a referral with its answer and its buttons."""

    day: dt.date
    title: str
    state: str
    tag: tuple[str, str]
    url: str = ""
    lines: tuple[str, ...] = ()
    due: dt.date | None = None
    anchor: str = ""
    offers: tuple[Offer, ...] = ()


def way_of(case: Case, treatments: Sequence[AgendaItem], by: Any) -> list[Station]:
    """Treatments, recommendations and referrals of the case together."""
    stations = [_treatment(item, treatments) for item in treatments]
    stations += [_referral(row, by) for row in queries.referrals_for(by).filter(case=case).order_by("pk")]
    return sorted(stations, key=lambda one: one.day)


def _treatment(item: AgendaItem, treatments: Sequence[AgendaItem]) -> Station:
    lines = [_("Recommended by %(body)s") % {"body": body} for body in _recommended_by(item, treatments)]
    if item.recommends_to is not None:
        lines.append(_("Recommends to %(body)s") % {"body": item.recommends_to.short_name})
    lines += [
        f"{pre.body.short_name} {words.short_day(pre.day, clock.today())}: {pre.get_result_display()}"
        for pre in item.pre_treatments.all()
    ]
    return Station(
        day=item.meeting.day,
        title=item.meeting.body.short_name,
        state=item.get_state_display(),
        tag=TAGS[item.state],
        url=item.get_absolute_url(),
        lines=tuple(lines),
    )


def _recommended_by(item: AgendaItem, treatments: Sequence[AgendaItem]) -> list[str]:
    """The body whose recommendation brought the case here."""
    earlier = [other for other in treatments if other.has_outcome and other.meeting.start < item.meeting.start]
    found = [other for other in earlier if other.recommends_to_id == item.meeting.body_id]
    return [other.meeting.body.short_name for other in found[-1:]]


def _referral(referral: Referral, by: Any) -> Station:
    lines = [_("From %(body)s") % {"body": referral.from_body.short_name}]
    if referral.note:
        lines.append(referral.note)
    if referral.item is not None and referral.is_open:
        lines.append(str(referral.item.meeting))
    if referral.answered_on is not None:
        answer = referral.get_outcome_display() or referral.get_state_display()
        day = words.short_day(referral.answered_on, clock.today())
        line = _("Answer %(day)s: %(answer)s.") % {"day": day, "answer": answer}
        lines.append(f"{line} {referral.remark}")
    return Station(
        day=words.local_day(referral.created_at),
        title=_("Referred to %(body)s %(what_for)s")
        % {"body": referral.to_body.short_name, "what_for": referral.get_kind_of_referral_display()},
        state=referral.get_state_display(),
        tag=REFERRAL_TAGS[referral.state],
        url=referral.answer.get_absolute_url() if referral.answer is not None else "",
        lines=tuple(line.strip() for line in lines),
        due=referral.due if referral.is_open else None,
        anchor=f"referral-{referral.pk}",
        offers=tuple(one for one in steps(REFERRAL, referral, by) if not one.why),
    )


def escalations_of(record: Model, by: Any) -> list[Escalation]:
    """The escalations about a record that one may see, unanswered first; those that became this case too."""
    rows = queries.escalations_for(by)
    about = list(rows.filter(**link_to(record)))
    if isinstance(record, Case):
        about += list(rows.filter(case=record).exclude(**link_to(record)))
    return sorted(about, key=lambda one: (not one.is_open, -one.pk))


def escalations_panel(record: Model, by: Any) -> dict[str, Any] | None:
    """The section of a project's or a case's page; nothing when there are none."""
    found = escalations_of(record, by)
    return {"escalations": found} if found else None
