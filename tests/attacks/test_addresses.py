"""Addresses nobody offered: huge numbers, negative pages, unknown filters, wrong methods. Never a fault."""

import pytest
from django.test import Client

from tests.attacks.doors import addresses
from tests.attacks.test_closed import PLACES
from tvaerblik.core.lists import listings
from tvaerblik.meetings.models import AgendaItem

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D7", "D19")]

HUGE = "9" * 30
ODD = (
    "-1",
    "0",
    HUGE,
    "9" * 5000,
    "abc",
    "1e9",
    "",
    "\x00",
    "æ' OR 1=1 --",
    "\N{RIGHT-TO-LEFT OVERRIDE}x",
    "²",
    "٣",
    "NaN",
    "../../x",
)


@pytest.fixture
def reader(client, town):
    """A client that tells of a fault by its answer, as a browser would see it."""
    client.raise_request_exception = False
    client.force_login(town.chair)
    return client


def broken(answers):
    return [f"{response.status_code} {place[:120]}" for place, response in answers if response.status_code >= 500]


@pytest.mark.parametrize("name", [*PLACES, "follow_ups"])
def test_a_list_answers_any_page_filter_sort_column_group_and_file(reader, name):
    listing = listings[name]
    keys = ["page", "sort", "group", "column", "as", "q", "unknown", "id", *(flt.key for flt in listing.filters)]
    answers = []
    for value in ODD:
        given = dict.fromkeys(keys, value)
        answers += [(f"{place}?{value!r}", reader.get(place, given)) for place in (PLACES[name], f"/api/v1/{name}")]
    assert not broken(answers)


@pytest.mark.parametrize("name", ["cases", "projects"])
def test_an_export_in_an_unknown_form_is_the_page(reader, name):
    assert reader.get(f"/{name}?as=exe")["Content-Type"].startswith("text/html")


def test_a_number_that_no_database_holds_is_not_found(reader, town):
    places = {place.replace("/1/", f"/{HUGE}/") for place in addresses(town.chair) if "/1/" in place}
    answers = [(place, reader.get(place)) for place in places]
    for room in ("meetings", "cases", "items", "decisions", "minutes", "packages", "follow-ups", "projects", "persons"):
        for number in (HUGE, "9" * 5000, "0"):
            response = reader.get(f"/{room}/{number}")
            assert response.status_code == 404
    assert not broken(answers)


def test_a_form_that_an_address_fills_with_nonsense_is_shown_or_refused(reader):
    answers = []
    for place in ("/cases/propose-case", "/meetings/plan-meeting", "/projects/register-project", "/persons/add-person",
                  "/documents/attach-file", "/imports/start-import", "/views/save-view"):  # fmt: skip
        names = ("subject", "meeting", "body", "day", "begins", "kind", "unit", "importer", "query", "is_extra")
        for value in (*ODD, f"portfolio.project:{'9' * 5000}", f"portfolio.project:{HUGE}", "portfolio.project:²"):
            given = dict.fromkeys(names, value)
            answers.append((f"{place}?{value!r}", reader.get(place, given)))
            answers.append((f"POST {place} {value!r}", reader.post(place, given)))
    assert not broken(answers)


PLAIN = ("/", "/cases", "/cases/propose-case", "/api/v1/cases", "/api/v1/cases/propose-case", "/health")


def test_the_wrong_method_is_refused(reader, town):
    answers = []
    for method in ("put", "patch", "delete", "trace", "options"):
        answers += [(f"{method} {place}", getattr(reader, method)(place)) for place in PLAIN]
    assert not broken(answers)
    assert reader.get("/api/v1/cases/propose-case").status_code == 405
    assert reader.post("/cases").status_code == 405


@pytest.mark.parametrize("value", ["abc", "", HUGE, "9" * 5000, "-1", "\x00", "²"])
def test_nonsense_in_the_agendas_own_forms_is_refused(reader, story, town, value):
    meeting = story.meeting()
    editor = Client(raise_request_exception=False)
    editor.force_login(town.it)
    reader.force_login(town.secretary)
    item = AgendaItem.objects.filter(meeting=meeting).first()
    answers = [
        ("order item", reader.post(f"/meetings/{meeting.pk}/order", {"item": value, "position": "1"})),
        ("order place", reader.post(f"/meetings/{meeting.pk}/order", {"item": item.pk, "position": value})),
        ("minutes", reader.post(f"/items/{item.pk}/minutes", {"minutes": value})),
        ("cell", editor.post(f"/cells/projects/{town.vum.pk}", {"field": "name", "value": "x", "version": value})),
        ("cell value", editor.post(f"/cells/projects/{town.vum.pk}", {"field": "budget", "value": value})),
        ("act for", reader.post("/profile/act-for", {"principal": value})),
        ("attach", reader.post("/documents/attach-file", {"kind": "meetings.case", "subject": value})),
    ]
    assert not broken(answers)


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        '["a"]',
        '"x"',
        "1",
        "null",
        "{",
        '{"title": {"a": [1]}}',
        '{"title": ["a", "b"]}',
        '{"title": "\\ud800"}',
        '{"title": "\\u0000"}',
        '{"meeting": 1e400}',
    ],
)
def test_json_that_is_no_form_is_refused_with_a_sentence(reader, body):
    for place in ("cases/propose-case", "projects/register-project", "meetings/plan-meeting"):
        response = reader.post(f"/api/v1/{place}", body, content_type="application/json")
        assert 400 <= response.status_code < 500, (place, response.status_code)


ELSEWHERE = (
    "https://ond.eksempel.org/",
    "//ond.eksempel.org/",
    "/\\ond.eksempel.org",
    "javascript:alert(1)",
    "http:///ond.eksempel.org",
)


@pytest.mark.requirement("D15")
@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_redirect_leaves_the_house(reader, story, town, target):
    meeting = story.meeting()
    answers = [
        reader.post("/profile/preferences", {"density": "normal", "next": target}),
        reader.post("/i18n/setlang/", {"language": "en", "next": target}),
        reader.post(
            f"/meetings/{meeting.pk}/order",
            {"item": meeting.items.first().pk, "position": "x"},
            headers={"Referer": target},
        ),
        reader.post(f"/meetings/{meeting.pk}/send-agenda", headers={"Referer": target}),
    ]
    reader.logout()
    answers.append(reader.get("/account/login/", {"next": target}))
    town.chair.set_password("tre-hvide-svaner-ved-fjorden")
    town.chair.save()
    answers.append(
        reader.post(
            f"/account/login/?next={target}",
            {"login": town.chair.email, "password": "tre-hvide-svaner-ved-fjorden", "next": target},
        )
    )
    for response in answers:
        assert response.status_code < 500
        assert "ond.eksempel" not in response.get("Location", "")
        assert not response.get("Location", "").startswith("javascript")
