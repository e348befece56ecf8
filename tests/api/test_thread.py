"""The golden thread through the API: the same verbs, the same rules, the same sentences as the pages."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tvaerblik.audit import queries as audit
from tvaerblik.meetings.models import Case, Point
from tvaerblik.portfolio.models import Project

pytestmark = pytest.mark.django_db


class Caller:
    """Calls the API as whoever is named."""

    def __init__(self, client):
        self.client = client

    def __call__(self, person, address, expect=200, **data):
        self.client.force_login(person)
        answer = self.client.post(f"/api/v1/{address}", data, content_type="application/json")
        assert answer.status_code == expect, answer.content.decode()
        return answer.json()


@pytest.fixture
def call(client):
    return Caller(client)


def planned(call, town, story, body, secretary, day):
    told = call(
        secretary,
        "meetings/plan-meeting",
        201,
        body=body.pk,
        day=day.isoformat(),
        begins="09:00",
        ends="11:00",
        place="Lokale 250",
    )
    return told["id"]


@pytest.mark.requirement("R34", "R45", "R46", "R71", "R74", "R75", "R81", "R84", "D19")
def test_a_case_goes_the_whole_way_through_the_api(call, town, story):
    t = town
    with story.on(dt.date(2026, 10, 5)):
        pg = planned(call, t, story, t.pg, t.pg_secretary, dt.date(2026, 11, 3))
        sg = planned(call, t, story, t.sg, t.secretary, dt.date(2026, 12, 1))
        case = call(
            t.social,
            "cases/propose-case",
            201,
            title="VUM 2.0 omlægges",
            purpose="decision",
            summary="Projektet er forsinket.",
            subject=f"portfolio.project:{t.vum.pk}",
            meeting=pg,
        )["id"]
        call(t.social, f"cases/{case}/revise-case", **whole_case(case, economy="Ingen merudgift."))
        call(t.social, f"cases/{case}/add-point", text="at slutdatoen flyttes til 31. december 2026")
        point = Point.objects.get(case=case).pk
        call(
            t.social,
            f"points/{point}/add-effect",
            effect="portfolio.project:set_end_date",
            subject=f"portfolio.project:{t.vum.pk}",
            value="2026-12-31",
        )
        item = Case.objects.get(pk=case).items.get().pk
        call(t.pg_secretary, f"items/{item}/accept-item", material_owner=t.it.pk)
        call(t.it, f"items/{item}/ready-item")
    with story.on(dt.date(2026, 10, 26)):
        call(t.pg_secretary, f"meetings/{pg}/mark-prepared")
        call(t.digital, f"meetings/{pg}/approve-agenda")
        call(t.pg_secretary, f"meetings/{pg}/send-agenda")
    with story.on(dt.date(2026, 11, 3)):
        held(call, t, t.pg_secretary, t.digital, pg, item, point)
    with story.on(dt.date(2026, 11, 9)):
        told = call(t.digital, f"cases/{case}/submit-case", meeting=sg)
        item = told["id"]
        call(t.secretary, f"items/{item}/accept-item", material_owner=t.it.pk)
        call(t.it, f"items/{item}/ready-item")
    with story.on(dt.date(2026, 11, 20)):
        call(t.secretary, f"meetings/{sg}/mark-prepared")
        refused = call(t.secretary, f"meetings/{sg}/send-agenda", 409)
        assert "Programgruppen: formanden har ikke markeret materialet som forberedt." in " ".join(refused["missing"])
        call(t.digital, f"meetings/{sg}/mark-prepared")
        assert call(t.staff, f"meetings/{sg}/approve-agenda", 403)["detail"].startswith(
            "Kun formanden for Styregruppen"
        )
        call(t.chair, f"meetings/{sg}/approve-agenda")
        call(t.secretary, f"meetings/{sg}/send-agenda")
    with story.on(dt.date(2026, 12, 1)):
        held(call, t, t.secretary, t.chair, sg, item, point)
    changed = Project.objects.get(pk=t.vum.pk)
    assert changed.end == dt.date(2026, 12, 31)
    assert any("STG-2026-001" in entry.what for entry in audit.history_of(changed))
    assert audit.verify()[0] is None


def whole_case(case, **changes):
    """The fields of a case as a form sends them, with what they showed before."""
    row = Case.objects.get(pk=case)
    names = ("title", "purpose", "summary", "presentation", "economy", "esdh_number", "kle_number", "kle_facet")
    shown = {name: getattr(row, name) for name in names}
    return {
        **{f"initial-{name}": value for name, value in shown.items()},
        **shown,
        **changes,
        "seen_version": row.version,
    }


def held(call, town, secretary, chair, meeting, item, point):
    call(secretary, f"meetings/{meeting}/start-meeting")
    call(secretary, f"items/{item}/decide-item", **{f"outcome_{point}": "approved"})
    call(secretary, f"meetings/{meeting}/end-meeting")
    from tvaerblik.meetings.models import Minutes

    minutes = Minutes.objects.get(meeting=meeting).pk
    call(secretary, f"minutes/{minutes}/submit-minutes")
    call(chair, f"minutes/{minutes}/approve-minutes")


@pytest.mark.requirement("D1")
def test_an_anonymous_caller_is_stopped(client, town):
    assert client.get("/api/v1/projects").status_code in {401, 403}
    assert client.post("/api/v1/projects/register-project", {}, content_type="application/json").status_code in {
        401,
        403,
    }


@pytest.mark.requirement("D19")
def test_the_list_has_the_same_filters_as_its_page(client, town):
    client.force_login(town.outsider)
    rows = client.get("/api/v1/projects", {"light": "red"}).json()
    assert rows["count"] == 1
    assert rows["rows"][0]["code"] == "C06"
    assert rows["rows"][0]["budget"] == 400_000
    assert rows["rows"][0]["end"] == "2026-09-30"


@pytest.mark.requirement("D19")
def test_wrong_input_is_told_field_by_field(call, town):
    answer = call(town.pg_secretary, "projects/register-project", 422, name="", project_class="unknown")
    assert {"name", "project_class", "unit"} <= set(answer["fields"])


@pytest.mark.requirement("D19")
def test_what_one_may_not_see_is_not_there(call, town, story):
    with story.on(dt.date(2026, 10, 5)):
        case = story.case(by=town.it, is_closed=True)
    answer = call(town.outsider, f"cases/{case.pk}/withdraw-case", 404, reason="x")
    assert "detail" in answer


@pytest.mark.requirement("D19")
def test_a_file_is_attached_through_the_api(client, town, story):
    with story.on(dt.date(2026, 10, 5)):
        case = story.case(by=town.it)
        client.force_login(town.it)
        file = SimpleUploadedFile("plan.pdf", b"not a pdf", content_type="application/pdf")
        fields = {"kind": "meetings.case", "subject": case.pk, "title": "Plan", "kind_of_document": "appendix"}
        answer = client.post("/api/v1/documents/attach-file", {**fields, "file": file})
    assert answer.status_code in {409, 422}
    assert "plan.pdf" in answer.content.decode()
