"""A treated case goes from one body to another, and the answer comes back as it was decided (meetings 6.6)."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.meetings.conftest import PG_DAY, SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.models import Case, Referral
from tvaerblik.meetings.queries.paper import follow_up_text
from tvaerblik.meetings.tasks import tasks_of
from tvaerblik.outbox.models import Message

pytestmark = pytest.mark.requirement("R46")

NEXT_PG = dt.date(2027, 2, 2)
TITLE = "VUM 2.0 omlægges i to etaper"


@pytest.fixture
def treated(story, town):
    """A case of the steering group with its minutes approved; the clock then stands at the day after."""

    def make(outcome="approved", **more):
        with story.on(dt.date(2026, 10, 1)):
            meeting = story.meeting()
            case = story.dated_case(meeting=meeting, **more)
        with story.on(SG_DAY):
            story.started(meeting)
            story.decided(case.items.get(), outcome)
            story.in_force(meeting)
        return Case.objects.get(pk=case.pk)

    with story.on(dt.date(2026, 12, 2)):
        yield make


def refer(case, to_body, kind="information", *, by, **more):
    return actions.refer_case(case, to_body=to_body, kind_of_referral=kind, by=by, **more)


def letters(person):
    return list(Message.objects.filter(recipient=person).order_by("pk").values_list("subject", flat=True))


def test_executive_management_is_told_and_its_answer_is_written_down(story, town, treated):
    referral = refer(treated(), town.board, by=town.secretary, note="Til orientering efter mødet.")
    assert referral.state == "sent"
    assert letters(town.director)[-1] == f"Oversendt til Direktionen: {TITLE}"
    (task,) = tasks_of(town.director)
    assert task.title == f"Oversendt til Direktionen: {TITLE}"
    referral = actions.receive_referral(referral, by=town.director)
    assert referral.state == "received"
    with story.on(dt.date(2026, 12, 9)):
        day = dt.date(2026, 12, 8)
        answered = actions.answer_referral(
            referral, day=day, outcome="noted", remark="Godt arbejde.", by=town.secretary
        )
    assert (answered.state, answered.outcome, answered.answered_on) == ("answered", "noted", day)
    assert tasks_of(town.director) == []
    assert letters(town.chair)[-1] == f"Svar fra Direktionen: {TITLE}"


def test_the_decision_of_the_receiving_body_becomes_the_answer_by_itself(story, town, treated):
    case = treated("referred")
    referral = refer(case, town.pg, "recommendation", by=town.secretary)
    meeting = story.meeting(town.pg, NEXT_PG)
    referral = actions.schedule_referral(referral, meeting=meeting, by=town.pg_secretary)
    assert (referral.state, referral.item.recommends_to) == ("scheduled", town.sg)
    with story.on(NEXT_PG):
        story.started(meeting)
        decision = story.decided(referral.item)
        referral.refresh_from_db()
        assert referral.state == "scheduled", "nothing is an answer before the minutes are approved"
        story.in_force(meeting)
    referral.refresh_from_db()
    assert (referral.state, referral.outcome, referral.answered_on) == ("answered", decision.outcome, NEXT_PG)
    assert referral.answer == decision


@pytest.mark.parametrize("outcome", ["approved", "not_approved", "sent_back", "lapsed"])
def test_the_outcome_is_that_of_the_decision_whatever_it_was(story, town, treated, outcome):
    """Invariant 13; a corrected decision counts, for it is mirrored when it comes into force."""
    referral = refer(treated("referred"), town.pg, "decision", by=town.secretary)
    meeting = story.meeting(town.pg, NEXT_PG)
    item = actions.schedule_referral(referral, meeting=meeting, by=town.pg_secretary).item
    with story.on(NEXT_PG):
        story.started(meeting)
        decision = story.decided(item)
        points = [actions.PointDecision(point, outcome) for point in item.case.points.all()]
        actions.revise_decision(decision, points=points, reason="Skrevet forkert", by=town.pg_secretary)
        story.in_force(meeting)
    referral.refresh_from_db()
    decision.refresh_from_db()
    assert referral.outcome == decision.outcome == outcome


def test_a_postponed_treatment_is_no_answer_and_the_referral_waits(story, town, treated):
    referral = refer(treated("referred"), town.pg, "decision", by=town.secretary)
    meeting = story.meeting(town.pg, NEXT_PG)
    item = actions.schedule_referral(referral, meeting=meeting, by=town.pg_secretary).item
    with story.on(NEXT_PG):
        story.started(meeting)
        story.decided(item, "postponed", text="Til næste møde.")
        story.in_force(meeting)
        referral.refresh_from_db()
        assert (referral.state, referral.item, referral.outcome) == ("received", None, "")
        assert [task.title for task in tasks_of(town.pg_secretary)] == [f"Oversendt til Programgruppen: {TITLE}"]


def test_an_item_taken_off_lets_the_referral_wait_for_another_meeting(story, town, treated):
    referral = refer(treated(), town.pg, by=town.secretary)
    meeting = story.meeting(town.pg, NEXT_PG)
    item = actions.schedule_referral(referral, meeting=meeting, by=town.pg_secretary).item
    actions.withdraw_item(item, reason="Mødet er fuldt", by=town.pg_secretary)
    referral.refresh_from_db()
    assert (referral.state, referral.item) == ("received", None)
    assert referral.case.state == "decided"


def test_what_is_decided_stays_decided_when_another_body_is_informed(story, town, treated):
    case = treated()
    town.vum.refresh_from_db()
    assert town.vum.end == dt.date(2026, 12, 31)
    referral = refer(case, town.pg, by=town.secretary)
    meeting = story.meeting(town.pg, NEXT_PG)
    item = actions.schedule_referral(referral, meeting=meeting, by=town.pg_secretary).item
    assert (item.purpose, item.recommends_to) == ("information", None)
    with story.on(NEXT_PG):
        story.started(meeting)
        case.refresh_from_db()
        assert case.state == "decided"
        story.decided(item, "noted")
        story.in_force(meeting)
    case.refresh_from_db()
    referral.refresh_from_db()
    assert (case.state, referral.outcome) == ("decided", "noted")


def test_a_body_refuses_with_a_reason_and_the_sender_takes_back(town, treated):
    case = treated()
    referral = actions.refuse_referral(
        refer(case, town.board, by=town.secretary), reason="Hører til i chefforum.", by=town.director
    )
    assert (referral.state, referral.remark) == ("refused", "Hører til i chefforum.")
    second = refer(case, town.cf, by=town.secretary)
    assert actions.take_back_referral(second, reason="Fejl", by=town.secretary).state == "taken_back"


def test_what_cannot_be_referred_is_said_in_a_sentence(story, town, treated):
    untreated = story.dated_case(title="Ny sag", subject=town.login)
    with not_permitted(
        "En sag oversendes af sekretæren eller formanden for et organ, der har behandlet den, "
        "når referatet er godkendt."
    ):
        refer(untreated, town.board, by=town.secretary)
    case = treated()
    with not_possible("Sagen er netop behandlet i Styregruppen. Vælg et andet organ."):
        refer(case, town.sg, by=town.secretary)
    with not_possible("Sagen er “besluttet”. Den kan kun oversendes til orientering."):
        refer(case, town.board, "decision", by=town.secretary)
    refer(case, town.board, by=town.secretary)
    with not_possible("Sagen er allerede oversendt til Direktionen og afventer svar."):
        refer(case, town.board, by=town.secretary)


def test_the_programme_group_submits_to_the_steering_group_and_does_not_refer(story, town):
    meeting = story.meeting(town.pg, PG_DAY)
    case = story.dated_case(meeting=meeting)
    with story.on(PG_DAY):
        story.started(meeting)
        story.decided(case.items.get())
        story.in_force(meeting)
        with not_possible("Programgruppen indstiller til Styregruppen. Send sagen som indstilling i stedet."):
            refer(Case.objects.get(), town.sg, "decision", by=town.pg_secretary)


def test_the_answer_of_a_body_that_meets_here_is_never_written_by_hand(story, town, treated):
    referral = refer(treated(), town.pg, by=town.secretary)
    with not_possible(
        "“Skriv svaret ned” kan ikke lade sig gøre endnu: Programgruppen holder sine møder her. "
        "Sæt sagen på dagsordenen; beslutningen er svaret."
    ):
        story.meeting(town.pg, NEXT_PG)
        actions.answer_referral(referral, day=dt.date(2026, 12, 2), outcome="noted", remark="", by=town.pg_secretary)


def test_an_answer_fits_what_was_asked_and_is_not_dated_ahead(town, treated):
    referral = refer(treated(), town.board, by=town.secretary)
    with not_possible("En sag, der er oversendt til orientering, kan ikke ende som “godkendt”."):
        actions.answer_referral(referral, day=dt.date(2026, 12, 2), outcome="approved", remark="", by=town.director)
    with not_possible("Svaret kan ikke have en dato efter i dag."):
        actions.answer_referral(referral, day=dt.date(2026, 12, 3), outcome="noted", remark="", by=town.director)
    with not_permitted("Kun sekretæren eller formanden for Styregruppen kan gøre det."):
        actions.answer_referral(referral, day=dt.date(2026, 12, 2), outcome="noted", remark="", by=town.it)


@pytest.mark.requirement("R37")
def test_the_next_agenda_opens_with_the_answers_that_came_since_the_last_meeting(story, town, treated):
    case = treated()
    following = story.meeting(day=dt.date(2027, 3, 2))
    later = story.meeting(day=dt.date(2027, 6, 1))
    referral = refer(case, town.board, by=town.secretary)
    assert follow_up_text(following) == "Intet er åbent efter tidligere beslutninger."
    actions.answer_referral(referral, day=dt.date(2026, 12, 2), outcome="noted", remark="Tak.", by=town.director)
    line = f"- Svar fra Direktionen af 2. december 2026 på “{TITLE}”: taget til efterretning. Tak."
    assert follow_up_text(following) == line
    assert line not in follow_up_text(later)


@pytest.mark.requirement("D4")
def test_a_closed_case_is_read_by_the_body_it_is_referred_to_and_named_in_no_letter(client, story, town, treated):
    case = treated(is_closed=True, by=town.secretary)
    following = story.meeting(day=dt.date(2027, 3, 2))
    assert not queries.cases_for(town.director).exists()
    referral = refer(case, town.board, by=town.secretary)
    assert queries.cases_for(town.director).get() == case
    assert not queries.referrals_for(town.it).exists()
    assert letters(town.director)[-1] == "Oversendt til Direktionen: et lukket punkt"
    client.force_login(town.pg_member)
    for url in (reverse("referrals"), f"{reverse('referrals')}?as=csv", reverse("api_list_referrals")):
        assert TITLE not in client.get(url).content.decode()
    actions.answer_referral(referral, day=dt.date(2026, 12, 2), outcome="noted", remark="Tak.", by=town.director)
    assert TITLE not in follow_up_text(following)
    other = actions.refuse_referral(refer(case, town.cf, by=town.secretary), reason="Nej", by=town.secretary)
    assert other.state == "refused"


def test_a_withdrawn_case_needs_no_answer(town, treated):
    case = treated("referred")
    referral = refer(case, town.board, "decision", by=town.secretary)
    actions.withdraw_case(case, reason="Ikke længere aktuel", by=town.secretary)
    referral.refresh_from_db()
    assert referral.state == "taken_back"


def test_the_page_shows_the_way_of_the_case_through_all_bodies(client, story, town):
    first, second = story.meeting(town.pg, PG_DAY), story.meeting()
    case = story.dated_case(meeting=first)
    with story.on(PG_DAY):
        story.started(first)
        story.decided(case.items.get())
        story.in_force(first)
        item = actions.submit_case(Case.objects.get(), meeting=second, by=town.digital)
    with story.on(SG_DAY):
        story.started(second)
        story.decided(item)
        story.in_force(second)
        client.force_login(town.secretary)
        page = client.get(case.get_absolute_url()).content.decode()
        assert reverse("refer_case", args=[case.pk]) in page
        sent = {"to_body": town.board.pk, "kind_of_referral": "information", "note": "Se pkt. 1."}
        client.post(reverse("refer_case", args=[case.pk]), sent)
        referral = Referral.objects.get()
        page = client.get(case.get_absolute_url()).content.decode()
        way = page[page.index("Sagens vej") :]
        told = ["Programgruppen", "Indstiller til Styregruppen", "Indstillet af Programgruppen"]
        told += ["Oversendt til Direktionen til orientering", "Se pkt. 1."]
        assert [text for text in told if text not in way] == []
        assert reverse("answer_referral", args=[referral.pk]) in way


def test_the_same_works_through_the_api(client, town, treated):
    case = treated()
    client.force_login(town.secretary)
    sent = {"to_body": town.board.pk, "kind_of_referral": "information"}
    answer = client.post(f"/api/v1/cases/{case.pk}/refer-case", sent, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert TITLE in str(client.get(reverse("api_list_referrals")).json())
