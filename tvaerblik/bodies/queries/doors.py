"""The doors to each kind of record, and single facts about bodies and persons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from tvaerblik.bodies.models import (
    Body,
    CoverageAgreement,
    CoverageConsent,
    Delegation,
    MemberProfile,
    Membership,
    Seat,
    TermsOfReference,
)
from tvaerblik.people.models import Level, on


def bodies_for(_by: Any) -> QuerySet[Body]:
    """All bodies: who sits where is open to everybody who may sign in."""
    return Body.objects.select_related("unit", "submits_to")


def seats_for(_by: Any) -> QuerySet[Seat]:
    """All seats."""
    return Seat.objects.select_related("body", "position")


def memberships_for(_by: Any) -> QuerySet[Membership]:
    """All memberships."""
    return Membership.objects.select_related("seat__body", "person", "profile")


def agreements_for(_by: Any) -> QuerySet[CoverageAgreement]:
    """All coverage agreements."""
    return CoverageAgreement.objects.select_related("seat__body")


def consents_for(_by: Any) -> QuerySet[CoverageConsent]:
    """All consents."""
    return CoverageConsent.objects.select_related("agreement__seat__body", "unit", "chief")


def delegations_for(_by: Any) -> QuerySet[Delegation]:
    """All delegations."""
    return Delegation.objects.select_related("body", "person")


def profiles_for(_by: Any) -> QuerySet[MemberProfile]:
    """The member profiles."""
    return MemberProfile.objects.all()


def terms_on(body: Body, day: dt.date) -> TermsOfReference | None:
    """The terms of reference in force that day (R7)."""
    return body.terms.filter(since__lte=day).order_by("-since", "-number").first()


def waiting_consents_of(person: Any, day: dt.date) -> list[CoverageConsent]:
    """The consents that wait for this chief."""
    held = person.appointments.filter(on(day)).exclude(position__level=Level.EMPLOYEE).values("position__unit")
    rows = consents_for(person).filter(agreed_on__isnull=True, unit__in=held)
    return list(rows.filter(Q(agreement__until__isnull=True) | Q(agreement__until__gt=day)))


def delegations_around(body: Body, day: dt.date) -> list[Delegation]:
    """The delegations that run or are to come, and the last three that have ended."""
    rows = list(body.delegations.select_related("person").order_by("-since", "-pk"))
    ended = [row for row in rows if row.until is not None and row.until <= day]
    return [row for row in rows if row not in ended] + ended[:3]
