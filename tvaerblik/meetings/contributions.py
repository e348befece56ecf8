"""What meetings put into the registries: menu, verbs, lists, panels, tasks, attachments, words of the trail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tvaerblik.audit import presenters
from tvaerblik.core import verbs
from tvaerblik.core.contributions import (
    Creation,
    Link,
    Panel,
    Place,
    creations,
    happenings,
    home_sections,
    links,
    panels,
    places,
    task_sources,
)
from tvaerblik.documents.contributions import Subject, contribute_subject
from tvaerblik.meetings import actions, handing_over, home, lists, queries
from tvaerblik.meetings.pages import about, keeping, way
from tvaerblik.meetings.rules import between
from tvaerblik.meetings.rules import cases as rules
from tvaerblik.meetings.tasks import tasks_of
from tvaerblik.meetings.trail import WORDS
from tvaerblik.meetings.verbs import VERBS
from tvaerblik.meetings.verbs.meetings import why_not_plan
from tvaerblik.outbox import schedule
from tvaerblik.people.rules import is_administrator

assert lists.CASES.name == "cases"  # the lists register themselves when imported

verbs.register(VERBS)

# Records with pages of their own that people look for under meetings and under recommendations.
MEETING_RECORDS = ("items", "packages", "minutes", "exclusions")
CASE_RECORDS = ("points", "point-effects", "pre-treatments", "decided-effects", "dissents", "disclosures")

places.add("meetings", Place("meetings", _("Meetings"), "meetings", icon="meeting", order=30, also=MEETING_RECORDS))
places.add("steering", Place("steering", _("The steering group"), "steering_meetings", order=31, under="meetings"))
places.add("programme", Place("programme", _("The programme group"), "programme_meetings", order=32, under="meetings"))
places.add("briefings", Place("briefings", _("Briefings"), "briefings", order=35, under="meetings"))
places.add("owed", Place("owed", _("What the programme group owes"), "owed", order=33, under="meetings"))
places.add("decisions", Place("decisions", _("Decisions"), "decisions", icon="decision", order=40))
places.add("cases", Place("cases", _("Recommendations"), "cases", order=41, under="decisions", also=CASE_RECORDS))
places.add("decision_list", Place("decision_list", _("Decisions"), "decisions", order=42, under="decisions"))
places.add("follow_ups", Place("follow_ups", _("Follow-up"), "follow_ups", order=43, under="decisions"))

places.add("awaiting", Place("awaiting", _("Awaiting decision"), "awaiting", order=41, under="decisions"))
places.add("escalations", Place("escalations", _("Escalations"), "escalations", order=44, under="decisions"))
places.add("referrals", Place("referrals", _("Referrals"), "referrals", order=45, under="decisions"))
places.add(
    "word_template",
    Place(
        "word_template",
        _("Word template"),
        "word_template",
        order=40,
        under="administration",
        also=("word-templates",),
        who=is_administrator,
    ),
)

creations.add("case", Creation(_("Case"), "propose_case", lambda by: not rules.why_not_propose(None, by), order=10))
creations.add(
    "escalation",
    Creation(_("Escalation"), "raise_escalation", lambda by: not between.why_not_escalate(None, by), order=20),
)
creations.add("meeting", Creation(_("Meeting"), "plan_meeting", lambda by: not why_not_plan(None, by), order=30))


def is_closed_for(case: Any, by: Any) -> bool:
    """A closed appendix is for the bodies that treat the case and those who write it, without the disqualified."""
    if case.pk in queries.excluded_cases(by):
        return True
    if by.pk in {case.proposed_by_id, case.material_owner_id}:
        return False
    mine = queries.my_bodies(by)
    referred = case.referrals.filter(to_body__in=mine, state__in=queries.READING)
    return not (case.items.filter(meeting__body__in=mine).exists() or referred.exists())


contribute_subject(
    Subject(
        kind="meetings.case",
        door=queries.cases_for,
        why_not_attach=rules.why_not_write,
        is_closed_for=is_closed_for,
    ),
    side=True,
)
panels.add("case:notes", Panel("meetings.case", "meetings/_notes.html", keeping.notes, order=70))
panels.add("case:disclosures", Panel("meetings.case", "meetings/_disclosures.html", keeping.disclosures, order=80))
panels.add("meeting:briefings", Panel("meetings.meeting", "meetings/_briefings.html", keeping.briefings, order=40))
panels.add("meeting:journal", Panel("meetings.meeting", "meetings/_journal.html", keeping.journal_of_meeting, order=50))
panels.add("project:decisions", Panel("portfolio.project", "meetings/_happenings.html", about.panel, order=20))
for kind in ("portfolio.project", "meetings.case"):
    panels.add(f"{kind}:escalations", Panel(kind, "meetings/_escalations.html", way.escalations_panel, order=25))


def _raise_a_case(record: Any, by: Any) -> str:
    if rules.why_not_propose(None, by):
        return ""
    return f"{reverse('propose_case')}?subject={record._meta.label_lower}:{record.pk}"


def _escalate(record: Any, by: Any) -> str:
    if between.why_not_escalate(None, by) or between.why_not_escalate_this(record, by):
        return ""
    return f"{reverse('raise_escalation')}?subject={record._meta.label_lower}:{record.pk}"


links.add("project:escalate", Link("portfolio.project", _("Escalate"), _escalate, order=30))
links.add("project:case", Link("portfolio.project", _("Raise a case"), _raise_a_case, order=20))
task_sources.add("meetings", tasks_of)
home_sections.add("next_meeting", Panel("home", "meetings/_next_meeting.html", home.next_meeting, order=10, side=True))
home_sections.add("awaiting", Panel("home", "meetings/_awaiting.html", home.awaiting, order=40))
happenings.add("meetings", home.happenings)
presenters.contribute(WORDS)
# Far more often than the deadlines, so that a letter goes on the right day; each letter goes once.
schedule.contribute("remind_escalations", dt.timedelta(hours=2), actions.remind_escalations)
handing_over.contribute()
