"""Working on the pages: forms, one-click buttons, moving items, and two people at the same time."""

import datetime as dt
import inspect
import re

import pytest
from django.urls import reverse

from tests.meetings.conftest import SG_DAY
from tvaerblik.core.verbs import verbs
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Case, DecidedEffect, Decision, PreTreatment, WordTemplate
from tvaerblik.meetings.pages.agenda import place_among, rows_of
from tvaerblik.meetings.verbs import VERBS
from tvaerblik.meetings.verbs.between import BETWEEN_VERBS
from tvaerblik.meetings.verbs.keeping import BRIEFING_VERBS, KEEPING_VERBS
from tvaerblik.people import roles
from tvaerblik.people.models import RoleHolding

# Steps that other steps take, and what an administrator's hand-over does: nobody presses them.
INTERNAL = {"put_in_force", "hand_over_follow_up", "hand_over_material", "remind_escalations"}


@pytest.fixture
def meeting(story):
    return story.meeting()


@pytest.fixture
def item(story, meeting):
    return story.dated_case(meeting=meeting).items.get()


def post(client, person, name, thing=None, **data):
    client.force_login(person)
    return client.post(reverse(name, args=[thing.pk] if thing else []), data)


def test_every_action_can_be_taken_on_a_page_and_through_the_api():
    named = {name for name, what in vars(actions).items() if inspect.isfunction(what)}
    assert named - INTERNAL == {verb.name for verb in VERBS}
    assert all(verbs[verb.name] is verb for verb in VERBS)


def test_a_verbs_page_opens_for_whoever_may_take_the_step(client, story, town, meeting, item):
    """Each of them once, at the point of the thread where it can be taken."""
    opened = set()

    def look(person, thing, *names):
        client.force_login(person)
        for name in names:
            response = client.get(reverse(name, args=[thing.pk] if thing else []))
            assert response.status_code == 200, (name, response.status_code)
            opened.add(name)

    case, point = item.case, item.case.points.get()
    look(town.secretary, None, "plan_meeting", "propose_case")
    look(
        town.chair,
        meeting,
        "revise_meeting",
        "move_meeting",
        "cancel_meeting",
        "convene_meeting",
        "add_standing_item",
        "take_up_case",
    )
    look(town.it, case, "revise_case", "withdraw_case", "place_case", "link_subject", "add_point")
    look(town.it, point, "revise_point", "withdraw_point", "add_effect")
    look(town.it, point.effects.get(), "withdraw_effect")
    look(town.secretary, item, "accept_item", "withdraw_item", "defer_item", "revise_item", "order_item")
    look(town.secretary, item, "request_pre_treatment", "exclude_member")
    excluded = actions.exclude_member(item, person=town.social, reason="Søn hos leverandøren", by=town.secretary)
    look(town.chair, excluded, "lift_exclusion")
    story.pre_treated(item)
    look(town.secretary, PreTreatment.objects.get(), "record_pre_treatment")
    actions.accept_item(item, material_owner=town.it, by=town.secretary)
    look(town.it, item, "ready_item")
    actions.ready_item(item, by=town.it)
    look(town.chair, item, "reopen_item", "return_item")
    look(town.secretary, meeting, "mark_prepared")
    story.prepared(meeting)
    look(town.chair, meeting, "approve_agenda")
    actions.approve_agenda(meeting, by=town.chair)
    look(town.secretary, meeting, "send_agenda")
    actions.send_agenda(meeting, by=town.secretary)
    with story.on(SG_DAY):
        look(town.secretary, meeting, "start_meeting")
        actions.start_meeting(meeting, by=town.secretary)
        look(town.secretary, meeting, "record_attendance")
        look(town.secretary, item, "decide_item", "write_text")
        decision = story.decided(item)
        look(town.secretary, decision, "revise_decision", "add_follow_up", "add_dissent")
        dissent = actions.add_dissent(decision, person=town.staff, text="Ville vente.", by=town.secretary)
        look(town.secretary, dissent, "withdraw_dissent")
        look(town.secretary, meeting, "end_meeting")
        minutes = story.ended(meeting)
        look(town.secretary, minutes, "revise_minutes", "invite_comments", "submit_minutes")
        actions.invite_comments(minutes, day=SG_DAY, by=town.secretary)
        look(town.staff, minutes, "comment_minutes", "nothing_to_add")
        comment = actions.comment_minutes(minutes, text="Ret titlen.", by=town.staff)
        look(town.secretary, minutes, "move_comments")
        look(town.secretary, comment, "answer_comment")
        actions.answer_comment(comment, state="followed", by=town.secretary)
        for member in (town.chair, town.social, town.digital):
            actions.nothing_to_add(minutes, by=member)
        actions.submit_minutes(minutes, by=town.secretary)
        town.vum.end = dt.date(2026, 10, 31)
        town.vum.save()
        look(town.secretary, DecidedEffect.objects.get(), "confirm_effect")
        asked = client.get(reverse("confirm_effect", args=[DecidedEffect.objects.get().pk])).content.decode()
        for value in ("30. september 2026", "31. oktober 2026", "31. december 2026", "C06 VUM 2.0, Slutdato"):
            assert value in asked, "the three values side by side"
        actions.confirm_effect(DecidedEffect.objects.get(), by=town.secretary)
        look(town.chair, minutes, "return_minutes", "approve_minutes")
        told = client.get(reverse("approve_minutes", args=[minutes.pk])).content.decode()
        assert "STG-2026-001: C06 VUM 2.0" in told, "the chair sees what the approval changes"
        actions.approve_minutes(minutes, by=town.chair)
        look(town.secretary, minutes, "confirm_minutes", "add_addendum")
        look(town.secretary, meeting, "close_meeting")
        row = actions.add_follow_up(decision, text="Rapportér", owner=town.it, due=SG_DAY, by=town.secretary)
        look(town.it, row, "begin_follow_up", "report_follow_up", "move_follow_up")
        look(town.secretary, row, "drop_follow_up")
        actions.report_follow_up(row, report="Gjort", by=town.it)
        look(town.secretary, row, "accept_follow_up", "reopen_follow_up")
        look(town.digital, recommended(story, town), "submit_case")
    RoleHolding.objects.create(role=roles.ADMINISTRATOR, person=town.outsider, since=dt.date(2025, 1, 1))
    template = WordTemplate.objects.create(file_name="a.docx", sha256="0" * 64, size=1, person=town.it, name="It")
    look(town.outsider, None, "upload_word_template")
    look(town.outsider, template, "withdraw_word_template")
    # Opened in the tests of their own.
    elsewhere = {verb.name for verb in (*BETWEEN_VERBS, *BRIEFING_VERBS, *KEEPING_VERBS)}
    assert opened == {verb.name for verb in VERBS} - elsewhere


