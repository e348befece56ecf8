"""Every refusal is a sentence. Page, fragment, API and import show the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise


class Refusal(Exception):
    """The rule said no. ``sentence`` tells a secretary why and what to do about it."""

    def __init__(self, sentence: str | Promise) -> None:
        self.sentence = str(sentence)
        super().__init__(self.sentence)


class NotPermitted(Refusal):
    """This person may not do it (HTTP 403)."""


class NotPossible(Refusal):
    """Nobody may do it as things stand (HTTP 409). ``gaps`` lists what is missing, when the rule knows."""

    def __init__(self, sentence: str | Promise, gaps: Sequence[Gap] = ()) -> None:
        super().__init__(sentence)
        self.gaps = tuple(gaps)


@dataclass(frozen=True)
class FieldChange:
    """One field that changed: its label and how the old and the new value read."""

    label: str
    before: str
    after: str
    who: str = ""


class ChangedMeanwhile(NotPossible):
    """Somebody else changed the same fields after this person opened them; ``changes`` says what and who."""

    def __init__(self, sentence: str | Promise, changes: Sequence[FieldChange]) -> None:
        super().__init__(sentence)
        self.changes = tuple(changes)


@dataclass(frozen=True)
class Gap:
    """One line of "what is missing": the sentence and, when there is one, the place to mend it."""

    sentence: str
    url: str = ""
    mend: str = ""
    tags: frozenset[str] = field(default_factory=frozenset)

    def __str__(self) -> str:
        return self.sentence
