"""Brings database, message catalogues, example and static files up to date; quick when nothing changed."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command

from launch.place import DataFolder, Memory
from tvaerblik.core.management.commands.compile_catalogues import compile_all

ROOT = Path(__file__).resolve().parents[2]


def main(kind: str, *, again: bool) -> int:
    """Do each step in turn; when one fails say so in one sentence and keep the details in a file."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word; the launcher has the word
    steps: list[tuple[str, Callable[[], object]]] = [
        # Before Django begins: a catalogue that is made afterwards is not read by this process, and the example
        # would be made in English.
        ("The message catalogues could not be compiled", compile_all),
        ("The settings could not be read", django.setup),
        ("The database could not be brought up to date", bring_database_up_to_date),
        ("The static files could not be gathered", gather_static_files),
    ]
    if kind == "example":
        steps.append(("The example municipality could not be made", lambda: load_example(again=again)))
    steps.append(("The start could not be noted", lambda: note_the_start(kind)))
    for trouble, step in steps:
        try:
            step()
        except Exception as error:  # noqa: BLE001  # whatever it is: a sentence, and a file
            print(f"{trouble}: {_first_line(error)} ({_keep_details()})", file=sys.stderr)
            return 1
    return 0


def bring_database_up_to_date() -> None:
    """Migrate, and make the table of the shared cache, which Django keeps outside the migrations."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def gather_static_files() -> None:
    """Collect the static files when one of them has changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            facts = Path(storage.path(name)).stat()
            seen.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    note = Path(settings.STATIC_ROOT) / ".gathered"
    if note.exists() and note.read_text(encoding="ascii") == seen.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    note.write_text(seen.hexdigest(), encoding="ascii")


def load_example(*, again: bool) -> None:
    """Make the example municipality, unless it is there; one that was broken off half made is begun anew."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    folder = DataFolder(settings.DATA_FOLDER)
    broken_off = folder.memory is None and get_user_model()._default_manager.exists()
    if again:
        folder.forget()
    call_command("load_example", reset=again or broken_off)


def note_the_start(kind: str) -> None:
    """What the next start must know: whose municipality it is, and on which day the example lives."""
    from django.conf import settings

    day = settings.DEMO_DATE.isoformat() if settings.DEMO_DATE else ""
    DataFolder(settings.DATA_FOLDER).remember(Memory(kind, day))


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rstrip(".")


def _keep_details() -> str:
    place = Path(os.environ["TVAERBLIK_DATA"]) / "trouble.log"
    try:
        place.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return "the data folder cannot be written, so there are no details"
    return f"details in {place}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], again="again" in sys.argv[2:]))
