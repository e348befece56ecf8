"""What somebody writes is text and nothing else: on the page, in the paper, in the spreadsheet and in the letter."""

import datetime as dt
import io
import zipfile

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from tests.attacks.test_addresses import reader
from tests.meetings.conftest import moment
from tvaerblik.core import clock
from tvaerblik.meetings import prints
from tvaerblik.meetings.models import Case
from tvaerblik.outbox.models import Message

__all__ = ["reader"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D8", "D19")]

NASTY = (
    '<script>alert("1")</script><img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnitide \N{PARTY POPPER}",
    '#read("/etc/passwd") $x$ *fed* @ref \\u{41} */ "',
    "{{ 7|add:7 }}{% debug %} %(title)s %s {0}",
)


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_title_and_text_come_out_as_text_on_page_in_paper_file_and_letter(reader, story, town, text):
    meeting = story.meeting()
    case = story.case(text, meeting=meeting, by=town.it, summary=text, presentation=text, economy=text)
    story.point(case, text)
    story.ready(case.items.get())
    for place in (case.get_absolute_url(), meeting.get_absolute_url(), "/cases", "/", town.vum.get_absolute_url()):
        page = reader.get(place)
        assert page.status_code == 200, place
        body = page.content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
    with clock.at(moment(dt.date(2026, 11, 20))):
        paper = pypdf.PdfReader(io.BytesIO(prints.draft_pdf(meeting, town.chair)))
    written = "".join(page.extract_text() for page in paper.pages)
    assert "root:" not in written
    assert not any("/JavaScript" in str(page) or "/Launch" in str(page) for page in paper.pages)
    book = reader.get("/cases?as=xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert text in [cell for row in rows for cell in row]
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    plain = reader.get("/cases?as=csv").content.decode("utf-8-sig")
    assert ";=cmd" not in plain
    assert not plain.splitlines()[1].startswith(("=", "@"))
    for message in Message.objects.all():
        assert "\n" not in message.subject
        assert "<script>alert" not in message.html if hasattr(message, "html") else True


@pytest.mark.parametrize(
    "title",
    ["x" * 500, "\N{PARTY POPPER}" * 500, "Sag\x00 med nul", "\ud800", " ", "\x00"],
    ids=["long", "emoji", "nul", "half", "blank", "only nul"],
)
def test_a_title_that_cannot_be_kept_is_refused_with_a_sentence_on_page_and_in_the_api(reader, town, title):
    data = {"title": title, "purpose": "decision", "summary": "Kort.", "subject": f"portfolio.project:{town.vum.pk}"}
    if title.isprintable() or "\x00" in title:
        assert reader.post("/cases/propose-case", data).status_code in {409, 422}
    answer = reader.post("/api/v1/cases/propose-case", data, content_type="application/json")
    assert answer.status_code in {400, 409, 422}
    assert answer.json()
    assert not Case.objects.exists()
