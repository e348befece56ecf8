"""A closed item never reaches somebody outside the body, by whatever way (D4)."""

import datetime as dt
import io
import zipfile

import pypdf
import pytest
from django.urls import reverse

from tests.documents.files import pdf, upload
from tests.meetings.conftest import SG_DAY
from tvaerblik.core.contributions import task_sources
from tvaerblik.core.lists import listings
from tvaerblik.core.verbs import verbs
from tvaerblik.documents import actions as documents
from tvaerblik.documents.models import Attachment
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.models import (
    AgendaItem,
    Case,
    DecidedEffect,
    Dissent,
    Exclusion,
    FollowUp,
    MinutesComment,
    Point,
    PointEffect,
    PreTreatment,
)
from tvaerblik.meetings.verbs import VERBS
from tvaerblik.outbox.models import Message, Notice

pytestmark = pytest.mark.requirement("D4")

SECRET = "Hemmelighed"
OUTSIDE = ("outsider", "director", "pg_member", "it")
INSIDE = ("secretary", "chair", "staff", "digital")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder in which appendices are kept during the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def closed(story, town):
    """A closed case about a project, with everything a case can have, and an open one beside it."""
    meeting = story.meeting()
    texts = {name: f"{SECRET} {name}" for name in ("summary", "presentation", "economy")}
    case = story.case(f"{SECRET} titel", meeting=meeting, by=town.secretary, is_closed=True, **texts)
    story.point(case, f"{SECRET} punkt", effect="set_end_date", value=dt.date(2026, 12, 31))
    documents.attach_file(case, file=upload("kontrakt.pdf", pdf()), title=f"{SECRET} bilag", by=town.secretary)
    story.pre_treated(case.items.get(), remark=f"{SECRET} bemærkning")
    story.dated_case(title="Åben sag", meeting=meeting, subject=town.login)
    return case


def text_of(response):
    """What a reader of the answer sees: a PDF's text, else the body itself."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    if response.get("Content-Type", "").startswith("application/pdf"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        marks = [str(mark) for mark in reader.outline]
        return " ".join([*(page.extract_text() for page in reader.pages), *marks, str(reader.metadata)])
    if "wordprocessingml" in response.get("Content-Type", ""):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b" ".join(parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels")))
    return data.decode("utf-8", errors="replace")


class Walk:
    """Everywhere that somebody can look, as one person."""

    def __init__(self, client, story):
        self.client, self.town = client, story.t

    def addresses(self, case):
        meeting = case.items.get().meeting
        yield from ("/", reverse("overview"), self.town.vum.get_absolute_url(), meeting.get_absolute_url())
        yield f"{meeting.get_absolute_url()}?order=meeting"
        for name in ("meetings", "cases", "decisions", "follow_ups", "awaiting", "escalations", "referrals"):
            yield reverse(name)
            yield f"{reverse(name)}?q={SECRET[:-2]}"
            yield f"{reverse(name)}?as=csv"
            yield reverse(f"api_list_{name}")
        yield reverse("notices")
        for package in meeting.packages.all():
            yield package.get_absolute_url()
            yield reverse("package_pdf", args=[package.pk])
            yield reverse("agenda_pdf", args=[package.pk])
            yield reverse("agenda_docx", args=[package.pk])
        for minutes in queries.minutes_for(self.town.chair).filter(meeting=meeting):
            yield minutes.get_absolute_url()
            yield reverse("minutes_pdf", args=[minutes.pk])
            yield reverse("minutes_docx", args=[minutes.pk])
        yield reverse("draft_pdf", args=[meeting.pk])

    def own_addresses(self, case):
        """The closed things' own pages, their verbs and their files."""
        things = {
            "items": AgendaItem.objects.filter(case=case),
            "cases": Case.objects.filter(pk=case.pk),
            "points": Point.objects.filter(case=case),
            "point-effects": PointEffect.objects.filter(point__case=case),
            "pre-treatments": PreTreatment.objects.filter(item__case=case),
            "decided-effects": DecidedEffect.objects.filter(point_effect__point__case=case),
            "decisions": queries.decisions_for(self.town.chair).filter(item__case=case),
            "minutes-comments": MinutesComment.objects.filter(item__case=case),
            "follow-ups": FollowUp.objects.filter(decision__item__case=case),
            "exclusions": Exclusion.objects.filter(item__case=case),
            "dissents": Dissent.objects.filter(decision__item__case=case),
        }
        for path, rows in things.items():
            for row in rows:
                if path in {"items", "cases", "decisions", "follow-ups"}:
                    yield row.get_absolute_url()
                yield from (f"/{path}/{row.pk}/{verb.slug}" for verb in VERBS if verb.path == path and verb.things)
        for file in Attachment.objects.filter(object_id=case.pk):
            yield file.versions.get().get_absolute_url()
        yield reverse("compare_case", args=[case.pk])
        for item in AgendaItem.objects.filter(case=case, meeting__minutes_paper__isnull=False):
            for name in ("extract_pdf", "extract_docx"):
                yield reverse(name, args=[item.meeting.minutes_paper.pk, item.pk])

    def sees(self, person, case):
        """True as soon as one place shows the secret: somebody inside sees it, so that hiding it proves something."""
        self.client.force_login(person)
        return any(SECRET.lower() in text_of(self.client.get(url)).lower() for url in self.addresses(case))

    def leaks(self, person, case):
        """Every place that shows the secret to the person."""
        self.client.force_login(person)
        shown = []
        for url in self.addresses(case):
            response = self.client.get(url)
            # The draft and minutes that are not approved are for the body alone.
            assert response.status_code == 200 or "draft.pdf" in url or url.startswith("/minutes"), url
            if SECRET.lower() in text_of(response).lower():
                shown.append(url)
        for url in self.own_addresses(case):
            response = self.client.get(url)
            response.close()
            if response.status_code != 404:
                shown.append(f"{url} ({response.status_code})")
        for url in self.calls(case):
            response = self.client.post(url, {}, content_type="application/json")
            if response.status_code != 404:
                shown.append(f"{url} ({response.status_code})")
        return shown

    def calls(self, case):
        """The same verbs through the API, where nothing can be asked for but what one may see."""
        pages = [url for url in self.own_addresses(case) if url.count("/") == 3 and "documents" not in url]
        yield from (f"/api/v1{url}" for url in pages)


