"""When two texts are the same, and when they are so alike that a person should look."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

_SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "ß": "ss"})
ALIKE = 0.6
# Looking for likeness is bounded: the rarest parts of a name are looked up, and parts that are everywhere tell nothing.
PROBES = 6
COMMON = 150
COMPARED = 12


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Letters and digits only, in lower case, without accents, words apart by one space."""
    spelled = unicodedata.normalize("NFKC", text).lower().translate(_SPELLED_OUT)
    bare = (
        letter if letter.isalnum() else " "
        for letter in unicodedata.normalize("NFKD", spelled)
        if not _is_accent(letter)
    )
    return " ".join("".join(bare).split())


def _is_accent(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"


def source_key(texts: Iterable[str]) -> str:
    """What a row is remembered by: a digest of the plain texts that tell it from other rows; empty without any."""
    parts = [plain(text) for text in texts]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest() if any(parts) else ""


@lru_cache(maxsize=20_000)
def _parts(text: str) -> frozenset[str]:
    padded = f" {plain(text)} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """How much of two names is the same, from 0 to 1: shared groups of three letters against all of both (Dice)."""
    first, second = _parts(one), _parts(other)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


class Names:
    """Names of records, to be asked which of them are like a given one."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = names
        self._holders: dict[str, list[int]] = defaultdict(list)
        for pk, name in names.items():
            for part in _parts(name):
                self._holders[part].append(pk)

    def like(self, name: str, most: int = 3) -> list[int]:
        """The records whose names are most like ``name``, at least ``ALIKE``, the likest first."""
        known = sorted(
            (part for part in _parts(name) if part in self._holders), key=lambda part: (len(self._holders[part]), part)
        )
        shared: Counter[int] = Counter()
        for part in known[:PROBES]:
            if len(self._holders[part]) <= COMMON:
                shared.update(self._holders[part])
        scored = [(likeness(name, self._names[pk]), pk) for pk, _times in shared.most_common(COMPARED)]
        return [pk for score, pk in sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:most] if score >= ALIKE]
