"""What the programme group owes, to whom and when (R47)."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.meetings.conftest import PG_DAY
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.models import Case

pytestmark = pytest.mark.requirement("R47")


def told(rows):
    return [(row.due, str(row.kind), row.who, row.to) for row in rows]


@pytest.fixture
def busy(story, town):
    """A follow-up, material for the steering group and an escalation that has not been answered."""
    meeting, steering = story.meeting(town.pg, PG_DAY), story.meeting()
    case = story.dated_case(meeting=meeting)
    with story.on(PG_DAY):
        story.started(meeting)
        decision = story.decided(case.items.get())
        story.in_force(meeting)
        due = dt.date(2026, 12, 9)
        actions.add_follow_up(decision, text="Rapportér", owner=town.it, due=due, by=town.pg_secretary)
        item = actions.submit_case(Case.objects.get(), meeting=steering, by=town.digital)
        actions.accept_item(item, material_owner=town.social, by=town.secretary)
        actions.raise_escalation(
            subject=town.vum,
            title="Mangler folk",
            request="x",
            reaction="y",
            due=dt.date(2026, 11, 10),
            by=town.digital,
        )
        yield case


def test_it_is_sorted_by_day_with_who_and_to_whom(town, busy):
    assert told(queries.owed_by(town.pg, town.pg_member)) == [
        (dt.date(2026, 11, 16), "Materiale", "Socialchef", "Styregruppen, 1. december 2026"),
        (dt.date(2026, 12, 9), "Opfølgning", "It-leder", "Programgruppen"),
    ]
    assert told(queries.owed_to(town.pg, town.pg_member)) == [
        (dt.date(2026, 11, 10), "Eskalering", "Chef for Borgerservice", "Programgruppen")
    ]


def test_delivered_material_is_owed_no_longer(town, busy):
    item = busy.items.get(meeting__body=town.sg)
    actions.ready_item(item, by=town.social)
    assert [kind for _due, kind, _who, _to in told(queries.owed_by(town.pg, town.pg_member))] == ["Opfølgning"]


def test_the_page_tells_each_person_what_they_may_see(client, town, busy):
    client.force_login(town.pg_member)
    page = client.get(reverse("owed")).content.decode()
    assert "Rapportér" in page
    assert "E-2026-01 Mangler folk" in page
    client.force_login(town.outsider)
    assert "Mangler folk" not in client.get(reverse("owed")).content.decode()