@pytest.fixture
def walk(client, story):
    return Walk(client, story)


def assert_hidden(walk, case, outside=OUTSIDE):
    for name in outside:
        assert walk.leaks(walk.town.people[name], case) == [], name
    for name in INSIDE:
        assert walk.sees(walk.town.people[name], case), name


def test_it_is_hidden_while_it_is_prepared(walk, closed):
    assert_hidden(walk, closed)


def test_it_is_hidden_when_it_has_been_sent_decided_and_followed_up(walk, story, town, closed):
    item = closed.items.get()
    with story.on(dt.date(2026, 11, 24)):
        story.sent(item.meeting)
        assert_hidden(walk, closed, outside=["director"])
    with story.on(SG_DAY):
        actions.start_meeting(item.meeting, by=town.secretary)
        story.decided(item.meeting.items.get(case__title="Åben sag"))
        decision = story.decided(item, text=f"{SECRET} beslutning")
        actions.add_follow_up(
            decision, text=f"{SECRET} opfølgning", owner=town.staff, due=dt.date(2026, 12, 9), by=town.secretary
        )
        assert_hidden(walk, closed, outside=["pg_member"])
        story.in_force(item.meeting)
        assert_hidden(walk, closed)


def test_no_letter_and_no_notice_tells_of_it(story, town, closed):
    """Not even to those who may see it: mail is forwarded."""
    item = closed.items.get()
    with story.on(dt.date(2026, 11, 12)):
        actions.accept_item(item, material_owner=town.it, by=town.secretary)
        item = actions.ready_item(item, by=town.it)
        actions.return_item(item, comment=f"{SECRET} kommentar", by=town.chair)
        story.sent(item.meeting)
    with story.on(SG_DAY):
        actions.start_meeting(item.meeting, by=town.secretary)
        story.decided(item.meeting.items.get(case__title="Åben sag"))
        decision = story.decided(item)
        due = dt.date(2026, 12, 9)
        actions.add_follow_up(decision, text=f"{SECRET} opgave", owner=town.staff, due=due, by=town.secretary)
        story.in_force(item.meeting)
    assert Message.objects.filter(subject="Materiale til: et lukket punkt").exists()
    for letter in Message.objects.all():
        assert SECRET not in f"{letter.subject} {letter.text} {letter.html}"
    assert not Notice.objects.filter(text__contains=SECRET).exists()


def test_the_one_who_carries_out_a_closed_decision_sees_the_task_and_not_the_decision(client, story, town, closed):
    item = closed.items.get()
    with story.on(SG_DAY):
        story.started(item.meeting)
        decision = story.decided(item, text=f"{SECRET} beslutning")
        due = dt.date(2026, 12, 9)
        row = actions.add_follow_up(decision, text="Opsig aftalen", owner=town.it, due=due, by=town.secretary)
        client.force_login(town.it)
        page = client.get(row.get_absolute_url()).content.decode()
        assert "Opsig aftalen" in page
        assert SECRET not in page
        assert client.get(decision.get_absolute_url()).status_code == 404
        assert SECRET not in client.get(f"{reverse('follow_ups')}?as=csv").content.decode()


def test_tasks_and_lists_are_asked_for_by_name_only_through_their_doors(story, town, closed):
    """Whatever source of tasks and whatever list there will be: none of them tells an outsider."""
    for name in OUTSIDE:
        by = town.people[name]
        for source in task_sources:
            assert all(SECRET not in f"{task.title} {task.note}" for task in source(by))
        for listing in listings.values():
            rows = listing.prepare(listing.rows(by))
            shown = [str([column.value(row) for column in listing.columns]) for row in rows]
            assert not [text for text in shown if SECRET in text], listing.name


def test_a_closed_appendix_of_an_open_case_stays_with_the_body(client, story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    attach = {"file": upload("priser.pdf", pdf()), "title": f"{SECRET} priser", "is_closed": True}
    documents.attach_file(case, **attach, by=town.it)
    package = story.sent(meeting)
    for name, sees in (("director", False), ("outsider", False), ("staff", True)):
        client.force_login(town.people[name])
        for url in (
            case.get_absolute_url(),
            package.get_absolute_url(),
            reverse("package_pdf", args=[package.pk]),
            reverse("agenda_pdf", args=[package.pk]),
        ):
            assert (SECRET in text_of(client.get(url))) is sees, (name, url)


def test_the_number_of_a_closed_item_stays_in_the_open_package(client, story, town, closed):
    """The open package is the same paper with a gap, so that everybody speaks of the same numbers."""
    package = story.sent(closed.items.get().meeting)
    client.force_login(town.director)
    page = client.get(package.get_absolute_url()).content.decode()
    assert "3. Lukket punkt" in page
    assert "4. Åben sag" in page


def test_every_verb_on_a_thing_goes_through_a_door():
    assert all(verb.things is not None or verb.name in CREATE for verb in VERBS)
    assert set(CREATE) <= set(verbs)


CREATE = {"plan_meeting", "propose_case", "raise_escalation", "upload_word_template"}
