"""After a meeting of the steering group: management is told, and the papers go into the records system."""

from __future__ import annotations

import datetime as dt

from tvaerblik.bodies.models import Body
from tvaerblik.core import words, workdays
from tvaerblik.demo.building.world import World
from tvaerblik.meetings import actions, telling
from tvaerblik.meetings.models import Case, Meeting

SECRETARY = "konsulent.a"
MANAGEMENT = ("DIR", "CF")
NOTED = "Fælles brugerstyring: ny tidsplan"
NOTE = "Leverandøren oplyste i telefonen, at den nye udgave tidligst kan leveres i februar."


def tell_and_keep(world: World, meeting: Meeting, quarter: dict[str, str]) -> None:
    """The secretary sends the briefing two days after the minutes, and journalises unless that is still to do."""
    day = workdays.add_workdays(meeting.day + dt.timedelta(days=10), 2)
    if day >= world.calendar.demo_day:
        return
    with world.on(day, "09:15"):
        _tell(world, meeting, quarter["told"], all_read="journal" in quarter)
    with world.on(day, "13:20"):
        _journalise(world, meeting, quarter.get("journal", ""))
    if case := Case.objects.filter(title=NOTED, items__meeting=meeting).first():
        with world.on(day, "14:05"):
            actions.write_note(case, text=NOTE, day=day, by=world.person(SECRETARY))


def _tell(world: World, meeting: Meeting, text: str, *, all_read: bool) -> None:
    briefing = actions.write_briefing(
        meeting,
        title=f"Orientering fra styregruppen, {words.day(meeting.day)}",
        text=text,
        decisions=telling.tellable(meeting),
        bodies=Body.objects.filter(code__in=MANAGEMENT),
        by=world.person(SECRETARY),
    )
    sent = actions.send_briefing(briefing, by=world.person(SECRETARY))
    readers = list(sent.readers.select_related("person"))
    for reader in readers if all_read else readers[:-2]:
        actions.acknowledge_briefing(sent, by=reader.person)


def _journalise(world: World, meeting: Meeting, number: str) -> None:
    if not number:
        return
    by, day = world.person(SECRETARY), workdays.add_workdays(meeting.day + dt.timedelta(days=10), 2)
    for package in meeting.packages.all():
        actions.journalise_package(package, number=f"{number}-1", day=day, by=by)
    actions.journalise_minutes(meeting.minutes_paper, number=f"{number}-2", day=day, by=by)
