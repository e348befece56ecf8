"""A briefing is written, sent to management, and acknowledged by each reader (R35, R42)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.bodies import rules as seats
from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.core.words import join_words
from tvaerblik.meetings import mail, queries, telling
from tvaerblik.meetings.models import Briefing, BriefingReader, Decision, Meeting
from tvaerblik.meetings.rules import briefings as rules
from tvaerblik.people.models import Person
from tvaerblik.people.rules import permit, possible

# What is chosen among other records, beside the briefing's own fields.
_CHOSEN = ("decisions", "bodies", "people")


@transaction.atomic
def write_briefing(
    meeting: Meeting,
    *,
    title: str,
    by: Any,
    text: str = "",
    decisions: Iterable[Decision] = (),
    bodies: Iterable[Body] = (),
    people: Iterable[Person] = (),
) -> Briefing:
    """Begin a briefing about what a meeting decided; it is read through before it is sent."""
    current = locked(meeting)
    permit(seats.why_not_runs(by, current.body))
    possible(rules.why_nothing_held(current))
    briefing = add(Briefing(meeting=current, title=title, text=text), by=by, verb="write_briefing")
    _choose(briefing, {"decisions": decisions, "bodies": bodies, "people": people}, by)
    return briefing


@transaction.atomic
def revise_briefing(
    briefing: Briefing, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None
) -> Briefing:
    """Change a draft: its words, its decisions, and who is told."""
    current = locked(briefing)
    permit(rules.BRIEFING.steps["discard_briefing"].who(current, by))
    possible(rules.why_sent(current))
    own = {name: value for name, value in fields.items() if name not in _CHOSEN}
    revised = revise(current, own, by=by, verb="revise_briefing", seen_version=seen_version)
    _choose(revised, {name: fields[name] for name in _CHOSEN if name in fields}, by)
    return revised


def _choose(briefing: Briefing, chosen: Mapping[str, Iterable[Any]], by: Any) -> None:
    """Set the decisions and the readers that were chosen, and say which in the trail."""
    for name, rows in chosen.items():
        found = list(rows)
        if name == "decisions":
            possible(rules.why_not_tell({row.pk for row in found}, briefing.meeting))
        getattr(briefing, name).set(found)
        if found:
            # A decision by its number: titles stay out of the trail.
            what = join_words(row.number or row.pk for row in found) if name == "decisions" else join_words(found)
            record(f"choose_{name}", briefing, by=by, what=what)


@transaction.atomic
def send_briefing(briefing: Briefing, *, by: Any) -> Briefing:
    """Freeze what it says, and tell everybody who is chosen today; each is told once."""
    current = locked(briefing)
    rules.BRIEFING.take("send_briefing", current, by)
    now = clock.now()
    for person, body in telling.readers_of(current).items():
        read_at = now if person.pk == by.pk else None
        BriefingReader.objects.create(briefing=current, person=person, name=person.name, body=body, read_at=read_at)
    content = telling.content_of(current)
    # The content is kept beside the trail, not in it: the hash proves it.
    Briefing.objects.filter(pk=current.pk).update(content=content)
    fields = {
        "state": current.state,
        "content_hash": queries.hash_of(content),
        "sent_at": now,
        "sent_by": by,
    }
    sent = revise(briefing, fields, by=by, verb="send_briefing")
    mail.briefing_sent(sent, by=by)
    return sent


@transaction.atomic
def discard_briefing(briefing: Briefing, *, by: Any) -> Briefing:
    """Put a draft away; nobody has been told."""
    current = locked(briefing)
    rules.BRIEFING.take("discard_briefing", current, by)
    return revise(briefing, {"state": current.state}, by=by, verb="discard_briefing")


@transaction.atomic
def acknowledge_briefing(briefing: Briefing, *, by: Any) -> Briefing:
    """A reader says to have read it (R35: receipt)."""
    current = locked(briefing)
    possible(rules.why_not_acknowledge(current, by))
    current.readers.filter(person=by).update(read_at=clock.now())
    record("acknowledge_briefing", current, by=by)
    return current
