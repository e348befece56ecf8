"""Attaching, fetching and changing through the pages, and what nobody outside the record's door may see."""

import pytest
from django.contrib.messages import get_messages
from django.template.loader import render_to_string
from django.urls import reverse

from tests.documents import files
from tests.documents.files import upload
from tvaerblik.documents import actions
from tvaerblik.documents.models import Attachment, FileVersion
from tvaerblik.documents.panels import panel

PDF, WORD = files.pdf(4), files.word()


@pytest.fixture
def plan(unit, consultant):
    return actions.attach_file(unit, title="Etapeplan", file=upload("Etapeplan åben.pdf", PDF), by=consultant)


@pytest.fixture
def secret(unit, leader):
    return actions.attach_file(unit, title="Tilbud", file=upload("t.pdf", PDF), is_closed=True, by=leader)


@pytest.fixture
def as_consultant(client, consultant):
    client.force_login(consultant)
    return client


def address(attachment, number=1):
    return reverse("document_file", args=[attachment.pk, number])


def send(client, unit, **fields):
    return client.post("/documents/attach-file", {"kind": "people.unit", "subject": unit.pk, **fields})


def fetched(client, place):
    """The status, and the content when there is any, read to its end as a browser does."""
    response = client.get(place)
    return response.status_code, b"".join(response.streaming_content) if response.status_code == 200 else b""


def section(unit, person, rf):
    request = rf.get("/")
    request.user = person
    shown = panel(unit, person)
    return render_to_string("documents/_attachments.html", {"panel": shown}, request) if shown else None


@pytest.mark.requirement("D3")
def test_a_person_attaches_a_file_and_comes_back_to_the_record(as_consultant, unit):
    response = send(as_consultant, unit, file=upload("Etapeplan.pdf", PDF), title="", kind_of_document="memo")
    assert (response.status_code, response.url) == (302, f"{unit.get_absolute_url()}#attachments")
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Filen er vedhæftet."]
    attachment = Attachment.objects.get()
    assert (attachment.title, attachment.kind_of_document, attachment.is_closed) == ("Etapeplan", "memo", False)


@pytest.mark.requirement("D3")
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("Tom.pdf", b"", "“Tom.pdf” blev ikke vedhæftet. Filen er tom (0 byte)."),
        ("Skema.docm", WORD, "“Skema.docm” blev ikke vedhæftet. Filen kan indeholde makroer."),
    ],
)
def test_a_refused_file_gets_its_sentence_on_the_page(as_consultant, unit, name, content, sentence):
    response = send(as_consultant, unit, file=upload(name, content))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.requirement("D3")
def test_a_form_without_a_file_asks_for_one(as_consultant, unit):
    response = send(as_consultant, unit)
    assert response.status_code == 422
    assert "file" in response.context["form"].errors


@pytest.mark.requirement("D3")
def test_the_form_stands_on_a_page_of_its_own_too(as_consultant, unit):
    response = as_consultant.get("/documents/attach-file", {"kind": "people.unit", "subject": unit.pk})
    assert response.status_code == 200
    html = response.content.decode()
    assert 'enctype="multipart/form-data"' in html
    assert f'<a href="{unit.get_absolute_url()}">Skole og dagtilbud</a>' in html


@pytest.mark.requirement("D1", "D4")
@pytest.mark.parametrize(
    "given",
    [{}, {"kind": "people.unit", "subject": "x"}, {"kind": "people.person", "subject": "1"}, {"kind": "people.unit"}],
)
def test_what_is_not_there_cannot_be_attached_to(as_consultant, given):
    assert as_consultant.get("/documents/attach-file", given).status_code == 404
    assert as_consultant.post("/documents/attach-file", given).status_code == 404


@pytest.mark.requirement("D3")
def test_a_pdf_is_shown_and_made_harmless(as_consultant, plan):
    response = as_consultant.get(address(plan))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''Etapeplan%20%C3%A5ben.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.requirement("D3")
def test_a_word_file_is_saved_and_not_shown(as_consultant, unit, consultant):
    note = actions.attach_file(unit, file=upload("Notat.docx", WORD), by=consultant)
    response = as_consultant.get(address(note))
    assert b"".join(response.streaming_content) == WORD
    assert response["Content-Disposition"] == 'attachment; filename="Notat.docx"'


@pytest.mark.requirement("D3")
def test_an_earlier_version_can_still_be_fetched(as_consultant, plan):
    response = as_consultant.post(f"/documents/{plan.pk}/add-version", {"file": upload("Etapeplan.docx", WORD)})
    assert response.status_code == 302
    assert fetched(as_consultant, address(plan, 1)) == (200, PDF)
    assert fetched(as_consultant, address(plan, 2)) == (200, WORD)
    assert fetched(as_consultant, address(plan, 3)) == (404, b"")


