"""Positions and who holds them. Seats follow the position, so a new holder takes the seat from the same day (R61)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tvaerblik.audit import actions as audit
from tvaerblik.core import words
from tvaerblik.core.refusals import NotPossible
from tvaerblik.people import rules
from tvaerblik.people.models import Appointment, Person, Position


@transaction.atomic
def add_position(*, fields: Mapping[str, Any], by: Any) -> Position:
    """Add a position in a unit."""
    rules.permit(rules.why_not_administrator(None, by))
    return audit.add(Position(**fields), by=by, verb="add_position")


@transaction.atomic
def revise_position(
    position: Position, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None
) -> Position:
    """Change a position's name, unit or level."""
    rules.permit(rules.why_not_administrator(position, by))
    return audit.revise(position, fields, by=by, verb="revise_position", seen_version=seen_version)


@transaction.atomic
def appoint(
    position: Position, *, person: Person, since: dt.date, until: dt.date | None = None, by: Any
) -> Appointment:
    """Let the person hold the position from ``since``; whoever held it ends the same day (R61).

    Raises NotPossible when the person has left, already holds it, or somebody is to take over later in the period.
    """
    rules.permit(rules.why_not_administrator(position, by))
    position = audit.locked(position)
    rules.possible(rules.why_not_in_service(person, since))
    if not position.unit.holds_on(since):
        raise NotPossible(_("%(unit)s does not exist on %(day)s.") % {"unit": position.unit, "day": words.day(since)})
    for other in _overlapping(position, since, until):
        _make_room(other, person, since, by)
    appointment = Appointment(position=position, person=person, since=since, until=until)
    rules.forget(person, by)
    return audit.add(
        appointment, by=by, verb="appoint", person=str(person), position=str(position), day=words.day(since)
    )


def _overlapping(position: Position, since: dt.date, until: dt.date | None) -> list[Appointment]:
    rows = position.appointments.filter(Q(until__isnull=True) | Q(until__gt=since)).select_related("person")
    return list(rows if until is None else rows.filter(since__lt=until))


def _make_room(other: Appointment, person: Person, since: dt.date, by: Any) -> None:
    """End the present holder on the day; a holder of the same day or later stands in the way."""
    if other.since >= since or other.person_id == person.pk:
        raise NotPossible(
            _("%(person)s holds %(position)s from %(day)s.")
            % {"person": other.person, "position": other.position, "day": words.day(other.since)}
        )
    _end(other, since, by)


@transaction.atomic
def end_appointment(appointment: Appointment, *, until: dt.date, by: Any) -> Appointment:
    """End it: ``until`` is the first day the person no longer holds the position."""
    rules.permit(rules.why_not_administrator(appointment, by))
    appointment = audit.locked(appointment)
    rules.possible(rules.why_not_ends_on(appointment, until))
    return _end(appointment, until, by)


def _end(appointment: Appointment, until: dt.date, by: Any) -> Appointment:
    rules.forget(appointment.person, by)
    return audit.revise(
        appointment,
        {"until": until},
        by=by,
        verb="end_appointment",
        person=str(appointment.person),
        position=str(appointment.position),
        day=words.day(until),
    )
