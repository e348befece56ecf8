"""What a person who leaves still had to do for the bodies goes on with somebody else."""

import datetime as dt

import pytest

from tests.meetings.conftest import SG_DAY, person
from tvaerblik.audit.queries import events_of, history_of
from tvaerblik.core.refusals import NotPermitted
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import FollowUpState
from tvaerblik.outbox.models import Message
from tvaerblik.people import actions as people
from tvaerblik.people import handover, roles
from tvaerblik.people.models import RoleHolding

MONDAY = dt.date(2026, 10, 5)
AFTER = dt.date(2026, 12, 14)
DUE = dt.date(2027, 1, 15)
FOLLOW_UPS, MATERIAL = "Opfølgning (flytter med det samme)", "Materiale til sager (flytter med det samme)"


@pytest.fixture
def administrator(town):
    found = person("Administrator", town.unit)
    RoleHolding.objects.create(role=roles.ADMINISTRATOR, person=found, since=MONDAY)
    return found


@pytest.fixture
def successor(town):
    return person("Ny it-leder", town.unit)


@pytest.fixture
def decided(story, town):
    """Makes a meeting with one decided case, closed or open, and answers the decision."""

    def make(**more):
        with story.on(MONDAY):
            meeting = story.meeting()
            case = story.dated_case(meeting=meeting, **more)
            item = case.items.get()
            story.ready(item)
            story.pre_treated(item)
        with story.on(dt.date(2026, 11, 24)):
            story.approved(meeting)
            actions.send_agenda(meeting, by=town.secretary)
        with story.on(SG_DAY):
            actions.start_meeting(meeting, by=town.secretary)
            return story.decided(item)

    return make


def follow_up(town, decision, text="Sig det til leverandøren"):
    return actions.add_follow_up(decision, text=text, owner=town.it, due=DUE, by=town.secretary)


def planned(town, successor):
    groups = handover.plan(town.it, successor, AFTER)
    return {group.label: [(item.what, bool(item.url)) for item in group.items] for group in groups}


@pytest.mark.requirement("R34", "D2")
def test_open_follow_ups_go_to_the_successor_who_is_told_and_done_ones_stay(
    story, town, decided, successor, administrator
):
    decision = decided()
    with story.on(AFTER):
        rows = [follow_up(town, decision, text) for text in ("Sig det til leverandøren", "Skriv ud", "Er gjort")]
        actions.begin_follow_up(rows[1], by=town.it)
        actions.report_follow_up(rows[2], report="Gjort.", by=town.it)
        actions.accept_follow_up(rows[2], by=town.secretary)
        assert planned(town, successor)[FOLLOW_UPS] == [
            ("Sig det til leverandøren, frist 15. januar 2027", True),
            ("Skriv ud, frist 15. januar 2027", True),
        ]
        people.hand_over(town.it, to=successor, day=AFTER, by=administrator)
    for row in rows:
        row.refresh_from_db()
    assert [row.owner for row in rows] == [successor, successor, town.it]
    assert [row.state for row in rows] == [FollowUpState.OPEN, FollowUpState.IN_PROGRESS, FollowUpState.DONE]
    assert {row.due for row in rows} == {DUE}
    assert history_of(rows[0])[0].what == "lod Ny it-leder overtage efter It-leder ved en overdragelse"
    told = Message.objects.filter(recipient=successor, subject="Opfølgning: Sig det til leverandøren")
    assert "Fristen er 15. januar 2027" in told.get().text


