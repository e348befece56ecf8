"""What was added to a text and what was taken out, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A word with the blanks before it; line breaks stand alone, so that a changed paragraph does not drag the next along.
_WORDS = re.compile(r"\n|[^\S\n]*[^\s]+|[^\S\n]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stands in both, or only in the later or the earlier one."""

    kind: Literal["same", "added", "removed"]
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The later text with what was taken out put back where it stood."""
    old, new = _WORDS.findall(_one_break(before)), _WORDS.findall(_one_break(after))
    pieces: list[Piece] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(new[new_from:new_to])))
            continue
        pieces.extend(_piece("removed", old[old_from:old_to]))
        pieces.extend(_piece("added", new[new_from:new_to]))
    return pieces


def _piece(kind: Literal["added", "removed"], words: Iterable[str]) -> list[Piece]:
    text = "".join(words)
    return [Piece(kind, text)] if text else []


def _one_break(text: str) -> str:
    return text.replace("\r\n", "\n")
