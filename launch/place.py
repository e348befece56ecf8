"""What a start needs from the computer: a data folder it may write and an address nobody else uses."""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TextIO

from launch.terminal import Stop

EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104  # asked for by --host, never the default


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    def claim(self) -> None:
        """Stop with a sentence when the address cannot be used."""
        try:
            family, kind, protocol, _, place = socket.getaddrinfo(
                self.host or None, self.port, type=socket.SOCK_STREAM
            )[0]
        except (socket.gaierror, UnicodeError) as error:
            raise Stop(
                f"This computer does not know the address «{self.host}»; leave --host out to use 127.0.0.1."
            ) from error
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(place)
                probe.listen(1)
            except PermissionError as error:
                raise Stop(
                    f"Port {self.port} is reserved for the system; choose one above 1023 with --port."
                ) from error
            except OSError as error:
                raise Stop(self._why_not(error)) from error

    def _why_not(self, error: OSError) -> str:
        if error.errno == errno.EADDRINUSE:
            return f"Port {self.port} is taken by another program; end that one or choose another with --port."
        return f"{self.host}:{self.port} cannot be used ({error.strerror}); leave --host out to use 127.0.0.1."

    @property
    def nearest(self) -> str:
        """The host by which this computer itself reaches the server."""
        return "127.0.0.1" if self.host in EVERYWHERE else self.host

    @property
    def shown(self) -> str:
        """What people write in their browser."""
        host = socket.gethostname() if self.host in EVERYWHERE else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def names(self) -> list[str]:
        """The host names that the program answers to."""
        local = ["127.0.0.1", "localhost", "[::1]"]
        if self.host in EVERYWHERE:
            return [*local, socket.gethostname(), socket.getfqdn(), *_own_addresses()]
        return [*local, f"[{self.host}]" if ":" in self.host else self.host]


def _own_addresses() -> list[str]:
    try:
        return sorted({str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)})
    except socket.gaierror:
        return []


@dataclass(frozen=True)
class Memory:
    """What a data folder remembers: whose municipality it holds, and the day the example was made for."""

    kind: str  # "example" or "own"
    demo_date: str

    @property
    def day(self) -> dt.date | None:
        """The day of the demo clock when it is not the usual one."""
        return dt.date.fromisoformat(self.demo_date) if self.demo_date else None


class DataFolder:
    """The folder with database, files and keys; used by one start at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().absolute()
        self._lock: TextIO | None = None

    def __enter__(self) -> Self:
        """Make the folder, see that it may be written, and keep others out until the block ends."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds what concerns people
            self._lock = (self.path / "in-use").open("a", encoding="utf-8")
        except OSError as error:
            raise Stop(
                f"The data folder {self.path} cannot be used ({error.strerror}); choose another with --data."
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._lock.close()
            raise Stop(f"Tværblik already runs on the data folder {self.path}; end it first.") from error
        return self

    def __exit__(self, *_trouble: object) -> None:
        """Let others use the folder."""
        if self._lock is not None:
            self._lock.close()

    @property
    def memory(self) -> Memory | None:
        """What was remembered, or None on the first start."""
        try:
            return Memory(**json.loads(self._note.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise Stop(
                f"{self._note} cannot be read; restore it from a backup or choose another folder with --data."
            ) from error

    def remember(self, memory: Memory) -> None:
        """Keep it for the next start, in one piece or not at all."""
        draft = self._note.with_suffix(".new")
        draft.write_text(json.dumps({"kind": memory.kind, "demo_date": memory.demo_date}), encoding="utf-8")
        draft.replace(self._note)

    def forget(self) -> None:
        """What was begun is not whole until it is remembered again."""
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.path / "installation.json"
