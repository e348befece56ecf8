"""A handful of people around two areas, for the tests of the portfolio."""

from dataclasses import dataclass

import pytest

from tvaerblik.bodies.models import Body, Membership, Seat
from tvaerblik.core import clock
from tvaerblik.people.models import Person, RoleHolding, Unit

LONG_AGO = "2020-01-01"


@dataclass
class Cast:
    """Who is who."""

    area: Unit
    other_area: Unit
    office: Person
    chief: Person
    manager: Person
    coordinator: Person
    employee: Person


@pytest.fixture
def cast():
    """The portfolio office, a chief, a manager, a local coordinator and an employee."""
    area = Unit.objects.create(name="Sundhed og omsorg", code="SO", kind_of_unit="chief_area", since=LONG_AGO)
    other = Unit.objects.create(name="Teknik og Miljø", code="TM", kind_of_unit="chief_area", since=LONG_AGO)
    people = {
        key: Person.objects.create(name=name, email=f"{key}@eksempel.dk", password="!")
        for key, name in (
            ("office", "Programgruppens sekretær"),
            ("chief", "Sundheds- og omsorgschef"),
            ("manager", "Projektleder"),
            ("coordinator", "Lokal koordinator"),
            ("employee", "Medarbejder"),
        )
    }
    group = Body.objects.create(
        name="Programgruppen", short_name="Programgruppen", code="PG", kind_of_body="programme_group"
    )
    seat = Seat.objects.create(body=group, title="Sekretær", role="secretary", since=LONG_AGO)
    Membership.objects.create(seat=seat, person=people["office"], since=LONG_AGO)
    RoleHolding.objects.create(role="local_coordinator", person=people["coordinator"], unit=area, since=LONG_AGO)
    assert clock.today()
    return Cast(area, other, **people)
