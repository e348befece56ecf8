"""A start from nothing: ./run makes a municipality of one's own, shows the way in, and ends when it is asked to."""

import os
import re
import signal
import subprocess
import urllib.request
from contextlib import closing, contextmanager
from socket import create_server

import pytest

from tests.world import ROOT


@pytest.fixture
def port():
    with closing(create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


@contextmanager
def started(*options):
    """Run ./run until it is ready; gives what it said. Afterwards it is ended by Ctrl-C."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TVAERBLIK_")}
    kept.pop("DATABASE_URL", None)
    command = [ROOT / "run", *map(str, options)]
    with subprocess.Popen(command, env=kept, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            said = ""
            while not said.endswith("Ctrl-C ends it.\n"):
                line = process.stdout.readline()
                assert line, said
                said += line
            yield said
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0
        finally:
            process.terminate()


def fetch(address):
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(address, timeout=60) as answer:
        return answer.status, answer.read().decode()


def test_a_municipality_of_ones_own_begins_with_a_link_for_its_administrator(port, tmp_path):
    with started("--empty", "--port", port, "--data", tmp_path) as said:
        assert f"Tværblik is ready: http://127.0.0.1:{port}\n" in said
        link = re.search(r"^http://\S+$", said, re.MULTILINE)
        status, page = fetch(link.group(0))
        assert status == 200
        assert "administrator@localhost" in page
        style = re.search(r'href="(/static/[^"]+\.css)"', page).group(1)
        assert fetch(f"http://127.0.0.1:{port}{style}")[0] == 200
    with started("--port", port, "--data", tmp_path) as said:
        assert "Sign in with your e-mail and password." in said
        assert "/entry/" not in said
