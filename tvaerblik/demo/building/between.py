"""What went between the bodies during the example's year: two escalations and two referrals."""

from __future__ import annotations

from functools import partial

from tvaerblik.demo.building.world import World, tables
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import Case, Escalation, Referral


def build_between(world: World) -> None:
    """Keep everything for its own day; it happens when the meetings before it have been played through."""
    told = tables("between")
    for row in told["escalation"]:
        _on(world, row["raised"], partial(_escalate, world, row))
    for row in told["referral"]:
        _on(world, row["sent"], partial(_refer, world, row))


def _on(world: World, day: str, happen: partial[None]) -> None:
    world.later.append((world.calendar.workday(day), happen))


def _escalate(world: World, row: dict[str, str]) -> None:
    with world.on(world.calendar.workday(row["raised"]), "09:20"):
        escalation = actions.raise_escalation(
            subject=world.projects[row["project"]],
            title=row["title"],
            request=row["request"],
            reaction=row["reaction"],
            due=world.calendar.workday(row["due"]),
            by=world.person(row["by"]),
        )
    if "answered" in row:
        _on(world, row["answered"], partial(_answer, world, row, escalation))


def _answer(world: World, row: dict[str, str], escalation: Escalation) -> None:
    with world.on(world.calendar.workday(row["answered"]), "15:10"):
        actions.answer_escalation(
            escalation, outcome=row["outcome"], answer=row["answer"], by=world.person(row["answered_by"])
        )


def _refer(world: World, row: dict[str, str]) -> None:
    with world.on(world.calendar.workday(row["sent"]), "10:40"):
        referral = actions.refer_case(
            Case.objects.get(pk=world.cases[row["case"]].pk),
            to_body=world.bodies[row["to"]],
            kind_of_referral=row["what_for"],
            note=row["note"],
            due=world.calendar.workday(row["due"]),
            by=world.person(row["by"]),
        )
    if "answered" in row:
        _on(world, row["answered"], partial(_write_answer, world, row, referral))


def _write_answer(world: World, row: dict[str, str], referral: Referral) -> None:
    day = world.calendar.workday(row["answered"])
    with world.on(day, "13:05"):
        actions.answer_referral(
            referral, day=day, outcome=row["outcome"], remark=row["remark"], by=world.person(row["by"])
        )