@pytest.mark.requirement("D4")
def test_a_person_outside_the_door_gets_404_everywhere(client, plan, unit, stranger):
    client.force_login(stranger)
    places = [address(plan), *(f"/documents/{plan.pk}/{verb}" for verb in ("add-version", "revise-attachment"))]
    places.append(f"/documents/{plan.pk}/remove-attachment")
    assert {place: client.get(place).status_code for place in places} == dict.fromkeys(places, 404)
    assert client.post(f"/documents/{plan.pk}/remove-attachment", {"reason": "x"}).status_code == 404
    assert send(client, unit, file=upload("t.pdf", PDF)).status_code == 404
    response = client.post(
        "/documents/order-attachments", {"kind": "people.unit", "subject": unit.pk, "order": plan.pk}
    )
    assert response.status_code == 404
    assert FileVersion.objects.count() == 1


@pytest.mark.requirement("D4")
def test_a_closed_attachment_is_not_there_for_others_of_the_same_record(as_consultant, secret, client, leader):
    assert as_consultant.get(address(secret)).status_code == 404
    assert as_consultant.get(f"/documents/{secret.pk}/revise-attachment").status_code == 404
    client.force_login(leader)
    assert fetched(client, address(secret)) == (200, PDF)


@pytest.mark.requirement("D1")
def test_one_who_may_only_read_gets_the_records_own_sentence(client, plan, unit, reader):
    client.force_login(reader)
    assert fetched(client, address(plan)) == (200, PDF)
    for response in (
        client.get(f"/documents/{plan.pk}/add-version"),
        client.get("/documents/attach-file", {"kind": "people.unit", "subject": unit.pk}),
        send(client, unit, file=upload("t.pdf", PDF)),
    ):
        assert response.status_code == 403
        assert "Kun enhedens medarbejdere kan vedhæfte." in response.content.decode()


@pytest.mark.requirement("D3")
def test_fetching_is_reading_only(as_consultant, plan):
    assert as_consultant.post(address(plan)).status_code == 405


@pytest.mark.requirement("D2")
def test_an_attachment_is_revised_moved_and_removed_from_the_page(as_consultant, plan, unit, consultant):
    other = actions.attach_file(unit, title="Notat", file=upload("n.docx", WORD), by=consultant)
    as_consultant.post(
        f"/documents/{plan.pk}/revise-attachment",
        {"title": "Plan", "initial-title": "Etapeplan", "kind_of_document": "paper", "seen_version": 1},
    )
    order = {"kind": "people.unit", "subject": unit.pk, "order": f"{other.pk},{plan.pk}"}
    assert as_consultant.post("/documents/order-attachments", order).status_code == 302
    assert list(Attachment.objects.values_list("title", "kind_of_document")) == [
        ("Notat", "appendix"),
        ("Plan", "paper"),
    ]
    as_consultant.post(f"/documents/{plan.pk}/remove-attachment", {"reason": "Forkert"})
    assert as_consultant.get(address(plan)).status_code == 404


@pytest.mark.requirement("D3")
def test_the_section_shows_type_pages_size_and_earlier_versions(plan, unit, consultant, rf):
    actions.add_version(plan, file=upload("Plan 2.pdf", files.pdf(2)), by=consultant)
    html = section(unit, consultant, rf)
    assert "Plan 2.pdf (PDF, 2 sider, " in html
    assert "1 tidligere version" in html
    assert f'href="{address(plan, 1)}"' in html
    assert 'type="file"' in html


@pytest.mark.requirement("D4")
def test_the_section_names_a_closed_attachment_only_to_those_who_may_read_it(
    plan, secret, unit, leader, consultant, rf
):
    assert "Tilbud" in section(unit, leader, rf)
    assert "Tilbud" not in section(unit, consultant, rf)


@pytest.mark.requirement("D1")
def test_the_section_offers_nothing_to_one_who_may_only_read(plan, unit, reader, rf):
    html = section(unit, reader, rf)
    assert "Etapeplan" in html
    assert "<form" not in html
    assert "remove-attachment" not in html


@pytest.mark.requirement("D4")
def test_there_is_no_section_where_there_is_nothing_to_see_or_do(unit, reader, rf):
    assert section(unit, reader, rf) is None


@pytest.mark.requirement("R71")
def test_only_what_has_a_neighbour_can_be_moved(plan, unit, consultant, rf):
    assert "Flyt" not in section(unit, consultant, rf)
    other = actions.attach_file(unit, title="Notat", file=upload("n.docx", WORD), by=consultant)
    rows = panel(unit, consultant)["rows"]
    swapped = f"{other.pk},{plan.pk}"
    assert [(row.up, row.down) for row in rows] == [("", swapped), (swapped, "")]
