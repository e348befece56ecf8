"""Pages say what is so: what was not decided changes nothing, and whoever loses an approval hears of it."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.meetings.conftest import PG_DAY, SG_DAY
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import ItemState, Outcome
from tvaerblik.outbox.models import Message


@pytest.fixture
def partly(story, town):
    """The end date is decided otherwise than recommended; the budget is not approved."""
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    story.point(case, "budgettet hæves", effect="set_budget", value=600_000)
    story.sent(meeting)
    with story.on(SG_DAY):
        actions.start_meeting(meeting, by=town.secretary)
        item = case.items.get()
        first, second = case.points.all()
        other = {first.effects.get().pk: "2027-07-01"}
        points = [
            actions.PointDecision(first, Outcome.APPROVED_CHANGED, "slutdatoen flyttes til 1. juli 2027", other),
            actions.PointDecision(second, Outcome.NOT_APPROVED),
        ]
        item.refresh_from_db()
        actions.decide_item(item, points=points, by=town.secretary)
        story.in_force(meeting)
    return case


@pytest.mark.requirement("R34", "R45")
def test_a_point_that_was_not_approved_is_not_shown_as_carried_out(client, town, partly):
    client.force_login(town.secretary)
    page = client.get(partly.get_absolute_url()).content.decode()
    effect = page.split('aria-labelledby="effect"')[1].split("</section>")[0]
    assert "1. juli 2027" in effect
    assert "600.000" not in effect
    town.vum.refresh_from_db()
    assert (town.vum.end, town.vum.budget) == (dt.date(2027, 7, 1), 400_000)


@pytest.mark.requirement("R81", "R45")
def test_the_minutes_show_the_decided_value_and_nothing_under_what_was_rejected(client, town, partly):
    client.force_login(town.secretary)
    minutes = partly.items.get().meeting.minutes_paper
    page = client.get(minutes.get_absolute_url()).content.decode()
    assert "Slutdato 30. september 2026 → 1. juli 2027 (indstillet 31. december 2026)" in page
    assert "600.000" not in page


@pytest.mark.requirement("R75")
def test_chair_and_secretary_hear_once_when_somebody_changes_what_was_approved(client, story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    story.ready(item)
    story.approved(meeting)
    client.force_login(town.it)
    warned = client.get(reverse("revise_case", args=[item.case.pk])).content.decode()
    assert "Retter du sagen, skal det godkendes igen." in warned
    for text in ("Ny tekst.", "Endnu en."):
        actions.revise_case(item.case, fields={"presentation": text}, by=town.it)
    letters = Message.objects.filter(occasion__startswith="approval-falls:")
    assert {letter.recipient for letter in letters} == {town.chair, town.secretary}
    assert all(letter.subject == "Skal godkendes igen: Styregruppen, 1. december 2026" for letter in letters)


@pytest.mark.requirement("R77")
def test_an_extra_meeting_tomorrow_has_no_deadline_in_the_past_and_takes_a_case(client, story, town):
    today = dt.date(2026, 10, 1)
    meeting = story.meeting(day=today + dt.timedelta(days=1), is_extra=True)
    assert meeting.material_due == meeting.approval_due == meeting.sending_due == today
    client.force_login(town.it)
    page = client.get(reverse("propose_case"), {"meeting": meeting.pk}).content.decode()
    assert f'value="{meeting.pk}" selected' in page


@pytest.mark.requirement("R77")
def test_a_case_can_be_put_on_a_meeting_that_is_held_today(client, story, town):
    meeting = story.meeting(day=dt.date(2026, 10, 2), is_extra=True)
    with story.on(meeting.day, hour=15):
        client.force_login(town.it)
        page = client.get(reverse("propose_case"), {"meeting": meeting.pk}).content.decode()
    assert f'value="{meeting.pk}" selected' in page


@pytest.mark.requirement("R26")
def test_whoever_builds_the_agenda_takes_up_a_waiting_case(client, story, town):
    meeting = story.meeting()
    waiting = story.case("Ventende sag", subject=None)
    story.case("På vej", subject=None, meeting=story.meeting(day=dt.date(2027, 3, 2)))
    client.force_login(town.secretary)
    address = reverse("take_up_case", args=[meeting.pk])
    assert address in client.get(meeting.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert "Ventende sag" in page
    assert "På vej" not in page
    client.post(address, {"case": waiting.pk})
    assert waiting.items.get().state == ItemState.PROPOSED
    client.force_login(town.social)
    assert client.get(address).status_code == 403


@pytest.mark.requirement("R46")
def test_the_secretary_is_not_offered_a_meeting_whose_deadline_has_passed(client, story, town):
    later = story.meeting(day=dt.date(2027, 3, 2))
    item = story.dated_case(meeting=story.meeting()).items.get()
    with story.on(dt.date(2027, 2, 25)):
        client.force_login(town.secretary)
        address = reverse("defer_item", args=[item.pk])
        assert f'<option value="{later.pk}"' not in client.get(address).content.decode()
        client.force_login(town.chair)
        assert f'<option value="{later.pk}"' in client.get(address).content.decode()


@pytest.mark.requirement("R74")
def test_what_the_programme_group_only_recommends_cannot_be_put_in_force_at_once(client, story, town):
    meeting = story.meeting(body=town.pg, day=PG_DAY)
    case = story.dated_case(meeting=meeting)
    story.sent(meeting)
    with story.on(PG_DAY):
        actions.start_meeting(meeting, by=town.pg_secretary)
        client.force_login(town.pg_secretary)
        page = client.get(reverse("decide_item", args=[case.items.get().pk])).content.decode()
    assert "Træder i kraft straks" not in page
