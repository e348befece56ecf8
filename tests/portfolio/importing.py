"""Taking a file the whole way in, as a person at the pages would; suggestions are accepted unless told otherwise."""

from tvaerblik.imports import actions, jobs, queries
from tvaerblik.imports.forms import MapColumnsForm, MapValuesForm
from tvaerblik.imports.forms.answers import coded
from tvaerblik.imports.models import ImportRun


def filled(form, **answers):
    """What the page would send: every field as it is filled in, and the answers on top."""
    shown = {name: field.initial for name, field in form.fields.items()}
    return {name: value for name, value in {**shown, **answers}.items() if value not in {None, ""}}


def upload(data, by, name="projekter.xlsx"):
    return actions.start_import(importer="projects", content=data, file_name=name, by=by)


def choose_columns(run, by, **fields):
    """``fields``: heading → our field where it is another than suggested, None for a column that is not imported."""
    columns = {int(place): key for place, key in run.columns.items()}
    for heading, key in fields.items():
        place = run.headings.index(heading)
        columns.pop(place, None)
        if key:
            columns = {other: taken for other, taken in columns.items() if taken != key}
            columns[place] = key
    form = MapColumnsForm({f"column_{place + 1}": key for place, key in columns.items()}, thing=run, by=by)
    assert form.is_valid(), form.errors
    return actions.map_columns(run, **form.arguments(), by=by)


def questions(run, by):
    """The page of words and units, as it is first shown."""
    return MapValuesForm(thing=run, by=by)


def answer(run, by, **answers):
    form = MapValuesForm(filled(questions(run, by), **answers), thing=run, by=by)
    assert form.is_valid(), form.errors
    return jobs.plan_soon(actions.map_values(run, **form.arguments(), by=by), by=by)


def preview(data, by, *, name="projekter.xlsx", columns=None, **answers):
    return answer(choose_columns(upload(data, by, name), by, **(columns or {})), by, **answers)


def apply(run, by):
    return jobs.carry_on_soon(actions.apply_import(run, by=by), by=by)


def undo(run, by, **how):
    return jobs.carry_on_soon(actions.undo_import(run, **how, by=by), by=by)


def row(run, number):
    return ImportRun.objects.get(pk=run.pk).rows.get(number=number)


def counts(run):
    """The outcomes that occur, with their number of rows."""
    return {outcome: number for outcome, number in queries.counts_of(run).items() if number}


def reasons(one, *levels):
    """Field → sentence of a row's messages, of those levels or all."""
    return {m["field"]: m["reason"] for m in one.messages if not levels or m["level"] in levels}


def choice(value):
    """An answer that names one of our values."""
    return coded(value)