def recommended(story, town):
    """A case that the programme group has recommended."""
    meeting = story.meeting(town.pg, dt.date(2027, 2, 2))
    case = story.dated_case(meeting=meeting)
    with story.on(dt.date(2027, 2, 2)):
        story.started(meeting)
        story.decided(case.items.get())
    return case


def test_a_case_is_raised_from_a_project_in_one_form(client, town, meeting):
    client.force_login(town.it)
    project_page = client.get(town.vum.get_absolute_url()).content.decode()
    address = f"/cases/propose-case?subject=portfolio.project:{town.vum.pk}"
    assert address in project_page.replace("&amp;", "&")
    form = client.get(address).content.decode()
    assert re.search(rf'value="portfolio\.project:{town.vum.pk}" selected', form)
    answer = post(
        client,
        town.it,
        "propose_case",
        title="VUM 2.0 deles",
        purpose="decision",
        summary="Kort.",
        subject=f"portfolio.project:{town.vum.pk}",
        meeting=meeting.pk,
    )
    case = Case.objects.get()
    assert answer.url == case.get_absolute_url()
    assert (case.material_owner, case.subjects.get().subject) == (town.it, town.vum)
    assert case.items.get().meeting == meeting


def test_an_effect_is_chosen_first_and_gets_its_own_field_then(client, story, town):
    point = story.point(story.case())
    client.force_login(town.it)
    address = reverse("add_effect", args=[point.pk])
    assert 'name="value"' not in client.get(address).content.decode()
    chosen = {"effect": "portfolio.project:set_end_date", "subject": f"portfolio.project:{town.vum.pk}"}
    asked = client.get(address, chosen).content.decode()
    assert "Slutdato, C06 VUM 2.0" in asked
    assert "Nu: 30. september 2026" in asked
    refused = client.post(address, {**chosen, "value": "engang"})
    assert refused.status_code == 422
    assert "engang" in refused.content.decode()
    client.post(address, {**chosen, "value": "31.12.2026"})
    assert point.effects.get().value == "2026-12-31"


