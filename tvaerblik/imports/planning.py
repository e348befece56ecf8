"""From rows of a file to what would happen to each of them. Reads only; nothing here writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

from django.utils.translation import gettext as _

from tvaerblik.core.models import Record
from tvaerblik.core.reading.outcome import shown
from tvaerblik.imports.cells import CellReader, Words
from tvaerblik.imports.importer import Importer, ImportField, Packed, Target
from tvaerblik.imports.mapping import ColumnMapping
from tvaerblik.imports.matching import plain, source_key
from tvaerblik.imports.reading import Cell

Outcome = Literal["created", "changed", "unchanged", "doubtful", "rejected", "skipped"]
Level = Literal["note", "left_out", "doubt", "reject"]
Progress = Callable[[int, int], None]
REPORT_EVERY = 200


class Message(TypedDict):
    """A sentence about a row or a cell. ``column`` is the place in the file, None for the row or a constant."""

    column: int | None
    field: str
    text: str
    reason: str
    level: Level


@dataclass(frozen=True)
class SourceRow:
    """A row to plan: its cells as the file has them, what a person corrected, and what a person decided about it."""

    number: int
    cells: tuple[Cell, ...]
    corrections: Mapping[int, str] = field(default_factory=dict)
    decision: str = ""
    chosen: int | None = None

    def cell(self, place: int) -> Cell:
        """The cell that counts: the corrected one, else the file's."""
        if place in self.corrections:
            return Cell(self.corrections[place])
        return self.cells[place] if place < len(self.cells) else Cell("")


