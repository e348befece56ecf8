"""Agenda, minutes and extract as Word: the same words as the PDF, with real styles, and in the municipality's look."""

import datetime as dt
import io
import re

import docx
import pypdf
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from tests.documents.files import pdf, upload, word
from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tests.meetings.test_papers import agenda, decided, snapshot
from tvaerblik.core.word import own_base
from tvaerblik.documents.inspection import receive
from tvaerblik.meetings import actions, papers
from tvaerblik.meetings.models import Case, WordTemplate
from tvaerblik.people import roles
from tvaerblik.people.models import Person, RoleHolding

pytestmark = pytest.mark.requirement("R45", "D3")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder in which papers and templates are kept during the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.DATA_FOLDER = tmp_path


def read(data):
    return docx.Document(io.BytesIO(data))


def words_of(document):
    """Everything the body says, tables among it, in reading order."""
    return " ".join(
        "".join(node.text or " " for node in paragraph.iter() if node.tag in {qn("w:t"), qn("w:br"), qn("w:tab")})
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def styles_of(document):
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]


def test_the_word_agenda_says_what_the_pdf_says():
    content = agenda()
    told = words_of(read(papers.word_paper(content, None)))
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(papers.main_pdf(content))).pages)
    missing = {word for word in re.findall(r"[A-Za-zæøåÆØÅ]{4,}", printed) if word.lower() not in told.lower()} - {
        "Side"
    }
    # Long words are broken over two lines in the PDF.
    assert not {word for word in missing if len(word) > 12}, missing
    assert len(missing) < 6, missing


@pytest.mark.requirement("D12")
def test_it_has_real_headings_lists_tables_language_and_title():
    document = read(papers.word_paper(agenda(), None))
    styles = styles_of(document)
    assert ("Title", "DAGSORDEN") in styles
    assert ("Subtitle", "Styregruppen") in styles
    assert ("Heading 1", "4. Indsatsplan 2027 – godkendelse og prioritering") in styles
    assert ("Heading 2", "Indstilling") in styles
    assert ("List Number", "at indsatsplanen for 2027 godkendes") in styles
    assert ("List Number", "at projekterne igangsættes i den viste rækkefølge") in styles, "the little word once"
    for table in document.tables:
        first = table.rows[0]._tr.trPr
        assert first.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in document.tables[1].rows[1].cells] == ["2027", "7,4"], "a table somebody wrote"
    about = document.core_properties
    assert (about.title, about.author, about.language) == (
        "Dagsorden: Styregruppen, 1. december 2026",
        "Norddjurs Kommune",
        "da-DK",
    )
    assert about.comments == ""
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "da-DK"
    foot = document.sections[0].footer._element.xml
    assert "NUMPAGES" in foot
    assert "Eksempeldata" in foot


def test_every_list_counts_for_itself():
    content = snapshot()
    content["items"][3]["presentation"] = "1. en\n2. to\n\nSå igen:\n\n3. tre\n   - inde i\n"
    document = read(papers.word_paper(papers.PackageContent.from_dict(content), None))
    counted = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    lists = {p.text: (p._p.pPr.numPr.numId.val, p._p.pPr.numPr.ilvl.val) for p in counted}
    assert lists["en"][0] == lists["to"][0] != lists["tre"][0]
    assert lists["inde i"][1] == 1
    starts = {
        num.get(qn("w:numId")): num.find(f".//{qn('w:startOverride')}").get(qn("w:val"))
        for num in document.part.numbering_part.element.findall(qn("w:num"))
        if num.find(f".//{qn('w:startOverride')}") is not None
    }
    assert starts[str(lists["tre"][0])] == "3"


def test_the_contents_lead_to_the_items():
    document = read(papers.word_paper(agenda(), None))
    places = {node.get(qn("w:name")) for node in document.element.iter(qn("w:bookmarkStart"))}
    links = {node.get(qn("w:anchor")) for node in document.element.iter(qn("w:hyperlink"))} - {None}
    assert links == {f"item_{number}" for number in range(1, 7)}
    assert links <= places
    numbers = [node.get(qn("w:id")) for node in document.element.iter(qn("w:bookmarkStart"))]
    assert len(set(numbers)) == len(numbers)


