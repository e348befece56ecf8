"""When an address leads nowhere, is closed or the program fails: a page of ours, and always a way on."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from tests.portfolio.people import cast  # noqa: F401  # a fixture
from tvaerblik.core import clock
from tvaerblik.web import errors

pytestmark = [pytest.mark.requirement("D12"), pytest.mark.django_db]

NOT_FOUND = "Siden findes ikke, eller du har ikke adgang til den."
OVERVIEW = 'href="/">Gå til Overblik</a>'


@pytest.mark.parametrize("path", ["/projects/99999", "/no-such-place", "/meetings/8/draft.pdf"])
def test_what_is_not_there_or_closed_is_said_in_plain_words_with_the_menu_and_a_way_on(cast, client, path):
    client.force_login(cast.employee)
    answer = client.get(path, headers={"Referer": "http://testserver/projects"})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert NOT_FOUND in page
    assert 'class="side-menu"' in page
    assert OVERVIEW in page
    assert '<a class="btn" href="http://testserver/projects">Tilbage til, hvor du kom fra</a>' in page


def test_the_framework_finds_the_pages_as_it_wants_them():
    assert run_checks(tags=["urls"]) == []


def test_it_is_said_in_english_to_those_who_chose_english(cast, client):
    client.force_login(cast.employee)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    page = client.get("/no-such-place").content.decode()
    assert "The page does not exist, or you do not have access to it." in page


@pytest.mark.parametrize("referer", ["http://evil.example/x", "", "http://testserver/no-such-place"])
def test_the_way_back_leads_only_to_another_page_of_ours(cast, client, referer):
    client.force_login(cast.employee)
    page = client.get("/no-such-place", headers={"Referer": referer}).content.decode()
    assert "Tilbage til, hvor du kom fra" not in page
    assert OVERVIEW in page


def test_a_stranger_gets_the_page_without_the_menu(client):
    page = client.get("/no-such-place").content.decode()
    assert NOT_FOUND in page
    assert "side-menu" not in page


def test_a_part_of_a_page_gets_the_sentence_alone(cast, client):
    client.force_login(cast.employee)
    part = client.get("/projects/99999", headers={"HX-Request": "true"}).content.decode()
    assert NOT_FOUND in part
    assert "<html" not in part


def test_the_api_answers_with_json(cast, client, monkeypatch):
    client.force_login(cast.employee)
    unknown = client.get("/api/v1/no-such-place")
    assert (unknown.status_code, unknown.json()) == (404, {"detail": NOT_FOUND})
    _break_the_program(monkeypatch)
    client.raise_request_exception = False
    broken = client.get("/api/v1/projects")
    assert broken.status_code == 500
    assert broken.json()["detail"].startswith("Fejlen er i programmet")


def test_a_form_that_is_too_old_is_told_so_and_nothing_is_saved(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.employee)
    answer = strict.post(reverse("set_language"), {"language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Siden har været åben for længe" in page
    assert "Intet er gemt." in page
    assert 'class="side-menu"' in page


def test_a_form_that_is_too_old_is_told_so_before_sign_in_too(client):
    strict = Client(enforce_csrf_checks=True)
    assert "Siden har været åben for længe" in strict.post(reverse("account_login"), {}).content.decode()


def test_a_refusal_of_the_framework_has_the_frame_of_the_program(cast):
    request = RequestFactory().get("/x")
    request.user = cast.employee
    assert (
        "Du har ikke adgang til denne side."
        in errors.not_permitted(request, exception=PermissionError()).content.decode()
    )


def test_a_request_that_nobody_understands_is_answered_without_asking_who_sent_it(client):
    answer = client.get("/", headers={"Host": "not-ours.example"})
    assert answer.status_code == 400
    assert "kunne ikke forstås. Intet er gemt." in answer.content.decode()


def _break_the_program(monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr(clock, "today", broken)


def _no_database(*_args):
    raise AssertionError


@pytest.mark.parametrize(("language", "sentence"), [("da", "Fejlen er i programmet"), ("en", "The mistake is in")])
def test_a_mistake_in_the_program_is_owned_up_to_without_the_database(language, sentence, monkeypatch):
    _break_the_program(monkeypatch)
    with translation.override(language), connection.execute_wrapper(_no_database):
        answer = errors.failed(RequestFactory().get("/projects"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert sentence in page
    assert 'class="topbar"' in page
    assert 'href="/"' in page


def test_a_page_that_fails_is_answered_by_it(cast, client, monkeypatch):
    client.force_login(cast.employee)
    client.raise_request_exception = False
    _break_the_program(monkeypatch)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Fejlen er i programmet" in answer.content.decode()
