"""Escalation between meetings: raised with a day for the answer, reminded of, answered or taken back (R40)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.bodies import queries as bodies
from tvaerblik.core import clock
from tvaerblik.core.models import link_to
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.meetings import mail, queries
from tvaerblik.meetings.actions.agenda import receive_case
from tvaerblik.meetings.actions.cases import propose_case
from tvaerblik.meetings.actions.numbers import next_number
from tvaerblik.meetings.models import Case, Escalation, EscalationOutcome, Meeting
from tvaerblik.meetings.rules import between as rules
from tvaerblik.people.models import Person
from tvaerblik.people.rules import permit, possible


@transaction.atomic
def raise_escalation(
    *,
    subject: models.Model,
    title: str,
    request: str,
    reaction: str,
    due: dt.date,
    by: Any,
    answerer: Person | None = None,
) -> Escalation:
    """Ask the steering group's chair for a reaction before the next meeting, about a project or a case.

    The chair answers unless somebody else who chairs that day is named. Number and deadline are given now.
    """
    permit(rules.why_not_escalate(None, by))
    if isinstance(subject, Case) and not queries.cases_for(by).filter(pk=subject.pk).exists():
        raise NotPermitted(_("You cannot see %(record)s.") % {"record": _("the case")})
    permit(rules.why_not_escalate_this(subject, by))
    possible(rules.why_not_deadline(due))
    body, from_body = bodies.steering_group(), bodies.programme_group()
    if body is None or from_body is None:
        raise NotPossible(_("There must be a steering group and a programme group before one can escalate."))
    named = answerer or next(iter(queries.chairs_of(body)), None)
    if named is None:
        raise NotPossible(_("Nobody chairs %(body)s now. Name a chair or a deputy first.") % {"body": body.short_name})
    possible(rules.why_not_answerer(body, named))
    escalation = Escalation(
        **link_to(subject),
        number=next_number("E", clock.today().year, digits=2, by=by),
        body=body,
        from_body=from_body,
        raised_by=by,
        title=title,
        request=request,
        reaction=reaction,
        answerer=named,
        due=due,
    )
    add(escalation, by=by, verb="raise_escalation", number=escalation.number)
    mail.escalation_raised(escalation, by=by)
    return escalation


@transaction.atomic
def answer_escalation(
    escalation: Escalation,
    *,
    outcome: str,
    answer: str,
    by: Any,
    case: Case | None = None,
    meeting: Meeting | None = None,
) -> Escalation:
    """The chair, or the chair's deputy, answers. What is left to the next meeting becomes a case on its agenda."""
    current = locked(escalation)
    rules.ESCALATION.take("answer_escalation", current, by)
    fields = {
        "state": current.state,
        "outcome": outcome,
        "answer": answer,
        "answered_by": by,
        "answered_at": clock.now(),
    }
    if outcome == EscalationOutcome.TO_MEETING:
        fields["case"] = _to_meeting(current, case, meeting, by)
    answered = revise(escalation, fields, by=by, verb="answer_escalation", number=current.number)
    mail.escalation_answered(answered, by=by)
    return answered


def _to_meeting(escalation: Escalation, case: Case | None, meeting: Meeting | None, by: Any) -> Case:
    """The case that is chosen, or that the escalation is about; else a new one. It goes on the agenda if on none."""
    subject = escalation.subject
    found = case or (subject if isinstance(subject, Case) else None)
    if found is None:
        fields = {
            "title": escalation.title,
            "summary": f"{escalation.request}\n\n{escalation.reaction}",
            "material_owner": escalation.raised_by,
        }
        found = propose_case(fields=fields, subject=subject, by=by)
    ahead = meeting or queries.open_meetings().filter(body=escalation.body).first()
    if ahead is not None and not queries.is_on_its_way(found) and not queries.is_over(found):
        receive_case(found, meeting=ahead, by=by)
    return found


@transaction.atomic
def take_back_escalation(escalation: Escalation, *, reason: str, by: Any) -> Escalation:
    """It no longer needs an answer."""
    current = locked(escalation)
    rules.ESCALATION.take("take_back_escalation", current, by)
    return revise(escalation, {"state": current.state}, by=by, verb="take_back_escalation", reason=reason)


@transaction.atomic
def remind_escalations(*, by: Any = None) -> list[Escalation]:
    """Write to whoever must answer, the day before the deadline and when it has passed; each only once."""
    reminded = []
    for escalation in queries.escalations_to_remind():
        if mail.escalation_reminded(escalation, by=by):
            record("remind_escalation", escalation, by=by, number=escalation.number)
            reminded.append(escalation)
    return reminded
