"""Reads of imports, always for somebody: runs, their tables, what rows would do, and where a record came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from tvaerblik.core.models import link_to
from tvaerblik.imports import guessing, references
from tvaerblik.imports.cells import Words, reads
from tvaerblik.imports.importer import Importer, importers
from tvaerblik.imports.mapping import fits
from tvaerblik.imports.models import ImportProfile, ImportRow, ImportRun, RowOutcome, RunState
from tvaerblik.imports.planning import PlannedRow, Planner, Progress, Remembered, SourceRow, Taken, as_cells
from tvaerblik.imports.reading import Book, Table, likely_heading_row, read_book, table_of

APPLIED = (RowOutcome.CREATED, RowOutcome.CHANGED, RowOutcome.UNCHANGED)
# The tab of rows that come in without some of their cells.
INCOMPLETE = "left_out"
# Rows of one page of the preview.
PAGE = 50
MOST_REMEMBERED_BOOKS = 3
MOST_REMEMBERED_CELLS = 300_000
_books: dict[str, Book] = {}


def open_importers(by: Any) -> list[Importer]:
    """What the person may import."""
    return [importer for importer in importers if not importer.why_not(by)]


def runs_for(by: Any) -> QuerySet[ImportRun]:
    """The one door to imports: one's own, and all into a register one keeps."""
    overseen = [importer.name for importer in importers if importer.oversees(by)]
    return ImportRun.objects.filter(Q(by=by) | Q(importer__in=overseen)).select_related("by", "profile")


def rows_for(by: Any) -> QuerySet[ImportRow]:
    """The rows of the imports the person may see."""
    return ImportRow.objects.filter(run__in=runs_for(by)).select_related("run", "run__by")


def importer_of(run: ImportRun) -> Importer:
    """The description the import follows."""
    return importers[run.importer]


def book_of(run: ImportRun) -> Book:
    """The file, read from its bytes. The latest few are remembered by their digest: each step asks again."""
    book = _books.get(run.sha256)
    if book is None:
        with run.content.open("rb") as file:
            book = read_book(file.read())
        if sum(len(sheet.rows) * sheet.width for sheet in book.sheets) <= MOST_REMEMBERED_CELLS:
            while len(_books) >= MOST_REMEMBERED_BOOKS:
                _books.pop(next(iter(_books), ""), None)
            _books[run.sha256] = book
    return book


def table_for(run: ImportRun, book: Book | None = None) -> Table:
    """The chosen sheet of the file with the chosen heading row."""
    book = book or book_of(run)
    return table_of(book.sheet(run.sheet) or book.sheets[0], run.heading_row)


def likely_sheet(importer: Importer, book: Book) -> tuple[str, int]:
    """The sheet and heading row that know most of our headings; the first sheet when none does."""
    known = guessing.known_heading(importer)

    def score(name: str, row: int) -> int:
        sheet = book.sheet(name)
        heading = next((one for one in sheet.rows if one.number == row), None) if sheet else None
        return sum(known(cell.text) for cell in heading.cells) if heading else 0

    found = [(sheet.name, likely_heading_row(sheet, known)) for sheet in book.sheets]
    return max(found, key=lambda pair: score(*pair))


def words_of(importer: Importer, by: Any) -> dict[str, Words]:
    """For each field, its values and every word that names one of them."""
    return {one.key: Words(one.options(by) if one.has_options else ()) for one in importer.fields}


def profiles_of(importer: str) -> QuerySet[ImportProfile]:
    """The saved mappings of that importer."""
    return ImportProfile.objects.filter(importer=importer)


def fitting_profiles(importer: str, headings: Iterable[str]) -> list[ImportProfile]:
    """The saved mappings whose columns the file has, the one with most columns first."""
    known = tuple(headings)
    found = [profile for profile in profiles_of(importer) if fits(profile.columns, known)]
    return sorted(found, key=lambda profile: (-len(profile.columns), -profile.pk))


def same_file(run: ImportRun) -> ImportRun | None:
    """The latest other import of the very same bytes that was carried out."""
    others = ImportRun.objects.filter(importer=run.importer, sha256=run.sha256, applied_at__isnull=False)
    return others.exclude(pk=run.pk).order_by("-applied_at").first()


