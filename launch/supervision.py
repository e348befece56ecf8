"""Keeps the processes of one start together: they begin together, and when one is gone all are ended."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from launch.terminal import Ended, Stop, say

ANSWER_WITHIN = 60.0  # seconds
END_WITHIN = 10.0  # seconds
PAUSE = 0.2  # seconds between two looks


class Supervisor:
    """Starts processes and ends them all on the way out of the ``with`` block, whatever the reason."""

    def __init__(self, surroundings: dict[str, str], folder: Path) -> None:
        self._surroundings = surroundings
        self._folder = folder
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._end()
        return kind is Ended  # to be asked to end is no failure

    def start(self, name: str, command: Sequence[str]) -> int:
        """Start one process in a group of its own, so that Ctrl-C reaches it through us, once; its number."""
        self._processes[name] = subprocess.Popen(
            command,
            env=self._surroundings,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self._processes[name].pid

    def wait_for_answer(self, host: str, port: int) -> None:
        """Wait until the web server answers, whatever it answers."""
        limit = time.monotonic() + ANSWER_WITHIN
        while time.monotonic() < limit:
            self._see_that_all_live()
            connection = http.client.HTTPConnection(host, port, timeout=5)
            try:
                connection.request("GET", "/health")
                connection.getresponse()
            except (OSError, http.client.HTTPException):
                time.sleep(PAUSE)
            else:
                return
            finally:
                connection.close()
        raise Stop(f"The web server did not answer within {ANSWER_WITHIN:.0f} seconds; its messages are above.")

    def stay(self) -> NoReturn:
        """Stay until somebody ends it, or until one of the processes is gone."""
        while True:
            self._see_that_all_live()
            time.sleep(PAUSE)

    def _see_that_all_live(self) -> None:
        for name, process in self._processes.items():
            if process.poll() is not None:
                raise Stop(f"The {name} ended by itself (code {process.returncode}); its messages are above.")

    def _end(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        living = [process for process in self._processes.values() if process.poll() is None]
        if living:
            say("Ending …")
        for process in living:
            _signal(process, signal.SIGTERM)
        limit = time.monotonic() + END_WITHIN
        for process in living:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.1, limit - time.monotonic()))
        for process in self._processes.values():
            _signal(process, signal.SIGKILL)  # the group: also what a process has left behind


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
