"""./test finds the browser or says what to do, and the page of what is proved hides nothing."""

import sys

import pytest

from launch import checking, environment
from launch.terminal import Stop
from tests import traceability


def test_a_missing_browser_is_told_and_not_passed_over(monkeypatch):
    monkeypatch.delenv("TVAERBLIK_CHROMIUM", raising=False)
    monkeypatch.setattr(checking.shutil, "which", lambda _name: None)
    monkeypatch.setattr(environment, "install_with_apt", lambda _package: False)
    with pytest.raises(Stop, match="apt-get install chromium"):
        checking.find_browser()


def test_a_missing_browser_is_installed_where_that_may_be_done(monkeypatch):
    there = []
    monkeypatch.delenv("TVAERBLIK_CHROMIUM", raising=False)
    monkeypatch.setattr(checking.shutil, "which", lambda _name: sys.executable if there else None)
    monkeypatch.setattr(environment, "install_with_apt", lambda package: not there.append(package))
    assert checking.find_browser() == sys.executable
    assert there == ["chromium"]


def test_a_browser_that_is_named_must_start(monkeypatch, tmp_path):
    monkeypatch.setenv("TVAERBLIK_CHROMIUM", str(tmp_path / "no-browser"))
    with pytest.raises(Stop, match="no browser starts there"):
        checking.find_browser()


def test_the_fast_run_leaves_out_the_browser_and_postgresql_and_nothing_else():
    assert [step.name for step in checking.STEPS if step.slow] == ["tests on PostgreSQL", "tests in Chromium"]


def test_a_capability_without_a_test_is_shown_as_open():
    page = traceability.page({"tests/meetings/test_sending.py::test_sending_waits_for_the_chair[a]": ["R75"]})
    assert "[sending waits for the chair](../tests/meetings/test_sending.py)" in page
    assert "| R76 | A programme group meeting follows the steering group's and moves with it | **open** |" in page
    assert "1 of 110 have a test." in page
