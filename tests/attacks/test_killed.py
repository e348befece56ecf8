"""The program is killed in the middle of approving minutes that change three values: all of it happened, or nothing."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys

import pytest

from tests.attacks.approving import CHANGED
from tests.world import ROOT

pytestmark = pytest.mark.requirement("D2", "D24", "R34")

NOTHING = {"end": "2026-09-30", "budget": 400_000, "priority": None}


class Program:
    """Starts the small program on a data folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        kept = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
        }
        self.surroundings = {**kept, "TVAERBLIK_DATA": str(folder)}

    def __call__(self, *words):
        return subprocess.run(
            self._command(*words),
            env=self.surroundings,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        ).stdout

    def _command(self, *words):
        return [sys.executable, "-m", "tests.attacks.approving", *map(str, words)]

    def killed_at(self, number):
        """Approve until the event of that number is written, then kill; answers whether it came so far."""
        read, write = os.pipe()
        running = subprocess.Popen(
            self._command("approve", number, write),
            env=self.surroundings,
            cwd=ROOT,
            pass_fds=[write],
            stderr=subprocess.PIPE,
        )
        os.close(write)
        try:
            ready, _, _ = select.select([read], [], [], 120)
            assert ready, "it neither came so far nor ended"
            came_so_far = os.read(read, 1) == b"!"
        finally:
            os.close(read)
            running.send_signal(signal.SIGKILL)
            _out, said = running.communicate(timeout=60)
        assert came_so_far or not said, said.decode()
        return came_so_far

    def look(self):
        return json.loads(self("look"))

    def verify_trail(self):
        command = [sys.executable, "-m", "tvaerblik", "verify_trail"]
        return subprocess.run(
            command, env=self.surroundings, cwd=ROOT, capture_output=True, check=False, timeout=120
        ).returncode


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A data folder in which the minutes wait for the chair; made once, copied for each killing."""
    folder = tmp_path_factory.mktemp("prepared")
    Program(folder)("prepare")
    return folder


@pytest.fixture
def program(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "data")
    return Program(tmp_path / "data")


@pytest.mark.parametrize("number", [1, 3, 5])
def test_killed_at_an_event_leaves_nothing_behind_and_the_chair_approves_again(program, number):
    before = program.look()
    assert (before["project"], before["minutes"], before["broken"]) == (NOTHING, "submitted", "")
    assert program.killed_at(number)
    after = program.look()
    assert after == before
    assert program.verify_trail() == 0
    program("approve")
    done = program.look()
    assert done["project"] == CHANGED
    assert (done["minutes"], done["in_force"], done["applied"], done["broken"]) == ("approved", True, 3, "")
    assert done["letters"] == 3


def test_killed_after_the_last_event_leaves_all_of_it(program):
    assert not program.killed_at(10_000), "it ends by itself"
    done = program.look()
    assert done["project"] == CHANGED
    assert (done["applied"], done["broken"]) == (3, "")
