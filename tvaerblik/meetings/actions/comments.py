"""Draft minutes are sent to the members for comments; the secretary answers each (D3)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.meetings import mail, queries
from tvaerblik.meetings.actions.writing import settle_texts
from tvaerblik.meetings.models import AgendaItem, Minutes, MinutesComment
from tvaerblik.meetings.rules import comments as rules
from tvaerblik.meetings.rules.decisions import MINUTES
from tvaerblik.people.rules import permit, possible


@transaction.atomic
def invite_comments(minutes: Minutes, *, day: dt.date, by: Any) -> Minutes:
    """Let the members comment on the draft until a day; each is told."""
    return _invite(minutes, "invite_comments", day, by)


@transaction.atomic
def move_comments(minutes: Minutes, *, day: dt.date, by: Any) -> Minutes:
    """Give the members another day; each is told again."""
    return _invite(minutes, "move_comments", day, by)


def _invite(minutes: Minutes, name: str, day: dt.date, by: Any) -> Minutes:
    current = locked(minutes)
    MINUTES.take(name, current, by)
    possible(rules.why_not_day(day))
    sent = revise(current, {"state": current.state, "comments_due": day}, by=by, verb=name)
    settle_texts(sent.meeting, by=by)
    mail.comments_invited(sent, by=by)
    return sent


@transaction.atomic
def comment_minutes(minutes: Minutes, *, text: str, item: AgendaItem | None = None, by: Any) -> MinutesComment:
    """Say something about the draft, on one item or on the whole."""
    current = locked(minutes)
    permit(rules.why_not_member(current, by))
    possible(rules.why_not_open(current))
    if item is not None and item.meeting_id != current.meeting_id:
        raise NotPossible(_("The item is not on the agenda of this meeting."))
    if item is not None and not queries.items_for(by).filter(pk=item.pk).exists():
        raise NotPermitted(_("You cannot read this item, and so not comment on it."))
    return _say(current, MinutesComment(item=item, text=text), "comment_minutes", by)


@transaction.atomic
def nothing_to_add(minutes: Minutes, *, by: Any) -> MinutesComment:
    """Say that the draft is as it should be."""
    current = locked(minutes)
    permit(rules.why_not_member(current, by))
    possible(rules.why_not_open(current) or rules.why_said_already(current, by))
    return _say(current, MinutesComment(is_nothing=True), "nothing_to_add", by)


def _say(minutes: Minutes, comment: MinutesComment, verb: str, by: Any) -> MinutesComment:
    """The history of the minutes tells who has spoken, and not what: more people may read it than a closed item."""
    comment.minutes, comment.person, comment.name = minutes, by, by.name
    said = add(comment, by=by, verb=verb)
    record(verb, minutes, by=by)
    return said


@transaction.atomic
def answer_comment(comment: MinutesComment, *, state: str, answer: str = "", by: Any) -> MinutesComment:
    """Tell the member whether the minutes were changed; when they stand, why."""
    current = locked(comment)
    permit(rules.why_not_secretary(current, by))
    possible(rules.why_no_answer(current))
    if state == "kept" and not answer.strip():
        raise NotPossible(_("Write why the minutes stand."))
    answered = revise(current, {"state": state, "answer": answer.strip()}, by=by, verb="answer_comment")
    mail.comment_answered(answered, by=by)
    return answered
