"""Who was there for which item, who is disqualified, and who leads: facts that rules, pages and papers share.

Items are named by their number on the agenda, which never changes once it is sent out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies.models import SeatRole
from tvaerblik.core.words import join_words
from tvaerblik.meetings.models import AgendaItem, Attendance, AttendanceStatus, Exclusion, ItemState, Meeting
from tvaerblik.people.models import Person


@dataclass(frozen=True)
class Leader:
    """Who leads a meeting; ``note`` says so when it is somebody who acts as chair (R80)."""

    person: Person
    note: str = ""

    def __str__(self) -> str:
        return f"{self.person} ({self.note})" if self.note else str(self.person)


def leader_of(meeting: Meeting) -> Leader | None:
    """Whoever was chosen for this meeting, else the acting chair of that day, else the chair (R80)."""
    if meeting.leader is not None:
        return Leader(meeting.leader)
    for person in bodies.acting(meeting.body, SeatRole.CHAIR, meeting.day):
        return Leader(person, _("acting chair"))
    for person in bodies.holders_of(meeting.body, SeatRole.CHAIR, meeting.day):
        return Leader(person)
    return None


def people_at(meeting: Meeting) -> set[int]:
    """Everybody with a seat of any kind in the body that day, whoever acts for them, and the substitutes."""
    found = {holder.person.pk for place in bodies.seats_on(meeting.body, meeting.day) for holder in place.holders}
    for role in (SeatRole.CHAIR, SeatRole.SECRETARY):
        found |= {person.pk for person in bodies.acting(meeting.body, role, meeting.day)}
    return found | set(meeting.attendance.values_list("person_id", flat=True))


def is_excluded(item: AgendaItem, person: Any) -> bool:
    """True for somebody who takes no part in the item because of disqualification."""
    return any(row.person_id == person.pk and not row.is_lifted for row in item.exclusions.all())


@dataclass(frozen=True)
class Roll:
    """The roll of a meeting, item by item."""

    attendance: list[Attendance]
    numbers: dict[int, int]
    exclusions: list[Exclusion]

    def excluded(self, item_id: int) -> list[Exclusion]:
        """Who takes no part in the item because of disqualification."""
        return [row for row in self.exclusions if row.item_id == item_id]

    def taking_part(self, item_id: int) -> list[Attendance]:
        """Who was there when the item was treated, without the disqualified."""
        out = {row.person_id for row in self.excluded(item_id)}
        return [row for row in self.there(self.numbers[item_id]) if row.person_id not in out]

    def missing(self, item_id: int) -> list[Attendance]:
        """Who came to the meeting, but later than this item, or had left before it."""
        number = self.numbers[item_id]
        came = [row for row in self.attendance if row.status == AttendanceStatus.PRESENT]
        return [row for row in came if not row.is_there_at(number)]

    def there(self, number: int) -> list[Attendance]:
        """Everybody in the room for the item of that number."""
        return [row for row in self.attendance if row.is_there_at(number)]

    @property
    def present(self) -> int:
        """How many were there at the same time, at most: a member and the substitute after them count as one."""
        return max((len(self.there(number)) for number in self.numbers.values()), default=0)

    @property
    def invited(self) -> int:
        """How many had a seat; substitutes come instead of them."""
        return sum(row.substitute_for_id is None for row in self.attendance)


def roll_of(meeting: Meeting) -> Roll:
    """The roll of a meeting, in three queries."""
    items = meeting.items.exclude(state=ItemState.WITHDRAWN).order_by("position", "pk")
    numbers = {pk: number for number, pk in enumerate(items.values_list("pk", flat=True), start=1)}
    exclusions = Exclusion.objects.filter(item__meeting=meeting, is_lifted=False).select_related("person")
    return Roll(list(meeting.attendance.select_related("substitute_for")), numbers, list(exclusions))


def part_of(row: Attendance) -> str:
    """ "from item 3", "through item 5", or nothing for somebody who was there throughout."""
    if row.first_item and row.last_item:
        return _("item %(first)d to %(last)d") % {"first": row.first_item, "last": row.last_item}
    if row.first_item:
        return _("from item %(number)d") % {"number": row.first_item}
    return _("through item %(number)d") % {"number": row.last_item} if row.last_item else ""


def names_of(rows: Iterable[Attendance | Exclusion]) -> str:
    """The names in one line."""
    return join_words([row.name for row in rows])