def test_a_record_is_named_by_its_number_alone_too(client, story, town):
    point = story.point(story.case())
    data = {"effect": "portfolio.project:set_budget", "subject": str(town.vum.pk), "value": "450000"}
    post(client, town.it, "add_effect", point, **data)
    assert (point.effects.get().subject, point.effects.get().value) == (town.vum, 450_000)


@pytest.mark.requirement("R81")
def test_everything_is_approved_as_recommended_in_one_click(client, story, town, meeting, item):
    with story.on(SG_DAY):
        story.started(meeting)
        page = client_page(client, town.secretary, meeting)
        assert "Godkend alt som indstillet" in page
        post(client, town.secretary, "decide_item", item, approve_all="on")
        decision = Decision.objects.get()
        assert (decision.outcome, decision.points.get().outcome) == ("approved", "approved")
        assert "Alle sager har et udfald" in client_page(client, town.secretary, meeting)


def client_page(client, person, thing):
    client.force_login(person)
    return client.get(thing.get_absolute_url()).content.decode()


@pytest.mark.requirement("R81")
def test_a_decision_is_written_point_by_point_beside_the_recommended_value(client, story, town, meeting, item):
    point = item.case.points.get()
    effect = point.effects.get()
    names = {"outcome": f"outcome_{point.pk}", "wording": f"wording_{point.pk}", "value": f"value_{effect.pk}"}
    with story.on(SG_DAY):
        story.started(meeting)
        client.force_login(town.secretary)
        form = client.get(reverse("decide_item", args=[item.pk])).content.decode()
        assert "Nu: 30. september 2026 · indstillet: 31. december 2026" in form
        empty = post(client, town.secretary, "decide_item", item, text="Vi talte om det.")
        assert empty.status_code == 422
        assert "Vælg et udfald." in empty.content.decode()
        assert "Vi talte om det." in empty.content.decode()
        other = {names["outcome"]: "approved", names["value"]: "28-02-2027"}
        refused = post(client, town.secretary, "decide_item", item, **other)
        assert refused.status_code == 409
        assert "så er udfaldet “godkendt med ændringer”" in refused.content.decode()
        changed = {**other, names["outcome"]: "approved_with_changes", names["wording"]: "Først til februar."}
        post(client, town.secretary, "decide_item", item, **changed)
    assert DecidedEffect.objects.get().decided == "2027-02-28"


@pytest.mark.requirement("D5")
def test_attendance_is_one_form_for_everybody(client, story, town, meeting, item):
    with story.on(SG_DAY):
        story.started(meeting)
        data = {f"status_{town.staff.pk}": "excused", "substitute": town.it.pk, "agreed": "on"}
        data["stands_in_for"] = town.staff.pk
        post(client, town.secretary, "record_attendance", meeting, **data)
        page = client_page(client, town.secretary, meeting)
    assert "4 af 4" in page, "three members and a substitute for the fourth"
    assert "stedfortræder for Stabschef" in page


@pytest.mark.requirement("R75")
def test_the_chair_sees_what_has_changed_and_approves_exactly_that(client, story, town, meeting, item):
    story.ready(item)
    story.approved(meeting)
    actions.revise_case(item.case, fields={"economy": "200 t.kr."}, by=town.it)
    client.force_login(town.chair)
    address = reverse("approve_agenda", args=[meeting.pk])
    page = client.get(address).content.decode()
    assert "Siden er ændret:" in page
    assert "“VUM 2.0 omlægges i to etaper”" in page
    seen = re.search(r'name="content_hash" value="([0-9a-f]{64})"', page)[1]
    actions.revise_case(item.case, fields={"economy": "300 t.kr."}, by=town.it)
    refused = client.post(address, {"content_hash": seen, "comment": "Fint"})
    assert refused.status_code == 409
    assert "Materialet er ændret, siden du åbnede det." in refused.content.decode()
    fresh = re.search(r'name="content_hash" value="([0-9a-f]{64})"', client.get(address).content.decode())[1]
    assert client.post(address, {"content_hash": fresh}).status_code == 302
    assert meeting.approvals.count() == 2


def test_nobody_else_gets_the_chairs_page_back_with_a_faulty_form(client, story, town, meeting, item):
    """A form that does not hold is drawn again; that must not show the agenda to whoever sent it."""
    for name in ("outsider", "staff"):
        response = post(client, town.people[name], "approve_agenda", meeting, comment="x" * 2000)
        assert response.status_code == 403


