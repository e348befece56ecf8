"""The seats of a body. In the programme group each area of responsibility and the staff has its own (R67)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.bodies import reorganising, rules, seating
from tvaerblik.bodies.actions.coverage import close_agreement
from tvaerblik.bodies.actions.memberships import stop
from tvaerblik.bodies.models import Body, BodyKind, CoverageAgreement, Membership, Seat, SeatRole
from tvaerblik.core import words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people.models import Person, Position, Unit, UnitKind, on
from tvaerblik.people.rules import forget, permit, possible, why_not_ends_on


@transaction.atomic
def add_seat(
    body: Body,
    *,
    title: str,
    role: str,
    since: dt.date,
    until: dt.date | None = None,
    places: int = 1,
    position: Position | None = None,
    units: Iterable[Unit] = (),
    managers_only: bool = False,
    note: str = "",
    order: int = 0,
    by: Any,
) -> Seat:
    """Add a seat. With ``position`` its holder sits there; with ``units`` whoever sits there must come from them."""
    permit(rules.why_not_keeps(body, by))
    seat = Seat(
        body=body,
        title=title,
        role=role,
        since=since,
        until=until,
        places=places,
        position=position,
        managers_only=managers_only,
        note=note,
        order=order,
    )
    return _add(seat, list(units), by)


def _add(seat: Seat, units: Sequence[Unit], by: Any) -> Seat:
    possible(rules.why_not_represents(seat.body, list(units)))
    if seat.managers_only and seat.position is not None and not seat.position.is_manager:
        raise NotPossible(
            _("The seat takes a manager, but %(position)s is no manager's position.") % {"position": seat.position}
        )
    seat = audit.add(
        seat, by=by, verb="add_seat", seat=seat.title, day=words.day(seat.since), units=[str(unit) for unit in units]
    )
    seat.units.set(units)
    forget(by)
    return seat


@transaction.atomic
def revise_seat(seat: Seat, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> Seat:
    """Correct a seat; what it is asked for on earlier days changes too. A new rule is a new seat from a day."""
    permit(rules.why_not_keeps(seat.body, by))
    plain = {name: value for name, value in fields.items() if name != "units"}
    seat = audit.revise(seat, plain, by=by, verb="revise_seat", seen_version=seen_version)
    if "units" in fields:
        _set_units(seat, list(fields["units"]), by)
    return seat


def _set_units(seat: Seat, units: list[Unit], by: Any) -> None:
    before = list(seat.units.all())
    if {unit.pk for unit in before} == {unit.pk for unit in units}:
        return
    possible(rules.why_not_represents(seat.body, units))
    seat.units.set(units)
    reads = [words.join_words(before), words.join_words(units)]
    numbers = {"before": [unit.pk for unit in before], "after": [unit.pk for unit in units]}
    audit.record("revise_seat", seat, by=by, changes={"units": {**numbers, "reads": reads}})


@transaction.atomic
def end_seat(seat: Seat, *, until: dt.date, by: Any) -> Seat:
    """End a seat; memberships and coverage agreements that run longer end with it."""
    permit(rules.why_not_keeps(seat.body, by))
    return _end(seat, until, by)


def _end(seat: Seat, until: dt.date, by: Any) -> Seat:
    seat = audit.locked(seat)
    possible(why_not_ends_on(seat, until))
    running = Q(until__isnull=True) | Q(until__gt=until)
    for membership in Membership.objects.filter(running, seat=seat).select_related("person", "seat__body"):
        stop(membership, until, by=by)
    for agreement in CoverageAgreement.objects.filter(running, seat=seat):
        close_agreement(agreement, until, by=by)
    forget(by)
    return audit.revise(seat, {"until": until}, by=by, verb="end_seat", seat=str(seat), day=words.day(until))


@transaction.atomic
def add_area_seats(body: Body, *, since: dt.date, by: Any) -> Body:
    """Give each area of responsibility and the staff a seat in the body, where it has none (R67)."""
    permit(rules.why_not_keeps(body, by))
    areas = Unit.objects.filter(on(since), kind_of_unit__in=[UnitKind.CHIEF_AREA, UnitKind.STAFF])
    for unit in areas.order_by("sort_key", "pk"):
        _area_seat(body, unit, since, by)
    return body


def _area_seat(body: Body, unit: Unit, since: dt.date, by: Any) -> None:
    running = Q(until__isnull=True) | Q(until__gt=since)
    sitting = body.seats.filter(running, role__in=[SeatRole.CHAIR, SeatRole.MEMBER])
    if sitting.filter(role=SeatRole.MEMBER, units=unit).exists():
        return
    last = sitting.order_by("-order").values_list("order", flat=True).first() or 0
    seat = Seat(body=body, title=rules.area_title(unit.name), role=SeatRole.MEMBER, since=since, order=last + 1)
    _add(seat, [unit], by)


@transaction.atomic
def follow_new_unit(unit: Unit, *, day: dt.date, by: Any) -> None:
    """A new area of responsibility gets its seat in the programme group the same day; it shows as vacant (R67)."""
    body = seating.programme_group()
    if body is None or unit.kind_of_unit not in {UnitKind.CHIEF_AREA, UnitKind.STAFF}:
        return
    # A programme group whose seats have not been made yet gets them all at once, with ``add_area_seats``.
    if body.seats.filter(role=SeatRole.MEMBER).exists():
        _area_seat(body, unit, day, by)


@transaction.atomic
def follow_new_name(unit: Unit, *, old: str, by: Any) -> None:
    """A seat that was called after the area follows its new name."""
    for seat in Seat.objects.filter(units=unit, title=rules.area_title(old)):
        audit.revise(seat, {"title": rules.area_title(unit.name)}, by=by, verb="revise_seat")


@transaction.atomic
def follow_merged_units(units: Sequence[Unit], *, new: Unit, day: dt.date, continues: Person | None, by: Any) -> None:
    """Whoever sat for the areas sits for the new one from that day, on its own seat and with the same profile."""
    seat = Seat.objects.filter(units=new, body__kind_of_body=BodyKind.PROGRAMME).select_related("body").first()
    if seat is None or continues is None:
        return
    for membership in reorganising.continuing(units, day).filter(person=continues):
        heir = Membership(
            seat=seat,
            person=continues,
            since=max(membership.since, day),
            until=membership.until,
            profile=membership.profile,
            appointed_by=membership.appointed_by,
        )
        told = {"person": str(continues), "seat": str(seat), "body": seat.body.short_name}
        stop(membership, day, by=by)
        audit.add(heir, by=by, verb="add_membership", day=words.day(heir.since), **told)


@transaction.atomic
def follow_ended_unit(unit: Unit, *, day: dt.date, successors: Sequence[Unit], by: Any) -> None:
    """The seat of an area that ends, ends with it; its successors have got theirs when they began."""
    running = Q(until__isnull=True) | Q(until__gt=day)
    for agreement in CoverageAgreement.objects.filter(running, consents__unit=unit).distinct():
        close_agreement(agreement, day, by=by)
    for seat in Seat.objects.filter(running, units=unit, body__kind_of_body=BodyKind.PROGRAMME).select_related("body"):
        _end(seat, day, by)
    for seat in Seat.objects.filter(running, units=unit).exclude(body__kind_of_body=BodyKind.PROGRAMME):
        others = [one for one in seat.units.all() if one.pk != unit.pk]
        _set_units(seat, [*others, *successors], by)