def test_strange_letters_and_long_titles_stop_nothing():
    content = snapshot()
    content["items"][3] |= {"title": "Tegn\x00\x0b\ud83d 🎉 " + "meget langt " * 40, "summary": "<w:p>*x*</w:p> & \x01"}
    document = read(papers.word_paper(papers.PackageContent.from_dict(content), None))
    assert "<w:p>x</w:p> &" in words_of(document)
    assert "🎉" in words_of(document)


def test_minutes_tell_outcome_and_decision_and_a_draft_says_so():
    told = words_of(read(papers.word_paper(decided(), None)))
    assert "REFERAT" in told
    assert "Beslutning i styregruppen den" in told
    draft = read(papers.word_paper(decided(), None, draft=True))
    assert "Kladde. Ikke godkendt af formanden." in words_of(draft)
    assert "KLADDE" in draft.sections[0].header.paragraphs[0].text


def test_who_led_who_took_no_part_and_who_did_not_agree_stand_in_word_too():
    data = snapshot()
    data["leader"] = {"name": "Kommunaldirektøren", "note": "i formandens fravær"}
    data["items"][3] |= {
        "dissents": [{"member": "Økonomichefen", "text": "fandt den for dyr."}],
        "decision": {"text": "Godkendt.", "dissents": [{"member": "Stabschefen", "text": "ønskede den udskudt."}]},
        "excluded": [{"name": "Leder af Digitalisering"}],
        "missing": [{"name": "Skolechefen"}],
    }
    told = words_of(read(papers.word_paper(papers.MinutesContent.from_dict(data), None)))
    for part in (
        "i formandens fravær",
        "fandt den for dyr.",
        "ønskede den udskudt.",
        "Deltog ikke på grund af inhabilitet: Leder af Digitalisering",
        "Var ikke til stede: Skolechefen",
    ):
        assert part in told, part


# ---------------------------------------------------------------- fetched by somebody


@pytest.fixture
def meeting(story, town):
    found = story.meeting()
    story.dated_case(meeting=found)
    closed = story.case("Hemmelig aftale", subject=None, meeting=found, is_closed=True, by=town.secretary)
    story.point(closed, "aftalen forlænges")
    return found


def fetched(client, person, name, *numbers):
    client.force_login(person)
    return client.get(reverse(name, args=numbers))


def test_the_agenda_and_the_minutes_are_fetched_as_word_and_stay_the_same(client, story, town, meeting):
    package = story.sent(meeting)
    answer = fetched(client, town.staff, "agenda_docx", package.pk)
    assert answer["Content-Disposition"] == 'attachment; filename="dagsorden-styregruppen-2026-12-01.docx"'
    Case.objects.update(title="Et helt andet navn")
    assert fetched(client, town.staff, "agenda_docx", package.pk).content == answer.content
    with story.on(SG_DAY):
        actions.start_meeting(meeting, by=town.secretary)
        for item in meeting.items.filter(case__isnull=False):
            story.decided(item, text="Tiltrådt.")
        paper = meeting.minutes_paper
        assert "KLADDE" in words_of(read(fetched(client, town.staff, "minutes_docx", paper.pk).content)).upper()
        story.in_force(meeting)
    told = words_of(read(fetched(client, town.outsider, "minutes_docx", paper.pk).content))
    assert "STG-2026-001" in told
    assert "KLADDE" not in told.upper()


@pytest.mark.requirement("D4")
def test_an_extract_has_one_item_and_a_closed_one_is_not_there_for_others(client, story, town, meeting):
    with story.on(SG_DAY):
        story.started(meeting)
        for item in meeting.items.filter(case__isnull=False):
            story.decided(item, text="Tiltrådt.")
        story.in_force(meeting)
    paper = meeting.minutes_paper
    item, closed = (meeting.items.get(case__title__startswith=title) for title in ("VUM", "Hemmelig"))
    told = words_of(read(fetched(client, town.outsider, "extract_docx", paper.pk, item.pk).content))
    for part in ("UDDRAG AF REFERAT", "3. VUM 2.0", "STG-2026-001", "Beslutning i den tværgående", "Tiltrådt."):
        assert part in told, part
    assert "Eventuelt" not in told
    printed = fetched(client, town.outsider, "extract_pdf", paper.pk, item.pk)
    assert printed["Content-Type"] == "application/pdf"
    assert "STG-2026-001" in pypdf.PdfReader(io.BytesIO(printed.content)).pages[0].extract_text()
    for name in ("extract_pdf", "extract_docx"):
        assert fetched(client, town.outsider, name, paper.pk, closed.pk).status_code == 404
        assert fetched(client, town.staff, name, paper.pk, closed.pk).status_code == 200
        assert fetched(client, town.staff, name, paper.pk, 999_999).status_code == 404


