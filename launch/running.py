"""./run: from a fresh machine to a municipality one can sign in to, and all of it ended by Ctrl-C."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path

from launch import environment
from launch.place import Address, DataFolder, Memory
from launch.supervision import Supervisor
from launch.terminal import Options, Stop, say

LAST_PORT = 65_535

Welcome = Callable[[dict[str, str]], None]


def main(arguments: list[str]) -> int:
    """Prepare everything, start web server and worker, and stay until somebody ends it."""
    wishes = read(arguments)
    address = Address(wishes.host, wishes.port)
    address.claim()
    with DataFolder(wishes.data) as folder:
        remembered = folder.memory
        memory = decide(wishes, remembered)
        environment.ensure(environment.RUNTIME)
        surroundings = surroundings_of(address, folder, memory)
        prepare(memory, surroundings, again=wishes.reset_example)
        serve(address, surroundings, welcome_to(memory, None if remembered else wishes.administrator))
    return 0


def serve(address: Address, surroundings: dict[str, str], welcome: Welcome) -> None:
    """Start web server and worker, say where they are, and stay until somebody ends it."""
    with Supervisor(surroundings, environment.ROOT) as supervisor:
        supervisor.start("web server", web_server(address))
        supervisor.wait_for_answer(address.nearest, address.port)
        # Only now, so that the two do not get in each other's way while somebody waits for the page.
        supervisor.start("background worker", [environment.PYTHON, "-m", "tvaerblik", "worker"])
        say(f"\nTværblik is ready: {address.shown}")
        welcome(surroundings)
        say("Ctrl-C ends it.")
        supervisor.stay()


def read(arguments: list[str]) -> Namespace:
    """The options, checked as far as they can be without looking at the computer."""
    wishes = _options().parse_args(arguments)
    if wishes.empty and (wishes.demo_date or wishes.reset_example):
        raise Stop("--empty has no example, so --demo-date and --reset-example have nothing to work on.", code=2)
    return wishes


def _options() -> Options:
    here = os.environ.get("TVAERBLIK_DATA") or environment.ROOT / "data"
    day = os.environ.get("TVAERBLIK_DEMO_DATE") or None
    options = Options(prog="./run", description="Starts Tværblik: web server, background worker and database.")
    add = options.add_argument
    add("--port", type=_port, default=8000, help="the port of the web server (8000)")
    add("--host", default="127.0.0.1", help="the address it listens on (127.0.0.1: this computer alone)")
    add("--data", type=Path, default=here, metavar="DIR", help="the folder for database and files (data)")
    add("--demo-date", type=_day, default=day, metavar="DATE", help="the day the example lives on, as 2026-11-22")
    add("--reset-example", action="store_true", help="throw the example away and make it anew")
    add("--empty", action="store_true", help="no example: your own municipality, with a link for its administrator")
    add(
        "--administrator",
        default="administrator@localhost",
        metavar="E-MAIL",
        help="with --empty: what the first administrator signs in with (administrator@localhost)",
    )
    return options


def decide(wishes: Namespace, remembered: Memory | None) -> Memory:
    """Whose municipality it is. A folder stays what its first start made it: no example in real data."""
    wanted = wishes.demo_date.isoformat() if wishes.demo_date else ""
    if remembered is None:
        return Memory("own" if wishes.empty else "example", wanted)
    if remembered.kind == "own" and (wishes.reset_example or wanted):
        raise Stop(f"{wishes.data} holds your own municipality, not the example; choose another folder with --data.")
    if remembered.kind == "example" and wishes.empty:
        raise Stop(f"{wishes.data} holds the example municipality; choose an empty folder with --data.")
    if wishes.reset_example:
        return Memory("example", wanted or remembered.demo_date)
    if wanted and wanted != remembered.demo_date:
        raise Stop("The example was made for another day; add --reset-example to make it anew for this one.")
    return remembered


def surroundings_of(address: Address, folder: DataFolder, memory: Memory) -> dict[str, str]:
    """The settings of the processes; what the person has set in the environment stands."""
    values = {
        "TVAERBLIK_HOSTS": ",".join(dict.fromkeys(address.names())),
        "TVAERBLIK_ADDRESS": address.shown,
        **os.environ,
        **environment.SETTINGS,
        "TVAERBLIK_DATA": str(folder.path),
        "TVAERBLIK_EXAMPLE": "1" if memory.kind == "example" else "0",
        "PYTHONPATH": str(environment.ROOT),
    }
    if memory.demo_date:
        values["TVAERBLIK_DEMO_DATE"] = memory.demo_date
    elif memory.kind == "own":
        values.pop("TVAERBLIK_DEMO_DATE", None)
    return values


def prepare(memory: Memory, surroundings: dict[str, str], *, again: bool) -> None:
    """Message catalogues, database, example and static files, in one process so that Django loads once."""
    command = [environment.PYTHON, "-m", "launch.inside.prepare", memory.kind, *(["again"] if again else [])]
    code = subprocess.run(command, env=surroundings, cwd=environment.ROOT, check=False).returncode
    if code:
        raise Stop("" if code == 1 else "Tværblik was not started.")  # 1: it has said why


def web_server(address: Address) -> list[str]:
    """Two processes, so that a long report does not hold up the others; each serves a few people at once."""
    workers = min(2, os.cpu_count() or 1)
    return [
        *(environment.PYTHON, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", address.host, "--port", str(address.port)),
        *("--workers", str(workers), "--blocking-threads", "4", "--workers-kill-timeout", "5"),
        *("--log-level", "warning", "tvaerblik.config.wsgi:application"),
    ]


def welcome_to(memory: Memory, new_administrator: str | None) -> Welcome:
    """How one signs in: to the example, to one's own municipality for the first time, and to it later."""

    def give_link(surroundings: dict[str, str]) -> None:
        command = [environment.PYTHON, "-m", "tvaerblik", "first_administrator", "--email", str(new_administrator)]
        subprocess.run(command, env=surroundings, cwd=environment.ROOT, check=False)

    def tell(sentence: str) -> Welcome:
        return lambda _surroundings: say(sentence)

    if memory.kind == "example":
        return tell("It holds an example municipality: choose on the sign-in page whom to be. No password is needed.")
    if new_administrator is None:
        return tell("Sign in with your e-mail and password. ./manage first_administrator makes a new link if need be.")
    return give_link


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and 0 < int(text) <= LAST_PORT:
        return int(text)
    raise ArgumentTypeError(f"«{text}» is no port; write a number from 1 to 65535")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"«{text}» is no date; write one such as 2026-11-22") from None
