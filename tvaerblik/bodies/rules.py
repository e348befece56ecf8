"""Authority from the organisation: who chairs, who is secretary, who is a member on the day.

Assistants: whoever acts for a chief (``person.acting_for``, see ``people.rules``) may prepare what the chief may.
``is_member``, ``belongs_to``, ``is_management`` and ``why_not_runs`` are preparation and count the chief's seats too.
``is_chair``, ``is_secretary``, ``keeps_portfolio``, ``why_not_chair`` and ``why_not_secretary`` are approval and
sending: they stay personal, and a deputy for a period is a delegation instead.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from tvaerblik.bodies import occupancy, seating
from tvaerblik.bodies.models import Body, BodyKind, CoverageConsent, Delegation, Membership, Seat, SeatRole
from tvaerblik.core import clock, words
from tvaerblik.people.models import Person, Unit, UnitKind
from tvaerblik.people.queries import works_within
from tvaerblik.people.rules import is_administrator, is_chief_of, is_manager, why_not_in_service


def is_in(person: Any, body: Body, *roles: str, day: dt.date | None = None) -> bool:
    """True when the person has one of the roles in the body that day, as holder or as deputy."""
    return any((body.pk, role) in seating.seats_of(person, day) for role in roles)


def may_prepare_in(person: Any, body: Body, *roles: str, day: dt.date | None = None) -> bool:
    """The same, counting the seats of the chief the person acts for; for preparation only."""
    principal = getattr(person, "acting_for", None)
    return is_in(person, body, *roles, day=day) or (principal is not None and is_in(principal, body, *roles, day=day))


def is_chair(person: Any, body: Body, day: dt.date | None = None) -> bool:
    """True for the chair and for whoever acts as chair that day."""
    return is_in(person, body, SeatRole.CHAIR, day=day)


def is_secretary(person: Any, body: Body, day: dt.date | None = None) -> bool:
    """True for the secretaries and for whoever acts as secretary that day."""
    return is_in(person, body, SeatRole.SECRETARY, day=day)


def is_member(person: Any, body: Body, day: dt.date | None = None) -> bool:
    """True for chair and members; a secretary is not a member (R64)."""
    return may_prepare_in(person, body, SeatRole.CHAIR, SeatRole.MEMBER, day=day)


def belongs_to(person: Any, body: Body, day: dt.date | None = None) -> bool:
    """True for everybody with a seat of any kind in the body."""
    return may_prepare_in(person, body, *SeatRole.values, day=day)


def keeps_portfolio(person: Any, day: dt.date | None = None) -> bool:
    """The portfolio office: chair and secretary of the programme group (R52)."""
    # A list asks once for each row; the answer is the same for the person and the day.
    memory: dict[dt.date, bool] = getattr(person, "__dict__", {}).setdefault("_keeps_portfolio", {})
    asked = day or clock.today()
    if asked not in memory:
        programme = seating.programme_group()
        memory[asked] = programme is not None and is_in(
            person, programme, SeatRole.CHAIR, SeatRole.SECRETARY, day=asked
        )
    return memory[asked]


def is_management(person: Any, day: dt.date | None = None) -> bool:
    """True for executive management and the chiefs' forum."""
    principal = getattr(person, "acting_for", None)
    seats = seating.seats_of(person, day) | seating.seats_of(principal, day)
    if not seats:
        return False
    kinds = [BodyKind.EXECUTIVE, BodyKind.CHIEF_FORUM]
    return any(
        (number, role) in seats
        for number in Body.objects.filter(kind_of_body__in=kinds).values_list("pk", flat=True)
        for role in seating.SITTING
    )


def why_not_chair(person: Any, body: Body, day: dt.date | None = None) -> str:
    """Empty for the chair or the chair's deputy, else the sentence."""
    if is_chair(person, body, day):
        return ""
    return _("Only the chair of %(body)s, or the chair's deputy, can do this.") % {"body": body.short_name}


def why_not_secretary(person: Any, body: Body, day: dt.date | None = None) -> str:
    """Empty for a secretary of the body or the secretary's deputy, else the sentence."""
    if is_secretary(person, body, day):
        return ""
    return _("Only the secretary of %(body)s can do this.") % {"body": body.short_name}


