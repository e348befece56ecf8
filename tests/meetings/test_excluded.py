"""A disqualified member takes no part in the item, is told so, and sees nothing closed of the case, by whatever way."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.documents.files import pdf, upload
from tests.meetings import test_closed
from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tests.meetings.test_closed import SECRET, Walk, text_of
from tvaerblik.audit.queries import history_of
from tvaerblik.core.contributions import task_sources
from tvaerblik.documents import actions as documents
from tvaerblik.meetings import actions, queries
from tvaerblik.outbox.models import Message

pytestmark = pytest.mark.requirement("D4", "R81")

files = test_closed.files
closed = test_closed.closed
WHY = "Ægtefælle er direktør hos leverandøren"


@pytest.fixture
def walk(client, story):
    return Walk(client, story)


def exclude(item, person, town, reason=WHY):
    return actions.exclude_member(item, person=person, reason=reason, by=town.secretary)


def page_of(client, person, address):
    client.force_login(person)
    return " ".join(client.get(address).content.decode().split())


def test_nothing_closed_is_shown_while_it_is_prepared(walk, town, closed):
    item = closed.items.get()
    for name in ("staff", "digital", "chair"):
        assert walk.sees(town.people[name], closed), name
        exclude(item, town.people[name], town)
        assert walk.leaks(town.people[name], closed) == [], name
    assert walk.sees(town.social, closed), "the others see it as before"


def test_nothing_closed_is_shown_when_it_is_sent_decided_and_in_the_minutes(walk, story, town, closed):
    item = closed.items.get()
    with story.on(dt.date(2026, 11, 24)):
        story.sent(item.meeting)
        # The whole package has been read, and its file is kept; from now on it is another's.
        assert walk.sees(town.staff, closed)
        exclude(item, town.staff, town)
        assert walk.leaks(town.staff, closed) == []
    with story.on(SG_DAY):
        actions.start_meeting(item.meeting, by=town.secretary)
        story.decided(item.meeting.items.get(case__title="Åben sag"))
        decision = story.decided(item, text=f"{SECRET} beslutning")
        actions.add_dissent(decision, person=town.social, text=f"{SECRET} mening", by=town.secretary)
        assert walk.leaks(town.staff, closed) == []
        story.in_force(item.meeting)
        assert walk.leaks(town.staff, closed) == []
        assert walk.sees(town.social, closed)


def test_what_is_typed_and_said_of_a_closed_item_is_not_for_the_disqualified(client, story, town, closed):
    item = closed.items.get()
    with story.on(SG_DAY):
        story.started(item.meeting)
        actions.write_text(item, text=f"{SECRET} tekst", seen="", by=town.secretary)
        # The chair runs the meeting too, and is disqualified now.
        exclude(item, town.chair, town)
        assert SECRET not in page_of(client, town.chair, item.meeting.get_absolute_url())
        for name in ("save_text", "write_text"):
            answer = client.post(reverse(name, args=[item.pk]), {"text": "Andet", "seen": ""})
            assert answer.status_code == 404
        with not_permitted("Du deltager ikke i dette punkt på grund af inhabilitet."):
            actions.write_text(item, text="Andet", seen=f"{SECRET} tekst", by=town.chair)
        for one in item.meeting.items.filter(case__isnull=False):
            story.decided(one)
        minutes = actions.invite_comments(story.ended(item.meeting), day=dt.date(2026, 12, 8), by=town.secretary)
        actions.comment_minutes(minutes, item=item, text=f"{SECRET} ord", by=town.social)
        exclude(item, town.staff, town)
        for person in (town.chair, town.staff):
            assert not queries.comments_for(person).exists()
            assert SECRET not in page_of(client, person, minutes.get_absolute_url())
            assert SECRET not in page_of(client, person, reverse("comment_minutes", args=[minutes.pk]))
            with not_permitted("Du kan ikke læse punktet og derfor ikke kommentere det."):
                actions.comment_minutes(minutes, item=item, text="Ord", by=person)
        assert SECRET in page_of(client, town.digital, minutes.get_absolute_url())


def test_the_one_who_prepares_the_material_loses_it_too(client, story, town, closed):
    item = closed.items.get()
    actions.accept_item(item, material_owner=town.digital, by=town.secretary)
    exclude(item, town.digital, town)
    assert SECRET not in page_of(client, town.digital, "/")
    assert all(SECRET not in task.title for source in task_sources for task in source(town.digital))
    assert not queries.cases_for(town.digital).filter(pk=closed.pk).exists()


def test_what_has_changed_since_the_approval_names_a_closed_item_by_its_number(client, story, town, closed):
    item = closed.items.get()
    exclude(item, town.chair, town)
    for row in item.meeting.items.exclude(case=None):
        story.ready(row)
    story.approved(item.meeting)
    actions.revise_case(closed, fields={"economy": "Andet"}, by=town.secretary)
    address = reverse("approve_agenda", args=[item.meeting_id])
    page = page_of(client, town.chair, address)
    assert "pkt. 3" in page
    assert SECRET not in page


def test_the_chair_who_approves_the_minutes_is_not_told_what_a_closed_decision_changes(client, story, town, closed):
    item = closed.items.get()
    exclude(item, town.chair, town)
    with story.on(SG_DAY):
        story.started(item.meeting)
        closed_one = story.decided(item)
        open_one = story.decided(item.meeting.items.get(case__title="Åben sag"))
        minutes = story.ended(item.meeting)
        actions.submit_minutes(minutes, by=town.secretary)
        page = page_of(client, town.chair, reverse("approve_minutes", args=[minutes.pk]))
        assert open_one.number in page
        assert closed_one.number not in page
        assert SECRET not in page
        assert actions.approve_minutes(minutes, by=town.chair).state == "approved"


def test_the_missing_outcome_of_a_closed_item_is_told_without_its_title(story, town, closed):
    meeting = closed.items.get().meeting
    with story.on(SG_DAY):
        story.started(meeting)
        with pytest.raises(Exception, match="“et lukket punkt” mangler udfald") as refusal:
            actions.submit_minutes(meeting.minutes_paper, by=town.secretary)
    assert SECRET not in str(refusal.value)


def test_of_an_open_case_one_sees_what_everybody_sees_and_no_closed_appendix(client, story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    attach = {"file": upload("priser.pdf", pdf()), "title": f"{SECRET} priser", "is_closed": True}
    documents.attach_file(case, **attach, by=town.it)
    package = story.sent(meeting)
    exclude(case.items.get(), town.staff, town)
    client.force_login(town.staff)
    for name in ("package_pdf", "agenda_pdf"):
        told = text_of(client.get(reverse(name, args=[package.pk])))
        assert SECRET not in told
        assert "Seks af fjorten ydelsesområder er klar." in told
    for thing in (case, package):
        told = client.get(thing.get_absolute_url()).content.decode()
        assert SECRET not in told
        assert "Seks af fjorten ydelsesområder er klar." in told
    client.force_login(town.social)
    assert SECRET in text_of(client.get(reverse("package_pdf", args=[package.pk])))


def test_the_person_is_told_and_reads_the_reason_on_the_page_of_the_meeting(client, story, town, closed):
    item = closed.items.get()
    row = exclude(item, town.staff, town)
    letter = Message.objects.get(recipient=town.staff)
    assert letter.subject == "Du deltager ikke i: et lukket punkt"
    assert WHY not in letter.text
    assert row.get_absolute_url() in letter.text
    sentence = f"Du deltager ikke på grund af inhabilitet: {WHY}"
    assert sentence in page_of(client, town.staff, item.meeting.get_absolute_url())
    assert WHY not in page_of(client, town.outsider, item.meeting.get_absolute_url())


def test_the_reason_is_for_those_who_prepare_and_the_one_concerned(client, story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    exclude(item, town.staff, town)
    for name, reads in (("secretary", True), ("social", True), ("staff", True), ("outsider", False)):
        page = page_of(client, town.people[name], item.get_absolute_url())
        assert (WHY in page) is reads, name
        assert "registrerede, at Stabschef ikke deltager på grund af inhabilitet" in page
    assert "Deltager ikke på grund af inhabilitet: Stabschef" in page_of(
        client, town.outsider, meeting.get_absolute_url()
    )


def test_it_is_lifted_with_a_reason_until_the_minutes_are_approved(client, story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    row = exclude(item, town.staff, town)
    with not_possible("Stabschef er allerede registreret som inhabil."):
        exclude(item, town.staff, town)
    actions.lift_exclusion(row, reason="Ansættelsen er ophørt", by=town.chair)
    assert Message.objects.filter(recipient=town.staff, subject__startswith="Du kan deltage i:").exists()
    assert next(entry.what for entry in history_of(item)) == "ophævede inhabiliteten for Stabschef"
    with not_possible("Inhabiliteten er allerede ophævet."):
        actions.lift_exclusion(row, reason="Igen", by=town.chair)
    again = exclude(item, town.staff, town)
    with story.on(SG_DAY):
        story.started(meeting)
        story.decided(item)
        minutes = story.in_force(meeting)
        late = "Referatet er godkendt. Ret det med en tilføjelse."
        with not_possible(late):
            actions.lift_exclusion(again, reason="For sent", by=town.chair)
        with not_possible(late):
            exclude(item, town.social, town)
    assert minutes.content["items"][2]["excluded"] == [{"name": "Stabschef"}]
    assert "Deltog ikke på grund af inhabilitet: Stabschef" in page_of(
        client, town.outsider, minutes.get_absolute_url()
    )
    client.force_login(town.outsider)
    told = " ".join(text_of(client.get(reverse("minutes_pdf", args=[minutes.pk]))).split())
    assert "Deltog ikke på grund af inhabilitet: Stabschef" in told
    assert WHY not in told


def test_chair_and_secretary_record_it_and_nobody_lifts_their_own(story, town):
    item = story.dated_case(meeting=story.meeting()).items.get()
    for person in (town.staff, town.digital, town.outsider):
        with not_permitted("Kun sekretæren eller formanden for Styregruppen kan gøre det."):
            actions.exclude_member(item, person=town.social, reason=WHY, by=person)
    with not_possible("Pædagog har ingen plads i Styregruppen og er ikke stedfortræder på mødet."):
        exclude(item, town.outsider, town)
    own = exclude(item, town.secretary, town)
    with not_permitted("En anden skal ophæve ens egen inhabilitet."):
        actions.lift_exclusion(own, reason="Det går nok", by=town.secretary)
    standing = item.meeting.items.filter(case=None).first()
    with not_possible("Inhabilitet registreres på et punkt med en sag."):
        exclude(standing, town.staff, town)
    actions.cancel_meeting(item.meeting, reason="Formanden er syg", by=town.chair)
    item.refresh_from_db()
    with not_possible("Punktet er ikke på et mødes dagsorden."):
        exclude(item, town.staff, town)


def test_whoever_is_disqualified_neither_writes_the_case_nor_its_decision(story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    item = case.items.get()
    exclude(item, town.secretary, town)
    with not_permitted("Du deltager ikke i denne sag på grund af inhabilitet."):
        actions.revise_case(case, fields={"summary": "Pænere"}, by=town.secretary)
    with story.on(SG_DAY):
        story.started(meeting)
        with not_permitted("Du deltager ikke i dette punkt på grund af inhabilitet."):
            story.decided(item)
        story.decided(item, by=town.chair)
