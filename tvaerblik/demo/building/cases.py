"""One case of the example: written, prepared, decided, followed up."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tvaerblik.demo.building.appendix import appendix
from tvaerblik.demo.building.world import World
from tvaerblik.documents.actions import attach_file
from tvaerblik.meetings import actions
from tvaerblik.meetings.actions import PointDecision
from tvaerblik.meetings.models import AgendaItem, Case, FollowUp, Meeting, PointEffect, Purpose

SECRETARY = {"SG": "konsulent.a", "PG": "konsulent.b"}


def write_case(world: World, spec: dict[str, Any], meeting: Meeting | None) -> AgendaItem:
    """Propose the case with its text, points and effects, for the programme group's meeting when there is one."""
    by = world.person(spec["by"])
    project = world.projects.get(spec.get("project", ""))
    fields = {
        "title": spec["title"],
        "purpose": spec.get("purpose", Purpose.DECISION),
        "is_closed": spec.get("closed", False),
        "summary": spec.get("summary", ""),
        "presentation": spec.get("presentation", ""),
        "economy": spec.get("economy", ""),
        "economy_not_relevant": not spec.get("economy"),
        "esdh_number": spec.get("esdh", ""),
        "kle_number": spec.get("kle", ""),
        "kle_facet": spec.get("facet", ""),
        "needed_by": world.calendar.day(spec["needed"]) if "needed" in spec else None,
        "if_waiting": spec.get("if_waiting", ""),
    }
    case = actions.propose_case(fields=fields, subject=project, by=by)
    world.cases[spec["key"]] = case
    for point in spec.get("points", []):
        _write_point(world, case, point, spec["by"])
    for title in spec.get("attachments", []):
        file = SimpleUploadedFile(f"{title}.pdf", appendix(title, spec["title"]), content_type="application/pdf")
        attach_file(case, title=title, file=file, kind_of_document="appendix", is_closed=False, by=by)
    if meeting is None:
        return AgendaItem()
    return actions.place_case(Case.objects.get(pk=case.pk), meeting=meeting, by=by)


def _write_point(world: World, case: Case, point: dict[str, Any], author: str) -> None:
    by = world.person(author)
    row = actions.add_point(case, text=point["text"], by=by)
    if "effect" in point:
        project = world.projects[point["project"]]
        value = _value(world, point["effect"], point["value"])
        actions.add_effect(row, effect=f"portfolio.project:{point['effect']}", subject=project, value=value, by=by)


def _value(world: World, effect: str, value: Any) -> Any:
    if effect == "set_end_date":
        return world.calendar.day(value)
    return world.person(value) if effect == "set_owner" else value


def prepare_case(world: World, spec: dict[str, Any], item: AgendaItem, group: str) -> None:
    """Accept it with who has the material, and mark it ready."""
    actions.accept_item(item, material_owner=world.person(spec["by"]), by=world.person(SECRETARY[group]))
    if group == "PG" and spec.get("group") == "PG":
        actions.revise_item(item, fields={"recommends_to": None}, by=world.person(SECRETARY[group]))
    if not spec.get("unready"):
        actions.ready_item(item, by=world.person(spec["by"]))


def decide(world: World, spec: dict[str, Any], item: AgendaItem, group: str) -> None:
    """Write the decision as the body took it; the programme group follows what it recommends."""
    secretary = world.person(SECRETARY[group])
    final = group == "SG" or spec.get("group") == "PG"
    assert item.case is not None
    points = []
    for point, wanted in zip(item.case.points.filter(is_withdrawn=False), spec.get("points", []), strict=True):
        outcome = wanted["outcome"] if final else "approved"
        values = _decided_values(point.effects.all(), wanted) if final else {}
        points.append(PointDecision(point, outcome, wanted.get("wording", "") if final else "", values))
    text = spec.get("text", "") if final else ""
    outcome = "" if points else "noted"
    decision = actions.decide_item(item, points=points, outcome=outcome, text=text, by=secretary)
    if spec.get("dissent", {}).get("group") == group:
        dissent = spec["dissent"]
        actions.add_dissent(decision, person=world.person(dissent["person"]), text=dissent["text"], by=secretary)
    if final:
        for row in spec.get("follow_ups", []):
            due = world.calendar.day(row["due"])
            owner = world.person(row["owner"])
            agreed = actions.add_follow_up(decision, text=row["text"], owner=owner, due=due, by=secretary)
            if "begun" in row:
                world.later.append((world.calendar.workday(row["begun"]), partial(_begin, world, agreed, row)))
            if "done" in row:
                finish = partial(_finish, world, agreed, row, SECRETARY[group])
                world.later.append((world.calendar.workday(row["done"]), finish))


def _decided_values(effects: Any, wanted: dict[str, Any]) -> dict[int, Any]:
    rows: list[PointEffect] = list(effects)
    return {row.pk: wanted["decided"] for row in rows if "decided" in wanted}


def _begin(world: World, follow_up: FollowUp, row: dict[str, Any]) -> None:
    with world.on(world.calendar.workday(row["begun"]), "09:00"):
        actions.begin_follow_up(follow_up, by=world.person(row["owner"]))


def _finish(world: World, follow_up: FollowUp, row: dict[str, Any], secretary: str) -> None:
    with world.on(world.calendar.workday(row["done"]), "14:00"):
        reported = actions.report_follow_up(follow_up, report=row["report"], by=world.person(row["owner"]))
    with world.on(world.calendar.workday(row["done"]), "15:30"):
        actions.accept_follow_up(reported, by=world.person(secretary))
