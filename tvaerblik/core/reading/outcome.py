"""What a reader answers: a value with a note, or a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

Value = TypeVar("Value")
LONGEST_SHOWN = 60


class Unreadable(ValueError):
    """The text cannot be read. ``sentence`` names it and says what was expected, in the active language."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True)
class Reading(Generic[Value]):
    """What was read.

    ``note`` says what was rounded or assumed on the way; without a note the value is ``exact``.
    """

    value: Value
    note: str = ""

    @property
    def exact(self) -> bool:
        """True when the text says the value and nothing else."""
        return not self.note


def tidy(text: str) -> str:
    """The text without the spaces, no-break spaces and line breaks that spreadsheets leave in a cell."""
    return re.sub(r"\s+", " ", text).strip()


def written(text: str) -> str:
    """The tidy text. Raises ``Unreadable`` when there is none: only the caller knows what that means."""
    if whole := tidy(text):
        return whole
    raise Unreadable(_("Nothing is written here."))


def shown(text: str) -> str:
    """The text as a sentence names it: whole when it is short, else its beginning."""
    whole = tidy(text)
    return whole if len(whole) <= LONGEST_SHOWN else whole[: LONGEST_SHOWN - 1].rstrip() + "…"
