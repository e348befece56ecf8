"""Speaks to the person at the terminal: one line at a time, and one sentence when it cannot go on."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn


class Stop(Exception):
    """It cannot go on: the sentence that says why and what to do, and the exit code (2: asked wrongly)."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


class Ended(Exception):
    """Somebody asked the command to end, by Ctrl-C or a signal."""


class Options(argparse.ArgumentParser):
    """Command-line options whose mistakes are sentences."""

    def error(self, message: str) -> NoReturn:
        """Stop with what is wrong with an option."""
        raise Stop(f"{message.removeprefix('argument ')}. {self.prog} --help shows the options.", code=2)


def say(text: str = "", end: str = "\n") -> None:
    """Write to the terminal at once, also when it is a file or a pipe."""
    print(text, end=end, flush=True)


def complain(sentence: str) -> None:
    """Write why it stopped."""
    print(sentence, file=sys.stderr, flush=True)
