"""A municipality with something to hide, and helpers for those who try to get at it."""

import datetime as dt
import threading
from types import SimpleNamespace

import pytest
from django.db import connection, connections

from tests.attacks.house import build_house
from tests.meetings.conftest import Story, build, moment, story, town
from tvaerblik.core import clock

__all__ = ["files", "house", "story", "town"]

OCTOBER = dt.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder in which uploaded files are kept during the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


@pytest.fixture
def house(story, files):
    """One meeting with its minutes approved, one in session and one ahead, each with an open and a closed case."""
    with build_house(story) as built:
        yield built


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """A database that several threads write in, opened as the program opens it.

    The tests' SQLite lives in memory, where threads would share one cache and meet locks that a file does not have; so
    it is copied to a file.
    """
    if connection.vendor != "sqlite":
        yield
        return
    file = tmp_path / "shared.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    kept, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection = None
    connection.settings_dict["NAME"] = file
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.connection = kept


@pytest.fixture
def crowd(shared_database):
    """The town in a database that several people write in at once, on a day in October."""
    with clock.at(moment(OCTOBER)):
        yield Story(build())


def at_once(moment_of_all, *deeds):
    """Let every deed begin at the same moment, each in a thread with a connection of its own.

    Answers for each what it returned, or the exception it raised.
    """
    start = threading.Barrier(len(deeds), timeout=30)
    found = [SimpleNamespace(result=None, error=None) for _deed in deeds]

    def run(deed, told):
        try:
            start.wait()
            with clock.at(moment_of_all):
                told.result = deed()
        except Exception as error:  # noqa: BLE001  # the test looks at whatever it was
            told.error = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in zip(deeds, found, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return found