def why_not_runs(person: Any, body: Body, day: dt.date | None = None) -> str:
    """Empty for chair or secretary, and for the programme group's chair on the steering group's material (R74).

    Preparation, so a chair's assistant may too; whoever approves or signs is asked with ``is_chair``.
    """
    if may_prepare_in(person, body, SeatRole.CHAIR, SeatRole.SECRETARY, day=day):
        return ""
    if any(may_prepare_in(person, other, SeatRole.CHAIR, day=day) for other in body.receives_from.all()):
        return ""
    return _("Only the secretary or the chair of %(body)s can do this.") % {"body": body.short_name}


def why_not_keeps(body: Body, by: Any) -> str:
    """Empty for whoever keeps the body's seats and terms of reference: an administrator, its chair, its secretary."""
    if is_administrator(by) or is_chair(by, body) or is_secretary(by, body):
        return ""
    return _("Only an administrator, or the chair or secretary of %(body)s, can do this.") % {"body": body.short_name}


def why_not_keeps_seat(seat: Seat, by: Any) -> str:
    """The same, asked of a seat."""
    return why_not_keeps(seat.body, by)


def why_not_fills(seat: Seat, by: Any) -> str:
    """Empty for whoever keeps the body, and for the chief of the area that the seat represents (R67)."""
    if not why_not_keeps(seat.body, by) or any(is_chief_of(by, unit) for unit in seat.units.all()):
        return ""
    return _("Only the area's chief, an administrator, or the chair or secretary of %(body)s can do this.") % {
        "body": seat.body.short_name
    }


def why_not_ends_membership(membership: Membership, by: Any) -> str:
    """As filling the seat."""
    return why_not_fills(membership.seat, by)


def why_not_qualified(seat: Seat, person: Person, day: dt.date, *, inherits: Person | None = None) -> str:
    """Empty when the seat may be held by the person: at work, a manager where asked, from its area (R62–R64, R67).

    ``inherits``: whose positions the person is about to take over; they count as the person's own.
    """
    if sentence := why_not_in_service(person, day):
        return sentence
    manages = is_manager(person, day) or (inherits is not None and is_manager(inherits, day))
    if seat.managers_only and not manages:
        return _("“%(seat)s” must be held by a manager; %(person)s holds no manager's position on %(day)s.") % {
            "seat": seat,
            "person": person,
            "day": words.day(day),
        }
    units = {unit.pk: unit for unit in seat.units.all()}
    if units and not works_within(person, set(units), day, inherits=inherits):
        return _("“%(seat)s” is for somebody from %(units)s; %(person)s does not work there.") % {
            "seat": seat,
            "units": words.join_words(units.values()),
            "person": person,
        }
    return ""


def why_no_room(
    seat: Seat, person: Person, since: dt.date, until: dt.date | None, *, besides: int | None = None
) -> str:
    """Empty when a place is free the whole period and the person has no seat among the members already.

    ``besides`` is the number of a membership that does not count, because it is about to end or move.
    """
    rows = [
        row for row in seat.memberships.select_related("person") if row.pk != besides and row.person_id != person.pk
    ]
    periods = [(row.since, row.until) for row in rows]
    if occupancy.fullest(periods, since, until) >= seat.places:
        names = words.join_words(row.person for row in rows if row.until is None or row.until > since)
        return _("“%(seat)s” has no free place in the period: %(names)s.") % {"seat": seat, "names": names}
    return _already_sits(seat, person, since, until, besides)


def _already_sits(seat: Seat, person: Person, since: dt.date, until: dt.date | None, besides: int | None) -> str:
    kinds = seating.SITTING if seat.role in seating.SITTING else {seat.role}
    clash = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=since), person=person, seat__body=seat.body, seat__role__in=kinds
    )
    if besides is not None:
        clash = clash.exclude(pk=besides)
    if until is not None:
        clash = clash.filter(since__lt=until)
    found = clash.select_related("seat").first()
    by_position = seat.body.seats.filter(
        Q(until__isnull=True) | Q(until__gt=since),
        Q(position__appointments__until__isnull=True) | Q(position__appointments__until__gt=since),
        role__in=kinds,
        position__appointments__person=person,
    ).first()
    other = found.seat if found else by_position
    if other is None:
        return ""
    return _("%(person)s already sits in %(body)s as “%(seat)s”.") % {
        "person": person,
        "body": seat.body.short_name,
        "seat": other,
    }