# ---------------------------------------------------------------- the municipality's own template


def look_of_our_own():
    """A template with a header of its own, another heading and a text that is to go."""
    document = read(own_base())
    document.sections[0].header.paragraphs[0].text = "Norddjurs Kommune · Et liv med muligheder"
    document.styles["Heading 1"].font.name = "Georgia"
    document.add_paragraph("Skriv din tekst her")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def admin(town):
    RoleHolding.objects.create(role=roles.ADMINISTRATOR, person=town.it, since=dt.date(2025, 1, 1))
    return Person.objects.get(pk=town.it.pk)


def template(content, name="skabelon.docx"):
    return receive(upload(name, content))


def test_papers_take_the_look_of_the_template_and_not_its_text(client, story, town, meeting, admin):
    package = story.sent(meeting)
    before = fetched(client, town.staff, "agenda_docx", package.pk).content
    row = actions.upload_word_template(file=template(look_of_our_own()), by=admin)
    document = read(fetched(client, town.staff, "agenda_docx", package.pk).content)
    assert document.sections[0].header.paragraphs[0].text == "Norddjurs Kommune · Et liv med muligheder"
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert "Skriv din tekst her" not in words_of(document)
    assert "NUMPAGES" in document.sections[0].footer._element.xml, "its footer was empty"
    actions.withdraw_word_template(row, by=admin)
    assert fetched(client, town.staff, "agenda_docx", package.pk).content == before
    with not_possible("Skabelonen er allerede trukket tilbage."):
        actions.withdraw_word_template(row, by=admin)


def bare():
    """A Word file from another program: neither lists nor any of our styles."""
    document = read(own_base())
    for style in list(document.styles):
        if style.name.startswith(("Heading", "List", "Quote", "Title", "Subtitle", "Tværblik", "Small")):
            style.element.getparent().remove(style.element)
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            del document.part.rels[key]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_template_without_our_styles_gets_them(admin):
    actions.upload_word_template(file=template(bare()), by=admin)
    document = read(papers.word_paper(agenda(), bare()))
    assert ("Heading 2", "Indstilling") in styles_of(document)
    assert any(style == "List Number" for style, _text in styles_of(document))


def fetching():
    document = read(own_base())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    document.part.relate_to("http://fremmed.example/skabelon.dotm", kind, is_external=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_what_is_no_template_is_refused_with_a_sentence(client, town, admin):
    client.force_login(admin)

    def refused(name, content):
        answer = client.post(reverse("upload_word_template"), {"file": upload(name, content)})
        assert answer.status_code == 422
        return answer.content.decode()

    assert "Skabelonen skal være et Word-dokument (.docx)." in refused("skabelon.pdf", pdf())
    assert "makroer" in refused("skabelon.docm", word())
    assert "Filen henter noget andetsteds fra, når den åbnes (http://fremmed.example" in refused("x.docx", fetching())
    assert "skabelon.docx" in refused("skabelon.docx", own_base()[:-3000])
    assert not WordTemplate.objects.exists()
    for person in (town.secretary, town.chair):
        with not_permitted("Kun en administrator kan gøre det."):
            actions.upload_word_template(file=template(own_base()), by=person)
        client.force_login(person)
        for name in ("word_template", "own_template_file", "upload_word_template"):
            assert client.get(reverse(name)).status_code == 403


def test_the_page_of_the_template_shows_what_is_in_use(client, story, town, admin):
    client.force_login(admin)
    assert "Programmets egen." in client.get(reverse("word_template")).content.decode()
    assert (
        client.post(reverse("upload_word_template"), {"file": upload("Norddjurs.docx", look_of_our_own())}).status_code
        == 302
    )
    page = client.get(reverse("word_template")).content.decode()
    assert "Norddjurs.docx" in page
    row = WordTemplate.objects.get()
    answer = client.get(reverse("word_template_file", args=[row.pk]))
    assert len(b"".join(answer.streaming_content)) == row.size
    answer.close()
    assert read(client.get(reverse("own_template_file")).content).styles["Heading 1"]
    assert row.created_at.date() == dt.date(2026, 10, 1)
