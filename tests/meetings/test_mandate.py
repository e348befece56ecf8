"""The programme group's own decisions, within its mandate, in a list of their own (R50)."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.meetings.conftest import PG_DAY
from tests.meetings.refusing import not_possible
from tvaerblik.core.lists import listings
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Decision

pytestmark = pytest.mark.requirement("R50")

OVER = (
    "Sagen koster 150.000 kr. mere. Programgruppen beslutter selv op til 100.000 kr.; derover beslutter Styregruppen."
)


@pytest.fixture
def budget_case(story, town):
    """A case of the programme group that it decides itself: C06's budget of 400.000 kr. becomes another."""
    town.pg.mandate_limit = 100_000
    town.pg.save()

    def make(value):
        meeting = story.meeting(town.pg, PG_DAY)
        case = story.case(meeting=meeting)
        story.point(case, "budgettet ændres", effect="set_budget", value=value)
        item = actions.revise_item(case.items.get(), fields={"recommends_to": None}, by=town.pg_secretary)
        with story.on(PG_DAY):
            story.started(meeting)
        item.refresh_from_db()
        return item

    return make


def shown(by, query=""):
    listing = listings["decisions"]
    rows = listing.view(QueryDict(query), by).rows()
    return [(row.number, listing.column("mandate").value(row)) for row in rows]


@pytest.mark.parametrize(
    ("value", "mandate"), [(450_000, "within"), (500_000, "within"), (550_000, "over"), (100_000, "within")]
)
def test_a_decision_is_recorded_as_within_or_over_the_mandate(story, budget_case, value, mandate):
    item = budget_case(value)
    with story.on(PG_DAY):
        assert story.decided(item).mandate == mandate


def test_what_is_decided_counts_and_not_what_was_recommended(story, town, budget_case):
    item = budget_case(550_000)
    point = item.case.points.get()
    changed = actions.PointDecision(
        point, "approved_with_changes", "budgettet bliver 480.000 kr.", {point.effects.get().pk: 480_000}
    )
    with story.on(PG_DAY):
        decision = actions.decide_item(item, points=[changed], by=town.pg_secretary)
        assert decision.mandate == "within"
        revised = actions.revise_decision(
            decision, points=[actions.PointDecision(point, "approved")], reason="Skrevet forkert", by=town.pg_secretary
        )
        assert revised.mandate == "over"


def test_the_page_warns_and_offers_to_recommend_instead(client, story, town, budget_case):
    item = budget_case(550_000)
    client.force_login(town.pg_secretary)
    with story.on(PG_DAY):
        url = reverse("decide_item", args=[item.pk])
        page = client.get(url).content.decode().replace("\xa0", " ")
        assert OVER in page
        assert "Indstil til Styregruppen i stedet for at beslutte her" in page
        client.post(url, {f"outcome_{item.case.points.get().pk}": "approved", "recommend": "on"})
        decision = Decision.objects.get()
        assert (decision.item.recommends_to, decision.mandate) == (town.sg, "")
        story.in_force(item.meeting)
    town.vum.refresh_from_db()
    assert town.vum.budget == 400_000


def test_within_the_mandate_the_page_does_not_warn(client, story, town, budget_case):
    item = budget_case(450_000)
    client.force_login(town.pg_secretary)
    with story.on(PG_DAY):
        assert "Over mandat" not in client.get(reverse("decide_item", args=[item.pk])).content.decode()


def test_the_steering_group_sees_the_programme_groups_own_decisions_with_their_mandate(story, town, budget_case):
    item = budget_case(550_000)
    with story.on(PG_DAY):
        story.decided(item)
        story.in_force(item.meeting)
    own = next(one for one in listings["decisions"].presets if one.key == "own")
    assert shown(town.staff, own.query) == [("P-2026-001", "over mandat")]
    assert shown(town.staff, "mandate=over") == [("P-2026-001", "over mandat")]
    assert shown(town.staff, "body=programme_group&kind=recommended") == []


def test_a_body_without_one_above_it_recommends_to_nobody(story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(meeting.day):
        story.started(meeting)
        item.refresh_from_db()
        with not_possible("Styregruppen har intet organ at indstille dette til."):
            actions.decide_item(item, recommend=True, by=town.secretary)
        assert story.decided(item).mandate == ""
