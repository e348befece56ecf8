"""Units, positions, people, bodies, seats and agreements (example-data 3.2 and 3.3)."""

from __future__ import annotations

import datetime as dt

from tvaerblik.bodies import actions as bodies
from tvaerblik.bodies.models import BodyKind, CoverageConsent, MemberProfile, Seat, SeatRole
from tvaerblik.core import clock
from tvaerblik.demo.actions import first_administrator
from tvaerblik.demo.building.world import World, table, tables
from tvaerblik.people import actions as people
from tvaerblik.people import roles

BEGINNING = "2022-01-03"


def build_organisation(world: World) -> None:
    """Everybody and where they belong, as if it had been entered when the organisation began."""
    begun = world.calendar.workday(BEGINNING)
    with world.on(begun, "08:00"):
        admin = first_administrator(name="Administrator", email="administrator@eksempel.dk", by=None)
        world.numbers["administrator"] = admin.pk
    with world.on(begun, "08:30"):
        _units(world, begun)
        _people(world, begun)
    with world.on(begun, "10:00"):
        _bodies(world)
        _terms(world, begun)
    _seats(world, begun)
    _agreements(world)
    _roles(world)


def _units(world: World, begun: dt.date) -> None:
    admin = world.person("administrator")
    for row in table("units"):
        fields = {
            "code": row["code"].replace("OK", "ØK"),
            "name": row["name"],
            "short_name": row["short_name"],
            "kind_of_unit": row["kind"],
            "parent": world.units.get(row["parent"]),
            "since": begun,
        }
        world.units[row["code"]] = people.add_unit(fields=fields, by=admin)


def _people(world: World, begun: dt.date) -> None:
    admin = world.person("administrator")
    for row in table("people"):
        unit = world.units[row["unit"]]
        if row["key"] != "administrator":
            fields = {"name": row["name"], "email": f"{row['key']}@eksempel.dk", "title": "", "unit": unit}
            person = people.add_person(fields=fields, by=admin, is_example=True)
            world.numbers[row["key"]] = person.pk
        if row["position"] == "yes":
            position = people.add_position(fields={"name": row["name"], "unit": unit, "level": row["level"]}, by=admin)
            world.positions[row["key"]] = position
            people.appoint(position, person=world.person(row["key"]), since=begun, by=admin)


BODIES = (
    ("SG", "Den tværgående digitaliseringsstyregruppe", "Styregruppen", BodyKind.STEERING, "STG", 15, 8, 7),
    ("PG", "Den tværgående digitaliseringsprogramgruppe", "Programgruppen", BodyKind.PROGRAMME, "PRG", 12, 8, 7),
    ("DIR", "Direktionen", "Direktionen", BodyKind.EXECUTIVE, "", 7, 3, 2),
    ("CF", "Chefforum", "Chefforum", BodyKind.CHIEF_FORUM, "", 7, 3, 2),
)


def _bodies(world: World) -> None:
    admin = world.person("administrator")
    for code, name, short, kind, prefix, material, approval, sending in BODIES:
        fields = {
            "code": code,
            "name": name,
            "short_name": short,
            "kind_of_body": kind,
            "decision_prefix": prefix,
            "material_days": material,
            "approval_days": approval,
            "sending_days": sending,
            "submits_to": world.bodies.get("SG") if code == "PG" else None,
            "quorum": 4 if code == "SG" else None,
            "mandate_limit": 100_000 if code == "PG" else None,
        }
        world.bodies[code] = bodies.add_body(fields=fields, by=admin)
    for unit_code in ("STAB", "SD", "SOC", "SO", "BID", "AM", "TM", "KF", "EJ"):
        unit = world.units[unit_code]
        fields = {
            "code": f"LOK-{unit_code}",
            "name": f"Digitaliseringsforum, {unit.short}",
            "short_name": f"Forum, {unit.short}",
            "kind_of_body": BodyKind.LOCAL,
            "unit": unit,
            "meetings_a_year": 0,
        }
        world.bodies[f"LOK-{unit_code}"] = bodies.add_body(fields=fields, by=admin)


def _terms(world: World, begun: dt.date) -> None:
    admin = world.person("administrator")
    for code, terms in tables("terms").items():
        bodies.adopt_terms(world.bodies[code], since=begun, decided_by="Direktionen", by=admin, **terms)


def _seats(world: World, begun: dt.date) -> None:
    with world.on(begun, "11:00"):
        _steering_seats(world, begun)
        _programme_seats(world, begun)
        _management_seats(world, begun)


def _seat(world: World, body: str, title: str, role: SeatRole, since: dt.date, **more: object) -> Seat:
    order = world.bodies[body].seats.count() + 1
    admin = world.person("administrator")
    return bodies.add_seat(world.bodies[body], title=title, role=role, since=since, order=order, by=admin, **more)  # type: ignore[arg-type]


def _sit(world: World, seat: Seat, key: str, since: dt.date, profile: str = "") -> None:
    found = MemberProfile.objects.filter(name=profile).first() if profile else None
    admin = world.person("administrator")
    if profile and found is None:
        found = bodies.add_member_profile(fields={"name": profile}, by=admin)
    bodies.add_membership(seat, person=world.person(key), since=since, profile=found, by=admin)


