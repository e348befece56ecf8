"""A year of meetings, played through by the roles they belong to (example-data 3.7–3.9)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tvaerblik.bodies.models import Body
from tvaerblik.core import workdays
from tvaerblik.demo.building.cases import decide, prepare_case, write_case
from tvaerblik.demo.building.keeping import tell_and_keep
from tvaerblik.demo.building.world import World, tables
from tvaerblik.meetings import actions
from tvaerblik.meetings.models import AgendaItem, Case, ItemState, Meeting

SECRETARY = {"SG": "konsulent.a", "PG": "konsulent.b"}
CHAIR = {"SG": "chef.bid", "PG": "leder.digitalisering"}


def build_meetings(world: World) -> None:
    """Plan both years, then let each quarter run as far as the demo date allows."""
    quarters = tables("meetings")["quarter"]
    specs = tables("cases")["case"]
    for quarter in quarters:
        _plan(world, quarter)
    for quarter in quarters:
        _run_quarter(world, quarter, [spec for spec in specs if _belongs(spec, quarter)])
    for spec in specs:
        if spec.get("group") == "none":
            with world.on(world.calendar.before(8), "11:00"):
                write_case(world, spec, None)


def _belongs(spec: dict[str, Any], quarter: dict[str, str]) -> bool:
    return spec.get("meeting") in {quarter["programme"], quarter["steering"]}


def _plan(world: World, quarter: dict[str, str]) -> None:
    year = int(quarter["steering"][:4])
    decided = world.calendar.workday(f"{year - 1}-11-20") if year == 2026 else world.calendar.workday("2026-11-12")
    with world.on(decided, "12:30"):
        for group, name, place in (
            ("PG", "programme", "Mødelokale 4, rådhuset"),
            ("SG", "steering", "Mødelokale 250, rådhuset"),
        ):
            meeting = actions.plan_meeting(
                body=Body.objects.get(pk=world.bodies[group].pk),
                day=world.calendar.workday(quarter[name]),
                begins=dt.time(9),
                ends=dt.time(11),
                place=place,
                by=world.person(SECRETARY[group]),
            )
            world.meetings[quarter[name]] = meeting


def _run_quarter(world: World, quarter: dict[str, Any], specs: list[dict[str, Any]]) -> None:
    if not specs:
        return
    programme, steering = (_now(world.meetings[quarter[name]]) for name in ("programme", "steering"))
    items: dict[str, AgendaItem] = {}
    treated = [spec for spec in specs if not spec.get("direct")]
    world.until(_before(programme, 25))
    with world.on(_before(programme, 25), "09:00"):
        for spec in treated:
            items[spec["key"]] = write_case(world, spec, programme)
    with world.on(_before(programme, 14), "13:00"):
        for spec in treated:
            prepare_case(world, spec, items[spec["key"]], "PG")
    _send(world, programme, "PG")
    _hold(world, programme, "PG", treated, items)
    onward = [spec for spec in specs if spec.get("group") != "PG"]
    _submit(world, programme, steering, onward, items)
    _pre_treat(world, quarter, onward, items)
    _bring_to_steering(world, quarter, steering, onward, items)
    if "told" in quarter and steering.day < world.calendar.demo_day:
        tell_and_keep(world, _now(steering), quarter)


def _now(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def _before(meeting: Meeting, days: int) -> dt.date:
    return workdays.workday_on_or_before(meeting.day - dt.timedelta(days=days))


def _after(meeting: Meeting, days: int) -> dt.date:
    return workdays.workday_on_or_after(meeting.day + dt.timedelta(days=days))


def _send(world: World, meeting: Meeting, group: str) -> None:
    """Two prepare, the chair approves, the secretary sends."""
    world.until(workdays.previous_workday(meeting.approval_due))
    with world.on(workdays.previous_workday(meeting.approval_due), "14:10"):
        actions.mark_prepared(_now(meeting), by=world.person(SECRETARY[group]))
    with world.on(meeting.approval_due, "09:00"):
        if group == "SG":
            actions.mark_prepared(_now(meeting), by=world.person(CHAIR["PG"]))
        actions.approve_agenda(_now(meeting), by=world.person(CHAIR[group]))
    with world.on(meeting.sending_due, "10:00"):
        actions.send_agenda(_now(meeting), by=world.person(SECRETARY[group]))


def _hold(
    world: World,
    meeting: Meeting,
    group: str,
    specs: list[dict[str, Any]],
    items: dict[str, AgendaItem],
    late: dict[str, Any] | None = None,
) -> None:
    secretary = SECRETARY[group]
    world.until(meeting.day)
    with world.on(meeting.day, "09:00"):
        actions.start_meeting(_now(meeting), by=world.person(secretary))
    if late is not None:
        with world.on(meeting.day, "09:40"):
            parts = {world.person(late["person"]).pk: actions.Part(first=late["first"])}
            actions.record_attendance(_now(meeting), statuses={}, parts=parts, by=world.person(secretary))
    with world.on(meeting.day, "10:45"):
        for spec in specs:
            item = AgendaItem.objects.get(pk=items[spec["key"]].pk)
            if item.state == ItemState.SENT:
                decide(world, spec, item, group)
        held = actions.end_meeting(_now(meeting), by=world.person(secretary))
    said = next(
        (quarter.get("comment") for quarter in tables("meetings")["quarter"] if _is_on(world, quarter, meeting)), None
    )
    if group == "SG" and said:
        _comment(world, held, said)
    with world.on(_after(meeting, 8 if said and group == "SG" else 2), "11:00"):
        actions.submit_minutes(_now(meeting).minutes_paper, by=world.person(secretary))
    with world.on(_after(meeting, 3 if group == "PG" else 10), "10:02"):
        actions.approve_minutes(_now(meeting).minutes_paper, by=world.person(CHAIR[group]))


def _is_on(world: World, quarter: dict[str, Any], meeting: Meeting) -> bool:
    return world.calendar.workday(quarter["steering"]) == meeting.day


def _comment(world: World, held: Meeting, said: dict[str, str]) -> None:
    """The draft is out for comments: one member has one, another nothing to add, and the secretary answers."""
    secretary = SECRETARY["SG"]
    with world.on(_after(held, 2), "11:00"):
        actions.invite_comments(held.minutes_paper, day=_after(held, 7), by=world.person(secretary))
    with world.on(_after(held, 3), "09:20"):
        comment = actions.comment_minutes(held.minutes_paper, text=said["text"], by=world.person(said["by"]))
        actions.nothing_to_add(held.minutes_paper, by=world.person(said["nothing"]))
    with world.on(_after(held, 6), "10:00"):
        actions.answer_comment(comment, state="followed", answer=said["answer"], by=world.person(secretary))


def _submit(
    world: World, programme: Meeting, steering: Meeting, specs: list[dict[str, Any]], items: dict[str, AgendaItem]
) -> None:
    """The programme group's chair sends the recommendations on; the steering group's secretary takes them in."""
    with world.on(_after(programme, 6), "09:30"):
        for spec in sorted(specs, key=lambda entry: entry.get("submitted", 9)):
            if spec.get("direct"):
                item = write_case(world, spec, _now(steering))
            else:
                case = Case.objects.get(items=items[spec["key"]].pk)
                item = actions.submit_case(case, meeting=_now(steering), by=world.person(CHAIR["PG"]))
            items[spec["key"]] = actions.accept_item(
                item, material_owner=world.person(spec["by"]), by=world.person(SECRETARY["SG"])
            )
    _set_times(world, steering, specs, items)


def _set_times(world: World, steering: Meeting, specs: list[dict[str, Any]], items: dict[str, AgendaItem]) -> None:
    with world.on(workdays.next_workday(_before(steering, 20)), "09:45"):
        for spec in specs:
            if "minutes" in spec:
                actions.revise_item(
                    items[spec["key"]], fields={"minutes": spec["minutes"]}, by=world.person(SECRETARY["SG"])
                )


def _pre_treat(
    world: World, quarter: dict[str, str], specs: list[dict[str, Any]], items: dict[str, AgendaItem]
) -> None:
    day = world.calendar.workday(quarter["chiefs"])
    treated = [spec for spec in specs if "chief" in spec]
    with world.on(workdays.previous_workday(day), "09:50"):
        for spec in treated:
            actions.request_pre_treatment(
                items[spec["key"]], body=world.bodies["CF"], day=day, by=world.person(SECRETARY["SG"])
            )
    with world.on(day, "15:00"):
        for spec in treated:
            row = items[spec["key"]].pre_treatments.get()
            result = "endorsed" if spec["chief"] == "Chefforum tiltrådte." else "remarks"
            actions.record_pre_treatment(row, result=result, remark=spec["chief"], by=world.person(SECRETARY["SG"]))


def _bring_to_steering(
    world: World,
    quarter: dict[str, Any],
    steering: Meeting,
    specs: list[dict[str, Any]],
    items: dict[str, AgendaItem],
) -> None:
    """Ready, prepared, approved, sent and held when the date has passed; else left where the demo date finds it."""
    is_past = steering.day < world.calendar.demo_day
    with world.on(workdays.previous_workday(workdays.previous_workday(steering.approval_due)), "13:30"):
        for spec in specs:
            if not spec.get("unready"):
                actions.ready_item(items[spec["key"]], by=world.person(spec["by"]))
            if "excluded" in spec:
                _exclude(world, items[spec["key"]], spec["excluded"])
    if is_past:
        _send(world, steering, "SG")
        _hold(world, steering, "SG", specs, items, quarter.get("late"))
        return
    with world.on(workdays.previous_workday(steering.approval_due), "10:15"):
        for spec in specs:
            if "returned" in spec:
                item = AgendaItem.objects.get(pk=items[spec["key"]].pk)
                actions.return_item(item, comment=spec["returned"], by=world.person(CHAIR["SG"]))


def _exclude(world: World, item: AgendaItem, spec: dict[str, str]) -> None:
    """The secretary records that a member is disqualified."""
    person, secretary = world.person(spec["person"]), world.person(SECRETARY["SG"])
    actions.exclude_member(item, person=person, reason=spec["reason"], by=secretary)
