"""Coverage agreements: one representative for several areas, when the chiefs have agreed (R68)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.bodies import rules
from tvaerblik.bodies.models import CoverageAgreement, CoverageConsent, Seat, SeatRole
from tvaerblik.core import clock, words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people.models import Unit, UnitKind
from tvaerblik.people.queries import leader_of
from tvaerblik.people.rules import is_chief_of, permit, possible, why_not_ends_on


@transaction.atomic
def agree_on_coverage(
    seat: Seat, *, units: Iterable[Unit], since: dt.date, until: dt.date | None = None, text: str = "", by: Any
) -> CoverageAgreement:
    """Propose that the seat's representative covers more areas in a period. It covers them when every chief has agreed.

    The seat's own area is always part of it. A chief who proposes has thereby agreed for the own area.
    """
    permit(rules.why_not_agrees(seat, by))
    seat = audit.locked(seat)
    areas = {unit.pk: unit for unit in (*seat.units.all(), *units)}
    _check(seat, list(areas.values()), since, until)
    agreement = audit.add(
        CoverageAgreement(seat=seat, since=since, until=until, text=text),
        by=by,
        verb="agree_on_coverage",
        seat=str(seat),
        areas=words.join_words(areas.values()),
        day=words.day(since),
    )
    for unit in areas.values():
        CoverageConsent.objects.create(agreement=agreement, unit=unit)
    for consent in agreement.consents.select_related("unit"):
        if is_chief_of(by, consent.unit):
            give_consent(consent, by=by)
    return agreement


def _check(seat: Seat, areas: list[Unit], since: dt.date, until: dt.date | None) -> None:
    if seat.role != SeatRole.MEMBER:
        raise NotPossible(_("Only a member's seat can cover more areas by agreement."))
    if len(areas) < 2:
        raise NotPossible(_("An agreement needs at least two areas: the seat's own and one more."))
    for unit in areas:
        if unit.kind_of_unit not in {UnitKind.CHIEF_AREA, UnitKind.STAFF} or not unit.holds_on(since):
            raise NotPossible(_("%(unit)s is not an area of responsibility on that day.") % {"unit": unit})
    clash = CoverageAgreement.objects.filter(
        Q(until__isnull=True) | Q(until__gt=since), seat__body=seat.body, consents__unit__in=areas
    )
    if until is not None:
        clash = clash.filter(since__lt=until)
    if found := clash.first():
        raise NotPossible(
            _("There is already an agreement on one of the areas: %(agreement)s. End it first.") % {"agreement": found}
        )


@transaction.atomic
def give_consent(consent: CoverageConsent, *, agreed_on: dt.date | None = None, by: Any) -> CoverageConsent:
    """The chief of the area agrees, or an administrator records that the chief has; both are named in the trail."""
    permit(rules.why_not_consents(consent, by))
    consent = audit.locked(consent)
    if consent.agreed_on is not None:
        raise NotPossible(_("%(chief)s has already agreed.") % {"chief": consent.chief})
    day = agreed_on or clock.today()
    if day > clock.today():
        raise NotPossible(_("Nobody has agreed on a day that has not come."))
    chief = by if is_chief_of(by, consent.unit, day) else leader_of(consent.unit, day)
    if chief is None:
        raise NotPossible(
            _("%(unit)s has no chief who can agree on %(day)s.") % {"unit": consent.unit, "day": words.day(day)}
        )
    fields = {"chief": chief, "agreed_on": day}
    return audit.revise(
        consent, fields, by=by, verb="give_consent", chief=str(chief), unit=str(consent.unit), day=words.day(day)
    )


@transaction.atomic
def end_agreement(agreement: CoverageAgreement, *, until: dt.date, by: Any) -> CoverageAgreement:
    """End it: from ``until`` each area needs its own representative again."""
    permit(rules.why_not_agrees(agreement.seat, by))
    return close_agreement(agreement, until, by=by)


@transaction.atomic
def close_agreement(agreement: CoverageAgreement, until: dt.date, *, by: Any) -> CoverageAgreement:
    """What ending an agreement, a seat and a unit share; an agreement that had not begun is taken away."""
    agreement = audit.locked(agreement)
    content: dict[str, Any] = {"seat": str(agreement.seat), "day": words.day(until)}
    if until > agreement.since:
        possible(why_not_ends_on(agreement, until))
        return audit.revise(agreement, {"until": until}, by=by, verb="end_agreement", **content)
    audit.record("end_agreement", agreement, by=by, **content)
    agreement.consents.all().delete()
    agreement.delete()
    return agreement
