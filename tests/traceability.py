"""Which test proves which capability: gathered while the tests run, written to docs/traceability.md.

As a pytest plugin it keeps the result of each test in the file that ``--results`` names. Run as a program, by
``./test``, it puts those files and docs/requirements.csv together; an id without a passing test is open.
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
IDS = ROOT / "docs" / "requirements.csv"
PAGE = ROOT / "docs" / "traceability.md"
MARK = "requirement"


def known_requirements():
    """The ids and their capability, in the order of the list."""
    with IDS.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["capability"] for row in csv.DictReader(file)}


def pytest_addoption(parser):
    parser.addoption("--results", type=Path, help="write what each test proved to this JSON file")


def pytest_configure(config):
    config.pluginmanager.register(Results(config.getoption("--results")), "results")


def pytest_collection_modifyitems(items):
    known = known_requirements()
    for item in items:
        ids = [name for mark in item.iter_markers(MARK) for name in mark.args]
        unknown = sorted(set(ids) - set(known))
        if unknown:
            raise pytest.UsageError(f"{item.nodeid}: docs/requirements.csv does not know {', '.join(unknown)}")
        # The properties of a test travel from the processes that run it to the one that gathers.
        item.user_properties.extend((MARK, name) for name in ids)


class Results:
    """Counts tests and remembers which requirements the passing ones prove."""

    def __init__(self, file):
        self.file = file
        self.outcomes = {}
        self.proofs = {}

    def pytest_runtest_logreport(self, report):
        worst = {"passed": 0, "skipped": 1, "failed": 2}
        known = self.outcomes.get(report.nodeid, "passed")
        self.outcomes[report.nodeid] = max(known, report.outcome, key=worst.__getitem__)
        self.proofs[report.nodeid] = sorted({value for name, value in report.user_properties if name == MARK})

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        if self.file is None or hasattr(session.config, "workerinput"):
            return
        outcomes = list(self.outcomes.values())
        self.file.parent.mkdir(parents=True, exist_ok=True)
        proofs = {test: ids for test, ids in sorted(self.proofs.items()) if ids and self.outcomes[test] == "passed"}
        counted = {"passed": outcomes.count("passed"), "failed": outcomes.count("failed"), "proofs": proofs}
        self.file.write_text(json.dumps(counted, indent=1), encoding="utf-8")


def sentence(test):
    """A test's name as people read it: ``test_sending_waits[chair]`` is «sending waits»."""
    return test.rpartition("::")[2].partition("[")[0].removeprefix("test_").replace("_", " ")


def page(proofs):
    """The page as text. ``proofs`` is the ids by test."""
    tests = defaultdict(set)
    for test, ids in proofs.items():
        for name in ids:
            tests[name].add((test.partition("::")[0], sentence(test)))
    capabilities = known_requirements()
    open_ids = [name for name in capabilities if name not in tests]
    lines = [
        "# Traceability",
        "",
        "Every capability of the terms of reference and the tests that prove it. Written by `./test`.",
        "",
        f"{len(tests)} of {len(capabilities)} have a test. Open: {', '.join(open_ids) or 'none'}.",
        "",
        "| Id | Capability | Proved by |",
        "| --- | --- | --- |",
    ]
    for name, capability in capabilities.items():
        proved = "<br>".join(f"[{words}](../{file})" for file, words in sorted(tests[name])) or "**open**"
        lines.append(f"| {name} | {capability} | {proved} |")
    return "\n".join(lines) + "\n"


def main(files):
    """Put the results of all runs together and write the page."""
    proofs = defaultdict(set)
    for file in files:
        if Path(file).exists():
            for test, ids in json.loads(Path(file).read_text(encoding="utf-8"))["proofs"].items():
                proofs[test].update(ids)
    PAGE.write_text(page(proofs), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
