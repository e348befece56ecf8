"""The chair approves exactly what was seen: any later change takes the approval away and says which item (R75)."""

import datetime as dt

import pytest
from django.utils import translation

from tests.documents.files import pdf, upload
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.documents import actions as documents
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.models import Package

pytestmark = pytest.mark.requirement("R75")

CHANGED = "Materialet er ændret, siden formanden godkendte det: %s. Det skal godkendes igen."
TITLE = "“VUM 2.0 omlægges i to etaper”"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder in which appendices are kept during the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def meeting(story):
    return story.meeting()


@pytest.fixture
def case(story, town, meeting):
    """One case with a point, an effect and an appendix; another beside it that nobody touches."""
    case = story.dated_case(meeting=meeting)
    documents.attach_file(case, file=upload("Etapeplan.pdf", pdf()), by=town.it)
    other = story.case("Fælles brugerstyring", subject=town.login, meeting=meeting)
    story.point(other, "tidsplanen godkendes")
    for one in (case, other):
        story.ready(one.items.get())
    return case


def change_text(case, town):
    actions.revise_case(case, fields={"economy": "200 t.kr."}, by=town.it)


def change_point(case, town):
    actions.revise_point(case.points.get(), fields={"text": "slutdatoen flyttes til nytår"}, by=town.it)


def add_point(case, town):
    actions.add_point(case, text="der rapporteres i marts", by=town.it)


def add_effect(case, town):
    point = case.points.get()
    actions.add_effect(point, effect="portfolio.project:set_budget", subject=town.vum, value=450_000, by=town.it)


def withdraw_effect(case, town):
    actions.withdraw_effect(case.points.get().effects.get(), by=town.it)


def add_appendix(case, town):
    documents.attach_file(case, file=upload("Høringssvar.pdf", pdf(2)), by=town.it)


def replace_appendix(case, town):
    from tvaerblik.documents.models import Attachment

    documents.add_version(Attachment.objects.get(), file=upload("Etapeplan.pdf", pdf(3)), by=town.it)


def close_it(case, town):
    actions.revise_case(case, fields={"is_closed": True}, by=town.it)


def give_it_more_time(case, town):
    actions.revise_item(case.items.get(), fields={"minutes": 45}, by=town.secretary)


def change_purpose(case, town):
    actions.revise_item(case.items.get(), fields={"purpose": "discussion"}, by=town.secretary)


