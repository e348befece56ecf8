"""What can be recorded of who is there, who takes no part, and who did not agree."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.meetings import actions, queries
from tvaerblik.meetings.forms import presence as forms
from tvaerblik.meetings.forms.meetings import ReasonForm
from tvaerblik.meetings.rules import agenda, decisions
from tvaerblik.meetings.rules import presence as rules


def _why_not_attendance(meeting: Any, by: Any) -> str:
    return agenda.why_not_run(meeting, by) or agenda.why_not_attendance(meeting)


def _why_not_dissent(decision: Any, by: Any) -> str:
    return decisions.why_not_write_decision(decision.item, by) or rules.why_not_dissent_now(decision)


def _why_not_withdraw(dissent: Any, by: Any) -> str:
    return _why_not_dissent(dissent.decision, by)


PRESENCE_VERBS = (
    Verb(
        "record_attendance",
        _("Record attendance"),
        actions.record_attendance,
        "meetings",
        things=queries.meetings_for,
        form=forms.AttendanceForm,
        why_not=_why_not_attendance,
        done=_("Attendance is saved."),
        submit=_("Save attendance"),
        template="meetings/record_attendance.html",
    ),
    Verb(
        "exclude_member",
        _("Record disqualification"),
        actions.exclude_member,
        "items",
        things=queries.items_for,
        form=forms.ExcludeForm,
        why_not=rules.why_not_exclude,
        intro=_("The person is told, takes no part in the item, and no longer sees what is closed in the case."),
        done=_("The disqualification is recorded, and the person has been told."),
    ),
    Verb(
        "lift_exclusion",
        _("Lift the disqualification"),
        actions.lift_exclusion,
        "exclusions",
        things=queries.exclusions_for,
        form=ReasonForm,
        why_not=rules.why_not_lift,
        intro=_("The person is told, and may take part in the item again."),
        done=_("The disqualification is lifted."),
    ),
    Verb(
        "add_dissent",
        _("Enter a deviating opinion"),
        actions.add_dissent,
        "decisions",
        things=queries.decisions_for,
        form=forms.DissentForm,
        why_not=_why_not_dissent,
        intro=_("In brief, as the member wants it in the minutes. It follows the case if another body decides."),
        done=_("The deviating opinion is entered."),
    ),
    Verb(
        "withdraw_dissent",
        _("Take the deviating opinion out"),
        actions.withdraw_dissent,
        "dissents",
        things=queries.dissents_for,
        why_not=_why_not_withdraw,
        done=_("The deviating opinion is taken out."),
        danger=True,
    ),
)
