"""A small town for the meetings: two bodies, those who sit in them, one who sits nowhere, and two projects."""

import datetime as dt
from types import SimpleNamespace

import pytest

from tvaerblik.bodies.models import Body, BodyKind, Membership, Seat, SeatRole
from tvaerblik.core import clock
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import PreTreatmentResult
from tvaerblik.people.models import Level, Person, Position, Unit, UnitKind
from tvaerblik.portfolio.models import Phase, Project, ProjectClass, State

LONG_AGO = dt.date(2025, 1, 1)


def moment(day, hour=10):
    return clock.moment_of(day, dt.time(hour))


def person(name, unit):
    email = f"{name.lower().replace(' ', '.')}@eksempel.dk".encode("ascii", "ignore").decode()
    return Person.objects.create(name=name, title=name, email=email, unit=unit, password="!")


def body(code, kind, name, short, **more):
    return Body.objects.create(code=code, name=name, short_name=short, kind_of_body=kind, **more)


def seat(where, who, role, title=""):
    place = Seat.objects.create(
        body=where, title=title or who.name, role=role, since=LONG_AGO, order=where.seats.count()
    )
    Membership.objects.create(seat=place, person=who, since=LONG_AGO)
    return place


def project(code, name, unit, **more):
    given = {"project_class": ProjectClass.INTER_MUNICIPAL, "phase": Phase.IMPLEMENTATION, "state": State.ACTIVE}
    return Project.objects.create(code=code, name=name, unit=unit, **{**given, **more})


@pytest.fixture
def town(db):
    with clock.at(moment(dt.date(2026, 10, 1))):
        yield build()


def build():
    unit = Unit.objects.create(name="Staben", code="STAB", kind_of_unit=UnitKind.STAFF, since=LONG_AGO)
    names = {
        "chair": "Chef for Borgerservice",
        "staff": "Stabschef",
        "social": "Socialchef",
        "digital": "Leder af Digitalisering",
        "secretary": "Styregruppens sekretær",
        "pg_secretary": "Programgruppens sekretær",
        "pg_member": "Repræsentant for skolerne",
        "director": "Kommunaldirektør",
        "it": "It-leder",
        "outsider": "Pædagog",
    }
    people = {key: person(name, unit) for key, name in names.items()}
    t = SimpleNamespace(unit=unit, people=people, **people)
    Position.objects.create(name="Socialchef", unit=unit, level=Level.CHIEF)
    sg_name, pg_name = "Den tværgående digitaliseringsstyregruppe", "Den tværgående digitaliseringsprogramgruppe"
    t.sg = body("SG", BodyKind.STEERING, sg_name, "Styregruppen", decision_prefix="STG")
    t.pg = body("PG", BodyKind.PROGRAMME, pg_name, "Programgruppen", decision_prefix="P", submits_to=t.sg)
    t.cf = body("CF", BodyKind.CHIEF_FORUM, "Chefforum", "Chefforum")
    t.board = body("DIR", BodyKind.EXECUTIVE, "Direktionen", "Direktionen")
    seat(t.sg, t.chair, SeatRole.CHAIR)
    for member in (t.staff, t.social, t.digital):
        seat(t.sg, member, SeatRole.MEMBER)
    seat(t.sg, t.secretary, SeatRole.SECRETARY)
    seat(t.pg, t.digital, SeatRole.CHAIR)
    seat(t.pg, t.pg_member, SeatRole.MEMBER)
    seat(t.pg, t.pg_secretary, SeatRole.SECRETARY)
    seat(t.board, t.director, SeatRole.CHAIR)
    t.vum = project(
        "C06", "VUM 2.0", unit, owner=t.social, manager=t.it, budget=400_000, end=dt.date(2026, 9, 30), light="red"
    )
    t.login = project("B09", "Fælles brugerstyring", unit, owner=t.staff, manager=t.it, end=dt.date(2027, 3, 31))
    return t


SG_DAY, PG_DAY = dt.date(2026, 12, 1), dt.date(2026, 11, 3)


