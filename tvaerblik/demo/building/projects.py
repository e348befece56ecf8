"""The 33 projects and the lights of their earlier reports (example-data 3.5)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from tvaerblik.core import workdays
from tvaerblik.demo.building.world import World, table
from tvaerblik.portfolio import actions
from tvaerblik.portfolio.models import DIMENSIONS, Project

# The ends of the quarters before the demo date, newest first: when the earlier reports were made.
QUARTER_ENDS = ("2026-09-30", "2026-06-30", "2026-03-31", "2025-12-31", "2025-09-30", "2025-06-30", "2025-03-31")
REGISTERED = "2025-01-06"


def build_projects(world: World) -> None:
    """Register every project as the portfolio office would; its reports follow on their own days."""
    registered = world.calendar.workday(REGISTERED)
    rows = table("projects")
    with world.on(registered, "13:00"):
        for row in rows:
            world.projects[row["code"]] = _register(world, row)
    for day, row, light, is_last in sorted(_reports(world, rows), key=lambda entry: (entry[0], entry[1]["code"])):
        world.later.append((day, partial(_report, world, day, row, light, is_last=is_last)))


def _register(world: World, row: dict[str, str]) -> Project:
    day = world.calendar.day
    fields: dict[str, Any] = {
        "code": row["code"],
        "name": row["name"],
        "project_class": row["project_class"],
        "unit": world.units[row["unit"]],
        "owner": world.person(row["owner"]),
        "manager": world.person(row["manager"]),
        "sponsor": world.person(row["sponsor"]) if row["sponsor"] else None,
        "phase": row["phase"],
        "state": row["state"],
        "start": day(row["start"]),
        "end": day(row["end"]),
        "budget": int(row["budget_thousands"]) * 1000,
        "goal_text": row["goals"],
        "external_owner": row["external_owner"],
        "external_deadline": day(row["deadline"]) if row["deadline"] else None,
        "is_mandatory": row["mandatory"] == "yes",
        "main_benefit": row["benefit"],
        "purpose": row["purpose"],
        "scope_text": row["scope"],
    }
    return actions.register_project(fields=fields, by=world.person("konsulent.b"))


def _reports(world: World, rows: list[dict[str, str]]) -> list[tuple[dt.date, dict[str, str], str, bool]]:
    found = []
    for row in rows:
        if not row["days"]:
            continue
        lights = row["history"].split() or [row["light"]]
        newest = world.calendar.before(int(row["days"]))
        found.append((newest, row, lights[-1], True))
        earlier = [day for day in map(world.calendar.day, QUARTER_ENDS) if day < newest - dt.timedelta(days=20)]
        for light, day in zip(reversed(lights[:-1]), earlier, strict=False):
            found.append((workdays.workday_on_or_before(day), row, light, False))
    return found


def _report(world: World, day: dt.date, row: dict[str, str], light: str, *, is_last: bool) -> None:
    lights = dict.fromkeys(DIMENSIONS, "green" if light != "white" else "white")
    comment = "Følger planen." if light == "green" else ""
    if is_last:
        lights |= {"time": row["time"], "scope": row["scope_light"], "resources": row["resources"]}
        comment = row["comment"]
    elif light in {"yellow", "red"}:
        lights["time"] = light
        comment = "Projektet er forsinket i forhold til planen."
    with world.on(day, "14:00"):
        manager = world.person(row["manager"])
        actions.report_status(world.projects[row["code"]], lights=lights, overall=light, comment=comment, by=manager)
