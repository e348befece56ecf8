"""What has been written for the minutes so far, item by item: facts that rules, papers and pages need."""

from __future__ import annotations

from tvaerblik.meetings.models import AgendaItem, Decision, Meeting, MinuteText


def text_of(item: AgendaItem) -> str:
    """What the minutes say on the item as it stands now: what was typed last, else the text of the decision."""
    note = MinuteText.objects.filter(item=item).first()
    if note is not None:
        return note.text
    decision = Decision.objects.filter(item=item).first()
    return decision.text if decision is not None else ""


def texts_of(meeting: Meeting) -> dict[int, str]:
    """The same of every item of a meeting, by the item's number; two queries."""
    decided = Decision.objects.filter(item__meeting=meeting).values_list("item_id", "text")
    typed = MinuteText.objects.filter(item__meeting=meeting).values_list("item_id", "text")
    return {**dict(decided), **dict(typed)}
