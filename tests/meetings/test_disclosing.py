"""Access to documents and the duty to take notes: everything on a case, the final apart from the internal."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse

from tests.documents.files import pdf, upload
from tests.meetings.conftest import SG_DAY
from tests.meetings.refusing import not_permitted, not_possible
from tvaerblik.audit.queries import history_of
from tvaerblik.core import clock
from tvaerblik.documents import actions as documents
from tvaerblik.meetings import actions, disclosing, queries
from tvaerblik.meetings.models import CaseNote, Disclosure
from tvaerblik.people import roles
from tvaerblik.people.models import RoleHolding
from tvaerblik.people.rules import forget

pytestmark = pytest.mark.requirement("D14")

SECRET = "Hemmelighed"
NOT_YOURS = (
    "Kun formand og sekretær for et organ, der behandler sagen, porteføljekontoret og administratorer "
    "kan trække dens dokumenter ud."
)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder in which appendices are kept during the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def case(story, town):
    """A case that was decided and followed up, with an appendix in two versions and a note."""
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    story.dated_case(title="En anden sag", meeting=meeting, subject=town.login)
    file = documents.attach_file(case, file=upload("plan.pdf", pdf()), title="Tidsplan", by=town.it)
    documents.add_version(file, file=upload("plan2.pdf", pdf(2)), by=town.it)
    actions.write_note(case, text="Leverandøren ringede om prisen.", day=dt.date(2026, 9, 30), by=town.it)
    with story.on(SG_DAY):
        story.started(meeting)
        for item in meeting.items.filter(case__isnull=False):
            decision = story.decided(item, text="Etape 1 begynder." if item.case_id == case.pk else "Andet.")
            if item.case_id == case.pk:
                due = dt.date(2027, 3, 2)
                actions.add_follow_up(decision, text="Rapportér", owner=town.social, due=due, by=town.secretary)
        story.in_force(meeting)
        case.refresh_from_db()
        yield case


def administrator(person):
    RoleHolding.objects.create(person=person, role=roles.ADMINISTRATOR, since=dt.date(2025, 1, 1))
    forget(person)
    return person


def opened(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def taken_out(case, by, purpose="Anmodning 26/114"):
    return actions.take_out_case(case, purpose=purpose, by=by)


def test_everything_on_the_case_is_there_the_final_apart_from_the_internal(town, case):
    row = taken_out(case, town.secretary)
    folders = {document["title"]: document["path"].split("/")[0] for document in row.content["documents"]}
    assert folders == {
        "VUM 2.0 omlægges i to etaper": "endelige",
        "Materiale til Styregruppen, 1. december 2026, version 1": "endelige",
        "Beslutning STG-2026-001, Styregruppen": "endelige",
        "Uddrag af referat, Styregruppen, 1. december 2026": "endelige",
        "Tidsplan, version 1": "interne",
        "Tidsplan, version 2": "endelige",
        "Notat af 30. september 2026": "endelige",
        "Opfølgning: Rapportér": "interne",
        "Materiale til: VUM 2.0 omlægges i to etaper": "interne",
        "Dagsorden: Styregruppen, 1. december 2026": "interne",
        "Sagens historik": "interne",
    }


def test_the_texts_are_about_this_case_alone(town, case):
    found = opened(disclosing.archive(taken_out(case, town.secretary)))
    texts = {name: data.decode() for name, data in found.items() if name.endswith(".html")}
    assert not [name for name, text in texts.items() if "En anden sag" in text]
    whole = "".join(texts.values())
    for said in ("Seks af fjorten", "Leverandøren ringede", "Etape 1 begynder.", "Rapportér", "foreslog sagen"):
        assert said in whole, said


def test_the_index_names_every_document_with_its_status_and_checksum(town, case):
    row = taken_out(case, town.secretary)
    found = opened(disclosing.archive(row))
    rows = list(csv.DictReader(io.StringIO(found["indeks.csv"].decode("utf-8-sig")), delimiter=";"))
    assert {line["Fil"] for line in rows} == set(found) - {"indeks.csv", "indeks.html"}
    assert {line["Fil"].split("/")[0]: line["Status"] for line in rows} == {
        "endelige": "endeligt",
        "interne": "internt",
    }
    for line in rows:
        assert line["SHA-256"] == disclosing.archives.sha256(found[line["Fil"]]), line["Fil"]
    assert "Anmodning 26/114" in found["indeks.html"].decode()


def test_the_file_is_the_same_each_time_and_stays_as_it_was_taken_out(town, case):
    row = taken_out(case, town.secretary)
    first = disclosing.archive(row)
    actions.write_note(case, text="Senere nyt.", day=SG_DAY, by=town.secretary)
    with clock.at(clock.now() + dt.timedelta(days=400)):
        assert disclosing.archive(Disclosure.objects.get()) == first


def test_the_trail_says_who_took_it_out_and_for_what(town, case):
    taken_out(case, town.secretary)
    entry = history_of(case)[0]
    assert (entry.who, entry.what) == (
        town.secretary.name,
        "trak dokumenterne ud til aktindsigt: Anmodning 26/114",
    )


def test_only_those_who_run_a_treating_body_and_those_who_keep_the_whole_may(client, town, case):
    for person in (town.staff, town.it, town.outsider, town.director):
        with not_permitted(NOT_YOURS):
            taken_out(case, person)
    for person in (town.chair, town.secretary, town.digital, town.pg_secretary, administrator(town.staff)):
        assert taken_out(case, person).person == person


def test_what_one_took_out_is_for_oneself_as_long_as_one_may(client, town, case):
    row = taken_out(case, town.secretary)
    url = reverse("disclosure_file", args=[row.pk])
    client.force_login(town.secretary)
    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(url)["Content-Type"] == "application/zip"
    for person in (town.chair, town.outsider):
        client.force_login(person)
        assert client.get(url).status_code == 404
        assert client.get(row.get_absolute_url()).status_code == 404
    town.secretary.memberships.all().delete()
    client.force_login(town.secretary)
    assert client.get(url).status_code == 403


def test_closed_documents_come_only_to_those_who_may_read_them(story, town):
    case = story.dated_case(meeting=story.meeting())
    documents.attach_file(case, file=upload("pris.pdf", pdf()), title=f"{SECRET} bilag", is_closed=True, by=town.it)
    inside, outside = taken_out(case, town.secretary), taken_out(case, administrator(town.director))
    assert SECRET in str(inside.content)
    assert SECRET not in str(outside.content)
    assert (inside.content["closed"], outside.content["closed"]) == (True, False)


def test_a_closed_case_is_not_there_for_an_administrator(client, story, town):
    case = story.case(f"{SECRET} titel", meeting=story.meeting(), by=town.secretary, is_closed=True)
    client.force_login(administrator(town.director))
    assert client.get(reverse("take_out_case", args=[case.pk])).status_code == 404


def test_a_case_on_its_way_is_internal_until_it_is_sent(story, town):
    meeting = story.meeting()
    case = story.dated_case(meeting=meeting)
    documents.attach_file(case, file=upload("plan.pdf", pdf()), title="Tidsplan", by=town.it)
    folders = {d["kind"]: d["path"].split("/")[0] for d in taken_out(case, town.secretary).content["documents"]}
    assert (folders["Sag"], folders["Bilag"]) == ("interne", "interne")
    story.sent(meeting)
    folders = {d["kind"]: d["path"].split("/")[0] for d in taken_out(case, town.secretary).content["documents"]}
    assert (folders["Sag"], folders["Bilag"]) == ("endelige", "endelige")


def test_a_note_says_what_happened_when_and_who_wrote_it(client, town, case):
    client.force_login(town.outsider)
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "Leverandøren ringede om prisen." in shown
    assert "It-leder" in shown
    assert reverse("write_note", args=[case.pk]) not in shown
    assert "skrev et notat på sagen" in [entry.what for entry in history_of(case)]


def test_a_note_is_never_changed_only_followed_by_another(town, case):
    note = CaseNote.objects.get()
    note.text = "Noget andet"
    with pytest.raises(TypeError, match="never changed"):
        note.save()
    actions.write_note(case, text="Det var tirsdag.", day=SG_DAY, by=town.it)
    assert [row.text for row in queries.notes_for(town.it)] == ["Det var tirsdag.", "Leverandøren ringede om prisen."]


def test_notes_are_written_by_those_who_have_to_do_with_the_case_and_about_what_has_happened(town, case):
    with not_permitted(
        "Notater skrives af dem, der skriver sagen, og dem, der sidder i de organer, der behandler den."
    ):
        actions.write_note(case, text="Hej", day=SG_DAY, by=town.outsider)
    with not_possible("Vælg en dag, der senest er i dag."):
        actions.write_note(case, text="Hej", day=dt.date(2026, 12, 2), by=town.staff)
    assert actions.write_note(case, text="Aftalt i telefonen.", day=SG_DAY, by=town.staff).name == "Stabschef"


def test_a_note_on_a_closed_case_stays_with_those_who_see_it(story, town):
    case = story.case(f"{SECRET} titel", meeting=story.meeting(), by=town.secretary, is_closed=True)
    actions.write_note(case, text=SECRET, day=dt.date(2026, 9, 1), by=town.secretary)
    assert queries.notes_for(town.staff).count() == 1
    assert not queries.notes_for(town.outsider).exists()