def test_an_item_is_moved_with_the_menu_or_by_dragging(client, story, town, meeting):
    for title in ("Et", "To", "Tre"):
        story.case(title, subject=None, meeting=meeting)
    item = meeting.items.get(case__title="Tre")
    address = reverse("order_agenda", args=[meeting.pk])
    client.force_login(town.secretary)
    answer = client.post(f"{address}?order=meeting", {"item": item.pk, "position": "1"})
    assert answer.url == f"{meeting.get_absolute_url()}?order=meeting"
    assert titles(meeting, town)[0] == "Tre"
    # Among those for decision, "Tre" is moved to be the third.
    moved = client.post(f"{address}?group=decision", {"item": item.pk, "position": "3"}, headers={"HX-Request": "true"})
    assert moved.content.decode().lstrip().startswith('<div class="span-8 agenda" id="agenda">')
    decided = [row.title for row in rows_of(meeting, town.secretary) if row.group == "decision"]
    assert decided == ["Godkendelse af dagsorden og referat", "Et", "Tre", "To"]
    assert client.post(address, {"item": item.pk, "position": "nul"}).status_code == 409


def titles(meeting, town):
    return [row.title for row in rows_of(meeting, town.secretary)]


@pytest.mark.parametrize(
    ("among", "moved", "position", "place"),
    [([1, 3, 5], 5, 1, 1), ([1, 3, 5], 1, 3, 5), ([1, 3, 5], 3, 1, 1), ([2, 4], 2, 2, 4), ([2], 2, 1, 1)],
)
def test_a_place_among_some_is_a_place_among_all(among, moved, position, place):
    rows = [type("R", (), {"item": type("I", (), {"pk": pk})})() for pk in range(1, 6)]
    assert place_among(rows, among, moved, position) == place


def test_the_minutes_of_an_item_are_changed_where_they_are_read(client, story, town, meeting, item):
    client.force_login(town.secretary)
    address = reverse("item_minutes", args=[item.pk])
    client.post(address, {"minutes": "25"})
    item.refresh_from_db()
    assert item.minutes == 25
    part = client.post(address, {"minutes": "130"}, headers={"HX-Request": "true"}).content.decode()
    assert "150 min." in part
    assert "30 min. for meget." in part
    refused = client.post(address, {"minutes": "mange"}, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    client.force_login(town.it)
    assert client.post(address, {"minutes": "5"}).status_code == 403


def test_two_people_who_edit_the_same_text_do_not_undo_each_other(client, story, town):
    case = story.dated_case(meeting=story.meeting())
    address = reverse("revise_case", args=[case.pk])
    client.force_login(town.it)
    form = client.get(address).content.decode()
    seen = dict(re.findall(r'name="(initial-\w+|seen_version)" value="([^"]*)"', form))
    shown = {name: getattr(case, name) for name in ("title", "purpose", "summary", "presentation", "economy")}
    mine = {
        **seen,
        **{f"initial-{name}": value for name, value in shown.items()},
        **shown,
        "material_owner": town.it.pk,
    }
    actions.revise_case(case, fields={"summary": "Sekretærens resume."}, by=town.secretary)
    answer = client.post(address, {**mine, "summary": "Mit resume, som jeg har skrevet længe på."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "En anden har rettet det samme" in page
    assert "Mit resume, som jeg har skrevet længe på." in page, "nothing typed is lost"
    assert "Sekretærens resume." in page
    assert "Styregruppens sekretær" in page, "it says who"
    case.refresh_from_db()
    assert case.summary == "Sekretærens resume."
    # Another field than the one somebody changed is simply saved.
    assert client.post(address, {**mine, "economy": "240 t.kr."}).status_code == 302
    case.refresh_from_db()
    assert (case.summary, case.economy) == ("Sekretærens resume.", "240 t.kr.")
    # Saving again after having seen both versions is a conscious choice.
    again = {**mine, "seen_version": case.version, "summary": "Fælles resume."}
    assert client.post(address, again).status_code == 302
    case.refresh_from_db()
    assert case.summary == "Fælles resume."


@pytest.mark.requirement("R74", "R75")
def test_a_blocked_step_stays_on_the_page_with_its_reasons(client, story, town, meeting, item):
    page = client_page(client, town.secretary, meeting)
    assert "Kan ikke udsendes endnu." in page
    assert "Pkt. 3 er “foreslået” (It-leder)." in page
    assert 'aria-disabled="true"' in page
    assert "disabled>" not in page
    outside = client_page(client, town.outsider, meeting)
    assert "Kan ikke udsendes endnu." not in outside
    assert page.count('class="btn btn--primary"') <= 1
