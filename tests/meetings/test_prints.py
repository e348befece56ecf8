"""The PDF files: the package as it was sent, the minutes as they were approved, the draft that says it is one."""

import datetime as dt
import io

import pypdf
import pytest
from django.urls import reverse

from tests.documents.files import pdf, upload
from tests.meetings.conftest import SG_DAY
from tvaerblik.documents import actions as documents
from tvaerblik.meetings import actions, prints
from tvaerblik.meetings.models import Case


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder in which appendices and papers are kept during the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def meeting(story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    documents.attach_file(case, file=upload("Etapeplan.pdf", pdf(2)), by=town.it)
    return meeting


def read(data):
    return pypdf.PdfReader(io.BytesIO(data))


def text(data):
    """The words of all pages, without the breaks of lines."""
    return " ".join(" ".join(page.extract_text() for page in read(data).pages).split())


def fetched(client, person, name, thing):
    client.force_login(person)
    return client.get(reverse(name, args=[thing.pk]))


@pytest.mark.requirement("R71")
def test_one_click_gives_the_whole_package_with_pages_and_bookmarks(client, story, town, meeting):
    package = story.sent(meeting)
    answer = fetched(client, town.staff, "package_pdf", package)
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="dagsorden-med-bilag-styregruppen-2026-12-01.pdf"' in answer["Content-Disposition"]
    whole, alone = read(answer.content), read(fetched(client, town.staff, "agenda_pdf", package).content)
    assert len(whole.pages) >= len(alone.pages) + 2, "the two pages of the appendix are in it"
    assert any("VUM 2.0" in str(mark) for mark in whole.outline)
    assert "Slutdato 30. september 2026 → 31. december 2026" in text(answer.content)


@pytest.mark.requirement("D3")
def test_the_package_is_the_same_file_every_time(client, story, town, meeting):
    package = story.sent(meeting)
    first = fetched(client, town.staff, "package_pdf", package).content
    Case.objects.update(title="Et helt andet navn")
    town.sg.name = "En anden gruppe"
    town.sg.save()
    assert fetched(client, town.staff, "package_pdf", package).content == first
    assert len(list((prints.Path(prints.settings.DATA_FOLDER) / "papers").iterdir())) == 1


def test_an_appendix_whose_file_is_gone_is_named_and_stops_nothing(client, story, town, meeting, tmp_path):
    package = story.sent(meeting)
    for kept in tmp_path.glob("??/*"):
        kept.unlink()
    assert "Filen blev ikke fundet." in text(fetched(client, town.staff, "package_pdf", package).content)


def test_the_draft_says_so_and_is_for_those_who_prepare_it(client, story, town, meeting):
    assert "KLADDE" in text(fetched(client, town.secretary, "draft_pdf", meeting).content).upper()
    for name in ("outsider", "director", "it"):
        assert fetched(client, town.people[name], "draft_pdf", meeting).status_code == 404


@pytest.mark.requirement("R81", "D3")
def test_minutes_tell_outcomes_attendance_and_what_is_to_be_done(client, story, town, meeting):
    item = meeting.items.get(case__isnull=False)
    with story.on(SG_DAY):
        story.started(meeting)
        actions.record_attendance(meeting, statuses={town.staff.pk: "excused"}, by=town.secretary)
        decision = story.decided(item, "not_approved", text="Der kommer et nyt forslag.")
        actions.add_follow_up(
            decision, text="Skriv nyt forslag", owner=town.it, due=dt.date(2027, 1, 15), by=town.secretary
        )
        minutes = meeting.minutes_paper
        assert "KLADDE" in text(fetched(client, town.staff, "minutes_pdf", minutes).content).upper()
        story.in_force(meeting)
    told = text(fetched(client, town.outsider, "minutes_pdf", minutes).content)
    for part in ("Ikke godkendt", "Der kommer et nyt forslag.", "Skriv nyt forslag", "Stabschef", "afbud"):
        assert part.lower() in told.lower(), part
    assert "KLADDE" not in told.upper()


def test_an_item_without_points_says_its_outcome(client, story, town):
    meeting = story.meeting()
    item = story.case("Status for porteføljen", subject=None, purpose="information", meeting=meeting).items.get()
    with story.on(SG_DAY):
        story.started(meeting)
        story.decided(item, "noted", text="Tak for status.")
        story.in_force(meeting)
    told = text(fetched(client, town.outsider, "minutes_pdf", meeting.minutes_paper).content)
    assert "Taget til efterretning. Tak for status." in told


@pytest.mark.requirement("R71")
def test_every_recipient_has_one_letter_with_a_link_and_no_content(story, town, meeting):
    from tvaerblik.outbox.models import Message

    package = story.sent(meeting)
    letters = Message.objects.filter(occasion=f"package:{package.pk}")
    assert {letter.recipient for letter in letters} == {
        town.chair, town.staff, town.social, town.digital, town.secretary, town.director,
    }  # fmt: skip
    for letter in letters:
        assert letter.subject == "Dagsorden: Styregruppen, 1. december 2026"
        assert package.get_absolute_url() in letter.text
        assert "VUM" not in letter.text
