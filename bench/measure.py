"""Measures in a fresh example municipality; the figures are kept in docs/measurements.md.

Nothing here is a test: a busy machine is slow, and that is not a fault of the program.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROWS = 5_000
COLUMNS = 20


def begin() -> None:
    """A fresh example municipality to measure in."""
    os.environ["TVAERBLIK_DATA"] = tempfile.mkdtemp(prefix="tvaerblik-bench-")
    os.environ["TVAERBLIK_EXAMPLE"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tvaerblik.config.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tvaerblik.core.management.commands.compile_catalogues import compile_all

    compile_all()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def timed(what: str, work: Callable[[], Any]) -> Any:
    """Do the work and say how long it took, on the clock and on the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    spent, used = time.perf_counter() - clock, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {what} | {spent:.2f} s | {used:.2f} s | {memory:.0f} MB |", flush=True)  # noqa: T201  # its output
    return result


def workbook() -> bytes:
    """A spreadsheet of many projects, as a municipality may have it: known columns first, its own behind."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Projekter")
    heads = ["Projekt", "Klasse", "Område", "Fase", "Budget", "Startdato", "Slutdato", "Formål"]
    sheet.write_row(0, 0, heads + [f"Egen kolonne {n}" for n in range(COLUMNS - len(heads))])
    for number in range(1, ROWS + 1):
        row = [
            f"Digitalt projekt nummer {number}",
            "Lokal",
            "Staben",
            "Idé",
            "450.000",
            "1.1.2027",
            "31.12.2027",
            "Bedre service",
        ]
        sheet.write_row(number, 0, row + [f"bemærkning {number}"] * (COLUMNS - len(heads)))
    book.close()
    return out.getvalue()


def preview(content: bytes) -> Any:
    """Upload, columns and words as suggested, and the plan: what the user waits for."""
    from tests.portfolio import importing
    from tvaerblik.imports import actions, jobs
    from tvaerblik.people.models import Person

    by = Person.objects.get(email="konsulent.b@eksempel.dk")
    run = importing.choose_columns(importing.upload(content, by), by)
    form = importing.questions(run, by)
    sent = importing.MapValuesForm(importing.filled(form, mark_budget=","), thing=run, by=by)
    if not sent.is_valid():
        raise SystemExit(f"the words need an answer: {sent.errors.as_text()}")
    run = actions.map_values(run, **sent.arguments(), by=by)
    return timed(f"Preview of {ROWS} rows of {COLUMNS} columns: plan", lambda: jobs.plan(run, by=by))


def main() -> None:
    """Print a table in Markdown."""
    from datetime import date

    begin()
    from django.test import Client
    from django.utils import translation

    from tvaerblik.demo.building.example import build_example

    print("| what | clock | processor | memory so far |\n|---|---|---|---|")  # noqa: T201  # its output
    with translation.override("da"):
        timed("The example municipality made", lambda: build_example(date(2026, 11, 22)))
        content = workbook()
        timed(f"Preview of {ROWS} rows, all of it", lambda: preview(content))
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    from tvaerblik.people.models import Person

    client = Client()
    client.force_login(Person.objects.get(email="leder.digitalisering@eksempel.dk"))
    for address in ("/", "/projects", "/meetings/8", "/decisions"):
        client.get(address)
        timed(f"Page {address}, once warm", lambda: client.get(address).content)  # noqa: B023  # called at once


if __name__ == "__main__":
    main()
