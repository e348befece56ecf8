"""A small cast for tests: the steering group, the programme group and management, made by the program's own actions.

    cast = build_cast()
    client.force_login(cast.steering_chair)

Everybody bears a role title as name. All begin on FIRST_DAY. One seat is vacant (the social area's, since VACANT_FROM),
and one representative covers two areas by agreement (culture and leisure, and properties).
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from tvaerblik.bodies import actions as bodies
from tvaerblik.bodies.models import Body, BodyKind, MemberProfile, Seat, SeatRole
from tvaerblik.core import clock
from tvaerblik.people import actions as people
from tvaerblik.people import roles
from tvaerblik.people.models import Level, Person, Position, Unit, UnitKind

FIRST_DAY = dt.date(2026, 1, 1)
VACANT_FROM = dt.date(2026, 10, 1)
PASSWORD = "tre-hvide-svaner-ved-fjorden"

# code, name, parent, kind, the chief's title, level, the cast's name of the chief
UNITS = (
    ("DIR", "Direktionen", "", UnitKind.EXECUTIVE, "Kommunaldirektør", Level.EXECUTIVE, "municipal_director"),
    ("STAB", "Staben", "DIR", UnitKind.STAFF, "Stabschef", Level.CHIEF, "staff_chief"),
    ("VEL", "Velfærdsområdet", "DIR", UnitKind.BRANCH, "Velfærdsdirektør", Level.EXECUTIVE, "welfare_director"),
    (
        "SD",
        "Skole- og dagtilbudsområdet",
        "VEL",
        UnitKind.CHIEF_AREA,
        "Skole- og dagtilbudschef",
        Level.CHIEF,
        "school_chief",
    ),
    ("SOC", "Socialområdet", "VEL", UnitKind.CHIEF_AREA, "Socialchef", Level.CHIEF, "social_chief"),
    (
        "SO",
        "Sundheds- og omsorgsområdet",
        "VEL",
        UnitKind.CHIEF_AREA,
        "Sundheds- og omsorgschef",
        Level.CHIEF,
        "health_chief",
    ),
    (
        "FF",
        "Fællesforvaltningsområdet",
        "DIR",
        UnitKind.BRANCH,
        "Direktør for Fællesforvaltningen",
        Level.EXECUTIVE,
        "joint_director",
    ),
    (
        "BID",
        "Borgerservice, IT og Digitalisering",
        "FF",
        UnitKind.CHIEF_AREA,
        "Chef for Borgerservice, IT og Digitalisering",
        Level.CHIEF,
        "steering_chair",
    ),
    (
        "BID-D",
        "Digitalisering",
        "BID",
        UnitKind.DEPARTMENT,
        "Leder af Digitalisering",
        Level.LEADER,
        "programme_chair",
    ),
    ("AM", "Arbejdsmarked", "FF", UnitKind.CHIEF_AREA, "Arbejdsmarkedschef", Level.CHIEF, "labour_chief"),
    ("TM", "Teknik og Miljø", "FF", UnitKind.CHIEF_AREA, "Chef for Teknik og Miljø", Level.CHIEF, "technical_chief"),
    ("KF", "Kultur og Fritid", "FF", UnitKind.CHIEF_AREA, "Kultur- og fritidschef", Level.CHIEF, "culture_chief"),
    ("EJ", "Ejendomme", "FF", UnitKind.CHIEF_AREA, "Ejendomschef", Level.CHIEF, "property_chief"),
)

# the cast's name, the title, the unit
STAFF = (
    ("steering_secretary", "Digitaliseringskonsulent A", "BID-D"),
    ("programme_secretary", "Digitaliseringskonsulent B", "BID-D"),
    ("staff_representative", "Økonomi- og systemkonsulent", "STAB"),
    ("school_representative", "Digital koordinator", "SD"),
    ("social_representative", "Faglig konsulent", "SOC"),
    ("health_representative", "Projektleder for velfærdsteknologi", "SO"),
    ("it_representative", "It-konsulent, systemansvarlig", "BID"),
    ("labour_representative", "Superbruger og faglig koordinator", "AM"),
    ("technical_representative", "GIS- og digitaliseringskoordinator", "TM"),
    ("culture_representative", "Digital udviklingskonsulent", "KF"),
    ("local_coordinator", "Lokal tovholder", "SO"),
    ("project_manager", "Projektleder", "BID-D"),
    ("employee", "Medarbejder", "EJ"),
)

# who represents which area in the programme group, and with which profile
REPRESENTATIVES = (
    ("STAB", "staff_representative", "It-ansvarlig"),
    ("SD", "school_representative", "Koordinator"),
    ("SOC", "social_representative", "Koordinator"),
    ("SO", "health_representative", "Projektleder"),
    ("BID", "it_representative", "It-ansvarlig"),
    ("AM", "labour_representative", "Superbruger"),
    ("TM", "technical_representative", "Koordinator"),
    ("KF", "culture_representative", "Koordinator"),
)


@dataclass
class Cast:
    """Everybody and everything, by role: ``cast.steering_chair``, ``cast.units["SO"]``, ``cast.seats["KF"]``."""

    administrator: Person
    units: dict[str, Unit] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    profiles: dict[str, MemberProfile] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    steering: Body = None  # type: ignore[assignment]  # given by build_cast
    programme: Body = None  # type: ignore[assignment]
    executive: Body = None  # type: ignore[assignment]
    chief_forum: Body = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> Any:
        """A person of the cast by the role's name."""
        try:
            return self.__dict__["persons"][name]
        except KeyError:
            raise AttributeError(name) from None

    def fresh(self, name: str) -> Person:
        """The person as a new request would find it."""
        return Person.objects.get(pk=getattr(self, name).pk)


