"""The pages of meetings: everybody who may see them can open them, at every point of the thread."""

import datetime as dt

from django.urls import reverse

from tests.meetings.conftest import PG_DAY, SG_DAY
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Case, Decision, FollowUp

LISTS = ("meetings", "cases", "decisions", "follow_ups")


def opened(client, person, url):
    client.force_login(person)
    response = client.get(url)
    assert response.status_code == 200, f"{person} at {url}: {response.status_code}"
    return response.content.decode()


def test_every_page_opens_for_everybody_from_proposal_to_minutes(client, story, town):
    everybody = [town.secretary, town.digital, town.it, town.outsider]

    def look(*urls):
        for person in everybody:
            for url in [*map(reverse, LISTS), *urls]:
                opened(client, person, url)

    pg_meeting, meeting = story.meeting(town.pg, PG_DAY), story.meeting()
    case = story.dated_case(meeting=pg_meeting)
    item = case.items.get()
    look(meeting.get_absolute_url(), pg_meeting.get_absolute_url(), case.get_absolute_url(), item.get_absolute_url())
    look(f"{meeting.get_absolute_url()}?order=meeting", town.vum.get_absolute_url())
    look(*[item.get_absolute_url() for item in meeting.items.filter(case__isnull=True)])
    with story.on(dt.date(2026, 10, 27)):
        story.sent(pg_meeting)
    with story.on(PG_DAY):
        actions.start_meeting(pg_meeting, by=town.pg_secretary)
        look(pg_meeting.get_absolute_url())
        story.decided(item)
        story.in_force(pg_meeting)
    with story.on(dt.date(2026, 11, 12)):
        sg_item = actions.submit_case(Case.objects.get(), meeting=meeting, by=town.digital)
        story.ready(sg_item)
        story.pre_treated(sg_item)
        look(meeting.get_absolute_url(), sg_item.get_absolute_url(), case.get_absolute_url())
        package = story.sent(meeting)
        look(meeting.get_absolute_url(), package.get_absolute_url())
    with story.on(SG_DAY):
        actions.start_meeting(meeting, by=town.secretary)
        decision = story.decided(sg_item, text="Socialchefen melder tilbage.")
        row = actions.add_follow_up(
            decision, text="Rapportér", owner=town.social, due=dt.date(2027, 3, 1), by=town.secretary
        )
        minutes = story.ended(meeting)
        actions.submit_minutes(minutes, by=town.secretary)
        opened(client, town.chair, minutes.get_absolute_url())
        actions.approve_minutes(minutes, by=town.chair)
        actions.add_addendum(minutes, text="Tilføjet.", by=town.secretary)
    look(
        meeting.get_absolute_url(),
        minutes.get_absolute_url(),
        decision.get_absolute_url(),
        row.get_absolute_url(),
        case.get_absolute_url(),
        town.vum.get_absolute_url(),
    )
    assert Decision.objects.count() == 2
    assert FollowUp.objects.count() == 1
