"""The example municipality: believable, complete for what stands, and made by the same actions a user takes."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation

from tvaerblik.audit import queries as audit
from tvaerblik.audit.models import Event
from tvaerblik.bodies import queries as bodies
from tvaerblik.core import clock
from tvaerblik.demo.building.example import build_example
from tvaerblik.demo.building.world import Calendar
from tvaerblik.meetings.models import AgendaItem, Case, Decision, FollowUp, Meeting
from tvaerblik.people.models import Person
from tvaerblik.portfolio import queries as portfolio
from tvaerblik.portfolio.models import Project

DEMO_DAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def example(django_db_setup, django_db_blocker):
    """The whole example, made once for this file and taken away again."""
    from django.conf import settings

    before = settings.EXAMPLE, settings.DEMO_DATE
    settings.EXAMPLE, settings.DEMO_DATE = True, DEMO_DAY
    with django_db_blocker.unblock(), translation.override("da"), transaction.atomic():
        yield build_example(DEMO_DAY)
        transaction.set_rollback(True)
    settings.EXAMPLE, settings.DEMO_DATE = before


pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D20")]


def test_the_portfolio_has_the_projects_and_lights_that_the_pages_count(example):
    totals = portfolio.totals_for(example.person("leder.digitalisering"))
    assert (totals.open, totals.closed) == (31, 2)
    assert totals.lights == {"green": 18, "yellow": 8, "red": 3, "white": 2}
    assert totals.budget == 21_890_000


def test_a_decision_of_the_steering_group_has_changed_the_project(example):
    project = Project.objects.get(code="C06")
    assert (project.end, project.budget) == (dt.date(2026, 12, 31), 480_000)
    newest = [entry.what for entry in audit.history_of(project) if "STG-2026-012" in entry.what]
    assert len(newest) == 3


def test_the_decisions_have_the_numbers_of_the_papers_without_gaps(example):
    for prefix in ("STG", "PRG"):
        numbers = sorted(Decision.objects.filter(number__startswith=prefix).values_list("number", flat=True))
        assert numbers == [f"{prefix}-2026-{n:03d}" for n in range(1, len(numbers) + 1)]
    assert Case.objects.get(number="I-2026-09").title == "VUM 2.0 omlægges i to etaper"
    assert Case.objects.get(number="I-2026-10").title.startswith("Partnerskabet GovTech")


def test_the_agenda_of_first_december_is_on_its_way(example):
    meeting = Meeting.objects.get(body__code="SG", start__date=dt.date(2026, 12, 1))
    states = dict(AgendaItem.objects.filter(meeting=meeting, case__isnull=False).values_list("case__title", "state"))
    assert len(states) == 8
    assert [title for title, state in states.items() if state == "returned"] == [
        "Midtjysk it-serviceorganisation – kommunens bemanding af overdragelsen"
    ]
    assert (meeting.approval_due, meeting.sending_due) == (dt.date(2026, 11, 23), dt.date(2026, 11, 24))


def test_the_deadline_on_whit_monday_was_moved(example):
    meeting = Meeting.objects.get(body__code="SG", start__date=dt.date(2026, 6, 2))
    assert meeting.approval_due == dt.date(2026, 5, 26)


def test_there_are_good_and_bad_cases_on_every_page(example):
    programme = bodies.programme_group()
    gaps = [row.unit.name for row in bodies.coverage_of(programme, DEMO_DAY) if row.is_gap]
    assert gaps == ["Socialområdet"]
    assert not [row for row in bodies.coverage_of(bodies.steering_group(), DEMO_DAY) if row.is_gap]
    quiet = portfolio.quiet(Project.objects.all())
    with clock.at(clock.moment_of(DEMO_DAY)):
        assert {project.code for project in portfolio.quiet(Project.objects.all())} == {"B04", "C10"}
    assert quiet.exists()
    overdue = FollowUp.objects.filter(state="open", due__lt=DEMO_DAY).values_list("text", flat=True)
    assert list(overdue) == ["Forlæng aftalen med GovTech Midtjylland"]


def test_everything_was_made_by_actions_that_left_a_trace_marked_as_made_up(example):
    assert audit.verify()[0] is None
    assert not Event.objects.filter(made_up=False).exists()


def test_nobody_in_it_is_a_real_person(example):
    assert not Person.objects.filter(is_example=False).exists()
    assert all(person.email.endswith("@eksempel.dk") for person in Person.objects.all())


def test_nothing_that_was_mailed_in_the_past_leaves_now(example):
    from tvaerblik.outbox.queries import due

    assert not due().exists()


def test_loading_again_changes_nothing(example, capsys):
    before = Event.objects.count()
    call_command("load_example")
    assert Event.objects.count() == before


def test_an_example_is_never_loaded_into_a_real_municipality(settings):
    settings.EXAMPLE = False
    with pytest.raises(CommandError, match="not an example installation"):
        call_command("load_example")


def test_starting_over_is_refused_where_a_real_person_is(settings):
    settings.EXAMPLE = True
    Person.objects.create(name="Rigtig person", email="rigtig@eksempel.dk", password="!")
    with pytest.raises(CommandError, match="rigtige personer"):
        call_command("load_example", "--reset")
    assert Person.objects.exists()


@pytest.mark.parametrize(
    "demo_day", [dt.date(2026, 11, 22), dt.date(2027, 3, 1), dt.date(2026, 6, 5), dt.date(2028, 2, 29)]
)
@pytest.mark.parametrize(
    "written", ["2026-03-03", "2026-11-03", "2026-11-20", "2026-11-23", "2026-12-01", "2027-11-30"]
)
def test_another_demo_date_keeps_weekdays_and_what_is_past_and_ahead(demo_day, written):
    day = Calendar(demo_day).day(written)
    base = dt.date.fromisoformat(written)
    assert day.weekday() == base.weekday()
    assert (day <= demo_day) == (base <= DEMO_DAY)
