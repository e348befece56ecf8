"""Escalation between meetings: asked with a day, answered by the chair, kept in the trail (R40)."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.audit.queries import history_of
from tvaerblik.bodies.models import Delegation, SeatRole
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.models import Case, Escalation
from tvaerblik.meetings.tasks import tasks_of
from tvaerblik.outbox.models import Message

pytestmark = pytest.mark.requirement("R40")

DUE = dt.date(2026, 10, 8)
TEXT = {
    "title": "Bemanding af it-overdragelsen",
    "request": "Der mangler et halvt årsværk til overdragelsen.",
    "reaction": "Sig ja eller nej til at låne en medarbejder i fire uger.",
}


@pytest.fixture
def escalate(town):
    """Raises an escalation about C06; by its manager unless somebody else is said."""

    def make(subject=None, by=None, **more):
        return actions.raise_escalation(
            **{"subject": subject or town.vum, "due": DUE, **TEXT, **more}, by=by or town.it
        )

    return make


def letters(person):
    return list(Message.objects.filter(recipient=person).order_by("pk").values_list("subject", flat=True))


def test_it_is_numbered_by_year_without_gaps(escalate):
    assert [escalate().number, escalate().number] == ["E-2026-01", "E-2026-02"]


def test_the_chair_is_told_and_has_it_among_the_tasks_until_it_is_answered(story, town, escalate):
    escalation = escalate()
    assert letters(town.chair) == ["Eskalering: E-2026-01 Bemanding af it-overdragelsen"]
    (task,) = tasks_of(town.chair)
    assert task.title == "Besvar eskaleringen: E-2026-01 Bemanding af it-overdragelsen"
    assert (task.due, task.overdue, task.note) == (DUE, False, "Rejst af It-leder")
    assert tasks_of(town.staff) == []
    with story.on(dt.date(2026, 10, 9)):
        assert tasks_of(town.chair)[0].overdue
        actions.answer_escalation(escalation, outcome="agreed", answer="Ja, i fire uger.", by=town.chair)
        assert tasks_of(town.chair) == []


def test_a_reminder_goes_the_working_day_before_and_once_after_the_deadline(story, town, escalate):
    escalate()
    name = "Afventer dit svar: E-2026-01 Bemanding af it-overdragelsen"
    with story.on(dt.date(2026, 10, 6)):
        assert actions.remind_escalations() == []
    for day, count in ((7, 1), (8, 1), (9, 2), (12, 2)):
        with story.on(dt.date(2026, 10, day)):
            actions.remind_escalations()
            actions.remind_escalations()
            assert letters(town.chair).count(name) == count, day


def test_the_answer_is_kept_with_who_and_when(story, town, escalate):
    escalation = escalate()
    with story.on(dt.date(2026, 10, 2)):
        done = actions.answer_escalation(
            escalation, outcome="not_agreed", answer="Der er ingen at låne.", by=town.chair
        )
    assert (done.state, done.outcome, done.answered_by) == ("answered", "not_agreed", town.chair)
    assert [entry.what for entry in history_of(done)][:1] == ["besvarede eskaleringen E-2026-01"]
    assert letters(town.it) == ["Besvaret: E-2026-01 Bemanding af it-overdragelsen"]
    assert letters(town.pg_secretary) == ["Besvaret: E-2026-01 Bemanding af it-overdragelsen"]


def test_an_answer_to_the_next_meeting_makes_a_case_on_its_agenda(story, town, escalate):
    meeting = story.meeting()
    done = actions.answer_escalation(
        escalate(), outcome="to_meeting", answer="Vi tager det 1. december.", by=town.chair
    )
    assert done.case.title == TEXT["title"]
    assert [link.subject for link in done.case.subjects.all()] == [town.vum]
    assert done.case.items.get().meeting == meeting
    assert done.case.material_owner == town.it


def test_an_answer_to_the_next_meeting_uses_the_case_that_it_is_about(story, town, escalate):
    case = story.dated_case()
    meeting = story.meeting()
    done = actions.answer_escalation(escalate(case), outcome="to_meeting", answer="På dagsordenen.", by=town.chair)
    assert (done.case, Case.objects.count(), case.items.get().meeting) == (case, 1, meeting)


def test_the_chairs_deputy_is_told_and_can_answer(story, town, escalate):
    Delegation.objects.create(body=town.sg, role=SeatRole.CHAIR, person=town.staff, since=dt.date(2026, 9, 28))
    escalation = escalate(answerer=town.staff)
    assert letters(town.staff) == ["Eskalering: E-2026-01 Bemanding af it-overdragelsen"]
    assert actions.answer_escalation(escalation, outcome="agreed", answer="Ja.", by=town.staff).state == "answered"


def test_who_may_raise_is_said_in_a_sentence(story, town, escalate):
    for by in (town.digital, town.pg_secretary, town.pg_member, town.social, town.it):
        assert escalate(by=by).raised_by == by
    with not_permitted("Eskaleringer rejses af programgruppen og af dem, der ejer eller leder et projekt."):
        escalate(by=town.outsider)
    with not_permitted("Kun programgruppen, og de, hvis projekt eller sag det er, kan eskalere dette."):
        escalate(town.vum, by=town.staff)
    assert escalate(town.login, by=town.staff).subject == town.login


def test_the_deadline_is_a_working_day_that_has_not_passed(escalate):
    with not_possible("Fristen er allerede overskredet. Vælg en senere dag."):
        escalate(due=dt.date(2026, 9, 30))
    with not_possible("10. oktober 2026 er en lørdag. Vælg en arbejdsdag."):
        escalate(due=dt.date(2026, 10, 10))


def test_only_somebody_who_chairs_can_be_asked_and_only_the_chair_answers(town, escalate):
    with not_possible("Socialchef leder ikke Styregruppen. Formanden eller den fungerende formand svarer."):
        escalate(answerer=town.social)
    with not_permitted("Kun formanden for Styregruppen eller den fungerende formand kan gøre det."):
        actions.answer_escalation(escalate(), outcome="agreed", answer="Ja.", by=town.secretary)


def test_whoever_raised_it_takes_it_back_and_the_chair_no_longer_answers(town, escalate):
    escalation = escalate()
    with not_permitted("Kun sekretæren eller formanden for Programgruppen kan gøre det."):
        actions.take_back_escalation(escalation, reason="Løst", by=town.chair)
    actions.take_back_escalation(escalation, reason="Løst", by=town.it)
    with not_possible("“Besvar eskaleringen” kan ikke lade sig gøre: Tilstanden er “trukket tilbage”."):
        actions.answer_escalation(escalation, outcome="agreed", answer="Ja.", by=town.chair)


@pytest.mark.requirement("D4")
def test_the_two_bodies_and_those_who_raised_it_see_it_and_nobody_else(client, town, escalate):
    escalation = escalate()
    sees = {key for key, person in town.people.items() if queries.escalations_for(person).exists()}
    assert sees == {"chair", "staff", "social", "digital", "secretary", "pg_secretary", "pg_member", "it"}
    for name in ("director", "outsider"):
        client.force_login(town.people[name])
        assert client.get(escalation.get_absolute_url()).status_code == 404
        for url in (reverse("escalations"), f"{reverse('escalations')}?as=csv", reverse("api_list_escalations")):
            assert TEXT["title"] not in client.get(url).content.decode()
        for url in (town.vum.get_absolute_url(), reverse("overview")):
            assert TEXT["title"] not in client.get(url).content.decode()


@pytest.mark.requirement("D4")
def test_one_about_a_closed_case_stays_with_those_who_see_the_case(story, town, escalate):
    case = story.case("Personsag", is_closed=True, by=town.secretary, meeting=story.meeting())
    with not_permitted("Du kan ikke se sagen."):
        escalate(case, by=town.pg_member)
    escalation = escalate(case, by=town.digital)
    assert not queries.escalations_for(town.pg_member).exists()
    assert queries.escalations_for(town.chair).get() == escalation
    assert letters(town.chair) == ["Eskalering: E-2026-01"]


def test_it_is_raised_and_answered_on_the_pages_and_shown_on_the_project(client, story, town):
    client.force_login(town.it)
    page = client.get(town.vum.get_absolute_url()).content.decode()
    url = f"{reverse('raise_escalation')}?subject=portfolio.project:{town.vum.pk}"
    assert f'href="{url}"' in page
    assert client.get(url).status_code == 200
    sent = {"subject": f"portfolio.project:{town.vum.pk}", "due": "8-10-2026", **TEXT}
    answer = client.post(reverse("raise_escalation"), sent)
    escalation = Escalation.objects.get()
    assert answer.url == escalation.get_absolute_url()
    client.force_login(town.chair)
    page = client.get(escalation.get_absolute_url()).content.decode()
    assert TEXT["reaction"] in page
    assert reverse("answer_escalation", args=[escalation.pk]) in page
    client.post(reverse("answer_escalation", args=[escalation.pk]), {"outcome": "agreed", "answer": "Ja, i fire uger."})
    page = client.get(town.vum.get_absolute_url()).content.decode()
    assert "E-2026-01 Bemanding af it-overdragelsen" in page
    assert "Tiltrådt: Ja, i fire uger." in page
    assert "Ja, i fire uger." in client.get(escalation.get_absolute_url()).content.decode()


def test_the_same_works_through_the_api(client, town):
    client.force_login(town.it)
    sent = {"subject": f"portfolio.project:{town.vum.pk}", "due": "2026-10-08", **TEXT}
    answer = client.post("/api/v1/escalations/raise-escalation", sent, content_type="application/json")
    assert answer.status_code in {200, 201}, answer.content
    rows = client.get(reverse("api_list_escalations")).json()
    assert TEXT["title"] in str(rows)


def test_an_overdue_one_shows_in_the_list(client, story, town, escalate):
    escalate()
    escalate(title="Senere", due=SG_DAY)
    client.force_login(town.chair)
    with story.on(dt.date(2026, 10, 12)):
        page = client.get(f"{reverse('escalations')}?needs=overdue").content.decode()
        assert TEXT["title"] in page
        assert "4 dage over frist" in page
        assert "Senere" not in page