def build_cast() -> Cast:
    """Make it all, on FIRST_DAY; about a second."""
    with clock.at(clock.moment_of(FIRST_DAY)):
        cast = Cast(make_administrator())
        make_units(cast)
        for name, title, code in STAFF:
            cast.persons[name] = make_person(title, cast.units[code], by=cast.administrator)
        for name in ("Projektleder", "It-ansvarlig", "Superbruger", "Koordinator"):
            cast.profiles[name] = bodies.add_member_profile(fields={"name": name}, by=cast.administrator)
        make_steering_group(cast)
        make_programme_group(cast)
        make_management(cast)
        people.give_role(
            cast.local_coordinator,
            role=roles.LOCAL_COORDINATOR,
            unit=cast.units["SO"],
            since=FIRST_DAY,
            by=cast.administrator,
        )
    with clock.at(clock.moment_of(VACANT_FROM)):
        leaving = cast.seats["SOC"].memberships.get()
        bodies.end_membership(leaving, until=VACANT_FROM, by=cast.administrator)
    return cast


def make_administrator(email: str = "administrator@eksempel.dk") -> Person:
    """The first administrator, let in by the one-time link as in a real municipality."""
    token = people.open_for_first_administrator(email=email)
    person = people.use_entry_link(token, name="Administrator", title="Systemadministrator", password=PASSWORD)
    person.is_example = True
    person.save(update_fields=["is_example"])
    return person


def make_person(title: str, unit: Unit | None, *, by: Person) -> Person:
    """A role account: the title is the name."""
    address = f"person{Person.objects.count() + 1}@eksempel.dk"
    fields = {"name": title, "title": title, "email": address, "unit": unit}
    return people.add_person(fields=fields, is_example=True, by=by)


def make_units(cast: Cast) -> None:
    """The units, each with its leader's position and the leader in it."""
    by = cast.administrator
    for code, name, parent, kind, title, level, who in UNITS:
        unit = people.add_unit(
            fields={
                "code": code,
                "name": name,
                "parent": cast.units.get(parent),
                "kind_of_unit": kind,
                "since": FIRST_DAY,
            },
            by=by,
        )
        cast.units[code] = unit
        cast.positions[code] = people.add_position(fields={"name": title, "unit": unit, "level": level}, by=by)
        cast.persons[who] = make_person(title, unit, by=by)
        people.appoint(cast.positions[code], person=cast.persons[who], since=FIRST_DAY, by=by)


def make_steering_group(cast: Cast) -> None:
    """Chair, staff chief, two welfare chiefs, one joint administration chief, head of digitalisation, secretary."""
    by = cast.administrator
    cast.steering = body = make_body("Styregruppen", "SG", BodyKind.STEERING, by=by, decision_prefix="STG")
    follows = {"role": SeatRole.MEMBER, "since": FIRST_DAY, "managers_only": True, "by": by}
    cast.seats["chair"] = bodies.add_seat(
        body,
        title="Formand",
        order=1,
        position=cast.positions["BID"],
        units=[cast.units["BID"]],
        **{**follows, "role": SeatRole.CHAIR},
    )
    cast.seats["staff_chief"] = bodies.add_seat(
        body, title="Stabschefen", order=2, position=cast.positions["STAB"], units=[cast.units["STAB"]], **follows
    )
    cast.seats["welfare"] = bodies.add_seat(
        body, title="Chef fra velfærdsområdet", order=3, places=2, units=[cast.units["VEL"]], **follows
    )
    cast.seats["joint"] = bodies.add_seat(
        body, title="Chef fra fællesforvaltningsområdet", order=4, units=[cast.units["FF"]], **follows
    )
    cast.seats["head"] = bodies.add_seat(
        body, title="Leder af Digitalisering", order=5, position=cast.positions["BID-D"], **follows
    )
    cast.seats["steering_secretary"] = make_secretary(body, cast.steering_secretary, cast)
    for seat, who in (("welfare", "health_chief"), ("welfare", "school_chief"), ("joint", "technical_chief")):
        bodies.add_membership(cast.seats[seat], person=cast.persons[who], since=FIRST_DAY, by=by)


