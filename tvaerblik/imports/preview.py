"""The preview as the page draws it: every cell from raw to read, with the reason where it became something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from tvaerblik.imports import cells, queries
from tvaerblik.imports.cells import Words
from tvaerblik.imports.importer import Importer, ImportField
from tvaerblik.imports.matching import plain
from tvaerblik.imports.models import ImportRow, ImportRun, RowOutcome
from tvaerblik.imports.planning import as_cells

CELL_STATES = {"reject": "rejected", "doubt": "doubtful", "left_out": "doubtful", "note": ""}


@dataclass(frozen=True)
class Head:
    """A column of the preview: our field and the file's column, which is None for a value that all rows have."""

    field: ImportField
    label: str | Promise
    place: int
    source: str


@dataclass(frozen=True)
class ShownCell:
    """A cell: what the file says, what counts instead, how it was read, what it replaces, and what there is to say."""

    head: Head
    raw: str
    corrected: str | None
    value: str
    before: str | None
    state: str
    reasons: Sequence[str]

    @property
    def text(self) -> str:
        """The text that counts."""
        return self.raw if self.corrected is None else self.corrected

    @property
    def is_figure(self) -> bool:
        """Figures stand to the right; sentences about a figure that could not be read do not."""
        return self.head.field.kind in {"money", "number"} and not self.reasons

    @property
    def shows_correction(self) -> bool:
        """True when the correction is not what the read value already says."""
        return self.corrected is not None and plain(self.corrected) != plain(self.value)

    @property
    def shows_raw(self) -> bool:
        """True when the file's text tells something that the read value does not."""
        return bool(self.raw) and plain(self.raw) != plain(self.value)


@dataclass(frozen=True)
class Candidate:
    """A record that a doubtful row may be, with its values beside the row's."""

    pk: int
    name: str
    url: str


@dataclass(frozen=True)
class Comparison:
    """One field of a doubtful row: what the file says and what each candidate has."""

    label: str | Promise
    said: str
    has: Sequence[tuple[str, bool]]


@dataclass
class ShownRow:
    """A row of the preview."""

    row: ImportRow
    cells: list[ShownCell]
    reasons: list[str]
    record: tuple[str, str] | None
    candidates: list[Candidate] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)


class Preview:
    """Draws rows of one run. A fixed number of queries for a page, however many rows it has."""

    def __init__(self, run: ImportRun, by: Any) -> None:
        self.run = run
        self.by = by
        self.importer: Importer = queries.importer_of(run)
        self.words: Mapping[str, Words] = queries.words_of(self.importer, by)
        self.mapping = run.mapping
        self.heads = self._heads()

    def _heads(self) -> list[Head]:
        found = []
        for one in self.importer.fields:
            place = self.mapping.column_of(one.key)
            if place is not None:
                found.append(Head(one, one.label, place, self.run.labels[place]))
        return found

    def constants(self) -> list[tuple[str, str]]:
        """What all rows have: label and value."""
        fields = {one.key: one for one in self.importer.fields}
        return [
            (str(fields[key].label), self.reads(fields[key], value))
            for key, value in self.mapping.constants.items()
            if key in fields and self.mapping.column_of(key) is None
        ]

    def defaults(self) -> list[tuple[str, str]]:
        """What new records get because neither a column nor a person says it: label and value."""
        return [
            (str(one.label), self.reads(one, one.default))
            for one in self.importer.fields
            if one.default is not None
            and self.mapping.column_of(one.key) is None
            and one.key not in self.mapping.constants
        ]

    def reads(self, one: ImportField, value: Any) -> str:
        """How a packed value reads."""
        return cells.reads(one, value, self.words[one.key].labels)

    def rows(self, rows: Iterable[ImportRow]) -> list[ShownRow]:
        """The rows as they are drawn."""
        found = list(rows)
        for row in found:
            row.run = self.run
        target = self.importer.target(self.by)
        wanted = {pk for row in found for pk in (*row.candidates, row.match or 0, row.object_id or 0) if pk}
        target.load([], wanted, to_match=False)
        return [self._row(row, target) for row in found]

    def _row(self, row: ImportRow, target: Any) -> ShownRow:
        source = as_cells(row.source)
        shown = [
            self._cell(row, head, source[head.place].text if head.place < len(source) else "") for head in self.heads
        ]
        elsewhere = [str(message["reason"]) for message in row.messages if self._is_elsewhere(message)]
        record = target.record(row.object_id or row.match or 0)
        drawn = ShownRow(
            row, shown, elsewhere, (target.describe(record), record.get_absolute_url()) if record else None
        )
        if row.outcome == RowOutcome.DOUBTFUL:
            self._compare(drawn, target)
        return drawn

    def _is_elsewhere(self, message: Mapping[str, Any]) -> bool:
        return message["column"] not in {head.place for head in self.heads}

    def _cell(self, row: ImportRow, head: Head, raw: str) -> ShownCell:
        said = [message for message in row.messages if message["column"] == head.place]
        key = head.field.key
        before = row.changes.get(key)
        states = [CELL_STATES[message["level"]] for message in said]
        state = next((name for name in ("rejected", "doubtful") if name in states), "changed" if before else "")
        return ShownCell(
            head,
            raw,
            row.corrections.get(str(head.place)),
            self.reads(head.field, row.values.get(key)),
            self.reads(head.field, before[0]) if before else None,
            state,
            # A note tells what raw text and read value already show side by side; the row's page has it.
            [str(message["reason"]) for message in said if message["level"] != "note"],
        )

    def _compare(self, drawn: ShownRow, target: Any) -> None:
        records = [record for pk in drawn.row.candidates if (record := target.record(pk)) is not None]
        drawn.candidates = [Candidate(one.pk, target.describe(one), one.get_absolute_url()) for one in records]
        current = [target.current(record) for record in records]
        for one in self.importer.fields:
            said = drawn.row.values.get(one.key)
            if records and said is not None:
                has = [(self.reads(one, values.get(one.key)), values.get(one.key) != said) for values in current]
                if any(differs for _text, differs in has):
                    drawn.comparisons.append(Comparison(one.label, self.reads(one, said), has))