def remembered(importer: str, keys: Iterable[str]) -> dict[str, Remembered]:
    """For each source key, the record that row was applied to last, and what it said then."""
    wanted = list(keys)
    rows = ImportRow.objects.filter(
        run__importer=importer, source_key__in=wanted, applied_at__isnull=False, undone_at__isnull=True
    ).order_by("applied_at", "pk")
    told = rows.values_list("source_key", "object_id", "values")
    return {key: Remembered(pk, values) for key, pk, values in told if pk is not None}


def planner_for(run: ImportRun, by: Any) -> Planner:
    """Plans rows the way the run's mapping says, with the rights of ``by``."""
    importer = importer_of(run)
    return Planner(importer, run.mapping, words_of(importer, by), importer.target(by), importer.example_texts)


def plan_of(run: ImportRun, by: Any, progress: Progress = lambda _done, _total: None) -> list[PlannedRow]:
    """What every row of the file would do now. What a person corrected and decided before still counts."""
    kept = {
        number: (corrections, decision, chosen)
        for number, corrections, decision, chosen in run.rows.exclude(corrections={}, decision="").values_list(
            "number", "corrections", "decision", "chosen"
        )
    }
    sources = []
    for row in table_for(run).rows:
        corrections, decision, chosen = kept.get(row.number, ({}, "", None))
        places = {int(place): text for place, text in corrections.items()}
        sources.append(SourceRow(row.number, row.cells, places, decision, chosen))
    return planner_for(run, by).plan(sources, lambda keys: remembered(run.importer, keys), progress=progress)


def plan_again(row: ImportRow, by: Any) -> PlannedRow:
    """What one row would do now, with what the rows above it in the file do."""
    source = SourceRow(
        row.number,
        as_cells(row.source),
        {int(place): text for place, text in row.corrections.items()},
        row.decision,
        row.chosen,
    )
    [planned] = planner_for(row.run, by).plan(
        [source], lambda keys: remembered(row.run.importer, keys), _taken_above(row)
    )
    return planned


def unreadable_cells(row: ImportRow, cells: Mapping[int, str], by: Any) -> dict[int, str]:
    """Of those corrections, by place, the ones that give no value, with the reason. The file's own text is none."""
    planner = planner_for(row.run, by)
    original = as_cells(row.source)
    problems = {
        place: planner.problem_of(place, text)
        for place, text in cells.items()
        if text.strip() != original[place].text.strip()
    }
    return {place: problem for place, problem in problems.items() if problem}


def _taken_above(row: ImportRow) -> Taken:
    taken = Taken()
    above = row.run.rows.filter(number__lt=row.number).order_by("number")
    for number, key, outcome, match in above.values_list("number", "source_key", "outcome", "match"):
        base = key.partition(":")[0]
        if base:
            taken.seen[base] += 1
        if outcome in {RowOutcome.REJECTED, RowOutcome.SKIPPED}:
            continue
        if base:
            taken.keys.setdefault(base, number)
        if match:
            taken.records.setdefault(match, number)
    return taken


def counts_of(run: ImportRun) -> dict[str, int]:
    """How many rows of each outcome, counted in the database."""
    found = dict(run.rows.order_by().values_list("outcome").annotate(Count("pk")))
    return {outcome: found.get(outcome, 0) for outcome in RowOutcome.values}