def make_programme_group(cast: Cast) -> None:
    """The head of digitalisation in the chair, one seat for each area and the staff, and one coverage agreement."""
    by = cast.administrator
    cast.programme = body = make_body("Programgruppen", "PG", BodyKind.PROGRAMME, by=by, submits_to=cast.steering)
    bodies.add_seat(
        body,
        title="Formand",
        role=SeatRole.CHAIR,
        since=FIRST_DAY,
        order=1,
        position=cast.positions["BID-D"],
        by=by,
    )
    bodies.add_area_seats(body, since=FIRST_DAY, by=by)
    for code, unit in cast.units.items():
        if seat := body.seats.filter(role=SeatRole.MEMBER, units=unit).first():
            cast.seats[code] = seat
    for code, who, profile in REPRESENTATIVES:
        bodies.add_membership(
            cast.seats[code], person=cast.persons[who], since=FIRST_DAY, profile=cast.profiles[profile], by=by
        )
    cast.seats["programme_secretary"] = make_secretary(body, cast.programme_secretary, cast)
    agreement = bodies.agree_on_coverage(
        cast.seats["KF"], units=[cast.units["EJ"]], since=FIRST_DAY, until=dt.date(2028, 1, 1), by=cast.culture_chief
    )
    bodies.give_consent(agreement.consents.get(unit=cast.units["EJ"]), by=cast.property_chief)


def make_management(cast: Cast) -> None:
    """The executive management and the chiefs' forum."""
    by = cast.administrator
    cast.executive = make_body("Direktionen", "DIR", BodyKind.EXECUTIVE, by=by)
    cast.chief_forum = make_body("Chefforum", "CF", BodyKind.CHIEF_FORUM, by=by)
    for order, code in enumerate(("DIR", "VEL", "FF"), start=1):
        role = SeatRole.CHAIR if code == "DIR" else SeatRole.MEMBER
        position = cast.positions[code]
        bodies.add_seat(
            cast.executive, title=position.name, role=role, since=FIRST_DAY, position=position, order=order, by=by
        )
    for order, (code, position) in enumerate(cast.positions.items(), start=1):
        if position.level in {Level.EXECUTIVE, Level.CHIEF}:
            role = SeatRole.CHAIR if code == "DIR" else SeatRole.MEMBER
            bodies.add_seat(
                cast.chief_forum, title=position.name, role=role, since=FIRST_DAY, position=position, order=order, by=by
            )


def make_body(name: str, code: str, kind: BodyKind, *, by: Person, **more: Any) -> Body:
    """A body without seats."""
    return bodies.add_body(fields={"name": name, "short_name": name, "code": code, "kind_of_body": kind, **more}, by=by)


def make_secretary(body: Body, person: Person, cast: Cast) -> Seat:
    """The secretary's seat, for an employee of Digitalisering, and the secretary on it."""
    seat = bodies.add_seat(
        body,
        title="Sekretær",
        role=SeatRole.SECRETARY,
        since=FIRST_DAY,
        order=90,
        units=[cast.units["BID-D"]],
        by=cast.administrator,
    )
    bodies.add_membership(seat, person=person, since=FIRST_DAY, by=cast.administrator)
    return seat


@contextmanager
def cast_for_module(blocker: Any) -> Iterator[Cast]:
    """The cast once for a module of tests; each test takes a copy, and all of it is undone afterwards.

        @pytest.fixture(scope="module")
        def module_cast(django_db_setup, django_db_blocker):
            with cast_for_module(django_db_blocker) as made:
                yield made

        @pytest.fixture
        def cast(module_cast, db):
            return copy.deepcopy(module_cast)

    Not for tests with ``live_server`` or ``transactional_db``: they call ``build_cast`` themselves.
    """
    with blocker.unblock(), transaction.atomic():
        yield build_cast()
        transaction.set_rollback(True)
