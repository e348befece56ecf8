"""The head of the chain, kept outside the database, so that cutting off the tail shows."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from django.conf import settings

from tvaerblik.audit.chain import Head


def anchor_file() -> Path:
    """The file in the data folder that holds the newest head: number and digest on one line."""
    return Path(settings.DATA_FOLDER) / "trail-head.txt"


def keep(sequence: int, digest: str) -> None:
    """Write the head after a commit; an older head never replaces a newer one."""
    path = anchor_file()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        known = _read(file.read())
        if known is None or known.sequence < sequence:
            file.seek(0)
            file.write(f"{sequence} {digest}\n")
            file.truncate()


def kept() -> list[Head]:
    """The heads kept outside the database; none before the first event."""
    try:
        known = _read(anchor_file().read_text(encoding="ascii"))
    except FileNotFoundError:
        return []
    return [known] if known else []


def forget() -> None:
    """Take the anchor away, when the whole example is made anew."""
    anchor_file().unlink(missing_ok=True)


def _read(text: str) -> Head | None:
    parts = text.split()
    return Head(int(parts[0]), parts[1]) if len(parts) == 2 else None
