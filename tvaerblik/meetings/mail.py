"""Who is told what about meetings. Each message has an occasion, so that nobody gets it twice.

Closed titles do not stand in mail: the letter tells where to read, and the page asks who is reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies import queries as bodies
from tvaerblik.bodies.models import SeatRole
from tvaerblik.core import clock
from tvaerblik.meetings.models import (
    AgendaItem,
    Approval,
    Briefing,
    Case,
    Decision,
    Escalation,
    Exclusion,
    FollowUp,
    Meeting,
    Minutes,
    MinutesComment,
    Package,
    Referral,
)
from tvaerblik.meetings.queries.between import chairs_of, runners_of
from tvaerblik.outbox.actions import post
from tvaerblik.outbox.models import Message
from tvaerblik.people.models import Person


def _tell(occasion: str, people: Iterable[Person], letter: str, about: Any, by: Any, **context: Any) -> list[Message]:
    """Write to everybody but the one who did it."""
    others = [person for person in people if by is None or person.pk != by.pk]
    url = about.get_absolute_url()
    return post(occasion, to=others, template=f"meetings/mail/{letter}.txt", context=context, url=url, by=by)


def _title(item: AgendaItem) -> str | Promise:
    return _("a closed item") if item.is_closed else item.heading


def material_agreed(item: AgendaItem, *, by: Any) -> None:
    """The one responsible for the material is told the deadline (R84)."""
    if item.case is not None and item.case.material_owner is not None:
        occasion = f"material:{item.pk}:{item.case.material_owner_id}"
        _tell(occasion, [item.case.material_owner], "material_agreed", item, by, item=item, title=_title(item))


def item_returned(item: AgendaItem, *, by: Any) -> None:
    """The chair has returned an item; the one responsible for the material is told, and reads why on the page."""
    if item.case is not None and item.case.material_owner is not None:
        comment = "" if item.is_closed else item.return_comment
        occasion = f"returned:{item.pk}:{item.version}"
        people = [item.case.material_owner]
        _tell(occasion, people, "item_returned", item, by, title=_title(item), comment=comment)


def approval_asked(meeting: Meeting, *, by: Any) -> None:
    """The preparers are done: the chair and the chair's deputy are asked to approve."""
    occasion = f"approve:{meeting.pk}:{meeting.prepared_marks.count()}"
    items = meeting.items.exclude(state="withdrawn").count()
    _tell(occasion, _chairs(meeting), "approval_asked", meeting, by, meeting=meeting, items=items)


def _chairs(meeting: Meeting) -> Sequence[Person]:
    return chairs_of(meeting.body)


def approval_falls(approval: Approval, *, case: Case, by: Any) -> None:
    """Somebody writes in what the chair has approved: chair and secretary hear of it once for each approval (R75)."""
    meeting = approval.meeting
    secretaries = bodies.holders_of(meeting.body, SeatRole.SECRETARY)
    title = _("a closed item") if case.is_closed else case.title
    people = [*_chairs(meeting), *secretaries]
    _tell(f"approval-falls:{approval.pk}", people, "approval_falls", meeting, by, meeting=meeting, title=title)


def sending_of(package: Package) -> str:
    """The occasion of a package's letters: however often it is posted, each recipient gets it once (D3)."""
    return f"package:{package.pk}"


def agenda_sent(package: Package, *, by: Any) -> None:
    """Every recipient gets a link to their own variant; nothing of what is closed stands in the mail."""
    post(
        sending_of(package),
        to=[row.person for row in package.recipients.select_related("person")],
        template="meetings/mail/agenda_sent.txt",
        context={"package": package, "meeting": package.meeting},
        url=package.get_absolute_url(),
        lane=f"meeting:{package.meeting_id}",
        by=by,
    )


def comments_invited(minutes: Minutes, *, by: Any) -> None:
    """The members are asked to comment on the draft until a day."""
    people = [holder.person for holder in bodies.members_on(minutes.meeting.body)]
    occasion = f"minutes-comments:{minutes.pk}:{minutes.version}"
    meeting, due = minutes.meeting, minutes.comments_due
    _tell(occasion, people, "comments_invited", minutes, by, meeting=meeting, due=due)


def comment_answered(comment: MinutesComment, *, by: Any) -> None:
    """The member is told that the comment has an answer, and reads it on the page."""
    occasion = f"minutes-comment:{comment.pk}:{comment.version}"
    _tell(occasion, [comment.person], "comment_answered", comment, by, meeting=comment.minutes.meeting)


