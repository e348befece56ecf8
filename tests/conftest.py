"""The world the tests run in: strict templates, compiled catalogues, one Chromium for the browser tests."""

import inspect
import io
import os
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.template import Node, engines

from tests.world import PACKAGE

pytest_plugins = ["tests.traceability"]

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="run only tests that use the database")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if not config.getoption("--database-only"):
        return
    chosen = [item for item in items if _uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def _uses_database(item):
    return item.get_closest_marker("django_db") is not None or bool(
        DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    )


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session):
    """The catalogues are compiled once, before the processes that share the work begin."""
    if not hasattr(session.config, "workerinput"):
        call_command("compile_catalogues", stdout=io.StringIO())


class Undefined(str):
    """Stands for a variable that a template names and nobody gave: the test fails and says which and where.

    Django asks whether the text has a place for the name («%s») and fills it in; then we hear of it.
    The templates of Django and its add-ons rely on missing variables being empty; only ours are held to it.
    """

    __slots__ = ()

    def __contains__(self, part):
        return part == "%s"

    def __mod__(self, variable):
        origin = _template_being_rendered()
        if origin is not None and origin.is_relative_to(PACKAGE):
            pytest.fail(f"{origin.relative_to(PACKAGE)} uses «{variable}», which is not defined", pytrace=False)
        return ""


def _template_being_rendered():
    """The file of the innermost template node on the call stack."""
    frame = inspect.currentframe()
    while frame is not None:
        node = frame.f_locals.get("self")
        origin = getattr(node, "origin", None) if isinstance(node, Node) else None
        if origin is not None and origin.name:
            return Path(origin.name)
        frame = frame.f_back
    return None


@pytest.fixture(autouse=True)
def _one_connection_for_a_test(request, monkeypatch):
    """Closing a response ends a request, and Django then lets go of a connection that is inside a transaction.

    A test that runs inside one would lose it. The test client knows that for itself, but a test that reads a file must
    close the response by hand.
    """
    if _uses_database(request.node) and "transactional_db" not in request.fixturenames:
        monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


@pytest.fixture(autouse=True)
def _own_data_folder(request, settings, tmp_path):
    """What a test leaves in the data folder (the head of the trail, above all) is not there for the next."""
    if _uses_database(request.node):
        settings.DATA_FOLDER = tmp_path


@pytest.fixture(scope="session", autouse=True)
def _undefined_variables_fail():
    engines["django"].engine.string_if_invalid = Undefined("undefined")


@pytest.fixture(scope="session")
def chromium():
    """The one Chromium of the run. A missing browser fails the test and says what to do; it never skips."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("TVAERBLIK_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if program is None:
        pytest.fail(
            "Chromium is missing; «./test» installs it where it may, or set TVAERBLIK_CHROMIUM.",
            pytrace=False,
        )
    # Playwright's loop runs in this thread; Django would take the tests' own queries for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """A fresh Danish window at the test's own server; a script error or a breach of the policy fails."""
    window = chromium.new_context(base_url=live_server.url, locale="da-DK", viewport={"width": 1440, "height": 900})
    sheet = window.new_page()
    troubles = []
    sheet.on("pageerror", lambda error: troubles.append(str(error)))
    sheet.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
    yield sheet
    window.close()
    assert not troubles, troubles


@pytest.fixture
def accessible():
    """Call with a page: fails with what axe finds against WCAG 2.2 A and AA and its best practice."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {
        "runOnly": {
            "type": "tag",
            "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }
    }

    def check(sheet):
        found = Axe().run(sheet, options=rules)
        assert found.violations_count == 0, found.generate_report()

    return check
