"""Who was there for which item, who stood in, whether there were enough, and who led."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.audit.queries import history_of
from tvaerblik.bodies.models import Delegation, Membership, Seat, SeatRole
from tvaerblik.meetings import actions
from tvaerblik.meetings.actions import Part
from tvaerblik.meetings.queries.minutes import minutes_content

AWAY = "excused"


@pytest.fixture
def meeting(story, town):
    """A meeting with five items that has begun; number 3 and 4 are cases."""
    meeting = story.meeting()
    for title in ("Første sag", "Anden sag"):
        story.dated_case(title=title, meeting=meeting)
    with story.on(SG_DAY):
        story.started(meeting)
        yield meeting


def case_item(meeting, title="Første sag"):
    return meeting.items.get(case__title=title)


def attended(meeting, town, parts, **more):
    parts = {person.pk: part for person, part in parts.items()}
    return actions.record_attendance(meeting, statuses={}, parts=parts, by=town.secretary, **more)


def missing(meeting):
    content = minutes_content(meeting.minutes_paper)
    return {item["number"]: [person["name"] for person in item["missing"]] for item in content["items"]}


def page_of(client, person, thing):
    client.force_login(person)
    return " ".join(client.get(thing.get_absolute_url()).content.decode().split())


@pytest.mark.requirement("R81", "D5")
def test_the_minutes_say_for_each_item_who_came_later_or_had_left(client, story, town, meeting):
    attended(meeting, town, {town.staff: Part(first=3), town.social: Part(last=3)})
    assert missing(meeting) == {
        1: ["Stabschef"], 2: ["Stabschef"], 3: [], 4: ["Socialchef"], 5: ["Socialchef"],
    }  # fmt: skip
    for item in ("Første sag", "Anden sag"):
        story.decided(case_item(meeting, item))
    minutes = story.in_force(meeting)
    notes = {person["name"]: person["note"] for person in minutes.content["present"]}
    assert (notes["Stabschef"], notes["Socialchef"]) == ("fra pkt. 3", "til og med pkt. 3")
    page = page_of(client, town.outsider, minutes)
    assert "Stabschef (fra pkt. 3)" in page
    assert page.count("Var ikke til stede: Stabschef") == 2
    decision = page_of(client, town.outsider, case_item(meeting, "Anden sag").decision)
    assert "Til stede: 3 af 4." in decision
    assert "Var ikke til stede: Socialchef." in decision


def test_from_the_first_and_through_the_last_item_is_the_whole_meeting(story, town, meeting):
    attended(meeting, town, {town.staff: Part(1, 5)})
    row = meeting.attendance.get(person=town.staff)
    assert (row.first_item, row.last_item) == (None, None)
    attended(meeting, town, {town.staff: Part(first=2)})
    actions.record_attendance(meeting, statuses={town.staff.pk: AWAY}, by=town.secretary)
    row.refresh_from_db()
    assert row.first_item is None, "who is not there comes at no item"


def test_nobody_comes_at_an_item_that_is_not_there_or_leaves_before_coming(story, town, meeting):
    with not_possible("Der er intet punkt 6 på dagsordenen."):
        attended(meeting, town, {town.staff: Part(first=6)})
    with not_possible("Man kan ikke gå, før man er kommet: punkterne skal følge efter hinanden."):
        attended(meeting, town, {town.staff: Part(4, 3)})


@pytest.mark.requirement("D5")
def test_a_substitute_takes_over_the_items_the_member_is_away_from(client, story, town, meeting):
    attended(meeting, town, {town.staff: Part(last=3)})
    attended(meeting, town, {}, substitute=town.it, stands_in_for=town.staff, agreed=True)
    row = meeting.attendance.get(person=town.it)
    assert (row.first_item, row.last_item) == (4, None)
    page = page_of(client, town.secretary, meeting)
    assert "4 af 4" in page, "never five at a time"
    assert "stedfortræder for Stabschef, aftalt med formanden, fra pkt. 4" in page
    with not_possible("Stabschef og stedfortræderen It-leder kan ikke begge deltage i pkt. 4."):
        attended(meeting, town, {town.staff: Part(last=4)})
    with not_possible("Socialchef kommer og går. Skriv i bemærkningerne, hvem der trådte ind hvornår."):
        attended(meeting, town, {town.social: Part(2, 4)}, substitute=town.outsider, stands_in_for=town.social)


@pytest.mark.requirement("R81")
def test_there_are_never_more_at_the_table_than_seats(story, town):
    """Two hold one place in a period of overlap: only as many as there are places are listed as present."""
    seat = Seat.objects.get(body=town.sg, title="Stabschef")
    Membership.objects.create(seat=seat, person=town.it, since=dt.date(2026, 11, 1))
    meeting = story.meeting()
    story.dated_case(meeting=meeting)
    with story.on(SG_DAY):
        story.started(meeting)
        assert meeting.attendance.filter(status="present").count() == 4
        everybody = dict.fromkeys(meeting.attendance.values_list("person", flat=True), "present")
        with not_possible("5 ville deltage i pkt. 1, men Styregruppen har 4 pladser."):
            actions.record_attendance(meeting, statuses=everybody, by=town.secretary)


@pytest.mark.requirement("R81")
def test_the_roll_is_one_form_with_few_clicks(client, story, town, meeting):
    client.force_login(town.secretary)
    address = reverse("record_attendance", args=[meeting.pk])
    page = client.get(address).content.decode()
    assert page.count("Kom ved") == 4
    assert "pkt. 5</option>" in page
    answer = client.post(address, {f"first_{town.staff.pk}": "4"})
    assert answer.status_code == 302, "whoever is not mentioned stays as they are"
    row = meeting.attendance.get(person=town.staff)
    assert (row.status, row.first_item) == ("present", 4)
    assert client.post(address, {f"first_{town.staff.pk}": ""}).status_code == 302
    row.refresh_from_db()
    assert row.first_item is None
    assert client.post(address, {f"first_{town.staff.pk}": "9"}).status_code != 302
    kept = client.post(f"/api/v1{address}", {f"status_{town.social.pk}": AWAY}, content_type="application/json")
    assert kept.status_code == 200
    assert meeting.attendance.get(person=town.social).status == AWAY


@pytest.mark.requirement("R81")
def test_a_body_may_have_a_quorum_and_the_page_warns_but_does_not_bar(client, story, town, meeting):
    assert "beslutningsdygtigt" not in page_of(client, town.secretary, meeting), "no quorum, no warning"
    town.sg.quorum = 4
    town.sg.save()
    attended(meeting, town, {town.staff: Part(first=3)})
    page = page_of(client, town.secretary, meeting)
    assert "Pkt. 2: Kun 3 deltager; organet er beslutningsdygtigt med 4." in page
    assert "Pkt. 3:" not in page
    actions.exclude_member(case_item(meeting), person=town.social, reason="Part i sagen", by=town.secretary)
    assert "Pkt. 3: Kun 3 deltager" in page_of(client, town.secretary, meeting), "the disqualified do not count"
    statuses = {town.staff.pk: AWAY, town.digital.pk: AWAY}
    actions.record_attendance(meeting, statuses=statuses, by=town.secretary)
    story.decided(case_item(meeting))
    assert case_item(meeting).has_outcome


@pytest.mark.requirement("R81")
def test_the_quorum_is_edited_with_the_body_and_its_history_is_kept(client, town):
    from tvaerblik.bodies import actions as bodies

    bodies.revise_body(town.sg, fields={"quorum": 3}, by=town.chair)
    change = history_of(town.sg)[0].changes[0]
    assert (change.label, change.after) == ("Beslutningsdygtigt med", "3")
    assert "3 medlemmer" in page_of(client, town.outsider, town.sg)


@pytest.mark.requirement("R80")
def test_the_chair_leads_unless_somebody_acts_or_was_chosen_for_the_meeting(client, story, town):
    meeting = story.meeting()
    assert "Mødeleder: Chef for Borgerservice." in page_of(client, town.outsider, meeting)
    acting = {"since": dt.date(2026, 11, 30), "until": dt.date(2026, 12, 5), "reason": "Ferie"}
    Delegation.objects.create(body=town.sg, role=SeatRole.CHAIR, person=town.staff, **acting)
    assert "Mødeleder: Stabschef (fungerende formand)." in page_of(client, town.outsider, meeting)
    actions.revise_meeting(meeting, fields={"leader": town.digital}, by=town.secretary)
    assert "Mødeleder: Leder af Digitalisering." in page_of(client, town.outsider, meeting)


@pytest.mark.requirement("R80")
def test_the_minutes_keep_who_led_and_the_page_warns_of_a_leader_who_is_away(client, story, town, meeting):
    actions.record_attendance(meeting, statuses={town.chair.pk: AWAY}, by=town.secretary)
    sentence = "Chef for Borgerservice leder mødet, men er ikke til stede. Vælg en anden mødeleder."
    assert sentence in page_of(client, town.secretary, meeting)
    actions.revise_meeting(meeting, fields={"leader": town.staff}, by=town.secretary)
    assert sentence not in page_of(client, town.secretary, meeting)
    for title in ("Første sag", "Anden sag"):
        story.decided(case_item(meeting, title))
    minutes = story.in_force(meeting)
    assert minutes.content["leader"] == {"name": "Stabschef", "note": ""}
    assert "<dt>Mødeleder</dt><dd>Stabschef</dd>" in page_of(client, town.outsider, minutes)


@pytest.fixture
def decision(story, meeting):
    return story.decided(case_item(meeting))


@pytest.mark.requirement("R81")
def test_a_dissent_stands_with_the_decision_and_in_the_minutes(client, story, town, meeting, decision):
    actions.add_dissent(decision, person=town.staff, text="Ønskede sagen udskudt.", by=town.secretary)
    assert "Ønskede sagen udskudt." in page_of(client, town.secretary, decision)
    assert "indførte en afvigende mening fra Stabschef" in [entry.what for entry in history_of(decision)]
    story.decided(case_item(meeting, "Anden sag"))
    minutes = story.in_force(meeting)
    assert "<b>Afvigende mening, Stabschef:</b> Ønskede sagen udskudt." in page_of(client, town.outsider, minutes)


@pytest.mark.requirement("R81")
def test_only_who_took_part_in_the_decision_has_a_dissent(story, town, meeting, decision):
    attended(meeting, town, {town.social: Part(first=4)})
    actions.exclude_member(decision.item, person=town.digital, reason="Part i sagen", by=town.secretary)
    for person in (town.social, town.digital, town.secretary):
        with not_possible(f"{person} deltog ikke i punktet."):
            actions.add_dissent(decision, person=person, text="Nej", by=town.secretary)
    with not_permitted("Kun sekretæren eller formanden for Styregruppen kan gøre det."):
        actions.add_dissent(decision, person=town.staff, text="Nej", by=town.staff)
    first = actions.add_dissent(decision, person=town.staff, text="Nej", by=town.secretary)
    with not_possible("Stabschef har allerede en afvigende mening til beslutningen. Tag den ud først."):
        actions.add_dissent(decision, person=town.staff, text="Stadig nej", by=town.secretary)
    actions.withdraw_dissent(first, by=town.secretary)
    actions.add_dissent(decision, person=town.staff, text="Stadig nej", by=town.secretary)


@pytest.mark.requirement("R81")
def test_who_has_a_dissent_cannot_afterwards_have_been_away(story, town, meeting, decision):
    actions.add_dissent(decision, person=town.staff, text="Nej", by=town.secretary)
    sentence = "Stabschef har en afvigende mening til pkt. 3. Tag den ud først."
    with not_possible(sentence):
        actions.record_attendance(meeting, statuses={town.staff.pk: AWAY}, by=town.secretary)
    with not_possible(sentence):
        attended(meeting, town, {town.staff: Part(first=4)})
    with not_possible(sentence):
        actions.exclude_member(decision.item, person=town.staff, reason="Part i sagen", by=town.secretary)


@pytest.mark.requirement("R81")
def test_dissents_are_entered_while_the_minutes_are_a_draft(story, town, meeting, decision):
    row = actions.add_dissent(decision, person=town.staff, text="Nej", by=town.secretary)
    story.decided(case_item(meeting, "Anden sag"))
    minutes = story.ended(meeting)
    actions.submit_minutes(minutes, by=town.secretary)
    late = "Referatet er “til formandens godkendelse”. Formanden skal returnere det først."
    with not_possible(late):
        actions.add_dissent(decision, person=town.social, text="Nej", by=town.secretary)
    with not_possible(late):
        actions.withdraw_dissent(row, by=town.secretary)


@pytest.mark.requirement("R81", "R45")
def test_a_dissent_follows_the_case_to_the_body_that_decides(client, story, town):
    from tests.meetings.conftest import PG_DAY

    programme = story.meeting(town.pg, PG_DAY)
    case = story.dated_case(meeting=programme)
    with story.on(PG_DAY):
        story.started(programme)
        recommended = story.decided(case.items.get())
        actions.add_dissent(recommended, person=town.pg_member, text="Skolerne når det ikke.", by=town.pg_secretary)
        story.in_force(programme)
        steering = story.meeting()
        item = actions.submit_case(case, meeting=steering, by=town.digital)
    annotation = "<b>Afvigende mening, Repræsentant for skolerne:</b> Skolerne når det ikke."
    assert annotation in page_of(client, town.outsider, item)
    with story.on(dt.date(2026, 11, 24)):
        package = story.sent(steering)
        assert annotation in page_of(client, town.outsider, package)
        pdf = client.get(reverse("package_pdf", args=[package.pk])).content
    from tests.meetings.test_papers import text_of

    assert "Afvigende mening: Repræsentant for skolerne: Skolerne når det ikke." in text_of(pdf)
