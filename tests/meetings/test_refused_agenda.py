"""What is refused around an agenda and its items, in the words people read."""

import datetime as dt

import pytest

from tests.meetings.conftest import PG_DAY, SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Case, ItemState, PreTreatmentResult
from tvaerblik.meetings.rules import agenda, cases

RUNS_SG = "Kun sekretæren eller formanden for Styregruppen kan gøre det."
CHAIR_SG = "Kun formanden for Styregruppen eller den fungerende formand kan gøre det."
SENT = "Punktet er udsendt; dets nummer og plads ændres aldrig."


@pytest.fixture
def meeting(story):
    return story.meeting()


@pytest.fixture
def item(story, meeting):
    return story.dated_case(meeting=meeting).items.get()


def test_a_case_is_on_one_agenda_at_a_time(story, town, meeting, item):
    later = story.meeting(day=dt.date(2027, 3, 2))
    with not_possible("Sagen er allerede på vej til et møde. Flyt det punkt i stedet."):
        actions.place_case(item.case, meeting=later, by=town.it)


def test_only_those_who_write_the_case_propose_it_for_a_meeting(story, town, meeting):
    case = story.case()
    with not_permitted(
        "Kun forslagsstilleren, den materialeansvarlige og mødets sekretær og formand kan skrive i denne sag."
    ):
        actions.place_case(case, meeting=meeting, by=town.pg_member)


def test_nothing_comes_on_the_agenda_of_a_meeting_that_is_over(story, town, meeting):
    meeting.state = "held"
    meeting.save()
    with not_possible("Styregruppen, 1. december 2026 er “afholdt”; der kan ikke tilføjes punkter."):
        actions.place_case(story.case(), meeting=meeting, by=town.it)


@pytest.mark.requirement("R46")
def test_after_the_deadline_only_the_chair_lets_a_case_in(story, town, meeting):
    with story.on(dt.date(2026, 11, 17)):
        item = story.dated_case(meeting=meeting).items.get()
        assert item.is_late
        with not_permitted(CHAIR_SG):
            actions.accept_item(item, material_owner=town.it, by=town.secretary)
        assert actions.accept_item(item, material_owner=town.it, by=town.chair).state == ItemState.ACCEPTED


@pytest.mark.requirement("R46")
def test_after_the_deadline_only_the_chair_moves_an_item_to_the_meeting(story, town, meeting):
    later = story.meeting(day=dt.date(2027, 3, 2))
    item = story.dated_case(meeting=later).items.get()
    with story.on(dt.date(2026, 11, 17)):
        with not_permitted(CHAIR_SG):
            actions.defer_item(item, meeting=meeting, reason="Haster", by=town.secretary)
        assert actions.defer_item(item, meeting=meeting, reason="Haster", by=town.chair).is_late


@pytest.mark.requirement("R84")
def test_an_item_is_accepted_only_with_somebody_responsible_for_its_material(town, item):
    Case.objects.update(material_owner=None)
    item.refresh_from_db()
    assert [gap.sentence for gap in cases.ITEM.gaps("accept_item", item)] == [
        "Aftal først, hvem der er materialeansvarlig."
    ]
    accepted = actions.accept_item(item, material_owner=town.it, by=town.secretary)
    assert accepted.case.material_owner == town.it


@pytest.mark.requirement("R73", "R84")
def test_the_material_is_ready_only_when_it_is_whole(story, town, meeting):
    case = story.case(meeting=meeting, summary="", economy="")
    item = actions.accept_item(case.items.get(), material_owner=town.it, by=town.secretary)
    with not_possible(
        "“Markér materialet som klar” kan ikke lade sig gøre endnu: Resume mangler. "
        "En sag til beslutning skal have mindst ét punkt i indstillingen. "
        "Økonomiske konsekvenser mangler; skriv dem, eller angiv, at der ingen er."
    ):
        actions.ready_item(item, by=town.it)
    actions.revise_case(case, fields={"summary": "Kort.", "economy_not_relevant": True}, by=town.it)
    story.point(case)
    assert actions.ready_item(item, by=town.it).state == ItemState.READY


