"""The text of the minutes, saved while it is typed. Two who write at once never undo each other (R81)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import locked, record, revise
from tvaerblik.core import clock
from tvaerblik.core.refusals import ChangedMeanwhile, FieldChange
from tvaerblik.meetings.models import AgendaItem, Decision, Meeting, MinuteText
from tvaerblik.meetings.rules import writing as rules
from tvaerblik.meetings.written import text_of
from tvaerblik.people.rules import permit, possible

# A text is saved every few seconds; the trail tells of it once for each writer and stretch of time. The wording itself
# is in the trail when it becomes the decision's, and under the hash of the approved minutes.
TOLD_FOR = timedelta(minutes=10)


@transaction.atomic
def write_text(item: AgendaItem, *, text: str, seen: str, by: Any) -> MinuteText:
    """Save what the minutes say on an item. ``seen`` is the text that the writer last knew to be saved.

    Raises ChangedMeanwhile with both texts when somebody else has saved another one since.
    """
    current = locked(item)
    permit(rules.why_not_writer_of(current, by))
    possible(rules.why_not_text_now(current))
    _no_lost_text(current, text, seen)
    return _write(current, text, by)


def _no_lost_text(item: AgendaItem, text: str, seen: str) -> None:
    present = text_of(item)
    if present in (seen, text):
        return
    note = MinuteText.objects.filter(item=item).select_related("writer").first()
    raise ChangedMeanwhile(
        _("Your text was not saved: somebody else has written on the same item meanwhile. See both texts."),
        [FieldChange(_("Text of the minutes"), seen, present, note.writer.name if note is not None else "")],
    )


def _write(item: AgendaItem, text: str, by: Any) -> MinuteText:
    now = clock.now()
    note = MinuteText.objects.filter(item=item).first()
    is_told = note is not None and note.writer_id == by.pk and now - note.told_at < TOLD_FOR
    told_at = note.told_at if note is not None and is_told else now
    row = note or MinuteText(item=item, version=0)
    row.text, row.writer, row.written_at, row.told_at = text, by, now, told_at
    row.version += 1
    row.save()
    if not is_told:
        record("write_text", item, by=by)
    return row


@transaction.atomic
def settle_text(item: AgendaItem, *, text: str, seen: str | None, by: Any) -> None:
    """What the decision says is what the minutes say: the typed text follows it.

    Raises ChangedMeanwhile when somebody has typed something else since the text was ``seen``; None does not ask.
    """
    if seen is not None:
        _no_lost_text(item, text, seen)
    if MinuteText.objects.filter(item=item).exclude(text=text).exists():
        _write(item, text, by)


@transaction.atomic
def settle_texts(meeting: Meeting, *, by: Any) -> None:
    """Let the decisions of a meeting say what has been typed since they were written."""
    notes = MinuteText.objects.filter(item__meeting=meeting).select_related("item").order_by("pk")
    decisions = {row.item_id: row for row in Decision.objects.filter(item__meeting=meeting)}
    for note in notes:
        decision = decisions.get(note.item_id)
        if decision is not None and decision.in_force_at is None and decision.text != note.text:
            revise(decision, {"text": note.text}, by=by, verb="write_text")