@pytest.mark.requirement("R84", "D2")
def test_material_of_cases_on_their_way_goes_to_the_successor_also_when_sent_out(story, town, successor, administrator):
    with story.on(MONDAY):
        meeting = story.meeting()
        sent = story.dated_case(meeting=meeting)
        story.ready(sent.items.get())
        story.pre_treated(sent.items.get())
        proposed = story.case("Nye telefoner")
        withdrawn = story.case("Faldet bort")
        actions.withdraw_case(withdrawn, reason="Ikke nu", by=town.it)
    with story.on(dt.date(2026, 11, 24)):
        story.approved(meeting)
        package = actions.send_agenda(meeting, by=town.secretary)
        assert [what for what, _url in planned(town, successor)[MATERIAL]] == [str(sent), "Nye telefoner"]
        people.hand_over(town.it, to=successor, day=AFTER, by=administrator)
    for case in (sent, proposed, withdrawn):
        case.refresh_from_db()
    assert (sent.material_owner, proposed.material_owner) == (successor, successor)
    assert withdrawn.material_owner == town.it
    assert sent.proposed_by == town.it
    words = "lod Ny it-leder overtage materialet efter It-leder ved en overdragelse"
    assert history_of(sent)[0].what == words
    digest = package.content_hash
    package.refresh_from_db()
    assert package.content_hash == digest


@pytest.mark.requirement("R84")
def test_the_successor_is_told_when_the_material_is_due(story, town, successor, administrator):
    with story.on(MONDAY):
        meeting = story.meeting()
        case = story.case(meeting=meeting)
        actions.accept_item(case.items.get(), material_owner=town.it, by=town.secretary)
        people.hand_over(town.it, to=successor, day=AFTER, by=administrator)
    assert Message.objects.filter(recipient=successor, subject__startswith="Materiale til").count() == 1


@pytest.mark.requirement("R84")
def test_an_approval_of_the_agenda_holds_when_the_material_changes_hands(story, town, successor, administrator):
    with story.on(MONDAY):
        meeting = story.meeting()
        item = story.dated_case(meeting=meeting).items.get()
        story.ready(item)
        story.pre_treated(item)
    with story.on(dt.date(2026, 11, 24)):
        story.approved(meeting)
        people.hand_over(town.it, to=successor, day=AFTER, by=administrator)
        assert actions.send_agenda(meeting, by=town.secretary).pk


@pytest.mark.requirement("D1")
def test_the_title_of_a_closed_case_is_not_shown_to_the_administrator(story, town, decided, successor, administrator):
    decision = decided(is_closed=True)
    with story.on(AFTER):
        follow_up(town, decision, "Forhandl aftalen")
        story.case("Fortrolig sag", is_closed=True)
        shown = planned(town, successor)
        assert shown[FOLLOW_UPS] == [("et lukket punkt, frist 15. januar 2027", False)]
        assert shown[MATERIAL] == [("et lukket punkt", False)] * 2
        people.hand_over(town.it, to=successor, day=AFTER, by=administrator)
    (told,) = events_of(town.it).filter(verb="hand_over")
    of_projects, others = told.payload.content["moved"][:2], told.payload.content["moved"][2:]
    assert [what[:3] for what in of_projects] == ["B09", "C06"]
    assert others == ["et lukket punkt, frist 15. januar 2027", "et lukket punkt", "et lukket punkt"]


@pytest.mark.requirement("D1")
def test_only_an_administrator_hands_over_what_others_do(story, town, decided, successor):
    decision = decided()
    with story.on(AFTER):
        row, case = follow_up(town, decision), story.case("Nye telefoner")
        with pytest.raises(NotPermitted):
            actions.hand_over_follow_up(row, person=town.it, to=successor, by=town.it)
        with pytest.raises(NotPermitted):
            actions.hand_over_material(case, person=town.it, to=successor, by=town.secretary)
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.owner, case.material_owner) == (town.it, town.it)


@pytest.mark.requirement("R34")
def test_what_is_done_or_has_changed_hands_meanwhile_stays_as_it_is(story, town, decided, successor, administrator):
    decision = decided()
    with story.on(AFTER):
        row, case = follow_up(town, decision), story.case("Nye telefoner")
        seen = handover.plan(town.it, successor, AFTER)
        actions.drop_follow_up(row, reason="Ikke nødvendigt", by=town.secretary)
        actions.revise_case(case, fields={"material_owner": town.digital}, by=town.it)
        for group in seen:
            for item in group.items:
                if group.label in {FOLLOW_UPS, MATERIAL}:
                    item.apply(administrator)
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.owner, case.material_owner) == (town.it, town.digital)
