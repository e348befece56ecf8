"""Attachments of a record: versions, order, confidentiality, and what an approval covers."""

import hashlib
import re

import pytest

from tests.documents import files
from tests.documents.files import upload
from tvaerblik.audit.queries import history_of, verify
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.documents import actions, formats, queries, store
from tvaerblik.documents.models import Attachment, DocumentKind, FileVersion

FIRST, SECOND = files.pdf(4), files.pdf(2)


@pytest.fixture
def plan(unit, consultant):
    return actions.attach_file(unit, file=upload("Etapeplan_2027.pdf", FIRST), by=consultant)


def kept(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def titles(unit, person):
    return [attachment.title for attachment in queries.attachments_of(unit, person)]


def sentences(thing):
    return [entry.what for entry in history_of(thing)]


@pytest.mark.requirement("D3")
def test_a_file_is_attached_with_its_proof_its_type_and_its_pages(plan, consultant):
    version = plan.versions.get()
    assert (plan.title, plan.kind_of_document) == ("Etapeplan 2027", DocumentKind.APPENDIX)
    assert (version.number, version.file_name, version.added_by) == (1, "Etapeplan_2027.pdf", consultant)
    assert (version.sha256, version.size) == (hashlib.sha256(FIRST).hexdigest(), len(FIRST))
    assert (version.content_type, version.pages) == ("application/pdf", 4)
    assert version.described.startswith("PDF, 4 sider, ")


@pytest.mark.requirement("D3")
def test_two_versions_keep_both_files(plan, unit, consultant):
    actions.add_version(plan, file=upload("Etapeplan v2.pdf", SECOND), by=consultant)
    assert [(v.number, v.file_name) for v in plan.versions.all()] == [
        (2, "Etapeplan v2.pdf"),
        (1, "Etapeplan_2027.pdf"),
    ]
    contents = []
    for version in plan.versions.all():
        with store.fetch(version.sha256) as file:
            contents.append(file.read())
    assert contents == [SECOND, FIRST]
    assert [version.number for version in queries.current_files(unit, consultant)] == [2]


@pytest.mark.requirement("D3")
def test_the_same_content_is_stored_once_at_an_address_that_is_its_digest(plan, unit, consultant, files):
    actions.attach_file(unit, file=upload("Kopi.pdf", FIRST), by=consultant)
    digest = hashlib.sha256(FIRST).hexdigest()
    assert FileVersion.objects.filter(sha256=digest).count() == 2
    assert kept(files) == [f"{digest[:2]}/{digest[2:]}"]


@pytest.mark.requirement("D3")
def test_the_same_file_again_is_no_new_version(plan, consultant):
    with pytest.raises(NotPossible, match=r"er den samme som version 1\. Intet er ændret\."):
        actions.add_version(plan, file=upload("Etapeplan.pdf", FIRST), by=consultant)
    assert plan.versions.count() == 1


@pytest.mark.requirement("D3")
def test_a_version_that_is_kept_cannot_be_changed(plan):
    version = plan.versions.get()
    version.file_name = "Andet.pdf"
    with pytest.raises(TypeError):
        version.save()


@pytest.mark.requirement("D3")
def test_a_refused_file_leaves_nothing_behind(unit, consultant, files):
    with pytest.raises(NotPossible):
        actions.attach_file(unit, file=upload("Tom.pdf", b""), by=consultant)
    assert not Attachment.objects.exists()
    assert kept(files) == []


@pytest.mark.requirement("R75")
def test_an_approval_covers_title_content_and_order_also_of_what_is_closed(plan, unit, consultant, leader):
    secret = actions.attach_file(unit, title="Tilbud", file=upload("t.pdf", SECOND), is_closed=True, by=leader)
    covered = queries.content_digests(unit)
    assert covered == [
        ("Etapeplan 2027", hashlib.sha256(FIRST).hexdigest()),
        ("Tilbud", hashlib.sha256(SECOND).hexdigest()),
    ]
    actions.order_attachments(unit, order=[secret.pk, plan.pk], by=leader)
    assert queries.content_digests(unit) == covered[::-1]
    actions.add_version(plan, file=upload("n.pdf", files.pdf(7)), by=consultant)
    assert queries.content_digests(unit)[1] == ("Etapeplan 2027", hashlib.sha256(files.pdf(7)).hexdigest())


@pytest.mark.requirement("D4")
def test_a_closed_attachment_is_only_for_those_who_read_what_is_closed(plan, unit, consultant, leader):
    secret = actions.attach_file(unit, title="Tilbud", file=upload("t.pdf", SECOND), is_closed=True, by=leader)
    assert titles(unit, leader) == ["Etapeplan 2027", "Tilbud"]
    assert titles(unit, consultant) == ["Etapeplan 2027"]
    assert [version.attachment_id for version in queries.current_files(unit, consultant)] == [plan.pk]
    assert set(queries.attachments_for(leader)) == {plan, secret}
    assert set(queries.attachments_for(consultant)) == {plan}
    assert queries.file_version_for(consultant, secret.pk, 1) is None


@pytest.mark.requirement("D4")
def test_the_history_of_the_record_does_not_tell_the_title_of_a_closed_attachment(unit, leader):
    secret = actions.attach_file(unit, title="Tilbud", file=upload("t.pdf", SECOND), is_closed=True, by=leader)
    actions.add_version(secret, file=upload("tilbud-2.pdf", FIRST), by=leader)
    actions.remove_attachment(secret, reason="Tilbud er trukket", by=leader)
    assert sentences(unit) == [
        "fjernede bilaget “lukket bilag”",
        "tilføjede en ny version af “lukket bilag”",
        "vedhæftede “lukket bilag”",
    ]
    assert [entry.reason for entry in history_of(unit)] == ["", "", ""]


@pytest.mark.requirement("D4")
def test_one_who_may_not_read_what_is_closed_cannot_close_anything(plan, unit, consultant):
    with pytest.raises(NotPermitted, match="Du må ikke læse lukkede bilag her"):
        actions.attach_file(unit, file=upload("t.pdf", SECOND), is_closed=True, by=consultant)
    with pytest.raises(NotPermitted, match="Du må ikke læse lukkede bilag her"):
        actions.revise_attachment(plan, fields={"is_closed": True}, by=consultant)


@pytest.mark.requirement("D4")
def test_those_outside_the_record_see_none_of_it(plan, unit, stranger):
    assert titles(unit, stranger) == []
    assert not queries.attachments_for(stranger).exists()
    assert queries.subject_for("people.unit", unit.pk, stranger) is None


@pytest.mark.requirement("D1")
def test_the_records_own_rule_decides_who_may_change_its_attachments(plan, unit, reader):
    refusal = "Kun enhedens medarbejdere kan vedhæfte."
    for change in (
        lambda: actions.attach_file(unit, file=upload("t.pdf", SECOND), by=reader),
        lambda: actions.add_version(plan, file=upload("t.pdf", SECOND), by=reader),
        lambda: actions.revise_attachment(plan, fields={"title": "X"}, by=reader),
        lambda: actions.remove_attachment(plan, reason="X", by=reader),
        lambda: actions.order_attachments(unit, order=[plan.pk], by=reader),
    ):
        with pytest.raises(NotPermitted, match=re.escape(refusal)):
            change()
    assert titles(unit, reader) == ["Etapeplan 2027"]


@pytest.mark.requirement("D3")
def test_nothing_is_attached_to_a_record_that_carries_no_attachments(consultant):
    with pytest.raises(NotPermitted, match=r"Her kan der ikke vedhæftes noget\."):
        actions.attach_file(consultant, file=upload("t.pdf", FIRST), by=consultant)


@pytest.mark.requirement("D2", "D3")
def test_a_removed_attachment_is_hidden_kept_and_told_of(plan, unit, consultant, files):
    actions.remove_attachment(plan, reason="Forkert bilag", by=consultant)
    assert titles(unit, consultant) == []
    assert queries.content_digests(unit) == []
    assert queries.file_version_for(consultant, plan.pk, 1) is None
    assert plan.versions.count() == 1
    assert len(kept(files)) == 1
    newest = history_of(unit)[0]
    assert (newest.what, newest.reason) == ("fjernede bilaget “Etapeplan 2027”", "Forkert bilag")
    with pytest.raises(NotPermitted, match=r"“Etapeplan 2027” er fjernet\."):
        actions.remove_attachment(Attachment.objects.get(), reason="Igen", by=consultant)


@pytest.mark.requirement("D2")
def test_a_removal_without_a_reason_is_refused(plan, consultant):
    with pytest.raises(NotPossible, match=r"Skriv, hvorfor bilaget fjernes\."):
        actions.remove_attachment(plan, reason="  ", by=consultant)


@pytest.mark.requirement("D2")
def test_a_revision_leaves_before_and_after(plan, consultant):
    fields = {"title": "Etapeplan", "kind_of_document": DocumentKind.PAPER}
    revised = actions.revise_attachment(plan, fields=fields, by=consultant)
    assert (revised.title, revised.get_kind_of_document_display()) == ("Etapeplan", "Oplæg")
    changes = {change.label: (change.before, change.after) for change in history_of(plan)[0].changes}
    assert changes == {"Titel": ("Etapeplan 2027", "Etapeplan"), "Dokumentets art": ("Bilag", "Oplæg")}
    assert verify()[0] is None


@pytest.mark.requirement("R71")
def test_attachments_stand_in_the_order_they_were_put_in(unit, consultant, leader):
    one, two, three = (
        actions.attach_file(unit, title=title, file=upload("t.pdf", files.pdf(note=title)), by=consultant)
        for title in ("Et", "To", "Tre")
    )
    actions.attach_file(unit, title="Lukket", file=upload("t.pdf", FIRST), is_closed=True, by=leader)
    assert titles(unit, leader) == ["Et", "To", "Tre", "Lukket"]
    actions.order_attachments(unit, order=[three.pk, one.pk], by=consultant)
    assert titles(unit, leader) == ["Tre", "Et", "To", "Lukket"]
    for wrong in ([], [one.pk, one.pk], [one.pk, 999_999]):
        with pytest.raises(NotPossible, match=r"Bilagene er ændret, siden du åbnede siden\."):
            actions.order_attachments(unit, order=wrong, by=consultant)
    assert two.pk in {attachment.pk for attachment in queries.attachments_of(unit, consultant)}


@pytest.mark.requirement("R71")
def test_the_attachments_of_many_records_cost_as_many_queries_as_those_of_one(
    plan, unit, consultant, django_assert_num_queries
):
    with django_assert_num_queries(4):
        found = queries.attachments_of_many([unit], consultant)
        assert found[unit.pk][0].versions.all()[0].added_by == consultant
    assert queries.attachments_of_many([], consultant) == {}


@pytest.mark.requirement("D11")
@pytest.mark.parametrize(
    ("size", "pages", "words"),
    [
        (1, None, "Word, 1 byte"),
        (900, 1, "Word, 1 side, 900 byte"),
        (210 * 1024, 4, "Word, 4 sider, 210\xa0kB"),
        (50 * 1024 * 1024, 1200, "Word, 1.200 sider, 50\xa0MB"),
        (1_500_000, None, "Word, 1,4\xa0MB"),
    ],
)
def test_a_file_is_described_in_few_danish_words(size, pages, words):
    assert formats.description(formats.DOCX.content_type, size, pages) == words