def incomplete_rows(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows that may come in without some of their cells, doubtful ones too; once imported those that did."""
    outcomes = (*APPLIED, RowOutcome.DOUBTFUL) if run.state == RunState.PLANNED else APPLIED
    return run.rows.filter(outcome__in=outcomes, left_out__gt=0)


def applied_rows(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows that are in the register and not undone."""
    return run.rows.filter(applied_at__isnull=False, undone_at__isnull=True)


def waiting_rows(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows that are to be imported and are not yet."""
    return run.rows.filter(outcome__in=APPLIED, applied_at__isnull=True)


def origin_of(thing: Any, by: Any) -> dict[str, Any] | None:
    """Where a record came from, for its page: every imported row that is still in force, the newest first.

    The row is shown to everybody who may see the record; the import itself only to those who may see it.
    """
    rows = ImportRow.objects.filter(**link_to(thing), applied_at__isnull=False, undone_at__isnull=True)
    found = list(rows.select_related("run", "run__by").order_by("-applied_at", "-pk")[:20])
    if not found:
        return None
    seen = set(runs_for(by).filter(pk__in={row.run_id for row in found}).values_list("pk", flat=True))
    return {
        "origins": [
            {
                "row": row,
                "cells": source_of(row),
                "became": registered_with(row, by) if row.outcome == RowOutcome.CREATED else [],
                "url": row.get_absolute_url() if row.run_id in seen else "",
            }
            for row in found
        ]
    }


def registered_with(row: ImportRow, by: Any) -> list[tuple[str, str]]:
    """The values a new record got from its row, and those it got because nobody said anything: label and value."""
    found = []
    for one in importer_of(row.run).fields:
        value = row.values.get(one.key, one.default)
        if value is not None:
            labels = Words(one.options(by)).labels if one.has_options else {}
            found.append((str(one.label), reads(one, value, labels)))
    return found


def source_of(row: ImportRow) -> list[tuple[str, str]]:
    """A row word for word: the name of each column of the file and what stands there."""
    cells = as_cells(row.source)
    return [(label, cell.text) for label, cell in zip(row.run.labels, cells, strict=False)]


def describe_all(run: ImportRun, by: Any, pks: Iterable[int]) -> Mapping[int, tuple[str, str]]:
    """For each record of those numbers: the line that tells it from others, and its address."""
    target = importer_of(run).target(by)
    wanted = set(pks)
    target.load([], wanted, to_match=False)
    found = {}
    for pk in wanted:
        record = target.record(pk)
        if record is not None:
            found[pk] = (target.describe(record), record.get_absolute_url())  # type: ignore[attr-defined]
    return found


def rows_that_follow(row: ImportRow, keys: Iterable[str], matches: Iterable[int]) -> QuerySet[ImportRow]:
    """Rows further down that stand or fall with this one: same source key, or same record."""
    same = Q(match__in=list(matches))
    for key in keys:
        same |= Q(source_key__startswith=key)
    return row.run.rows.filter(same, number__gt=row.number).order_by("number")


def profiles_for(by: Any) -> QuerySet[ImportProfile]:
    """The saved mappings of what the person may import."""
    return ImportProfile.objects.filter(importer__in=[one.name for one in open_importers(by)]).select_related(
        "saved_by"
    )


def against_undoing(run: ImportRun, by: Any) -> list[tuple[int, str]]:
    """What bars undoing: row number and sentence."""
    rows = list(applied_rows(run))
    against = references.reasons_against(rows, importer_of(run).target(by))
    return [(row.number, against[row.pk]) for row in rows if row.pk in against]


def tabs_of(run: ImportRun) -> list[tuple[str, str, int]]:
    """The outcomes that occur: key, label and number of rows; first all of them, last those with cells left out."""
    counted = counts_of(run)
    found = [(outcome.value, str(outcome.label), counted[outcome.value]) for outcome in RowOutcome]
    found.append((INCOMPLETE, _("With cells left out"), incomplete_rows(run).count()))
    return [("", _("All rows"), sum(counted.values())), *(one for one in found if one[2])]


def rows_of(run: ImportRun, tab: str) -> QuerySet[ImportRow]:
    """The rows of a tab; all of them when there is no such tab."""
    if tab == INCOMPLETE:
        return incomplete_rows(run)
    return run.rows.filter(outcome=tab) if tab in RowOutcome.values else run.rows.all()


def page_of(rows: QuerySet[ImportRow], query: QueryDict) -> str:
    """The page asked for, or the one on which the row asked for stands."""
    wanted = query.get("row", "")
    if wanted.isdecimal():
        return str(rows.filter(number__lt=int(wanted)).count() // PAGE + 1)
    return query.get("page", "1")