def why_not_passed_on(membership: Membership, to: Person, day: dt.date, *, inherits: Person | None = None) -> str:
    """Empty when the successor may take this place; ``inherits`` as in ``why_not_qualified``."""
    since = max(day, membership.since)
    return why_not_qualified(membership.seat, to, since, inherits=inherits) or why_no_room(
        membership.seat, to, since, membership.until, besides=membership.pk
    )


def why_not_represents(body: Body, units: list[Unit]) -> str:
    """Empty when the seat's areas fit the body: in the programme group a seat represents one area (R67, R68)."""
    areas = [unit for unit in units if unit.kind_of_unit in {UnitKind.CHIEF_AREA, UnitKind.STAFF}]
    if body.kind_of_body == BodyKind.PROGRAMME and len(areas) > 1:
        return _("A seat represents one area. Let one representative cover more by a coverage agreement.")
    return ""


def why_not_agrees(seat: Seat, by: Any) -> str:
    """Empty for whoever keeps the body or is chief of an area."""
    return why_not_fills(seat, by)


def why_not_consents(consent: CoverageConsent, by: Any) -> str:
    """Empty for the chief of the area itself, or an administrator who records what the chief has said (R68)."""
    if is_administrator(by) or is_chief_of(by, consent.unit):
        return ""
    return _("Only the chief of %(unit)s can agree, or an administrator who records it.") % {"unit": consent.unit}


def why_not_delegates(body: Body, role: str, by: Any, day: dt.date) -> str:
    """Empty for the chair, for the secretary on the secretary's own role, and for an administrator.

    A deputy names no further deputy: only holders of the seat itself count.
    """
    if is_administrator(by):
        return ""
    held = seating.held_by(by, day)
    if (body.pk, SeatRole.CHAIR) in held:
        return ""
    if role == SeatRole.SECRETARY and (body.pk, SeatRole.SECRETARY) in held:
        return ""
    if role == SeatRole.SECRETARY:
        return _("Only the chair or secretary of %(body)s, or an administrator, can name a deputy.") % {
            "body": body.short_name
        }
    return _("Only the chair of %(body)s, or an administrator, can name the chair's deputy.") % {
        "body": body.short_name
    }


def why_not_names_deputies(body: Body, by: Any) -> str:
    """Empty when the person may name at least one kind of deputy."""
    return why_not_delegates(body, SeatRole.SECRETARY, by, clock.today())


def why_not_deputy(body: Body, role: str, person: Person, since: dt.date) -> str:
    """Empty when the person may act: whoever approves has not prepared, and a secretary comes from the same unit."""
    if sentence := why_not_in_service(person, since):
        return sentence
    if any(holder.pk == person.pk for holder in seating.holders_of(body, role, since)):
        return _("%(person)s holds the seat already.") % {"person": person}
    if role == SeatRole.CHAIR and is_secretary(person, body, since):
        return _("The secretary prepares the material and cannot approve it as chair too. Choose somebody else.")
    for seat in body.seats.filter(Q(until__isnull=True) | Q(until__gt=since), role=role, since__lte=since):
        if role == SeatRole.CHAIR and seat.managers_only and not is_manager(person, since):
            return _("The chair's deputy must be a manager too.")
        if role == SeatRole.SECRETARY and (sentence := _not_from_same_unit(seat, person, since)):
            return sentence
    return ""


def _not_from_same_unit(seat: Seat, person: Person, since: dt.date) -> str:
    """The terms of reference let an employee of one unit be secretary (R64, R69); the same holds for the deputy."""
    units = {unit.pk: unit for unit in seat.units.all()}
    if not units:
        present = [holder for holder in seating.holders_of(seat.body, seat.role, since) if holder.unit]
        units = {holder.unit.pk: holder.unit for holder in present if holder.unit}
    if not units or works_within(person, set(units), since):
        return ""
    return _("The secretary's deputy must come from %(units)s.") % {"units": words.join_words(units.values())}


def why_not_ends_delegation(delegation: Delegation, by: Any) -> str:
    """Empty for whoever may name a deputy in that role, and for the deputy."""
    if delegation.person_id == getattr(by, "pk", None):
        return ""
    return why_not_delegates(delegation.body, delegation.role, by, clock.today())


def area_title(name: str) -> str:
    """What the seat of an area is called, in the municipality's language: it is data, not a label."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Representative of %(unit)s") % {"unit": name}
