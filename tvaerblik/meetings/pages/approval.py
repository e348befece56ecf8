"""What the chair looks at before approving, and the secretary before sending (R74, R75)."""

from __future__ import annotations

from typing import Any

from tvaerblik.meetings import queries
from tvaerblik.meetings.models import Meeting
from tvaerblik.meetings.pages.agenda import Row, rows_of, time_of
from tvaerblik.meetings.rules import agenda as rules
from tvaerblik.meetings.rules import cases as case_rules
from tvaerblik.people.rules import permit


def to_approve(meeting: Meeting, by: Any) -> dict[str, Any]:
    """The items in short, and what has changed since the last approval. Only for those who approve."""
    permit(rules.AGENDA.steps["approve_agenda"].who(meeting, by))
    status = queries.approval_status(meeting)
    rows = rows_of(meeting, by)
    draft = queries.content_for(queries.draft_of(meeting), queries.reader_of(by, meeting.body))
    drafts = {item["item_id"]: item for item in draft["items"]}
    return {
        "meeting": meeting,
        "status": status,
        "entries": [_entry(row, drafts.get(row.item.pk), by) for row in rows],
        "time": time_of(meeting, rows),
        "gaps": rules.AGENDA.gaps("approve_agenda", meeting),
    }


def _entry(row: Row, draft: dict[str, Any] | None, by: Any) -> dict[str, Any]:
    may_return = not case_rules.ITEM.why_not("return_item", row.item, by)
    return {"row": row, "draft": None if row.is_hidden else draft, "may_return": may_return}


def to_send(meeting: Meeting, by: Any) -> dict[str, Any]:
    """Who gets the agenda, and in which variant. Only for those who send."""
    permit(rules.AGENDA.steps["send_agenda"].who(meeting, by))
    recipients = queries.recipients_of(meeting)
    return {
        "meeting": meeting,
        "whole": [person for person, sees_closed in recipients.items() if sees_closed],
        "open_only": [person for person, sees_closed in recipients.items() if not sees_closed],
        "approval": queries.approval_status(meeting).approval,
    }