@pytest.mark.requirement("R73")
def test_a_case_for_information_needs_neither_points_nor_economy(story, town, meeting):
    case = story.case(meeting=meeting, purpose="information", economy="")
    assert story.ready(case.items.get()).state == ItemState.READY


def test_a_standing_item_is_not_returned(town, meeting):
    with not_possible(
        "“Returnér punktet” kan ikke lade sig gøre endnu: "
        "Et fast punkt kan ikke returneres. Bed sekretæren om at rette det."
    ):
        actions.return_item(meeting.items.first(), comment="Ret titlen", by=town.chair)


def test_an_item_moves_only_to_another_meeting_of_the_same_body(story, town, meeting, item):
    other = story.meeting(town.pg, PG_DAY)
    with not_possible("Et punkt kan kun flyttes til et andet møde i samme organ."):
        actions.defer_item(item, meeting=other, reason="Forkert organ", by=town.secretary)
    with not_possible("Punktet er allerede på dagsordenen til det møde."):
        actions.defer_item(item, meeting=meeting, reason="Forkert møde", by=town.secretary)


@pytest.mark.requirement("D3")
def test_a_sent_item_keeps_its_number_place_and_time(story, town, meeting, item):
    story.sent(meeting)
    with not_possible(SENT):
        actions.order_item(item, position=1, by=town.secretary)
    with not_possible(SENT):
        actions.revise_item(item, fields={"minutes": 40}, by=town.secretary)
    with not_possible(SENT):
        actions.request_pre_treatment(item, body=town.cf, day=dt.date(2026, 11, 18), by=town.secretary)


def test_only_those_who_run_the_meeting_order_its_agenda(town, item):
    with not_permitted(RUNS_SG):
        actions.order_item(item, position=1, by=town.it)


@pytest.mark.requirement("R72")
def test_a_chief_meeting_lies_before_the_approval_and_answers_in_words(story, town, item):
    with not_possible("Chefmødet skal holdes, før formanden godkender materialet 23. november 2026."):
        actions.request_pre_treatment(item, body=town.cf, day=dt.date(2026, 11, 24), by=town.secretary)
    asked = actions.request_pre_treatment(item, body=town.cf, day=dt.date(2026, 11, 18), by=town.secretary)

    def answer(result, remark=""):
        return actions.record_pre_treatment(asked, result=result, remark=remark, by=town.secretary)

    with not_possible("Vælg, hvad chefmødet sagde."):
        answer(PreTreatmentResult.WAITING)
    for needs_words in (PreTreatmentResult.REMARKS, PreTreatmentResult.RETURNED):
        with not_possible("Skriv chefmødets bemærkning."):
            answer(needs_words, "  ")


@pytest.mark.requirement("R72")
def test_what_a_chief_meeting_sends_back_is_prepared_again(story, town, item):
    story.ready(item)
    back = story.pre_treated(item, result=PreTreatmentResult.RETURNED, remark="Økonomien skal afklares.")
    assert back.state == ItemState.ACCEPTED


@pytest.mark.requirement("R74")
def test_the_two_who_prepare_mark_once_each_and_nobody_else_does(story, town, meeting, item):
    story.ready(item)
    with not_permitted(
        "Kun sekretæren i Styregruppen og formanden for det organ, der indstiller, markerer materialet som forberedt."
    ):
        actions.mark_prepared(meeting, by=town.chair)
    actions.mark_prepared(meeting, by=town.secretary)
    with not_possible("Materialet er allerede markeret som forberedt for din del."):
        actions.mark_prepared(meeting, by=town.secretary)


@pytest.mark.requirement("R74", "R84")
def test_the_list_of_what_is_missing_names_items_people_and_marks(story, town, meeting, item):
    actions.accept_item(item, material_owner=town.it, by=town.secretary)
    actions.request_pre_treatment(item, body=town.cf, day=dt.date(2026, 11, 18), by=town.secretary)
    gaps = agenda.send_gaps(meeting)
    assert [gap.sentence for gap in gaps] == [
        "Pkt. 3 er “forberedes” (It-leder).",
        "Pkt. 3: Svaret fra Chefforum den 18. november 2026 mangler.",
        "Styregruppen: sekretæren har ikke markeret materialet som forberedt.",
        "Programgruppen: formanden har ikke markeret materialet som forberedt.",
        "Formanden for Styregruppen har ikke godkendt.",
    ]
    assert gaps[0].url == item.get_absolute_url()
    assert gaps[0].mend == "Åbn punktet"


