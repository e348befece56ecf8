"""What a package says about its records so that they can be imported: fields, words, how rows are matched and written.

A package describes an ``Importer`` once and contributes it. The description drives the mapping page, the preview, the
template workbook, applying, undoing and the panel on the record's page.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from tvaerblik.core.contributions import Registry
from tvaerblik.core.models import Record
from tvaerblik.core.reading import Edge

Label = str | Promise
FieldKind = Literal["text", "long", "number", "money", "date", "yes_no", "choice", "choices"]
# Values as they are kept and compared: text, whole number, ISO date, true or false, record number, list of numbers.
Packed = Any
Values = Mapping[str, Packed]


@dataclass(frozen=True)
class Option:
    """One value of a choice: what it is packed as, what people call it, and every word a sheet may use for it.

    ``notes`` say by plain word what was assumed when a cell was read by it (a position for its holder). ``is_former``
    values can be read on records that have them, but are not chosen any more.
    """

    value: Packed
    label: str
    words: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    is_former: bool = False


def options_of(choices: Iterable[tuple[str, Label]], also: Mapping[str, Sequence[str]] | None = None) -> list[Option]:
    """The options of a fixed list: its labels in every language of the program name them, and the words of ``also``."""
    found = []
    for value, label in choices:
        words = list((also or {}).get(value, ()))
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                words.append(str(label))
        found.append(Option(value, str(label), tuple(words)))
    return found


@dataclass(frozen=True)
class ImportField:
    """One field that a column can be mapped to.

    - ``aliases``: headings it goes by, in Danish, English and others; ``options`` the values of a choice, for somebody.
    - ``guesses``: words of other scales and the value they may mean; only ever a suggestion for a person to confirm.
    - ``edge``: which end of a week, month or year a date means; ``longest`` the number of characters it can hold;
      ``largest`` what a number must stay below.
    - ``constant``: a value for all rows may be set when no column has it; ``default`` what a new record then gets when
      none is set.
    """

    key: str
    label: Label
    kind: FieldKind = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    help: Label = ""
    options: Callable[[Any], Sequence[Option]] = lambda _by: ()
    guesses: Mapping[str, Packed] = field(default_factory=dict)
    edge: Edge = "last"
    longest: int = 0
    largest: int = 32_768
    constant: bool = False
    default: Packed = None
    example: str = ""

    @property
    def has_options(self) -> bool:
        """True for a field whose values are chosen among ours."""
        return self.kind in {"choice", "choices"}


class Flaw(NamedTuple):
    """What does not hold of a row: the field (empty for the whole row) and a sentence.

    ``contradicts``: the value stands against another one, so that a person must look before it is left out.
    """

    field: str
    sentence: str
    contradicts: bool = False


@dataclass(frozen=True)
class Origin:
    """Where a value comes from, for the words an action leaves behind."""

    file_name: str
    row: int


@dataclass(frozen=True)
class Applied:
    """What applying a row made: the record, and what else must go when it is undone (JSON-able)."""

    record: Record
    made: dict[str, Any] = field(default_factory=dict)


class Target(ABC):
    """The records an import writes to, for one person and one run. Loads in bulk: no query per row while planning."""

    def __init__(self, by: Any) -> None:
        self.by = by

    @abstractmethod
    def load(self, rows: Sequence[Values], pks: Collection[int], *, to_match: bool) -> None:
        """Fetch those records and what the rows' values point at; ``to_match`` also what the rows can match."""

    @abstractmethod
    def record(self, pk: int) -> Record | None:
        """The loaded record of that number, when ``by`` may see it."""

    @abstractmethod
    def match(self, values: Values) -> Record | None:
        """The record that the row certainly means."""

    @abstractmethod
    def similar(self, values: Values) -> Sequence[Record]:
        """Records the row may mean, the likeliest first; a person decides."""

    @abstractmethod
    def describe(self, record: Record) -> str:
        """One line that tells the record from others like it."""

    @abstractmethod
    def current(self, record: Record) -> dict[str, Packed]:
        """The record's own values by field, packed."""

    @abstractmethod
    def check(self, values: Values, record: Record | None) -> Iterable[Flaw]:
        """What does not hold. ``record`` None means a new one."""

    @abstractmethod
    def why_not(self, fields: Collection[str], values: Values, record: Record | None) -> str:
        """ "" or the sentence that keeps ``by`` from creating it, or from changing those fields to the row's values."""

    @abstractmethod
    def create(self, values: Values, origin: Origin) -> Applied:
        """Make the record through the package's actions."""

    @abstractmethod
    def change(self, record: Record, changes: Values, seen_version: int, origin: Origin) -> Applied:
        """Change those fields through the package's actions."""

    @abstractmethod
    def withdraw(self, record: Record, made: Mapping[str, Any], reason: str) -> None:
        """Take a record back that the import made."""

    @abstractmethod
    def restore(self, record: Record, before: Values, made: Mapping[str, Any], reason: str) -> None:
        """Give a record the values back that it had before the import."""

    def built_on(self, made: Mapping[str, Any]) -> Mapping[str, Collection[int]]:
        """Rows that refer to the record but came with it, by model label, so that they do not bar undoing."""
        del made
        return {}


@dataclass(frozen=True)
class Importer:
    """One kind of record that can be imported.

    - ``kind``: the model, such as "portfolio.project"; ``key``: the fields whose words tell a row from others.
    - ``why_not``: "" or the sentence for those who may not import; ``oversees``: who sees everybody's imports.
    - ``record_of``: the column that, when filled, alone tells the record (a code), or empty.
    """

    name: str
    title: Label
    kind: str
    fields: tuple[ImportField, ...]
    key: tuple[str, ...]
    target: Callable[[Any], Target]
    why_not: Callable[[Any], str]
    oversees: Callable[[Any], bool]
    code: str = ""
    things: Label = ""

    @cached_property
    def _by_key(self) -> dict[str, ImportField]:
        return {one.key: one for one in self.fields}

    def field(self, key: str) -> ImportField | None:
        """The field of that key."""
        return self._by_key.get(key)

    @property
    def required(self) -> tuple[ImportField, ...]:
        """The fields without which no record can be made."""
        return tuple(one for one in self.fields if one.required)

    @property
    def example_texts(self) -> tuple[str, ...]:
        """What the example row of the template says; a row that says just that is no data."""
        return tuple(one.example for one in self.fields if one.example)


importers: Registry[Importer] = Registry("importer")
