"""The registers of meetings, cases, decisions and follow-up: one description each for page, export and API."""

from tvaerblik.meetings.lists.awaiting import AWAITING
from tvaerblik.meetings.lists.between import ESCALATIONS, REFERRALS
from tvaerblik.meetings.lists.briefings import BRIEFINGS
from tvaerblik.meetings.lists.cases import CASES
from tvaerblik.meetings.lists.decisions import DECISIONS
from tvaerblik.meetings.lists.follow_ups import FOLLOW_UPS
from tvaerblik.meetings.lists.meetings import MEETINGS

__all__ = [
    "AWAITING",
    "BRIEFINGS",
    "CASES",
    "DECISIONS",
    "ESCALATIONS",
    "FOLLOW_UPS",
    "MEETINGS",
    "REFERRALS",
]
