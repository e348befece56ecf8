"""What people can do with meetings, cases, decisions and follow-up."""

from tvaerblik.meetings.verbs.agenda import AGENDA_VERBS
from tvaerblik.meetings.verbs.between import BETWEEN_VERBS
from tvaerblik.meetings.verbs.cases import CASE_VERBS
from tvaerblik.meetings.verbs.decisions import DECISION_VERBS
from tvaerblik.meetings.verbs.keeping import BRIEFING_VERBS, KEEPING_VERBS
from tvaerblik.meetings.verbs.meetings import MEETING_VERBS
from tvaerblik.meetings.verbs.presence import PRESENCE_VERBS
from tvaerblik.meetings.verbs.templates import TEMPLATE_VERBS

VERBS = (
    *MEETING_VERBS,
    *AGENDA_VERBS,
    *CASE_VERBS,
    *DECISION_VERBS,
    *PRESENCE_VERBS,
    *BETWEEN_VERBS,
    *BRIEFING_VERBS,
    *KEEPING_VERBS,
    *TEMPLATE_VERBS,
)
