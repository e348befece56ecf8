"""The door of ./run, ./test and ./manage: every stop becomes one sentence and an exit code."""

from __future__ import annotations

import signal
import sys
from types import FrameType

from launch import checking, managing, running
from launch.terminal import Ended, Stop, complain

COMMANDS = {"run": running.main, "test": checking.main, "manage": managing.main}


def _end(_number: int, _frame: FrameType | None) -> None:
    raise Ended


def main(command: str, arguments: list[str]) -> int:
    """Run one command and answer its exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        return COMMANDS[command](arguments)
    except Stop as stop:
        if str(stop):
            complain(str(stop))
        return stop.code
    except Ended:
        complain("Ended.")
        return 130
    except OSError as error:
        complain(f"{error.filename or 'The computer'}: {error.strerror or error}.")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
