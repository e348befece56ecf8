"""How the columns of a file become our fields: what a person chose, as it is kept with the run and under a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, Literal

from tvaerblik.core.reading import Mark, MoneyUnit
from tvaerblik.imports.importer import Packed
from tvaerblik.imports.matching import plain

# What a person may say of a word that is none of ours, besides naming one of our values.
EMPTY, REJECT = "empty", "reject"


@dataclass(frozen=True)
class ColumnReading:
    """How the texts of one column are read, as far as they can be read in more than one way.

    ``unit`` is what figures without one are counted in and ``currency`` what they are paid in; ``rates`` are kroner for
    one of a foreign currency, as typed. Without a rate the amount stays out: nothing is converted silently.
    """

    unit: MoneyUnit = "kr"
    mark: Literal["", ",", "."] = ""
    day_first: bool | None = None
    currency: str = "DKK"
    rates: Mapping[str, str] = field(default_factory=dict)

    @property
    def decimal_mark(self) -> Mark | None:
        """As the readers of numbers take it."""
        return self.mark or None

    def rate(self, currency: str) -> Decimal | None:
        """Kroner for one of the currency; None when nobody has typed it."""
        if currency == "DKK":
            return Decimal(1)
        try:
            rate = Decimal(str(self.rates.get(currency, "")).strip().replace(",", "."))
        except InvalidOperation:
            return None
        return rate if rate.is_finite() and rate > 0 else None


@dataclass(frozen=True)
class Word:
    """What a person said of a word: one of our values, or that it is left empty, or that its rows are rejected."""

    value: Packed = None
    do: str = ""


@dataclass(frozen=True)
class ColumnMapping:
    """Everything a person said about a file.

    - ``columns``: place of the column (0 is the first) → our field; other columns are kept with the row, not imported.
    - ``readings``: our field → how its texts are read. ``words``: our field → plain word → what it means.
    - ``constants``: our field → value for all rows.
    """

    columns: Mapping[int, str] = field(default_factory=dict)
    readings: Mapping[str, ColumnReading] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Word]] = field(default_factory=dict)
    constants: Mapping[str, Packed] = field(default_factory=dict)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in self.columns.items()}

    def column_of(self, key: str) -> int | None:
        """The column mapped to the field."""
        return self._places.get(key)

    def reading(self, key: str) -> ColumnReading:
        """How the field's texts are read."""
        return self.readings.get(key) or ColumnReading()

    def answers_json(self) -> dict[str, Any]:
        """All but the columns, as it is kept."""
        return {
            "readings": {key: asdict(one) for key, one in self.readings.items()},
            "words": {key: {word: asdict(one) for word, one in words.items()} for key, words in self.words.items()},
            "constants": dict(self.constants),
        }

    @classmethod
    def from_json(cls, columns: Mapping[str, str], answers: Mapping[str, Any]) -> ColumnMapping:
        """From what was kept: columns by their place as text, and ``answers_json``."""
        return cls(
            {int(place): key for place, key in columns.items()},
            {key: ColumnReading(**one) for key, one in answers.get("readings", {}).items()},
            {
                key: {word: Word(**one) for word, one in words.items()}
                for key, words in answers.get("words", {}).items()
            },
            dict(answers.get("constants", {})),
        )


def by_heading(columns: Mapping[int, str], headings: Sequence[str]) -> dict[str, str]:
    """A mapping that no longer depends on the order of the columns: plain heading → our field."""
    return {plain(headings[place]): key for place, key in columns.items() if plain(headings[place])}


def by_place(named: Mapping[str, str], headings: Sequence[str]) -> dict[int, str]:
    """The named mapping on this file's columns; a heading that is repeated means its first column."""
    places: dict[int, str] = {}
    for place, heading in enumerate(headings):
        key = named.get(plain(heading))
        if key and key not in places.values():
            places[place] = key
    return places


def fits(named: Mapping[str, str], headings: Iterable[str]) -> bool:
    """True when the file has every column of the named mapping."""
    return bool(named) and set(named) <= {plain(heading) for heading in headings}
