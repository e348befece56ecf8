"""Who comments on draft minutes, until when, and what must be answered before the chair gets them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tvaerblik.bodies import rules as seats
from tvaerblik.bodies import seating
from tvaerblik.bodies.models import SeatRole
from tvaerblik.core import clock, words
from tvaerblik.core.refusals import Gap
from tvaerblik.meetings.models import CommentAnswer, Minutes, MinutesComment, MinutesState
from tvaerblik.people.models import Person


def why_not_member(minutes: Minutes, by: Any) -> str:
    """ "" for chair and members of the body and their deputies; the secretary writes the minutes instead."""
    if seats.is_in(by, minutes.meeting.body, SeatRole.CHAIR, SeatRole.MEMBER):
        return ""
    return _("Only the members of %(body)s comment on its minutes.") % {"body": minutes.meeting.body.short_name}


def why_not_open(minutes: Minutes) -> str:
    """ "" while comments are awaited and the last day has not passed."""
    if minutes.state != MinutesState.COMMENTS:
        return _("The minutes are “%(state)s” and take no comments.") % {"state": minutes.get_state_display()}
    if minutes.comments_due is not None and clock.today() > minutes.comments_due:
        return _("The deadline for comments was %(day)s. Write to the secretary, or say it at the next meeting.") % {
            "day": words.day(minutes.comments_due)
        }
    return ""


def why_not_comment(minutes: Minutes, by: Any) -> str:
    """ "" for members until the deadline."""
    return why_not_member(minutes, by) or why_not_open(minutes)


def why_not_nothing(minutes: Minutes, by: Any) -> str:
    """ "" for members until the deadline, once."""
    return why_not_comment(minutes, by) or why_said_already(minutes, by)


def why_said_already(minutes: Minutes, by: Any) -> str:
    """ "" until the member has said something."""
    if minutes.comments.filter(person=by).exists():
        return _("You have already commented on the minutes.")
    return ""


def why_not_day(day: dt.date) -> str:
    """ "" for a day that has not passed."""
    if day >= clock.today():
        return ""
    return _("The deadline for comments must be today or later.")


def why_not_secretary(comment: MinutesComment, by: Any) -> str:
    """ "" for the secretary of the body."""
    return seats.why_not_secretary(by, comment.minutes.meeting.body)


def why_not_answer(comment: MinutesComment, by: Any) -> str:
    """ "" for the secretary, until the minutes go to the chair."""
    return why_not_secretary(comment, by) or why_no_answer(comment)


def why_no_answer(comment: MinutesComment) -> str:
    """ "" for a comment that says something, while the minutes are out for comments."""
    if comment.is_nothing:
        return _("There is nothing to answer.")
    if comment.minutes.state == MinutesState.COMMENTS:
        return ""
    return _("The minutes are “%(state)s”; the comments are closed.") % {"state": comment.minutes.get_state_display()}


def silent_members(minutes: Minutes) -> list[Person]:
    """The members who have neither commented nor said that they have nothing to add."""
    spoken = set(minutes.comments.values_list("person", flat=True))
    return [holder.person for holder in seating.members_on(minutes.meeting.body) if holder.person.pk not in spoken]


def comment_gaps(minutes: Minutes) -> list[Gap]:
    """What members still may say, and what they have said and not been answered."""
    if minutes.state != MinutesState.COMMENTS:
        return []
    gaps = []
    silent = silent_members(minutes) if not why_not_open(minutes) else []
    if silent and minutes.comments_due is not None:
        told = {"day": words.day(minutes.comments_due), "who": words.join_words(silent)}
        sentence = _("Comments are awaited until %(day)s from: %(who)s.") % told
        gaps.append(Gap(sentence, reverse("move_comments", args=[minutes.pk]), _("Change the deadline")))
    waiting = minutes.comments.filter(is_nothing=False, state=CommentAnswer.WAITING).aggregate(all=Count("pk"))["all"]
    if waiting:
        sentence = ngettext(
            "%(count)s comment has not been answered.", "%(count)s comments have not been answered.", waiting
        )
        gaps.append(Gap(sentence % {"count": waiting}, f"{minutes.get_absolute_url()}#comments", _("See the comments")))
    return gaps
