"""What is allowed in meetings: workflow tables and reasons."""

from tvaerblik.meetings.rules import agenda, briefings, cases, decisions

__all__ = ["agenda", "briefings", "cases", "decisions"]

WORKFLOWS = (
    agenda.MEETING,
    agenda.AGENDA,
    cases.CASE,
    cases.ITEM,
    decisions.MINUTES,
    decisions.FOLLOW_UP,
    briefings.BRIEFING,
)
