"""Writing a case: text, points, what each point does to a record, and the way between bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.bodies import rules as seats
from tvaerblik.core.effects import effects
from tvaerblik.core.models import link_to
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.meetings import mail, progress
from tvaerblik.meetings.actions.agenda import place_case
from tvaerblik.meetings.actions.mirroring import lapse_referrals
from tvaerblik.meetings.actions.numbers import next_number
from tvaerblik.meetings.models import (
    AgendaItem,
    Case,
    CaseState,
    CaseSubject,
    ItemState,
    Meeting,
    Point,
    PointEffect,
)
from tvaerblik.meetings.rules import cases as rules
from tvaerblik.people.models import Person
from tvaerblik.people.rules import permit, why_not_administrator


@transaction.atomic
def propose_case(
    *, fields: Mapping[str, Any], by: Any, subject: models.Model | None = None, meeting: Meeting | None = None
) -> Case:
    """Propose a case, about a record and for a meeting when they are known. The proposer has the material at first."""
    permit(rules.why_not_propose(None, by))
    case = Case(**{"material_owner": by, **fields}, proposed_by=by)
    add(case, by=by, verb="propose_case")
    if subject is not None:
        link_subject(case, subject=subject, by=by)
    if meeting is not None:
        place_case(case, meeting=meeting, by=by)
    return case


@transaction.atomic
def revise_case(case: Case, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> Case:
    """Change the text of a case that is not locked."""
    current = _writable(case, by)
    return revise(current, fields, by=by, verb="revise_case", seen_version=seen_version)


def _writable(case: Case, by: Any) -> Case:
    current = locked(case)
    rules.permit_writing(current, by)
    for approval in rules.approvals_of(current):
        mail.approval_falls(approval, case=current, by=by)
    return current


@transaction.atomic
def withdraw_case(case: Case, *, reason: str, by: Any) -> Case:
    """Take the case back, off every agenda it is on."""
    current = locked(case)
    rules.CASE.take("withdraw_case", current, by)
    for item in current.items.exclude(state__in=[ItemState.WITHDRAWN, ItemState.DECIDED]):
        revise(item, {"state": ItemState.WITHDRAWN}, by=by, verb="withdraw_item", reason=reason)
    lapse_referrals(current, reason=reason, by=by)
    return revise(locked(case), {"state": CaseState.WITHDRAWN}, by=by, verb="withdraw_case", reason=reason)


@transaction.atomic
def link_subject(case: Case, *, subject: models.Model, by: Any) -> CaseSubject:
    """Say that the case is about a record."""
    current = _writable(case, by)
    link, made = CaseSubject.objects.get_or_create(case=current, **link_to(subject))
    if made:
        record("link_subject", current, by=by, record=str(subject))
    return link


@transaction.atomic
def add_point(case: Case, *, text: str, by: Any) -> Point:
    """Add an "at …" as the last point. A leading "at" is taken off; the paper writes it."""
    current = _writable(case, by)
    last = current.points.aggregate(last=Max("number"))["last"] or 0
    wording = _without_at(text)
    point = add(Point(case=current, number=last + 1, text=wording), by=by, verb="add_point", point=wording)
    record("add_point", current, by=by, point=wording)
    return point


def _without_at(text: str) -> str:
    stripped = text.strip().rstrip(".,")
    first, _space, rest = stripped.partition(" ")
    return rest.strip() if first.lower() in {"at", "that"} and rest else stripped


@transaction.atomic
def revise_point(point: Point, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> Point:
    """Change the wording of a point."""
    _writable(point.case, by)
    values = {**fields, "text": _without_at(str(fields["text"]))} if "text" in fields else dict(fields)
    return revise(point, values, by=by, verb="revise_point", seen_version=seen_version)


@transaction.atomic
def withdraw_point(point: Point, *, by: Any) -> Case:
    """Take a point out; the others keep the order and are numbered anew."""
    case = _writable(point.case, by)
    revise(point, {"is_withdrawn": True, "number": 0}, by=by, verb="withdraw_point", point=point.text)
    for number, other in enumerate(case.points.filter(is_withdrawn=False).order_by("number"), start=1):
        if other.number != number:
            revise(other, {"number": number}, by=by, verb="renumber_point")
    record("withdraw_point", case, by=by, point=point.text)
    return case


@transaction.atomic
def add_effect(point: Point, *, effect: str, subject: models.Model, value: Any, by: Any) -> PointEffect:
    """Say what the point, when it is decided, does to a record. ``value`` is packed as the effect packs it."""
    case = _writable(point.case, by)
    known = effects.get(effect)
    if known is None or known.kind != subject._meta.label_lower:
        raise NotPossible(_("A decision cannot change that on %(record)s.") % {"record": subject})
    if not known.records(by).filter(pk=subject.pk).exists():
        raise NotPermitted(_("You cannot see %(record)s.") % {"record": subject})
    same = PointEffect.objects.filter(
        point__case=case, point__is_withdrawn=False, is_withdrawn=False, effect=effect, **link_to(subject)
    ).first()
    if same is not None:
        raise NotPossible(
            _("Point %(number)d already sets that for %(record)s.") % {"number": same.point.number, "record": subject}
        )
    link_subject(case, subject=subject, by=by)
    row = PointEffect(point=point, effect=effect, value=known.pack(value), **link_to(subject))
    row.save()
    record("add_effect", case, by=by, record=str(subject), field=str(known.label), value=known.reads(row.value))
    return row


@transaction.atomic
def withdraw_effect(effect: PointEffect, *, by: Any) -> Case:
    """Take an effect off its point."""
    case = _writable(effect.point.case, by)
    known = effects[effect.effect]
    revise(effect, {"is_withdrawn": True}, by=by, verb="withdraw_effect")
    record("withdraw_effect", case, by=by, record=str(effect.subject), field=str(known.label))
    return case


@transaction.atomic
def submit_case(case: Case, *, meeting: Meeting, by: Any) -> AgendaItem:
    """Send the programme group's recommendation to the body it submits to (R46). The case gets its I-number now.

    After the material deadline the item is late, and only that body's chair can accept it.
    """
    current = locked(case)
    recommended = rules.recommendations_of(current).filter(recommends_to=meeting.body).first()
    if recommended is None:
        raise NotPossible(rules.not_recommended(meeting.body))
    permit(seats.why_not_runs(by, recommended.meeting.body))
    if not current.number:
        number = next_number("I", meeting.day.year, digits=2, by=by)
        current = revise(current, {"number": number}, by=by, verb="submit_case")
    return place_case(current, meeting=meeting, by=by)


@transaction.atomic
def hand_over_material(case: Case, *, person: Person, to: Person, by: Any) -> Case:
    """Let ``to`` be responsible for the material instead of ``person``, whose things are handed over.

    It is who prepares, not what is said, so it also goes when the text is locked. A case that is decided or withdrawn
    stays as it is, and so does one that somebody else has got meanwhile.
    """
    permit(why_not_administrator(case, by))
    current = locked(case)
    if current.material_owner_id != person.pk or progress.is_over(current):
        return current
    content: dict[str, Any] = {"person": str(person), "to": str(to)}
    handed = revise(current, {"material_owner": to}, by=by, verb="hand_over_material", **content)
    for item in handed.items.filter(state__in=[ItemState.ACCEPTED, ItemState.RETURNED], material_due__isnull=False):
        mail.material_agreed(item, by=by)
    return handed