def _steering_seats(world: World, begun: dt.date) -> None:
    bound = world.positions
    for title, role, key, unit in (
        ("Formand", SeatRole.CHAIR, "chef.bid", "BID"),
        ("Stabschefen", SeatRole.MEMBER, "stabschef", "STAB"),
    ):
        named = [world.units[unit]]
        _seat(world, "SG", title, role, begun, position=bound[key], managers_only=True, units=named)
    several = {"managers_only": True, "units": [world.units["VEL"]], "places": 2}
    welfare = _seat(world, "SG", "Chef fra velfærdsområdet", SeatRole.MEMBER, begun, **several)
    one = {"managers_only": True, "units": [world.units["FF"]]}
    joint = _seat(world, "SG", "Chef fra fællesforvaltningsområdet", SeatRole.MEMBER, begun, **one)
    leader = bound["leder.digitalisering"]
    _seat(world, "SG", "Leder af Digitalisering", SeatRole.MEMBER, begun, position=leader, managers_only=True)
    secretary = _seat(world, "SG", "Sekretær", SeatRole.SECRETARY, begun, units=[world.units["BID-D"]])
    for seat, key in ((welfare, "chef.so"), (welfare, "chef.sd"), (joint, "chef.tm"), (secretary, "konsulent.a")):
        _sit(world, seat, key, begun)


REPRESENTATIVES = (
    ("STAB", "Repræsentant for Staben", "konsulent.stab", "It-ansvarlig"),
    ("SD", "Repræsentant for Skole og dagtilbud", "koordinator.sd", "Koordinator"),
    ("SOC", "Repræsentant for Socialområdet", "tovholder.soc", "Superbruger"),
    ("SO", "Repræsentant for Sundhed og omsorg", "projektleder.so", "Projektleder"),
    ("BID", "Repræsentant for Borgerservice, IT og Digitalisering", "konsulent.it", "It-ansvarlig"),
    ("AM", "Repræsentant for Arbejdsmarked", "superbruger.am", "Superbruger"),
    ("TM", "Repræsentant for Teknik og Miljø", "koordinator.tm", "Koordinator"),
    ("KF", "Repræsentant for Kultur og Fritid og Ejendomme", "konsulent.kf", "Koordinator"),
)


def _programme_seats(world: World, begun: dt.date) -> None:
    leader = world.positions["leder.digitalisering"]
    _seat(world, "PG", "Formand", SeatRole.CHAIR, begun, position=leader)
    for code, title, key, profile in REPRESENTATIVES:
        seat = _seat(world, "PG", title, SeatRole.MEMBER, begun, units=[world.units[code]])
        _sit(world, seat, key, begun, profile)
    secretary = _seat(world, "PG", "Sekretær", SeatRole.SECRETARY, begun, units=[world.units["BID-D"]])
    _sit(world, secretary, "konsulent.b", begun)


def _management_seats(world: World, begun: dt.date) -> None:
    directors = ("kommunaldirektoer", "velfaerdsdirektoer", "direktoer.ff")
    chiefs = ("stabschef", "chef.sd", "chef.soc", "chef.so", "chef.bid", "chef.am", "chef.tm", "chef.kf", "chef.ej")
    for body, keys in (("DIR", directors), ("CF", (*directors, *chiefs))):
        for key in keys:
            role = SeatRole.CHAIR if key == "kommunaldirektoer" else SeatRole.MEMBER
            _seat(world, body, str(world.positions[key]), role, begun, position=world.positions[key])


def _agreements(world: World) -> None:
    """One representative covers two areas; a seat has been empty since October."""
    begun = world.calendar.workday("2026-01-02")
    seat = Seat.objects.get(body=world.bodies["PG"], units=world.units["KF"])
    with world.on(begun, "09:00"):
        agreement = bodies.agree_on_coverage(
            seat,
            units=[world.units["KF"], world.units["EJ"]],
            since=begun,
            until=world.calendar.day("2027-12-31") + dt.timedelta(days=1),
            text="Repræsentanten dækker begge områder og orienterer begge chefer efter hvert møde.",
            by=world.person("administrator"),
        )
        for consent in CoverageConsent.objects.filter(agreement=agreement, agreed_on__isnull=True):
            key = "chef.kf" if consent.unit == world.units["KF"] else "chef.ej"
            bodies.give_consent(consent, by=world.person(key))
    left = world.calendar.day("2026-10-01")
    with world.on(left, "08:00"):
        social = Seat.objects.get(body=world.bodies["PG"], units=world.units["SOC"])
        bodies.end_membership(social.memberships.get(), until=left, by=world.person("administrator"))


def _roles(world: World) -> None:
    """Local coordinators, and a chief's assistant."""
    begun = world.calendar.workday("2026-01-05")
    with world.on(begun, "09:00"):
        admin = world.person("administrator")
        for key, unit in (
            ("tovholder.soc", "SOC"),
            ("tovholder.so", "SO"),
            ("koordinator.tm", "TM"),
            ("konsulent.kf", "KF"),
        ):
            people.give_role(
                world.person(key), role=roles.LOCAL_COORDINATOR, unit=world.units[unit], since=begun, by=admin
            )
        people.assign_assistant(
            world.person("chef.bid"),
            assistant=world.person("assistent.bid"),
            since=clock.today(),
            by=world.person("chef.bid"),
        )
