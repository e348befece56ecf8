"""A file comes in, and a person says what its columns and words mean."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import locked, record
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.imports import guessing, queries, rules
from tvaerblik.imports.importer import Importer, importers
from tvaerblik.imports.mapping import ColumnMapping, by_heading, by_place
from tvaerblik.imports.models import ImportProfile, ImportRun
from tvaerblik.imports.reading import Book, NotATable, read_book


@transaction.atomic
def start_import(*, importer: str, content: bytes, file_name: str, by: Any) -> ImportRun:
    """Take a file in, keep its bytes, suggest sheet, heading row and columns. Raises ``NotATable`` with a sentence."""
    described = importers.get(importer)
    if described is None:
        raise NotPossible(_("There is nothing called “%(name)s” to import.") % {"name": importer})
    if sentence := described.why_not(by):
        raise NotPermitted(sentence)
    book = read_book(content)
    run = ImportRun(
        importer=importer,
        file_name=PurePath(file_name.replace("\\", "/")).name[:250] or "import",
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=book.encoding,
        by=by,
    )
    _choose(run, described, book, *queries.likely_sheet(described, book))
    run.content.save(f"{run.sha256}.bin", ContentFile(content), save=False)
    run.save()
    record("start_import", run, by=by, importer=importer, sha256=run.sha256)
    return run


def _choose(run: ImportRun, importer: Importer, book: Book, sheet: str, heading_row: int) -> None:
    """Set sheet and heading row, and suggest columns: a saved mapping that fits, else a guess."""
    run.sheet, run.heading_row = sheet, heading_row
    table = queries.table_for(run, book)
    if not table.rows:
        raise NotATable(_("There are no rows under the headings in row %(row)s.") % {"row": heading_row})
    run.headings = list(table.headings)
    run.empty_rows = table.empty_rows
    run.profile = next(iter(queries.fitting_profiles(importer.name, table.headings)), None)
    if run.profile is not None:
        columns = by_place(run.profile.columns, table.headings)
        run.answers = run.profile.answers
    else:
        columns = guessing.guess_columns(importer, table, queries.words_of(importer, run.by))
        run.answers = {}
    run.columns = {str(place): key for place, key in columns.items()}


def _take(run: ImportRun, step: str, by: Any) -> ImportRun:
    current = locked(run)
    rules.IMPORT.take(step, current, by)
    current.version += 1
    current.trouble = ""
    return current


@transaction.atomic
def choose_sheet(run: ImportRun, *, sheet: str, heading_row: int, by: Any) -> ImportRun:
    """Say which sheet and which row of headings; columns are suggested anew."""
    current = _take(run, "choose_sheet", by)
    book = queries.book_of(current)
    found = book.sheet(sheet) if sheet else book.sheets[0]
    if found is None:
        raise NotPossible(_("The file has no sheet called “%(sheet)s”.") % {"sheet": sheet})
    if heading_row not in {row.number for row in found.rows}:
        raise NotPossible(_("Row %(row)s is empty and cannot hold the headings.") % {"row": heading_row})
    _choose(current, queries.importer_of(current), book, found.name, heading_row)
    current.save()
    current.rows.all().delete()
    record("choose_sheet", current, by=by, sheet=found.name, heading_row=heading_row)
    return current


@transaction.atomic
def map_columns(
    run: ImportRun, *, columns: Mapping[int, str], profile: ImportProfile | None = None, by: Any
) -> ImportRun:
    """Say which column is which field of ours. ``profile`` brings its answers about words and units along."""
    current = _take(run, "map_columns", by)
    importer = queries.importer_of(current)
    _check_columns(importer, current, columns)
    current.columns = {str(place): key for place, key in sorted(columns.items())}
    if profile is not None:
        current.profile, current.answers = profile, profile.answers
    current.save()
    record(
        "map_columns", current, by=by, columns={current.labels[place]: key for place, key in sorted(columns.items())}
    )
    return current


def _check_columns(importer: Importer, run: ImportRun, columns: Mapping[int, str]) -> None:
    if not columns:
        raise NotPossible(_("Choose a field for at least one column."))
    for place, key in columns.items():
        field = importer.field(key)
        if field is None or not 0 <= place < len(run.headings):
            raise NotPossible(_("The file has no such column, or there is no such field."))
        if list(columns.values()).count(key) > 1:
            raise NotPossible(_("“%(field)s” is chosen for two columns. Choose one of them.") % {"field": field.label})


@transaction.atomic
def map_values(run: ImportRun, *, answers: ColumnMapping, profile_name: str = "", by: Any) -> ImportRun:
    """Say how texts are read, what unknown words mean, and what all rows have. The rows are planned next, by a job.

    With ``profile_name`` all that was said is saved under that name and offered for files with the same headings.
    """
    current = _take(run, "map_values", by)
    current.answers = answers.answers_json()
    if profile_name.strip():
        current.profile = _save_profile(current, profile_name.strip(), by)
    current.attempt += 1
    current.done, current.total, current.moved_at = 0, 0, clock.now()
    current.save()
    record("map_values", current, by=by, **current.answers)
    return current


def _save_profile(run: ImportRun, name: str, by: Any) -> ImportProfile:
    columns = {int(place): key for place, key in run.columns.items()}
    profile = ImportProfile.objects.select_for_update().filter(importer=run.importer, name=name).first()
    profile = profile or ImportProfile(importer=run.importer, name=name[:120])
    profile.columns = by_heading(columns, run.headings)
    profile.answers = run.answers
    profile.saved_by = by
    profile.version += 0 if profile.pk is None else 1
    profile.save()
    record("save_mapping", profile, by=by, name=name)
    return profile


@transaction.atomic
def forget_mapping(profile: ImportProfile, *, by: Any) -> None:
    """Delete a saved mapping. Imports made with it stay as they are."""
    importer = importers.get(profile.importer)
    if importer is not None and (sentence := importer.why_not(by)):
        raise NotPermitted(sentence)
    if profile.saved_by_id != by.pk and not (importer is not None and importer.oversees(by)):
        raise NotPermitted(_("Only whoever saved the mapping can delete it."))
    record("forget_mapping", profile, by=by, name=profile.name)
    profile.delete()


@transaction.atomic
def abandon_import(run: ImportRun, *, by: Any) -> ImportRun:
    """Give an import up before anything was imported. What it read is kept with its file."""
    current = _take(run, "abandon_import", by)
    current.save()
    record("abandon_import", current, by=by)
    return current