@dataclass
class PlannedRow:
    """What would happen to a row, and why."""

    source: SourceRow
    key: str = ""
    outcome: Outcome = "rejected"
    values: dict[str, Packed] = field(default_factory=dict)
    changes: dict[str, list[Packed]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    match: int | None = None
    candidates: list[int] = field(default_factory=list)
    seen_version: int | None = None

    def say(self, level: Level, reason: str, *, field: str = "", column: int | None = None, text: str = "") -> None:
        """Add a sentence."""
        self.messages.append(Message(column=column, field=field, text=text, reason=reason, level=level))

    @property
    def left_out(self) -> int:
        """How many cells do not come with."""
        return sum(message["level"] == "left_out" for message in self.messages)

    @property
    def is_rejected(self) -> bool:
        """True when any sentence rejects the row."""
        return any(message["level"] == "reject" for message in self.messages)

    @property
    def is_doubtful(self) -> bool:
        """True when any sentence asks for a person's word."""
        return any(message["level"] == "doubt" for message in self.messages)


@dataclass(frozen=True)
class Remembered:
    """The record that a row of the same source was applied to before, and what that row said then."""

    pk: int
    values: Mapping[str, Packed]


@dataclass
class Taken:
    """Which rows came before: how many of each source key, and the first that was used, by key and by record."""

    seen: Counter[str] = field(default_factory=Counter)
    keys: dict[str, int] = field(default_factory=dict)
    records: dict[int, int] = field(default_factory=dict)


class Planner:
    """Plans rows for one importer, mapping and person. ``words`` are the choices of each field that has any."""

    def __init__(
        self,
        importer: Importer,
        mapping: ColumnMapping,
        words: Mapping[str, Words],
        target: Target,
        example: Sequence[str] = (),
    ) -> None:
        self.importer = importer
        self.mapping = mapping
        self.words = words
        self.target = target
        self.example = sorted(plain(text) for text in example)
        self.readers = {
            key: CellReader(one, mapping.reading(key), words[key], mapping.words.get(key))
            for key in mapping.columns.values()
            if (one := importer.field(key)) is not None
        }

    def read(self, source: SourceRow) -> PlannedRow:
        """The row's values and what was wrong with its cells."""
        row = PlannedRow(source, self.key_of(source))
        for place, key in self.mapping.columns.items():
            one = self.importer.field(key)
            if one is not None:
                self._read_cell(row, place, one)
        for key, value in self.mapping.constants.items():
            one = self.importer.field(key)
            if one is None or key in self.mapping.columns.values():
                continue
            if self.words[key].has(value):
                row.values[key] = value
            else:
                row.say("reject", _("The value chosen for all rows is no longer there."), field=key)
        return row

    def _read_cell(self, row: PlannedRow, place: int, one: ImportField) -> None:
        cell = row.source.cell(place)
        found = self.readers[one.key].read(cell)
        if found.value is not None and found.value != "":
            row.values[one.key] = found.value
        told = {"field": one.key, "column": place, "text": cell.text}
        if found.note:
            row.say("note", found.note, **told)  # type: ignore[arg-type]
        if found.problem:
            level: Level = "reject" if found.reject or one.required else "left_out"
            row.say(level, found.problem, **told)  # type: ignore[arg-type]

    def problem_of(self, place: int, text: str) -> str:
        """ "" or why that text gives no value in that column."""
        reader = self.readers.get(self.mapping.columns.get(place, ""))
        return reader.read(Cell(text)).problem if reader else ""

    def key_of(self, source: SourceRow) -> str:
        """What the source calls the row: its code where it has one, else the words of the importer's key fields."""
        code = self.mapping.column_of(self.importer.code) if self.importer.code else None
        if code is not None and not source.cell(code).is_empty:
            return source_key(["code", source.cell(code).text])
        places = [self.mapping.column_of(key) for key in self.importer.key]
        texts = [source.cell(place).text if place is not None else "" for place in places]
        return source_key(texts) if texts and plain(texts[0]) else ""

    def plan(
        self,
        sources: Sequence[SourceRow],
        remembered: Callable[[Iterable[str]], Mapping[str, Remembered]],
        taken: Taken | None = None,
        progress: Progress = lambda _done, _total: None,
    ) -> list[PlannedRow]:
        """What would happen to every row, in the order of the file. ``progress`` is told how far it has come."""
        total = len(sources) * 2
        rows = []
        for done, source in enumerate(sources):
            if done % REPORT_EVERY == 0:
                progress(done, total)
            rows.append(self.read(source))
        before = taken or Taken()
        for row in rows:
            self._number_key(row, before)
        known = remembered({row.key for row in rows if row.key})
        chosen = {row.source.chosen for row in rows if row.source.chosen}
        self.target.load([row.values for row in rows], chosen | {one.pk for one in known.values()}, to_match=True)
        for done, row in enumerate(rows):
            if done % REPORT_EVERY == 0:
                progress(len(rows) + done, total)
            self._decide(row, known.get(row.key), before)
        return rows

    def _number_key(self, row: PlannedRow, taken: Taken) -> None:
        """Rows of the same key are told apart by their order, so that each is remembered by itself."""
        if row.key:
            taken.seen[row.key] += 1
            times = taken.seen[row.key]
            row.key = row.key if times == 1 else f"{row.key}:{times}"

    def _decide(self, row: PlannedRow, known: Remembered | None, taken: Taken) -> None:
        if row.source.decision == "skip":
            row.outcome = "skipped"
            row.say("note", _("You chose to skip this row."))
            return
        if self._is_example(row.source):
            row.outcome = "skipped"
            row.say("note", _("This is the example row of the template."))
            return
        record = self._record_for(row, known)
        if row.is_rejected:
            row.outcome = "rejected"
        elif self._is_doubtful(row, record, known, taken):
            row.outcome = "doubtful"
        elif record is None:
            self._plan_new(row)
        else:
            self._plan_change(row, record, known)

    def _is_example(self, source: SourceRow) -> bool:
        if not self.example or source.corrections:
            return False
        filled = [cell.text for cell in source.cells if not cell.is_empty]
        return len(filled) == len(self.example) and sorted(map(plain, filled)) == self.example

    def _record_for(self, row: PlannedRow, known: Remembered | None) -> Record | None:
        """The record the row means: the chosen one, the remembered one, or the one it certainly matches."""
        if row.source.decision == "create":
            return None
        if row.source.decision == "use":
            record = self.target.record(row.source.chosen) if row.source.chosen else None
            if record is None:
                row.say("reject", _("The record you chose is no longer there."))
            return record
        sure = self.target.match(row.values)
        record = self.target.record(known.pk) if known else None
        if record is not None and sure is not None and record.pk != sure.pk:
            row.candidates = [record.pk, sure.pk]
            row.say(
                "doubt",
                _("An earlier import put this row on “%(one)s”, but it reads like “%(other)s”.")
                % {"one": self.target.describe(record), "other": self.target.describe(sure)},
            )
        return record or sure

    def _is_doubtful(self, row: PlannedRow, record: Record | None, known: Remembered | None, taken: Taken) -> bool:
        """Add what makes a person's word necessary; nothing is doubtful once the person has said it."""
        first = row.source.number
        if row.key:
            same = taken.keys.setdefault(row.key.partition(":")[0], first)
            first = first if known is not None else same
        if record is not None:
            first = min(first, taken.records.setdefault(record.pk, row.source.number))
        if row.source.decision == "use" and first != row.source.number:
            row.say("reject", _("Row %(row)s of the file is already used for it. Skip one of them.") % {"row": first})
        if row.source.decision in {"use", "create"}:
            return False
        if first != row.source.number:
            row.candidates = [record.pk] if record is not None else []
            row.say("doubt", _("Row %(row)s of the file is about the same. Is this another one?") % {"row": first})
        elif record is None and not row.is_rejected:
            row.candidates = [one.pk for one in self.target.similar(row.values)]
            if row.candidates:
                row.say("doubt", _("Something like it is already there. Is it the same?"))
        return row.is_doubtful

    def _plan_new(self, row: PlannedRow) -> None:
        for one in self.importer.required:
            if one.key not in row.values:
                row.say(
                    "reject",
                    _("%(field)s is missing.") % {"field": one.label},
                    field=one.key,
                    column=self.mapping.column_of(one.key),
                )
        if not row.is_rejected:
            self._check(row, row.values, None)
        row.outcome = "rejected" if row.is_rejected else "doubtful" if row.is_doubtful else "created"

    def _plan_change(self, row: PlannedRow, record: Record, known: Remembered | None) -> None:
        row.match = record.pk
        row.seen_version = record.version
        current = self.target.current(record)
        said = known.values if known is not None and known.pk == record.pk else {}
        for key, value in row.values.items():
            if value == current.get(key) or (key in said and said[key] == value):
                # What the file said last time and still says is no news: a change made here since then stands.
                continue
            row.changes[key] = [current.get(key), value]
            if key in said and said[key] != current.get(key):
                self._both_changed(row, key)
        if row.changes:
            self._check(row, {key: after for key, (_before, after) in row.changes.items()}, record)
        if row.is_rejected:
            row.outcome = "rejected"
        elif row.is_doubtful:
            row.candidates = [record.pk]
            row.outcome = "doubtful"
        else:
            row.outcome = "changed" if row.changes else "unchanged"

    def _both_changed(self, row: PlannedRow, key: str) -> None:
        if row.source.decision != "use":
            row.say(
                "doubt",
                _("Changed both here and in the file since the last import. Shall the file win?"),
                field=key,
                column=self.mapping.column_of(key),
            )

    def _check(self, row: PlannedRow, values: Mapping[str, Packed], record: Record | None) -> None:
        for key, sentence, contradicts in self.target.check(values, record):
            column = self.mapping.column_of(key) if key else None
            one = self.importer.field(key) if key else None
            if one is not None and not one.required and column is not None and key in row.values:
                # A value that does not hold in a field one can do without is left out; the row still comes in.
                row.values.pop(key)
                row.changes.pop(key, None)
                row.say("left_out", sentence, field=key, column=column, text=row.source.cell(column).text)
                if contradicts and row.source.decision not in {"use", "create"}:
                    row.say("doubt", _("Correct the cell, or answer that the row shall come in without it."))
            else:
                row.say("reject", sentence, field=key, column=column)
        if not row.is_rejected and (sentence := self.target.why_not(set(values) & set(row.values), row.values, record)):
            row.say("reject", sentence)


def counts(outcomes: Iterable[str]) -> dict[str, int]:
    """How many rows of each outcome; every outcome is there."""
    found = dict.fromkeys(("created", "changed", "unchanged", "doubtful", "rejected", "skipped"), 0)
    for outcome in outcomes:
        found[outcome] += 1
    return found


def as_cells(kept: Sequence[Any]) -> tuple[Cell, ...]:
    """The cells of a row from what was kept of it."""
    return tuple(Cell.from_json(one) for one in kept)


def told(message: Mapping[str, Any]) -> str:
    """A message on one line, for lists: the cell's text and the reason."""
    return f"“{shown(message['text'])}”: {message['reason']}" if message["text"] else str(message["reason"])