CHANGES = (
    change_text,
    change_point,
    add_point,
    add_effect,
    withdraw_effect,
    add_appendix,
    replace_appendix,
    close_it,
    give_it_more_time,
    change_purpose,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_any_change_of_an_item_takes_the_approval_away_and_names_the_item(story, town, meeting, case, change):
    story.approved(meeting)
    assert queries.approval_status(meeting).is_valid
    change(case, town)
    status = queries.approval_status(meeting)
    # A closed item is named by its number: whoever takes no part in it reads what is missing too.
    named = "pkt. 3" if change is close_it else TITLE
    assert (status.is_valid, status.changed) == (False, (named,))
    with not_possible(f"“Udsend dagsorden” kan ikke lade sig gøre endnu: {CHANGED % named}"):
        actions.send_agenda(meeting, by=town.secretary)
    actions.approve_agenda(meeting, by=town.chair)
    assert actions.send_agenda(meeting, by=town.secretary).number == 1


def test_another_order_takes_the_approval_away(story, town, meeting, case):
    story.approved(meeting)
    actions.order_item(case.items.get(), position=1, by=town.secretary)
    assert queries.approval_status(meeting).changed == ("rækkefølgen af punkterne",)


def test_another_time_or_place_takes_the_approval_away(story, town, meeting, case):
    story.approved(meeting)
    actions.revise_meeting(meeting, fields={"place": "Rådssalen"}, by=town.secretary)
    meeting.refresh_from_db()
    assert queries.approval_status(meeting).changed == ("tid eller sted",)


def test_another_item_or_one_less_takes_the_approval_away(story, town, meeting, case):
    story.approved(meeting)
    actions.add_standing_item(meeting, title="Oplæg om AI", purpose="information", minutes=10, by=town.secretary)
    actions.withdraw_item(case.items.get(), reason="Ikke klar", by=town.secretary)
    assert queries.approval_status(meeting).changed == ("“Oplæg om AI”", f"{TITLE} er taget af")


def test_the_approval_covers_the_content_whatever_language_is_read(story, town, meeting, case):
    """A chair who reads English and a secretary who reads Danish have the same content in front of them."""
    story.pre_treated(case.items.get())
    actions.revise_case(case, fields={"economy": "", "economy_not_relevant": True}, by=town.it)
    with translation.override("en"):
        story.approved(meeting)
    assert queries.approval_status(meeting).is_valid


def test_what_is_not_content_leaves_the_approval_in_place(story, town, meeting, case):
    """The value the record has now may change; the paper tells it as it is when it is sent."""
    story.approved(meeting)
    town.vum.end = dt.date(2026, 10, 31)
    town.vum.save()
    package = actions.send_agenda(meeting, by=town.secretary)
    effect = package.content["items"][2]["points"][0]["effect"]
    assert effect == "C06 VUM 2.0: Slutdato 31. oktober 2026 → 31. december 2026"


def test_nothing_is_sent_without_an_approval(story, town, meeting, case):
    story.prepared(meeting)
    with not_possible("“Udsend dagsorden” kan ikke lade sig gøre endnu: Formanden for Styregruppen har ikke godkendt."):
        actions.send_agenda(meeting, by=town.secretary)
    assert not Package.objects.exists()


def test_only_the_secretary_sends_and_only_the_chair_approves(story, town, meeting, case):
    story.prepared(meeting)
    for other in (town.secretary, town.digital, town.staff):
        with not_permitted("Kun formanden for Styregruppen eller den fungerende formand kan gøre det."):
            actions.approve_agenda(meeting, by=other)
    actions.approve_agenda(meeting, by=town.chair)
    for other in (town.chair, town.digital, town.staff):
        with not_permitted("Kun sekretæren for Styregruppen kan gøre det."):
            actions.send_agenda(meeting, by=other)


@pytest.mark.requirement("R74")
def test_the_chair_approves_only_what_both_have_prepared(story, town, meeting, case):
    actions.mark_prepared(meeting, by=town.secretary)
    with not_possible(
        "“Godkend materialet” kan ikke lade sig gøre endnu: "
        "Programgruppen: formanden har ikke markeret materialet som forberedt."
    ):
        actions.approve_agenda(meeting, by=town.chair)


def test_the_chair_approves_what_was_on_the_page_and_nothing_else(story, town, meeting, case):
    """The page carries the hash of what it showed; somebody has changed a text since."""
    story.prepared(meeting)
    shown = queries.hash_of(queries.to_approve(meeting))
    change_text(case, town)
    with not_possible("Materialet er ændret, siden du åbnede det. Se det igennem igen, før du godkender."):
        actions.approve_agenda(meeting, content_hash=shown, by=town.chair)
    assert not meeting.approvals.exists()
    assert actions.approve_agenda(meeting, content_hash=queries.hash_of(queries.to_approve(meeting)), by=town.chair)


def test_two_who_chair_do_not_approve_twice(story, town, meeting, case):
    """Chair and deputy press the button at the same time: the second is told that it is done."""
    from tvaerblik.bodies.models import Delegation
    from tvaerblik.people import rules as people

    story.prepared(meeting)
    Delegation.objects.create(body=town.sg, role="chair", person=town.staff, since=dt.date(2026, 9, 1))
    people.forget(town.staff)
    actions.approve_agenda(meeting, by=town.chair)
    with not_possible("“Godkend materialet” kan ikke lade sig gøre: Tilstanden er “godkendt af formanden”."):
        actions.approve_agenda(meeting, by=town.staff)
    assert meeting.approvals.count() == 1


@pytest.mark.requirement("D2")
def test_the_log_tells_who_approved_and_when(story, town, meeting, case):
    from tvaerblik.audit.queries import history_of

    with story.on(dt.date(2026, 11, 20), 14):
        story.approved(meeting)
    told = [(entry.what, entry.who) for entry in history_of(meeting)]
    assert told[0] == ("godkendte materialet", "Chef for Borgerservice")
    assert ("markerede materialet som forberedt", "Leder af Digitalisering") in told


@pytest.mark.requirement("D3")
def test_a_sent_package_stays_as_it_was_whatever_happens_afterwards(story, town, meeting, case):
    package = story_sent(story, meeting)
    before = package.content
    town.vum.name = "VUM 3.0"
    town.vum.save()
    town.sg.name = "Et andet navn"
    town.sg.save()
    assert Package.objects.get(pk=package.pk).content == before
    assert package.content_hash == package.approval.content_hash


def story_sent(story, meeting):
    story.approved(meeting)
    return actions.send_agenda(meeting, by=story.t.secretary)