class Story:
    """The thread in short steps, each taken by whoever takes it in the municipality, on a day it could happen."""

    def __init__(self, town):
        self.t = town

    def on(self, day, hour=10):
        return clock.at(moment(day, hour))

    def meeting(self, body=None, day=SG_DAY, **more):
        body = body or self.t.sg
        by = self.t.secretary if body == self.t.sg else self.t.pg_secretary
        times = {"begins": dt.time(9), "ends": dt.time(11), "place": "Mødelokale 250, rådhuset"}
        return actions.plan_meeting(body=body, day=day, by=by, **{**times, **more})

    def case(self, title="VUM 2.0 omlægges i to etaper", *, subject=True, by=None, meeting=None, **fields):
        text = {
            "title": title,
            "summary": "Projektet er forsinket og deles i to etaper.",
            "presentation": "Seks af fjorten ydelsesområder er klar.",
            "economy": "Ekstra undervisning koster 120 t.kr.",
        }
        subject = self.t.vum if subject is True else subject
        by = by or self.t.it
        return actions.propose_case(fields={**text, **fields}, subject=subject or None, meeting=meeting, by=by)

    def point(self, case, text="slutdatoen flyttes til 31. december 2026", *, effect="", value=None, subject=None):
        point = actions.add_point(case, text=text, by=case.proposed_by)
        if effect:
            subject = subject or self.t.vum
            name = f"portfolio.project:{effect}"
            actions.add_effect(point, effect=name, subject=subject, value=value, by=case.proposed_by)
        return point

    def dated_case(self, meeting=None, **more):
        """A case with one point that moves the end date of C06."""
        case = self.case(meeting=meeting, **more)
        self.point(case, effect="set_end_date", value=dt.date(2026, 12, 31))
        return case

    def ready(self, item, by=None):
        """Accepted and made ready by whoever runs the agenda."""
        by = by or self.runs(item.meeting)
        if item.state == "proposed":
            item = actions.accept_item(item, material_owner=item.case.material_owner, by=by)
        return actions.ready_item(item, by=by)

    def runs(self, meeting):
        return self.t.secretary if meeting.body_id == self.t.sg.pk else self.t.pg_secretary

    def chairs(self, meeting):
        return self.t.chair if meeting.body_id == self.t.sg.pk else self.t.digital

    def pre_treated(
        self, item, day=dt.date(2026, 11, 18), result=PreTreatmentResult.REMARKS, remark="Tag tid til det."
    ):
        row = actions.request_pre_treatment(item, body=self.t.cf, day=day, by=self.t.secretary)
        return actions.record_pre_treatment(row, result=result, remark=remark, by=self.t.secretary)

    def prepared(self, meeting):
        actions.mark_prepared(meeting, by=self.runs(meeting))
        if meeting.body_id == self.t.sg.pk:
            actions.mark_prepared(meeting, by=self.t.digital)

    def approved(self, meeting):
        self.prepared(meeting)
        return actions.approve_agenda(meeting, by=self.chairs(meeting))

    def sent(self, meeting):
        """Everything on the agenda is made ready, approved and sent."""
        for item in meeting.items.filter(state__in=["proposed", "accepted", "returned"]):
            self.ready(item)
        self.approved(meeting)
        return actions.send_agenda(meeting, by=self.runs(meeting))

    def started(self, meeting):
        self.sent(meeting)
        return actions.start_meeting(meeting, by=self.runs(meeting))

    def decided(self, item, outcome="approved", *, by=None, **more):
        item.refresh_from_db()
        points = item.case.points.filter(is_withdrawn=False)
        decided = [actions.PointDecision(point, outcome) for point in points]
        whole = {} if decided else {"outcome": outcome}
        return actions.decide_item(item, points=decided, by=by or self.runs(item.meeting), **{**whole, **more})

    def ended(self, meeting):
        actions.end_meeting(meeting, by=self.runs(meeting))
        return meeting.minutes_paper

    def in_force(self, meeting):
        """The meeting is ended and its minutes approved."""
        minutes = self.ended(meeting)
        actions.submit_minutes(minutes, by=self.runs(meeting))
        return actions.approve_minutes(minutes, by=self.chairs(meeting))


@pytest.fixture
def story(town):
    return Story(town)


@pytest.fixture
def sit(page, client, live_server, settings, request):
    """Call with a person: the browser is theirs from then on, on the day that the module calls ``TODAY``."""
    settings.DEMO_DATE = request.module.TODAY

    def become(person):
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return become
