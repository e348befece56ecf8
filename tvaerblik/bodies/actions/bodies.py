"""Bodies, their terms of reference, and the list of member profiles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.bodies import rules
from tvaerblik.bodies.models import Body, BodyKind, MemberProfile, TermsOfReference
from tvaerblik.core import words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people.rules import permit, why_not_administrator

ONE_OF_EACH = {BodyKind.STEERING, BodyKind.PROGRAMME}


@transaction.atomic
def add_body(*, fields: Mapping[str, Any], by: Any) -> Body:
    """Add a body. There is one steering group and one programme group."""
    permit(why_not_administrator(None, by))
    body = Body(**fields)
    if body.kind_of_body in ONE_OF_EACH and Body.objects.filter(kind_of_body=body.kind_of_body).exists():
        raise NotPossible(
            _("There is already a body of the type “%(kind)s”.") % {"kind": body.get_kind_of_body_display()}
        )
    return audit.add(body, by=by, verb="add_body")


@transaction.atomic
def revise_body(body: Body, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> Body:
    """Change a body's names and working rules, such as its deadlines."""
    permit(rules.why_not_keeps(body, by))
    return audit.revise(body, fields, by=by, verb="revise_body", seen_version=seen_version)


@transaction.atomic
def adopt_terms(
    body: Body,
    *,
    since: dt.date,
    purpose: str,
    tasks: str = "",
    mandate: str = "",
    composition: str = "",
    working_form: str = "",
    decided_by: str = "",
    by: Any,
) -> TermsOfReference:
    """Register a new version of the terms of reference, in force from ``since``; earlier versions stay (R7)."""
    permit(rules.why_not_keeps(body, by))
    body = audit.locked(body)
    latest = body.terms.first()
    if latest is not None and since <= latest.since:
        raise NotPossible(
            _("Version %(number)s is in force from %(day)s; a new version begins later.")
            % {"number": latest.number, "day": words.day(latest.since)}
        )
    number = 1 + (body.terms.order_by("-number").values_list("number", flat=True).first() or 0)
    terms = TermsOfReference(
        body=body,
        number=number,
        since=since,
        purpose=purpose,
        tasks=tasks,
        mandate=mandate,
        composition=composition,
        working_form=working_form,
        decided_by=decided_by,
    )
    return audit.add(terms, by=by, verb="adopt_terms", number=number, day=words.day(since))


@transaction.atomic
def add_member_profile(*, fields: Mapping[str, Any], by: Any) -> MemberProfile:
    """Add a profile to the list (R66)."""
    permit(why_not_administrator(None, by))
    return audit.add(MemberProfile(**fields), by=by, verb="add_member_profile")


@transaction.atomic
def revise_member_profile(
    profile: MemberProfile, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None
) -> MemberProfile:
    """Rename a profile; members who have it have the new name."""
    permit(why_not_administrator(profile, by))
    return audit.revise(profile, fields, by=by, verb="revise_member_profile", seen_version=seen_version)
