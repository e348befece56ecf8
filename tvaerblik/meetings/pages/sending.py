"""The way to sending: who has prepared, whether the chair has approved, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.bodies.models import SeatRole
from tvaerblik.core.refusals import Gap
from tvaerblik.meetings import queries
from tvaerblik.meetings.mail import sending_of
from tvaerblik.meetings.models import Meeting, Package
from tvaerblik.meetings.pages.agenda import Row
from tvaerblik.meetings.pages.offers import Offer, barred_or_open
from tvaerblik.meetings.rules import agenda as rules
from tvaerblik.outbox.models import Message, MessageState
from tvaerblik.outbox.queries import letters_on


@dataclass(frozen=True)
class Preparation:
    """One of those who prepare, in words, and when the mark was set."""

    who: str
    name: str
    marked_at: Any


@dataclass(frozen=True)
class Way:
    """The three steps. ``steps`` are the buttons this person has; ``gaps`` everything that is missing.

    ``is_supplement`` says that the steps are those of what has come on the agenda since it was sent.
    """

    preparations: list[Preparation]
    status: queries.ApprovalStatus
    package: Package | None
    members: int
    open_copies: int
    gaps: list[Gap]
    is_supplement: bool
    steps: list[Offer]


def way_of(meeting: Meeting, by: Any) -> Way:
    """How far the agenda of a meeting has come on the way to being sent."""
    package = queries.newest_package(meeting)
    is_sent = queries.agenda_state(meeting) == "sent"
    recipients = queries.recipients_of(meeting)
    entitled = [] if is_sent else [step for step in rules.AGENDA.steps.values() if not step.who(meeting, by)]
    if "mark_prepared" in {step.name for step in entitled} and rules.my_preparer(meeting, by) is None:
        entitled = [step for step in entitled if step.name != "mark_prepared"]
    status = queries.approval_status(meeting)
    if status.is_valid:
        entitled = [step for step in entitled if step.name != "approve_agenda"]
    return Way(
        preparations=[_preparation(preparer) for preparer in queries.preparers_of(meeting)],
        status=status,
        package=package,
        members=sum(recipients.values()),
        open_copies=len(recipients) - sum(recipients.values()),
        gaps=[] if is_sent else rules.send_gaps(meeting),
        is_supplement=package is not None and not is_sent,
        steps=_one_barred([barred_or_open(rules.AGENDA, step, meeting) for step in entitled]),
    )


def _one_barred(found: list[Offer]) -> list[Offer]:
    """What can be pressed now, and of what is barred only the last: it names everything that is missing."""
    barred = [one for one in found if one.why]
    return [one for one in found if not one.why or one is barred[-1]]


def _preparation(preparer: queries.Preparer) -> Preparation:
    role = _("Secretary") if preparer.role == SeatRole.SECRETARY else _("Chair")
    who = _("%(role)s, %(body)s") % {"role": role, "body": preparer.body.short_name}
    mark = preparer.mark
    return Preparation(who, mark.name if mark else "", mark.created_at if mark else None)


@dataclass(frozen=True)
class Delivery:
    """How far the mail of a package has come: ``sent`` of ``all`` have left; ``rows`` by the recipient's person."""

    rows: dict[int, Message]
    sent: int
    all: int
    is_going: bool


def delivery_of(package: Package) -> Delivery:
    """The letters of the package, so that the secretary sees whether everybody has been written to."""
    rows = letters_on(sending_of(package))
    states = [row.state for row in rows.values()]
    return Delivery(rows, states.count(MessageState.SENT), len(states), MessageState.WAITING in states)


@dataclass(frozen=True)
class Facts:
    """What the package holds, in numbers."""

    version: int
    items: int
    files: int
    closed: list[int]


def facts_of(meeting: Meeting, rows: list[Row]) -> Facts:
    """The facts beside the picture of the package."""
    return Facts(
        version=max(1, meeting.packages.count()),
        items=len(rows),
        files=sum(row.files for row in rows),
        closed=[row.number for row in rows if row.item.is_closed],
    )
