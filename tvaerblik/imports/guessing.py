"""What is offered before a person has said anything: which column is which field, and what must be asked about each.

Everything here is a suggestion that stands on the page and is confirmed by sending the form; nothing is applied unseen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal

from tvaerblik.core.reading import MoneyUnit, Unreadable, read_date, read_money, read_number
from tvaerblik.imports.cells import CellReader, Words, parts_of
from tvaerblik.imports.importer import Importer, ImportField, Packed
from tvaerblik.imports.mapping import ColumnReading
from tvaerblik.imports.matching import likeness, plain
from tvaerblik.imports.reading import Cell, Table

LEAST_SCORE = 0.45
LEAST_CONTENT = 0.8
SAMPLE = 100
MOST_WORDS = 60
LIKELY_WORD = 0.7
LONG_WORD = 50
PLAIN_KRONER = 10_000

_MILLION = re.compile(r"\b(?:mio|mill|million|millions|millioner|mkr|mdkk)\b|[£€$]\s?m\b")
_THOUSAND = re.compile(r"\b(?:tkr|tdkk|t kr|tusind|tusinde|thousand|1000 ?kr)\b|[£€$]\s?k\b")
_KRONER = re.compile(r"\b(?:t?kr|kroner|t?dkk|mkr)\b")
_OWN_UNIT = re.compile(
    r"\b(?:mio|mill|million|millions|millioner|mia|milliard|milliarder|bn|tusind|thousand|t\.? ?kr)\b|\d ?m\b"
)
_SIGNS = {"£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "euro": "EUR", "$": "USD", "usd": "USD"}
# What a heading says of units tells nothing of what the column holds.
_UNITS = frozenset(["t", "tkr", "kr", "dkk", "mio", "mill", "mkr", "m", "i", "in", "gbp", "eur"])
_LAST_MARK = re.compile(r"([.,])(\d+)\D*$")

Mark = Literal["", ",", "."]


def known_heading(importer: Importer) -> Callable[[str], bool]:
    """Whether a text is a heading this importer knows; used to find the heading row."""
    known = {alias for one in importer.fields for alias in _aliases(one)}
    return lambda text: plain(text) in known


def _aliases(one: ImportField) -> set[str]:
    return {plain(word) for word in (one.key.replace("_", " "), str(one.label), *one.aliases) if plain(word)}


def guess_columns(importer: Importer, table: Table, words: Mapping[str, Words]) -> dict[int, str]:
    """Place of the column → field, by heading and, where a heading says nothing, by content. Each field once."""
    scored = []
    for place, heading in enumerate(table.headings):
        cells = [row.cells[place] for row in table.rows[:SAMPLE] if not row.cells[place].is_empty]
        for order, one in enumerate(importer.fields):
            score = _heading_score(heading, one)
            share = _readable_share(one, words[one.key], cells) if score or one.has_options else 0.0
            if one.has_options and score < 1 and not share:
                continue
            if score >= LEAST_SCORE or (not score and share >= LEAST_CONTENT and len(set(cells)) > 1):
                scored.append((score + share / 10, -place, -order, place, one.key))
    found: dict[int, str] = {}
    for _score, _place, _order, place, key in sorted(scored, reverse=True):
        if place not in found and key not in found.values():
            found[place] = key
    return dict(sorted(found.items()))


def _heading_score(heading: str, one: ImportField) -> float:
    """1 for a heading it goes by; less when the heading holds more words than the alias."""
    tokens = [token for token in plain(heading).split() if token not in _UNITS] or plain(heading).split()
    best = 0.0
    for alias in _aliases(one):
        if alias == " ".join(tokens):
            return 1.0
        parts = set(alias.split())
        if tokens and parts <= set(tokens):
            best = max(best, len(parts) / len(tokens) - 0.01)
    return best


def _readable_share(one: ImportField, words: Words, cells: Sequence[Cell]) -> float:
    if not cells or one.kind in {"text", "long"}:
        return 0.0
    readers = [CellReader(one, ColumnReading(day_first=True, mark=mark), words) for mark in (",", ".")]
    return sum(any(not reader.read(cell).problem for reader in readers) for cell in cells) / len(cells)


@dataclass(frozen=True)
class UnknownWord:
    """A word that is none of ours: how often it stands there, and what it may mean."""

    text: str
    count: int
    guess: Packed = None
    guess_empty: bool = False


@dataclass(frozen=True)
class AmountQuestion:
    """What must be known of a column of amounts. An empty ``unit``: nothing tells it, the person must choose."""

    unit: MoneyUnit | Literal[""]
    ask_unit: bool
    currencies: tuple[str, ...]
    currency: str
    example: str


@dataclass
class Questions:
    """What a person must say before the rows can be read, by field."""

    words: dict[str, list[UnknownWord]] = field(default_factory=dict)
    amounts: dict[str, AmountQuestion] = field(default_factory=dict)
    marks: dict[str, tuple[Mark, str]] = field(default_factory=dict)
    orders: dict[str, tuple[bool | None, str]] = field(default_factory=dict)
    constants: list[ImportField] = field(default_factory=list)


def ask(importer: Importer, table: Table, columns: Mapping[int, str], words: Mapping[str, Words]) -> Questions:
    """Everything that must be answered about the mapped columns, each with what is suggested."""
    questions = Questions()
    for place, key in columns.items():
        one = importer.field(key)
        if one is None or place >= len(table.headings):
            continue
        texts = Counter(row.cells[place].text.strip() for row in table.rows if not row.cells[place].is_empty)
        written = [
            row.cells[place].text
            for row in table.rows
            if row.cells[place].kind == "text" and row.cells[place].text.strip()
        ]
        if one.has_options:
            if unknown := _unknown_words(one, words[key], texts):
                questions.words[key] = unknown
        elif one.kind == "money":
            _ask_about_amounts(questions, one, table.headings[place], texts, written)
        elif one.kind == "number":
            _ask_about_mark(questions, key, written, read_number)
        elif one.kind == "date":
            _ask_about_order(questions, key, written)
    mapped = set(columns.values())
    questions.constants = [one for one in importer.fields if one.constant and one.key not in mapped]
    return questions


def _unknown_words(one: ImportField, words: Words, texts: Counter[str]) -> list[UnknownWord]:
    counted: Counter[str] = Counter()
    for text, often in texts.items():
        for part in parts_of(text, words) if one.kind == "choices" else [text]:
            if words.find(part) is None and plain(part):
                counted[part] += often
    seen: dict[str, str] = {}
    times: Counter[str] = Counter()
    for text, number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        seen.setdefault(plain(text), text)
        times[plain(text)] += number
    found = []
    for order, (word, text) in enumerate(sorted(seen.items(), key=lambda item: (-times[item[0]], item[1]))):
        guess = _guess_word(one, words, text) if order < MOST_WORDS else None
        empty = guess is None and not one.required and len(text) > LONG_WORD
        found.append(UnknownWord(text, times[word], guess, empty))
    return found


def _guess_word(one: ImportField, words: Words, text: str) -> Packed:
    named = {plain(word): value for word, value in one.guesses.items()}
    if plain(text) in named:
        return named[plain(text)]
    spoken = words.spoken()
    best = max(spoken, key=lambda word: likeness(word, text), default="")
    return spoken[best].value if best and likeness(best, text) >= LIKELY_WORD else None


def _ask_about_amounts(
    questions: Questions, one: ImportField, heading: str, texts: Counter[str], written: Sequence[str]
) -> None:
    amounts = {text: value for text in texts if (value := _amount(text)) is not None}
    bare = [text for text in amounts if not _OWN_UNIT.search(text.lower())]
    named = {found for text in amounts for found in _currencies_in(text)}
    of_heading = next(iter(_currencies_in(heading)), "")
    unit = _unit_of(heading)
    if (
        not unit
        and not (named | {of_heading}) - {""}
        and bare
        and median(amounts[text] for text in bare) >= PLAIN_KRONER
    ):
        unit = "kr"
    foreign = tuple(sorted((named | {of_heading}) - {""}))
    if bare or foreign:
        example = max(bare or list(amounts), key=len, default="")
        questions.amounts[one.key] = AmountQuestion(unit, bool(bare), foreign, of_heading or "DKK", example)
    danish = bool(_KRONER.search(heading.lower()))
    _ask_about_mark(questions, one.key, written, lambda text, mark: read_money(text, "million", mark), danish=danish)


def _amount(text: str) -> float | None:
    for mark in (",", "."):
        try:
            return float(read_money(text, "kr", "," if mark == "," else ".").value)
        except Unreadable:
            continue
    return None


def _currencies_in(text: str) -> set[str]:
    lowered = text.lower()
    return {
        code
        for sign, code in _SIGNS.items()
        if (sign in lowered if len(sign) == 1 else re.search(rf"\b{sign}\b", lowered))
    }


def _unit_of(heading: str) -> MoneyUnit | Literal[""]:
    text = heading.lower().replace(".", "").replace("_", " ")
    if _MILLION.search(text):
        return "million"
    if _THOUSAND.search(text):
        return "thousand"
    return "kr" if _KRONER.search(text) else ""


def _ask_about_mark(
    questions: Questions, key: str, written: Iterable[str], read: Callable[[str, Any], object], *, danish: bool = False
) -> None:
    texts = list(dict.fromkeys(written))
    doubtful = next((text for text in texts if not _readable(read, text, None) and _readable(read, text, ",")), None)
    if doubtful is None:
        return
    told = {found[1] for text in texts if (found := _LAST_MARK.search(text)) and len(found[2]) != 3}
    questions.marks[key] = ("." if told == {"."} else "," if told == {","} or (danish and not told) else "", doubtful)


def _ask_about_order(questions: Questions, key: str, written: Iterable[str]) -> None:
    texts = list(dict.fromkeys(written))
    doubtful = next(
        (text for text in texts if not _is_day(text, day_first=None) and _is_day(text, day_first=True)), None
    )
    if doubtful is None:
        return
    sure = [text for text in texts if _is_day(text, day_first=True) != _is_day(text, day_first=False)]
    first = {_is_day(text, day_first=True) for text in sure}
    questions.orders[key] = (next(iter(first)) if len(first) == 1 else None, doubtful)


def _is_day(text: str, *, day_first: bool | None) -> bool:
    try:
        read_date(text, day_first=day_first)
    except Unreadable:
        return False
    return True


def _readable(read: Callable[[str, Any], object], text: str, mark: Mark | None) -> bool:
    try:
        read(text, mark)
    except Unreadable:
        return False
    return True
