"""The processes of one start begin together and end together."""

import os
import signal
import subprocess
import sys
import textwrap
from contextlib import closing
from socket import create_server
from subprocess import PIPE

import pytest

from launch.supervision import Supervisor
from launch.terminal import Stop
from tests.world import ROOT

SERVER = """
    import http.server, pathlib, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(503)
            self.end_headers()
        def log_message(self, *words): pass
    server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    server.serve_forever()
"""
WAITER = "import signal; signal.pause()"
MACHINERY = """
    import os, pathlib, sys
    from launch.__main__ import COMMANDS, main
    from launch.supervision import Supervisor
    def run(codes):
        with Supervisor(dict(os.environ), pathlib.Path.cwd()) as supervisor:
            for place, code in enumerate(codes):
                print(supervisor.start(f"number {place}", [sys.executable, "-c", code]), end=" ")
            print(flush=True)
            supervisor.stay()
        return 0
    COMMANDS["run"] = run
    sys.exit(main("run", sys.argv[1:]))
"""


def python(code, *arguments):
    return [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]


@pytest.fixture
def port():
    with closing(create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


@pytest.fixture
def supervisor():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    with Supervisor(dict(os.environ), ROOT) as one:
        yield one
    for number, handler in before.items():
        signal.signal(number, handler)


def lives(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_any_answer_of_the_web_server_is_an_answer(supervisor, port):
    supervisor.start("web server", python(SERVER, port))
    assert supervisor.wait_for_answer("127.0.0.1", port) is None


def test_a_web_server_that_ends_before_it_answers_is_told(supervisor, port):
    supervisor.start("web server", python("raise SystemExit(3)"))
    with pytest.raises(Stop, match=r"The web server ended by itself \(code 3\)"):
        supervisor.wait_for_answer("127.0.0.1", port)


def test_when_one_process_is_gone_the_others_are_ended():
    with subprocess.Popen(
        python(MACHINERY, WAITER, "raise SystemExit(4)"), cwd=ROOT, stdout=PIPE, stderr=PIPE, text=True
    ) as process:
        numbers = process.stdout.readline().split()
        assert process.wait(timeout=20) == 1
        assert process.stderr.read() == "The number 1 ended by itself (code 4); its messages are above.\n"
    assert not any(lives(int(number)) for number in numbers)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_and_is_no_failure(number):
    with subprocess.Popen(python(MACHINERY, WAITER, WAITER), cwd=ROOT, stdout=PIPE, text=True) as process:
        numbers = process.stdout.readline().split()
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
        assert process.stdout.read() == "Ending …\n"
    assert not any(lives(int(number)) for number in numbers)
