"""What ./run says when it cannot start: one sentence on what to do, an exit code, never a traceback."""

import os
import shutil
import socket
import subprocess
from contextlib import closing

import pytest

from tests.world import ROOT


def start(*options, **settings):
    """Run ./run as a person would, without the settings of this test run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TVAERBLIK_")}
    return subprocess.run(
        [ROOT / "run", *options],
        env={**kept, **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_one_sentence(ended, *words, code):
    assert ended.returncode == code
    assert "Traceback" not in ended.stdout + ended.stderr
    sentence = ended.stderr.strip()
    assert sentence.count("\n") == 0
    assert sentence.endswith(".")
    for word in words:
        assert word in sentence


@pytest.fixture
def taken():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield str(server.getsockname()[1])


@pytest.fixture
def free():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        number = server.getsockname()[1]
    return str(number)


def test_a_taken_port_is_told(taken, tmp_path):
    ended = start("--port", taken, "--data", tmp_path / "data")
    assert_one_sentence(ended, f"Port {taken} is taken", "--port", code=1)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "８０００"])
def test_a_port_that_is_none_is_told(port):
    assert_one_sentence(start(f"--port={port}"), "is no port", "--help", code=2)


def test_an_address_of_another_computer_is_told(free, tmp_path):
    ended = start("--host", "192.0.2.1", "--port", free, "--data", tmp_path)
    assert_one_sentence(ended, "192.0.2.1", "--host", code=1)


def test_a_data_folder_that_cannot_be_made_is_told(free, tmp_path):
    (tmp_path / "file").write_text("")
    ended = start("--port", free, "--data", tmp_path / "file" / "data")
    assert_one_sentence(ended, str(tmp_path / "file"), "--data", code=1)


@pytest.mark.parametrize("day", ["22.11.2026", "2026-02-30", "tomorrow"])
def test_a_demo_date_that_is_none_is_told(day):
    assert_one_sentence(start("--demo-date", day), "is no date", "2026-11-22", code=2)


def test_a_demo_date_of_the_environment_that_is_none_is_told():
    assert_one_sentence(start(TVAERBLIK_DEMO_DATE="soon"), "is no date", code=2)


def test_an_option_that_does_not_exist_is_told():
    assert_one_sentence(start("--prot", "8000"), "--prot", "--help", code=2)


def test_wishes_that_exclude_each_other_are_told():
    assert_one_sentence(start("--empty", "--demo-date", "2026-11-22"), "--empty", code=2)


@pytest.mark.parametrize("command", ["run", "test", "manage"])
def test_an_old_python_is_told(command, tmp_path):
    """The machine of this test has one Python, and it says of itself that it is too old."""
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for tool in ("dirname", "sh"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    ended = subprocess.run(
        [ROOT / command], env={"PATH": str(tmp_path)}, capture_output=True, text=True, timeout=60, check=False
    )
    assert_one_sentence(ended, "Python 3.11", code=1)
