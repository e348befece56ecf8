"""The environment is made once, from the locked lists, with uv or with pip."""

import sys

import pytest

from launch import environment
from launch.terminal import Stop


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with its two lists and a Python with pip."""
    for name, content in (("RUNTIME", "a==1"), ("DEVELOPMENT", "a==1\nb==2")):
        file = tmp_path / f"{name.lower()}.txt"
        file.write_text(content)
        monkeypatch.setattr(environment, name, file)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "installed.json")
    monkeypatch.setattr(environment, "LOG", tmp_path / ".venv" / "installation.log")
    monkeypatch.setattr(environment, "PYTHON", sys.executable)
    monkeypatch.setattr(environment, "_pip", lambda: [sys.executable, "-m", "pip"])
    return tmp_path


@pytest.fixture
def steps(monkeypatch):
    """What is run to install; nothing is."""
    taken = []
    monkeypatch.setattr(environment, "_logged", lambda command: taken.append([str(word) for word in command]) or True)
    return taken


@pytest.fixture
def without_uv(monkeypatch):
    monkeypatch.setattr(environment.shutil, "which", lambda _name: None)


def test_the_digests_are_checked_also_without_uv(project, steps, without_uv):
    environment.ensure(environment.RUNTIME)
    assert [step[1:4] for step in steps] == [["-m", "pip", "install"]]
    assert "--require-hashes" in steps[0]
    assert steps[0][-1] == str(environment.RUNTIME)


def test_a_second_start_installs_nothing(project, steps, without_uv):
    environment.ensure(environment.RUNTIME)
    steps.clear()
    environment.ensure(environment.RUNTIME)
    assert steps == []


def test_what_the_tests_need_is_enough_for_a_start_and_not_the_other_way_round(project, steps, without_uv):
    environment.ensure(environment.DEVELOPMENT)
    steps.clear()
    environment.ensure(environment.RUNTIME)
    assert steps == []
    environment.STAMP.unlink()
    environment.ensure(environment.RUNTIME)
    steps.clear()
    environment.ensure(environment.DEVELOPMENT)
    assert steps != []


def test_a_changed_list_is_installed(project, steps, without_uv):
    environment.ensure(environment.RUNTIME)
    steps.clear()
    environment.RUNTIME.write_text("a==2")
    environment.ensure(environment.RUNTIME)
    assert len(steps) == 1


def test_when_uv_fails_pip_is_asked(project, monkeypatch):
    taken = []
    monkeypatch.setattr(environment.shutil, "which", lambda _name: sys.executable)
    monkeypatch.setattr(
        environment, "_logged", lambda command: taken.append(command[1]) or "--python" not in map(str, command)
    )
    environment.ensure(environment.RUNTIME)
    assert taken == ["pip", "-m"]


def test_a_failed_installation_is_told_with_the_last_complaint(project, without_uv, monkeypatch):
    def fail(_command):
        environment.LOG.write_text("Looking\nERROR: No matching distribution found for a==1\nbye\n")
        return False

    monkeypatch.setattr(environment, "_logged", fail)
    with pytest.raises(Stop, match="No matching distribution found for a==1"):
        environment.ensure(environment.RUNTIME)
    assert not environment.STAMP.exists()


def test_a_project_folder_that_cannot_be_written_is_told(project, steps, monkeypatch):
    monkeypatch.setattr(environment, "FOLDER", project / "runtime.txt" / ".venv")
    with pytest.raises(Stop, match="cannot be written"):
        environment.ensure(environment.RUNTIME)
    assert steps == []


def test_a_debian_python_without_pip_is_told_the_command(project, monkeypatch):
    monkeypatch.setattr(environment, "_pip", lambda: None)
    monkeypatch.setattr(environment.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(Stop, match=r"sudo apt-get install python3\.\d+-venv"):
        environment.ensure(environment.RUNTIME)