def minutes_submitted(minutes: Minutes, *, by: Any) -> None:
    """The chair is asked to approve the minutes."""
    occasion = f"minutes:{minutes.pk}:{minutes.version}"
    _tell(occasion, _chairs(minutes.meeting), "minutes_submitted", minutes, by, meeting=minutes.meeting)


def minutes_approved(minutes: Minutes, *, by: Any) -> None:
    """The members are told that the minutes are there."""
    people = [holder.person for holder in bodies.members_on(minutes.meeting.body, minutes.meeting.day)]
    _tell(f"minutes-approved:{minutes.pk}", people, "minutes_approved", minutes, by, meeting=minutes.meeting)


def follow_up_agreed(follow_up: FollowUp, *, by: Any) -> None:
    """The one responsible is told what and by when."""
    decision: Decision = follow_up.decision
    text = _("a closed item") if decision.item.is_closed else follow_up.text
    context = {"text": text, "number": decision.number, "due": follow_up.due}
    _tell(f"follow-up:{follow_up.pk}", [follow_up.owner], "follow_up_agreed", follow_up, by, **context)


def briefing_sent(briefing: Briefing, *, by: Any) -> None:
    """Every reader is told what they need to know, and where the decisions stand."""
    people = [row.person for row in briefing.readers.select_related("person")]
    _tell(f"briefing:{briefing.pk}", people, "briefing_sent", briefing, by, briefing=briefing)


def member_excluded(exclusion: Exclusion, *, by: Any) -> None:
    """The person is told that they take no part in the item; the reason stands on the meeting's page (R81, D4)."""
    _tell_excluded(f"excluded:{exclusion.pk}", "member_excluded", exclusion, by)


def exclusion_lifted(exclusion: Exclusion, *, by: Any) -> None:
    """The person is told that they may take part after all."""
    _tell_excluded(f"exclusion-lifted:{exclusion.pk}", "exclusion_lifted", exclusion, by)


def _tell_excluded(occasion: str, letter: str, exclusion: Exclusion, by: Any) -> None:
    item = exclusion.item
    _tell(occasion, [exclusion.person], letter, exclusion, by, title=_title(item), meeting=item.meeting)


def _name(escalation: Escalation) -> str:
    """The number, with the title unless it is about a closed case."""
    subject = escalation.subject
    is_closed = isinstance(subject, Case) and subject.is_closed
    return escalation.number if is_closed else str(escalation)


def _answerers(escalation: Escalation) -> dict[Person, None]:
    """Whoever was named, and those who chair now: a chair on holiday stops nothing."""
    return dict.fromkeys([escalation.answerer, *chairs_of(escalation.body)])


def escalation_raised(escalation: Escalation, *, by: Any) -> None:
    """Whoever must answer is told the deadline; what is asked is read on the page."""
    context = {"name": _name(escalation), "due": escalation.due}
    _tell(f"escalation:{escalation.pk}", _answerers(escalation), "escalation_raised", escalation, by, **context)


def escalation_reminded(escalation: Escalation, *, by: Any) -> bool:
    """Before the deadline and once after it; False when the letter has gone already."""
    is_over = escalation.due < clock.today()
    context = {"name": _name(escalation), "due": escalation.due, "is_over": is_over}
    occasion = f"escalation-{'over' if is_over else 'soon'}:{escalation.pk}"
    return bool(_tell(occasion, _answerers(escalation), "escalation_reminded", escalation, by, **context))


def escalation_answered(escalation: Escalation, *, by: Any) -> None:
    """The one who raised it, and those who run the programme group, are told that there is an answer."""
    people = dict.fromkeys([escalation.raised_by, *runners_of(escalation.from_body)])
    _tell(f"escalation-answered:{escalation.pk}", people, "escalation_answered", escalation, by, name=_name(escalation))


def _case_title(case: Case) -> str | Promise:
    return _("a closed item") if case.is_closed else case.title


def case_referred(referral: Referral, *, by: Any) -> None:
    """Chair and secretary of the receiving body are told."""
    context = {"referral": referral, "title": _case_title(referral.case)}
    _tell(f"referral:{referral.pk}", runners_of(referral.to_body), "case_referred", referral, by, **context)


def referral_answered(referral: Referral, *, by: Any) -> None:
    """Chair and secretary of the body that sent the case are told that there is an answer."""
    context = {"referral": referral, "title": _case_title(referral.case)}
    occasion = f"referral-answered:{referral.pk}"
    _tell(occasion, runners_of(referral.from_body), "referral_answered", referral, by, **context)
