"""Management is told what was decided: prefilled, read through, sent once, and acknowledged (R35, R42)."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.meetings.conftest import PG_DAY, SG_DAY, seat
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.audit.queries import history_of
from tvaerblik.bodies.models import SeatRole
from tvaerblik.core.lists import listings
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms.keeping import WriteBriefingForm
from tvaerblik.meetings.models import Briefing
from tvaerblik.meetings.tasks import tasks_of
from tvaerblik.outbox.models import Message

pytestmark = pytest.mark.requirement("R35", "R42")

SECRET = "Hemmelighed"


@pytest.fixture
def meeting(story, town):
    """A meeting with an open and a closed decision, both in force; management has its seats."""
    seat(town.cf, town.social, SeatRole.MEMBER)
    meeting = story.meeting()
    story.dated_case(meeting=meeting)
    story.case(f"{SECRET} titel", meeting=meeting, by=town.secretary, subject=town.login, is_closed=True)
    closed = meeting.items.get(case__is_closed=True)
    story.point(closed.case, f"{SECRET} punkt")
    with story.on(SG_DAY):
        story.started(meeting)
        for item in meeting.items.filter(case__isnull=False):
            story.decided(item, text=f"{SECRET} beslutning" if item.pk == closed.pk else "Etape 1 begynder.")
        story.in_force(meeting)
        meeting.refresh_from_db()
        yield meeting


def drafted(meeting, town, **more):
    form = WriteBriefingForm(thing=meeting, by=town.secretary)
    given = {"title": form["title"].initial, "text": "C06 deles i to etaper.", **more}
    bodies, decisions = form["bodies"].initial, form["decisions"].initial
    return actions.write_briefing(meeting, **{"bodies": bodies, "decisions": decisions, **given}, by=town.secretary)


def page(client, person, thing):
    client.force_login(person)
    return client.get(thing if isinstance(thing, str) else thing.get_absolute_url())


def test_a_briefing_is_prefilled_with_open_decisions_and_goes_to_management(client, town, meeting):
    shown = page(client, town.secretary, reverse("write_briefing", args=[meeting.pk])).content.decode()
    assert "Orientering fra Styregruppen, 1. december 2026" in shown
    assert "STG-2026-001 VUM 2.0 omlægges i to etaper: godkendt" in shown
    assert SECRET not in shown
    form = WriteBriefingForm(thing=meeting, by=town.secretary)
    assert [body.code for body in form["bodies"].initial] == ["CF", "DIR"]
    assert [row.number for row in form["decisions"].initial] == ["STG-2026-001"]


def test_it_takes_three_clicks_from_the_meeting_to_the_readers(client, town, meeting):
    client.force_login(town.secretary)
    url = reverse("write_briefing", args=[meeting.pk])
    assert url in client.get(meeting.get_absolute_url()).content.decode()
    form = WriteBriefingForm(thing=meeting, by=town.secretary)
    data = {
        "title": form["title"].initial,
        "bodies": [body.pk for body in form["bodies"].initial],
        "decisions": [row.pk for row in form["decisions"].initial],
    }
    draft = client.post(url, data, follow=True)
    assert "Sådan bliver den læst." in draft.content.decode()
    briefing = Briefing.objects.get()
    client.post(reverse("send_briefing", args=[briefing.pk]))
    briefing.refresh_from_db()
    assert briefing.state == "sent"
    assert {row.name for row in briefing.readers.all()} == {"Kommunaldirektør", "Socialchef"}


def test_a_closed_decision_is_never_told_whoever_asks_for_it(town, meeting):
    closed = queries.decisions_for(town.chair).get(item__case__is_closed=True)
    with not_possible("Kun mødets gældende beslutninger på åbne punkter kan indgå i en orientering."):
        drafted(meeting, town, decisions=[closed])


def test_only_those_who_run_the_body_write_it_and_only_chair_and_secretary_send_it(town, meeting):
    with not_permitted("Kun sekretæren eller formanden for Styregruppen kan gøre det."):
        actions.write_briefing(meeting, title="Nyt", by=town.staff)
    briefing = drafted(meeting, town)
    with not_permitted("Kun formanden eller sekretæren for Styregruppen kan sende en orientering."):
        actions.send_briefing(briefing, by=town.digital)
    assert actions.send_briefing(briefing, by=town.chair).sent_by == town.chair


def test_nobody_is_told_about_a_meeting_that_has_not_been_held(story, town):
    with not_possible("Andre orienteres, når mødet er afholdt."):
        actions.write_briefing(story.meeting(), title="For tidligt", by=town.secretary)


def test_it_is_not_sent_to_nobody_or_with_nothing_in_it(town, meeting):
    empty = drafted(meeting, town, text="", bodies=[], decisions=[])
    with not_possible(
        "“Send orienteringen” kan ikke lade sig gøre endnu: Der er ikke valgt nogen, der skal orienteres. "
        "Den siger ikke noget endnu: Sæt kryds ved en beslutning, eller skriv, hvad de skal vide."
    ):
        actions.send_briefing(empty, by=town.secretary)


def test_sending_freezes_it_and_each_reader_is_told_once(town, meeting):
    briefing = actions.send_briefing(drafted(meeting, town), by=town.secretary)
    assert [row["number"] for row in Briefing.objects.get().content["decisions"]] == ["STG-2026-001"]
    assert briefing.content_hash == queries.hash_of(Briefing.objects.get().content)
    letters = Message.objects.filter(occasion=f"briefing:{briefing.pk}")
    assert {letter.recipient for letter in letters} == {town.director, town.social}
    assert "Det skal I vide: C06 deles i to etaper." in letters[0].text
    assert SECRET not in "".join(f"{letter.subject}{letter.text}{letter.html}" for letter in letters)
    with not_possible("Orienteringen er “sendt” og kan ikke ændres. Skriv en ny."):
        actions.revise_briefing(briefing, fields={"title": "Andet"}, by=town.secretary)


def test_reading_it_does_not_acknowledge_it_but_the_button_does(client, town, meeting):
    briefing = actions.send_briefing(drafted(meeting, town), by=town.secretary)
    shown = page(client, town.director, briefing).content.decode()
    assert "Jeg har læst det" in shown
    assert "Kvitteringer" not in shown, "who else has read it is for those who sent it"
    assert not briefing.readers.filter(read_at__isnull=False).exists()
    client.post(reverse("acknowledge_briefing", args=[briefing.pk]))
    assert briefing.readers.get(person=town.director).read_at is not None
    assert "Du læste den" in page(client, town.director, briefing).content.decode()
    with not_possible("Du har allerede kvitteret for at have læst den."):
        actions.acknowledge_briefing(briefing, by=town.director)
    with not_possible("Orienteringen er ikke sendt til dig."):
        actions.acknowledge_briefing(briefing, by=town.secretary)
    receipts = page(client, town.secretary, briefing).content.decode()
    assert "ikke læst endnu" in receipts
    assert history_of(briefing)[0].what == "kvitterede for at have læst orienteringen"


def test_only_the_body_and_the_readers_see_it_and_a_draft_only_the_body(client, town, meeting):
    briefing = drafted(meeting, town)
    for person in (town.director, town.outsider):
        assert page(client, person, briefing).status_code == 404
    actions.send_briefing(briefing, by=town.secretary)
    assert page(client, town.director, briefing).status_code == 200
    assert page(client, town.outsider, briefing).status_code == 404
    seat(town.board, town.it, SeatRole.MEMBER)
    assert page(client, town.it, briefing).status_code == 200, "a new director sees what the board got"


def test_a_decision_that_is_closed_later_disappears_for_those_who_may_not_see_it(client, town, meeting):
    briefing = actions.send_briefing(drafted(meeting, town), by=town.secretary)
    case = meeting.items.get(case__is_closed=False, case__isnull=False).case
    type(case).objects.filter(pk=case.pk).update(is_closed=True)
    assert "VUM 2.0 omlægges" not in page(client, town.director, briefing).content.decode()
    assert "VUM 2.0 omlægges" in page(client, town.secretary, briefing).content.decode()


def test_one_can_show_when_management_was_last_told_and_what_it_got(client, town, meeting):
    shown = page(client, town.secretary, reverse("briefings")).content.decode()
    assert shown.count("aldrig") == 2
    briefing = actions.send_briefing(drafted(meeting, town), by=town.secretary)
    shown = page(client, town.secretary, reverse("briefings")).content.decode()
    assert "Senest orienteret" in shown
    assert "aldrig" not in shown
    listing = listings["briefings"]
    for query in ("to=executive_board", f"unread={town.director.pk}", "year=2026", "state=sent"):
        row = listing.view(QueryDict(query), town.secretary).rows().get()
        values = {column.key: column.value(row) for column in listing.columns}
        assert (values["bodies"], values["read"], values["decisions"]) == (["Chefforum", "Direktionen"], "0 af 2", 1)
    assert not listing.view(QueryDict("to=chief_meeting"), town.secretary).rows().exists()
    assert not listing.view(QueryDict(""), town.outsider).rows().exists()
    client.force_login(town.director)
    answer = client.get(reverse("api_list_briefings")).json()
    assert [row["title"] for row in answer["rows"]] == [briefing.title]


def test_chair_and_secretary_are_asked_to_tell_management_until_they_have(town, meeting):
    def asked(person):
        return [(task.title, task.due) for task in tasks_of(person) if "Orientér" in task.title]

    expected = [("Orientér direktion og chefforum: Styregruppen, 1. december 2026", dt.date(2026, 12, 8))]
    assert asked(town.secretary) == asked(town.chair) == expected
    assert asked(town.staff) == []
    briefing = drafted(meeting, town)
    assert next(t.url for t in tasks_of(town.chair) if "Orientér" in t.title) == briefing.get_absolute_url()
    actions.send_briefing(briefing, by=town.secretary)
    assert asked(town.secretary) == []
    assert f"Læs: {briefing.title}" in [task.title for task in tasks_of(town.director)]


def test_other_leaders_can_be_told_and_a_draft_can_be_changed_or_discarded(town, meeting):
    briefing = drafted(meeting, town, bodies=[])
    revised = actions.revise_briefing(
        briefing, fields={"title": "Nyt fra styregruppen", "people": [town.it]}, by=town.secretary
    )
    assert list(revised.people.all()) == [town.it]
    assert "valgte at orientere It-leder" in [entry.what for entry in history_of(briefing)]
    actions.discard_briefing(revised, by=town.secretary)
    assert not queries.briefings_for(town.secretary).exists()


def test_the_programme_group_can_tell_too_but_is_not_asked_to(story, town):
    meeting = story.meeting(town.pg, PG_DAY)
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(PG_DAY):
        story.started(meeting)
        story.decided(item)
        story.in_force(meeting)
        meeting.refresh_from_db()
        briefing = actions.write_briefing(
            meeting, title="Fra programgruppen", text="Nyt", bodies=[town.sg], by=town.pg_secretary
        )
        sent = actions.send_briefing(briefing, by=town.pg_secretary)
        assert {row.name for row in sent.readers.all()} >= {"Chef for Borgerservice", "Stabschef"}
        assert not [task for task in tasks_of(town.pg_secretary) if "Orientér" in task.title]
