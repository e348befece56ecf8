"""What is allowed in meetings: workflow tables and reasons."""

from tvaerblik.meetings.rules import agenda, between, briefings, cases, decisions, mandate

__all__ = ["agenda", "between", "briefings", "cases", "decisions", "mandate"]

WORKFLOWS = (
    agenda.MEETING,
    agenda.AGENDA,
    cases.CASE,
    cases.ITEM,
    decisions.MINUTES,
    decisions.FOLLOW_UP,
    briefings.BRIEFING,
    between.ESCALATION,
    between.REFERRAL,
)
