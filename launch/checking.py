"""./test: every check and every test in one command, one line for each, ending at the first that fails."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from launch import environment
from launch.terminal import Ended, Options, Stop, say

RESULTS = environment.ROOT / "test-results"
TRACEABILITY = environment.ROOT / "docs" / "traceability.md"
SHOWN_LINES = 400
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@dataclass(frozen=True)
class Step:
    """One check: a Python module with arguments, run in .venv. A step with ``results`` runs tests."""

    name: str
    module: str
    arguments: Sequence[str] = ()
    results: str = ""
    slow: bool = False

    def command(self) -> list[str]:
        """What is started."""
        written = ["--results", str(RESULTS / f"{self.results}.json")] if self.results else []
        return [str(environment.PYTHON), "-m", self.module, *self.arguments, *written]


CODE = ("tvaerblik", "launch", "tests")
CATALOGUES = "tests/architecture/test_catalogues.py"
# Below two processors the processes that share the work only get in each other's way.
TOGETHER = ("-n", str(min(4, os.cpu_count() or 1))) if (os.cpu_count() or 1) > 1 else ()
STEPS = (
    Step("ruff format", "ruff", ("format", "--check", "--quiet", *CODE)),
    Step("ruff", "ruff", ("check", "--quiet", *CODE)),
    Step("djlint", "djlint", ("tvaerblik", "--lint", "--quiet")),
    Step("mypy", "mypy"),
    Step("import-linter", "launch.inside.floors"),
    Step("migrations", "tvaerblik", ("makemigrations", "--check", "--dry-run")),
    Step("catalogues", "pytest", (CATALOGUES, "-q"), results="catalogues"),
    Step(
        "tests on SQLite", "pytest", ("-q", "-m", "not browser", f"--ignore={CATALOGUES}", *TOGETHER), results="sqlite"
    ),
    Step(
        "tests on PostgreSQL",
        "launch.inside.postgresql",
        ("-q", "-m", "not browser", "--database-only", *TOGETHER),
        results="postgresql",
        slow=True,
    ),
    Step("tests in Chromium", "pytest", ("-q", "-m", "browser"), results="browser", slow=True),
)


@dataclass
class Tally:
    """What has been counted so far."""

    passed: int = 0
    failed: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, step: Step) -> str:
        """Count the tests of a step and say how many there were."""
        try:
            found = json.loads((RESULTS / f"{step.results}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        self.passed += found["passed"]
        self.failed += found["failed"]
        return f"{found['passed']} passed" + (f", {found['failed']} failed" if found["failed"] else "")


def main(arguments: list[str]) -> int:
    """Run the checks; 0 when all are well."""
    options = Options(prog="./test", description="Runs all checks and all tests.")
    options.add_argument("--fast", action="store_true", help="leave PostgreSQL and the browser out")
    options.add_argument("--keep-going", action="store_true", help="go on after a step that fails")
    wishes = options.parse_args(arguments)
    started = time.monotonic()
    environment.ensure(environment.DEVELOPMENT)
    surroundings = _surroundings()
    if not wishes.fast:
        surroundings["TVAERBLIK_CHROMIUM"] = find_browser()
    tally = Tally()
    for step in (step for step in STEPS if not (wishes.fast and step.slow)):
        if not _take(step, surroundings, tally) and not wishes.keep_going:
            break
    if not wishes.fast and not tally.broken:
        _write_traceability(surroundings)
    if tally.broken:
        say(f"Failed: {', '.join(tally.broken)}. What they said is in {RESULTS.name}.")
    seconds = time.monotonic() - started
    say(f"{tally.passed} passed, {tally.failed} failed in {int(seconds // 60)} min {seconds % 60:.0f} s")
    return 1 if tally.broken else 0


def find_browser() -> str:
    """The Chromium of the browser tests, installed here where that may be done; Stop when there is none."""
    named = os.environ.get("TVAERBLIK_CHROMIUM")
    if named:
        if _starts(named):
            return named
        raise Stop(f"TVAERBLIK_CHROMIUM names {named}, and no browser starts there.")
    found = _first_that_starts(BROWSERS)
    if found is None and environment.install_with_apt("chromium"):
        found = _first_that_starts(BROWSERS)
    if found is None:
        raise Stop(
            "The browser tests need Chromium, and none was found; install it "
            "(on Debian «sudo apt-get install chromium»), or set TVAERBLIK_CHROMIUM to the program, "
            "or run «./test --fast», which leaves them out."
        )
    return found


def _first_that_starts(names: Iterable[str]) -> str | None:
    paths = (shutil.which(name) for name in names)
    return next((path for path in paths if path and _starts(path)), None)


def _starts(browser: str) -> bool:
    try:
        return subprocess.run([browser, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _surroundings() -> dict[str, str]:
    """The person's environment without what steers Django and Tværblik: the same answer on every machine."""
    shutil.rmtree(RESULTS, ignore_errors=True)
    (RESULTS / "data").mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TVAERBLIK_", "DJANGO_"))}
    return {
        **kept,
        "TVAERBLIK_DATA": str(RESULTS / "data"),
        "PYTHONPATH": str(environment.ROOT),
        "NO_COLOR": "1",
    }


def _take(step: Step, surroundings: dict[str, str], tally: Tally) -> bool:
    say(f"{step.name:<22}", end="")
    started = time.monotonic()
    log = RESULTS / f"{step.name.replace(' ', '-')}.log"
    if step.module != "launch.inside.postgresql":
        surroundings = {name: value for name, value in surroundings.items() if name != "DATABASE_URL"}
    with log.open("w", encoding="utf-8") as out:
        well = _run(step.command(), surroundings, out.fileno()) == 0
    counted = tally.add(step) if step.results else ""
    say(f"{time.monotonic() - started:7.1f} s  {'ok' if well else 'FAILED'}  {counted}".rstrip())
    if not well:
        tally.broken.append(step.name)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        say("\n".join(lines[-SHOWN_LINES:]))
    return well


def _run(command: list[str], surroundings: dict[str, str], out: int) -> int:
    """Run to the end. When we are asked to end, so is the child, with time to put its things away."""
    child = subprocess.Popen(command, cwd=environment.ROOT, env=surroundings, stdout=out, stderr=subprocess.STDOUT)
    try:
        return child.wait()
    except Ended:
        child.terminate()
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
        raise


def _write_traceability(surroundings: dict[str, str]) -> None:
    before = TRACEABILITY.read_bytes() if TRACEABILITY.exists() else b""
    files = [str(RESULTS / f"{step.results}.json") for step in STEPS if step.results]
    command = [str(environment.PYTHON), "-m", "tests.traceability", *files]
    subprocess.run(command, cwd=environment.ROOT, env=surroundings, check=True)
    if TRACEABILITY.read_bytes() != before:
        say(f"{TRACEABILITY.relative_to(environment.ROOT)} has changed; commit it with the change.")
