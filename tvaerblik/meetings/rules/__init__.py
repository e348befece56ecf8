"""What is allowed in meetings: workflow tables and reasons."""

from tvaerblik.meetings.rules import agenda, cases, decisions

__all__ = ["agenda", "cases", "decisions"]

WORKFLOWS = (agenda.MEETING, agenda.AGENDA, cases.CASE, cases.ITEM, decisions.MINUTES, decisions.FOLLOW_UP)
