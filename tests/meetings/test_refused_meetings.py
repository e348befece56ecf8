"""What is refused around a meeting, in the words the secretary reads."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import AttendanceStatus

WHIT_MONDAY = dt.date(2027, 5, 17)
AWAY = AttendanceStatus.EXCUSED


def begun(story, town):
    """A meeting that has begun, with one case on it."""
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
    return meeting, item


@pytest.mark.requirement("D1")
def test_only_those_who_run_a_body_plan_its_meetings(story, town):
    with not_permitted("Kun sekretæren eller formanden for Styregruppen kan gøre det."):
        actions.plan_meeting(body=town.sg, day=SG_DAY, begins=dt.time(9), ends=dt.time(11), by=town.staff)


@pytest.mark.requirement("R74")
def test_the_chair_of_the_programme_group_builds_the_steering_groups_agenda_too(story, town):
    meeting = actions.plan_meeting(body=town.sg, day=SG_DAY, begins=dt.time(9), ends=dt.time(11), by=town.digital)
    assert meeting.items.count() == 3


def test_a_meeting_on_a_holiday_takes_a_reason(story):
    with not_possible("17. maj 2027 er 2. pinsedag. Vælg en anden dag, eller skriv en begrundelse."):
        story.meeting(day=WHIT_MONDAY)
    assert story.meeting(day=WHIT_MONDAY, reason="Ekstra møde om overdragelsen").day == WHIT_MONDAY


def test_a_meeting_ends_after_it_begins(story):
    with not_possible("Mødet skal slutte, efter det begynder."):
        story.meeting(begins=dt.time(11), ends=dt.time(9))


def test_the_deadlines_follow_each_other_whoever_sets_them(story, town):
    meeting = story.meeting()
    for field, day in (
        ("material_due", dt.date(2026, 11, 24)),
        ("approval_due", dt.date(2026, 11, 13)),
        ("sending_due", SG_DAY),
    ):
        with not_possible("Fristerne skal følge efter hinanden: materiale, godkendelse, udsendelse, alle før mødet."):
            actions.revise_meeting(meeting, fields={field: day}, by=town.secretary)


@pytest.mark.parametrize(("state", "word"), [("closed", "afsluttet"), ("cancelled", "aflyst")])
def test_a_meeting_that_is_over_cannot_be_changed(story, town, state, word):
    meeting = story.meeting()
    meeting.state = state
    meeting.save()
    with not_possible(f"Mødet er “{word}” og kan ikke ændres."):
        actions.revise_meeting(meeting, fields={"place": "Rådssalen"}, by=town.secretary)


@pytest.mark.requirement("R71")
def test_a_meeting_begins_only_when_its_agenda_has_been_sent(story, town):
    meeting = story.meeting()
    with (
        story.on(meeting.day),
        not_possible("“Start mødet” kan ikke lade sig gøre endnu: Dagsordenen er ikke udsendt."),
    ):
        actions.start_meeting(meeting, by=town.secretary)


@pytest.mark.requirement("R71")
def test_a_meeting_begins_the_day_before_at_the_earliest_and_late_is_never_too_late(story, town):
    meeting = story.meeting()
    story.dated_case(meeting=meeting)
    story.sent(meeting)
    early = "“Start mødet” kan ikke lade sig gøre endnu: Mødet er 1. december 2026 og kan tidligst begynde dagen før."
    with story.on(dt.date(2026, 11, 29)), not_possible(early):
        actions.start_meeting(meeting, by=town.secretary)
    with story.on(dt.date(2026, 12, 4)):
        assert actions.start_meeting(meeting, by=town.secretary).state == "in_session"


def test_a_meeting_ends_only_when_every_case_has_an_outcome(story, town):
    meeting, item = begun(story, town)
    with not_possible("“Afslut mødet” kan ikke lade sig gøre endnu: Pkt. 3 mangler udfald.") as refusal:
        actions.end_meeting(meeting, by=town.secretary)
    assert [(gap.url, gap.mend) for gap in refusal.value.gaps] == [
        (reverse("decide_item", args=[item.pk]), "Skriv udfald")
    ]


def test_a_meeting_is_closed_only_when_its_minutes_are_approved(story, town):
    meeting, item = begun(story, town)
    story.decided(item)
    story.ended(meeting)
    with not_possible("“Luk mødet” kan ikke lade sig gøre endnu: Referatet er ikke godkendt."):
        actions.close_meeting(meeting, by=town.secretary)


@pytest.mark.requirement("D5")
def test_attendance_is_recorded_from_the_beginning_until_the_minutes_are_approved(story, town):
    meeting = story.meeting()
    with not_possible("Fremmøde registreres, når mødet er begyndt."):
        actions.record_attendance(meeting, statuses={}, by=town.secretary)
    item = story.dated_case(meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        actions.record_attendance(meeting, statuses={town.staff.pk: AWAY}, by=town.secretary)
        story.decided(item)
        story.in_force(meeting)
    with not_possible("Referatet er godkendt. Ret det med en tilføjelse."):
        actions.record_attendance(meeting, statuses={town.staff.pk: "present"}, by=town.secretary)
    assert meeting.attendance.get(person=town.staff).status == AWAY


@pytest.mark.requirement("D5")
def test_a_substitute_stands_in_for_a_member_who_is_away(story, town):
    meeting, _item = begun(story, town)

    def stand_in(who, member, statuses=None, **agreed):
        given = {"statuses": statuses or {}, "substitute": who, "stands_in_for": member, "agreed": True, **agreed}
        return actions.record_attendance(meeting, **given, by=town.secretary)

    with not_possible("Skriv, hvilket medlem stedfortræderen møder for."):
        stand_in(town.it, None)
    with not_possible("Stabschef er til stede og skal ikke have en stedfortræder."):
        stand_in(town.it, town.staff)
    with not_possible("Socialchef er allerede på listen."):
        stand_in(town.social, town.staff, {town.staff.pk: AWAY})
    with not_possible("En stedfortræder skal være aftalt med formanden. Sæt kryds ved, at det er aftalt."):
        stand_in(town.it, town.staff, {town.staff.pk: AWAY}, agreed=False)
    stand_in(town.it, town.staff, {town.staff.pk: AWAY})
    row = meeting.attendance.get(person=town.it)
    assert (row.substitute_for, row.status, row.is_agreed) == (town.staff, "present", True)
    with not_possible("Stabschef og stedfortræderen It-leder kan ikke begge deltage i pkt. 1."):
        actions.record_attendance(meeting, statuses={town.staff.pk: "present"}, by=town.secretary)


def test_a_cancelled_meeting_lets_its_cases_go_to_another(story, town):
    """Also when the agenda had been sent: the text is free again, and the item can be moved."""
    meeting, later = story.meeting(), story.meeting(day=dt.date(2027, 3, 2))
    case = story.dated_case(meeting=meeting)
    with story.on(dt.date(2026, 11, 24)):
        story.sent(meeting)
        actions.cancel_meeting(meeting, reason="Formanden er syg", by=town.chair)
        item = case.items.get()
        assert item.state == "ready"
        actions.revise_case(case, fields={"summary": "Skrevet om."}, by=town.it)
        moved = actions.defer_item(item, meeting=later, reason="Mødet er aflyst", by=town.secretary)
    assert moved.meeting == later


@pytest.mark.requirement("R77")
def test_an_extra_meeting_does_not_count_among_the_ordinary_ones(story, town):
    from tvaerblik.meetings import queries

    first, extra = story.meeting(), story.meeting(day=dt.date(2026, 12, 10), is_extra=True)
    assert queries.number_of(first) == "1 af 4"
    assert queries.number_of(extra) == "ekstraordinært møde"
    assert queries.number_of(story.meeting(day=dt.date(2026, 12, 15))) == "2 af 4"


@pytest.mark.parametrize(
    ("day", "material", "approval", "sending"),
    [
        # Tuesdays of the year's plan; on Whit Monday 2026 the approval moves to Tuesday.
        (dt.date(2026, 3, 3), dt.date(2026, 2, 16), dt.date(2026, 2, 23), dt.date(2026, 2, 24)),
        (dt.date(2026, 6, 2), dt.date(2026, 5, 18), dt.date(2026, 5, 26), dt.date(2026, 5, 26)),
        (dt.date(2026, 12, 1), dt.date(2026, 11, 16), dt.date(2026, 11, 23), dt.date(2026, 11, 24)),
    ],
)
def test_the_deadlines_are_working_days_before_the_meeting(story, day, material, approval, sending):
    with story.on(dt.date(2026, 1, 5)):
        meeting = story.meeting(day=day)
    assert (meeting.material_due, meeting.approval_due, meeting.sending_due) == (material, approval, sending)
