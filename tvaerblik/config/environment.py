"""Reads the environment once, and explains itself when something is missing or wrong."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The setting ``name`` from the environment, or ``default`` when it is not set."""
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """True when the environment says 1, true or yes; anything else that is set is an error."""
    value = text(name).lower()
    if value in {"", "0", "false", "no"}:
        return False
    if value in {"1", "true", "yes"}:
        return True
    raise ImproperlyConfigured(f"{name} is «{value}»; write 1 for on or 0 for off.")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated setting as a list without empty entries."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def day(name: str) -> dt.date | None:
    """An ISO date such as 2026-11-22, or None when the setting is not there."""
    value = text(name)
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is «{value}»; write a date such as 2026-11-22.") from error


def data_folder(default: Path) -> Path:
    """The folder for database, files and keys; made when it is missing."""
    folder = Path(text("TVAERBLIK_DATA") or default).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"The data folder {folder} cannot be made: {error.strerror}.") from error
    return folder


def secret_key(folder: Path) -> str:
    """The signing key: from the environment, else made once and kept in the data folder, readable by its owner only."""
    given = text("TVAERBLIK_SECRET_KEY")
    if given:
        return given
    keyfile = folder / "secret-key"
    try:
        descriptor = os.open(keyfile, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return keyfile.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{folder} cannot be written to: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


SQLITE_OPENING = (
    "PRAGMA journal_mode=WAL;"
    # An acknowledged decision survives a power cut.
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-20000;"
    "PRAGMA journal_size_limit=27103364;"
)


def database(folder: Path) -> dict[str, Any]:
    """SQLite in the data folder, or the PostgreSQL that ``DATABASE_URL`` names."""
    url = text("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "tvaerblik.sqlite3",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_OPENING},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL begins with «{parts.scheme}»; only postgresql:// is known.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **query},
    }