@pytest.mark.requirement("R74")
def test_nothing_is_marked_while_an_item_is_missing(town, meeting, item):
    with not_possible(
        "“Markér materialet som forberedt” kan ikke lade sig gøre endnu: Pkt. 3 er “foreslået” (It-leder)."
    ):
        actions.mark_prepared(meeting, by=town.secretary)
    Case.objects.update(material_owner=None)
    with not_possible(
        "“Markér materialet som forberedt” kan ikke lade sig gøre endnu: Pkt. 3 er “foreslået” (ingen har materialet)."
    ):
        actions.mark_prepared(meeting, by=town.secretary)


def test_an_agenda_without_a_case_is_not_sent(town, meeting):
    with not_possible(
        "“Markér materialet som forberedt” kan ikke lade sig gøre endnu: Der er ingen sag på dagsordenen endnu."
    ):
        actions.mark_prepared(meeting, by=town.secretary)


@pytest.mark.requirement("R72")
def test_a_chief_meeting_that_was_asked_for_but_not_chosen_is_missing(story, town, meeting, item):
    actions.revise_item(item, fields={"needs_pre_treatment": True}, by=town.secretary)
    story.ready(item)
    assert [gap.sentence for gap in agenda.item_gaps(meeting)] == [
        "Pkt. 3: Det skal behandles på chefmøde først, men intet chefmøde er valgt."
    ]


@pytest.mark.requirement("R74")
def test_a_returned_item_takes_the_marks_away_and_says_so_to_the_one_who_has_it(story, town, meeting, item):
    from tvaerblik.outbox.models import Message

    story.ready(item)
    story.prepared(meeting)
    returned = actions.return_item(item, comment="Økonomi mangler for 2027 og 2028.", by=town.chair)
    assert (returned.state, returned.return_comment) == ("returned", "Økonomi mangler for 2027 og 2028.")
    assert not meeting.prepared_marks.filter(is_void=False).exists()
    letter = Message.objects.get(recipient=town.it, subject__startswith="Returneret af formanden")
    assert "Økonomi mangler for 2027 og 2028." in letter.text


@pytest.mark.requirement("R46")
def test_a_recommendation_is_submitted_only_when_it_has_been_recommended(story, town, meeting):
    case = story.dated_case()
    with not_possible("Sagen er ikke indstillet til Styregruppen endnu. Programgruppen skal behandle den først."):
        actions.submit_case(case, meeting=meeting, by=town.digital)
    assert cases.why_not_submit(case, town.digital) == "Sagen er ikke indstillet til et andet organ."


@pytest.mark.requirement("R46")
def test_a_recommendation_is_submitted_once_and_by_the_body_that_made_it(story, town, meeting):
    pg_meeting = story.meeting(town.pg, PG_DAY)
    case = story.dated_case(meeting=pg_meeting)
    item = case.items.get()
    with story.on(PG_DAY):
        story.started(pg_meeting)
        story.decided(item)
    with not_permitted("Kun sekretæren eller formanden for Programgruppen kan gøre det."):
        actions.submit_case(case, meeting=meeting, by=town.social)
    actions.submit_case(case, meeting=meeting, by=town.pg_secretary)
    case.refresh_from_db()
    assert cases.why_not_submit(case, town.pg_secretary).startswith("Sagen er allerede på vej")
    assert case.number == "I-2026-01"


def test_a_recommendation_is_not_submitted_to_a_meeting_that_has_been_held(story, town, meeting):
    pg_meeting = story.meeting(town.pg, PG_DAY)
    case = story.dated_case(meeting=pg_meeting)
    item = case.items.get()
    with story.on(PG_DAY):
        story.started(pg_meeting)
        story.decided(item)
    meeting.state = "held"
    meeting.save()
    with (
        story.on(SG_DAY),
        not_possible("Styregruppen, 1. december 2026 er “afholdt”; der kan ikke tilføjes punkter."),
    ):
        actions.submit_case(case, meeting=meeting, by=town.digital)
