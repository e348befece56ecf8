"""What goes into the records system: the same file each time, nothing of drafts, and a mark that it is there (D14)."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree as ET

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.documents.files import pdf, upload
from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.audit.queries import history_of
from tvaerblik.core import archives, clock
from tvaerblik.core.lists import listings
from tvaerblik.documents import actions as documents
from tvaerblik.meetings import actions, journalising

pytestmark = pytest.mark.requirement("D14")

SECRET = "Hemmelighed"
ESDH = {"esdh_number": "85.02.02-P20-3-26", "kle_number": "85.02.02", "kle_facet": "P20"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder in which appendices are kept during the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def meeting(story, town):
    """A meeting in session, with an open case that has an appendix, and a closed one."""
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting, **ESDH)
    documents.attach_file(case, file=upload("plan.pdf", pdf()), title="Tidsplan", by=town.it)
    story.case(f"{SECRET} titel", meeting=meeting, by=town.secretary, subject=town.login, is_closed=True)
    closed = meeting.items.get(case__is_closed=True).case
    story.point(closed, f"{SECRET} punkt")
    documents.attach_file(closed, file=upload("pris.pdf", pdf(2)), title=f"{SECRET} bilag", by=town.secretary)
    with story.on(SG_DAY):
        story.started(meeting)
        for item in meeting.items.filter(case__isnull=False).order_by("pk"):
            story.decided(item)
        yield meeting


def opened(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_package_holds_the_papers_and_says_what_they_are_in_three_forms(town, meeting):
    package = meeting.packages.get()
    found = opened(journalising.journal_of_package(package, town.secretary))
    assert {name for name in found if name.endswith(".pdf")} == {
        "aabent/agenda.pdf",
        "aabent/bilag/3.1 plan.pdf",
        "lukket/agenda.pdf",
        "lukket/bilag/4.1 pris.pdf",
    }
    index = json.loads(found["index.json"])
    assert (index["body"], index["meeting_date"], index["document_date"]) == (town.sg.name, "2026-12-01", "2026-12-01")
    case = next(item for item in index["items"] if item["item"] == "3")
    assert (case["esdh_number"], case["kle_number"], case["kle_facet"]) == tuple(ESDH.values())
    assert {row["file"]: row["sha256"] for row in index["files"]} == {
        name: archives.sha256(data) for name, data in found.items() if not name.startswith("index.")
    }
    root = ET.fromstring(found["index.xml"])  # noqa: S314  # our own file
    assert [node.text for node in root.iterfind("files/file/sha256")] == [row["sha256"] for row in index["files"]]
    rows = list(csv.DictReader(io.StringIO(found["index.csv"].decode("utf-8-sig")), delimiter=";"))
    assert {row["esdh_number"] for row in rows if row["file"].endswith("plan.pdf")} == {ESDH["esdh_number"]}
    assert {row["is_closed"] for row in rows if row["file"].startswith("lukket")} == {"True"}


def test_making_it_twice_gives_the_same_bytes(story, town, meeting):
    package = meeting.packages.get()
    first = journalising.journal_of_package(package, town.secretary)
    minutes = story.in_force(meeting)
    minutes.refresh_from_db()
    of_minutes = journalising.journal_of_minutes(minutes, town.secretary)
    with clock.at(clock.now().replace(year=2028)):
        assert journalising.journal_of_package(package, town.secretary) == first
        assert journalising.journal_of_minutes(minutes, town.chair) == of_minutes


def test_the_minutes_carry_the_numbers_of_their_decisions(story, town, meeting):
    minutes = story.in_force(meeting)
    minutes.refresh_from_db()
    actions.add_addendum(minutes, text="Stabschefen gik kl. 10.", by=town.secretary)
    found = opened(journalising.journal_of_minutes(minutes, town.secretary))
    assert [item["decision_number"] for item in json.loads(found["index.json"])["items"] if item["esdh_number"]] == [
        "STG-2026-001"
    ]
    assert "Stabschefen gik kl. 10." in found["lukket/tillaeg.txt"].decode()


def test_those_who_may_not_read_what_is_closed_do_not_get_it_in_the_journal_either(town, meeting):
    """An assistant prepares for the chair, and sees nothing closed."""
    assistant = town.it
    assistant.acting_for = town.chair
    found = opened(journalising.journal_of_package(meeting.packages.get(), assistant))
    assert not [name for name in found if name.startswith("lukket")]
    assert SECRET not in b"".join(found[name] for name in found if name.startswith("index")).decode()


def test_a_draft_is_never_journalised(client, story, town, meeting):
    minutes = meeting.minutes_paper
    with not_possible("Referatet journaliseres, når formanden har godkendt det."):
        actions.journalise_minutes(minutes, number="1", day=SG_DAY, by=town.secretary)
    client.force_login(town.secretary)
    assert client.get(reverse("minutes_journal", args=[minutes.pk])).status_code == 403


def test_the_mark_says_when_by_whom_and_under_which_number(client, story, town, meeting):
    package = meeting.packages.get()
    with not_permitted("Kun sekretæren eller formanden for Styregruppen kan gøre det."):
        actions.journalise_package(package, number="1", day=SG_DAY, by=town.staff)
    with not_possible("Vælg en dag, der senest er i dag."):
        actions.journalise_package(package, number="1", day=SG_DAY.replace(day=2), by=town.secretary)
    actions.journalise_package(package, number="2026-1234", day=SG_DAY, by=town.secretary)
    mark = actions.journalise_package(package, number="2026-1235", day=SG_DAY, by=town.secretary)
    assert (mark.number, mark.day, mark.name) == ("2026-1235", SG_DAY, town.secretary.name)
    assert [entry.what for entry in history_of(package)][:2] == [
        "journaliserede pakken som 2026-1235",
        "journaliserede pakken som 2026-1234",
    ]
    for person in (town.secretary, town.director):
        client.force_login(person)
        for url in (package.get_absolute_url(), meeting.get_absolute_url()):
            assert "2026-1235" in client.get(url).content.decode()
    assert reverse("package_journal", args=[package.pk]) not in client.get(package.get_absolute_url()).content.decode()
    assert client.get(reverse("package_journal", args=[package.pk])).status_code == 403


def test_the_list_of_meetings_shows_those_that_are_not_journalised(story, town, meeting):
    def missing():
        return list(listings["meetings"].view(QueryDict("journal=missing&when=all"), town.secretary).rows())

    later = story.meeting(day=SG_DAY.replace(year=2027, day=2))
    assert missing() == [meeting]
    actions.journalise_package(meeting.packages.get(), number="1", day=SG_DAY, by=town.secretary)
    assert missing() == []
    minutes = story.in_force(meeting)
    assert missing() == [meeting]
    actions.journalise_minutes(minutes, number="2", day=SG_DAY, by=town.secretary)
    assert missing() == []
    assert later.packages.count() == 0


def test_the_file_comes_over_the_web_to_those_who_run_the_meetings(client, story, town, meeting):
    minutes = story.in_force(meeting)
    client.force_login(town.secretary)
    response = client.get(reverse("minutes_journal", args=[minutes.pk]))
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="referat-')
    assert "lukket/minutes.pdf" in opened(response.content)
