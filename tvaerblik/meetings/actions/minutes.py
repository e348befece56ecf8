"""Minutes: written, submitted, approved by the chair, confirmed at the next meeting; then only addenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.bodies import rules as seats
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPossible
from tvaerblik.meetings import mail, queries
from tvaerblik.meetings.actions.decisions import put_in_force
from tvaerblik.meetings.actions.writing import settle_texts
from tvaerblik.meetings.models import Addendum, Decision, FollowUp, Meeting, Minutes
from tvaerblik.meetings.queries.minutes import minutes_content
from tvaerblik.meetings.rules import decisions as rules
from tvaerblik.people.models import Person
from tvaerblik.people.rules import permit, possible, why_not_administrator


@transaction.atomic
def revise_minutes(minutes: Minutes, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> Minutes:
    """Write remarks in a draft."""
    current = locked(minutes)
    permit(seats.why_not_secretary(by, current.meeting.body))
    possible(rules.why_not_edit_minutes(current))
    return revise(current, fields, by=by, verb="revise_minutes", seen_version=seen_version)


def _step(minutes: Minutes, name: str, by: Any, fields: Mapping[str, Any] | None = None, **content: Any) -> Minutes:
    current = locked(minutes)
    rules.MINUTES.take(name, current, by)
    return revise(minutes, {"state": current.state, **(fields or {})}, by=by, verb=name, **content)


@transaction.atomic
def submit_minutes(minutes: Minutes, *, by: Any) -> Minutes:
    """Hand the minutes to the chair; nothing may be without an outcome."""
    submitted = _step(minutes, "submit_minutes", by, {"return_comment": ""})
    settle_texts(submitted.meeting, by=by)
    mail.minutes_submitted(submitted, by=by)
    return submitted


@transaction.atomic
def return_minutes(minutes: Minutes, *, comment: str, by: Any) -> Minutes:
    """The chair wants something changed first."""
    return _step(minutes, "return_minutes", by, {"return_comment": comment}, comment=comment)


@transaction.atomic
def approve_minutes(minutes: Minutes, *, by: Any) -> Minutes:
    """The chair approves: the minutes are frozen and every decision changes the records it concerns. All or nothing."""
    current = locked(minutes)
    rules.MINUTES.take("approve_minutes", current, by)
    for decision in Decision.objects.filter(item__meeting=current.meeting).order_by("pk"):
        put_in_force(decision, by=by)
    approved_at = clock.now()
    content = minutes_content(current, approved_by=by.name, approved_at=approved_at)
    content_hash = queries.hash_of(content)
    # The content itself is kept beside the trail, not in it: the hash proves it.
    Minutes.objects.filter(pk=current.pk).update(content=content)
    fields = {
        "state": current.state,
        "content_hash": content_hash,
        "approved_by": by,
        "approved_at": approved_at,
    }
    frozen = revise(minutes, fields, by=by, verb="approve_minutes")
    mail.minutes_approved(frozen, by=by)
    return frozen


@transaction.atomic
def confirm_minutes(minutes: Minutes, *, meeting: Meeting, by: Any) -> Minutes:
    """The next meeting confirms the minutes; they stay as the chair approved them."""
    if meeting.body_id != minutes.meeting.body_id or meeting.start <= minutes.meeting.start:
        raise NotPossible(_("The minutes are confirmed at a later meeting of the same body."))
    return _step(minutes, "confirm_minutes", by, {"confirmed_at": meeting})


@transaction.atomic
def add_addendum(minutes: Minutes, *, text: str, by: Any) -> Addendum:
    """Correct approved minutes by an addendum; the minutes themselves never change."""
    current = locked(minutes)
    permit(seats.why_not_runs(by, current.meeting.body))
    possible(rules.why_no_addendum(current))
    row = add(Addendum(minutes=current, text=text, person=by, name=by.name), by=by, verb="add_addendum", text=text)
    record("add_addendum", current, by=by, text=text)
    return row


@transaction.atomic
def add_follow_up(decision: Decision, *, text: str, owner: Person, due: dt.date, by: Any) -> FollowUp:
    """Agree what is to be done after a decision, by whom and by when (R34)."""
    permit(rules.why_not_follow_up(decision, by))
    row = add(FollowUp(decision=decision, text=text, owner=owner, due=due), by=by, verb="add_follow_up", text=text)
    record("add_follow_up", decision, by=by, text=text)
    mail.follow_up_agreed(row, by=by)
    return row


def _follow(
    follow_up: FollowUp, name: str, by: Any, fields: Mapping[str, Any] | None = None, **content: Any
) -> FollowUp:
    current = locked(follow_up)
    rules.FOLLOW_UP.take(name, current, by)
    return revise(follow_up, {"state": current.state, **(fields or {})}, by=by, verb=name, **content)


@transaction.atomic
def begin_follow_up(follow_up: FollowUp, *, by: Any) -> FollowUp:
    """It is under way."""
    return _follow(follow_up, "begin_follow_up", by)


@transaction.atomic
def report_follow_up(follow_up: FollowUp, *, report: str, by: Any) -> FollowUp:
    """The one responsible says that it is done, and how."""
    return _follow(follow_up, "report_follow_up", by, {"report": report})


@transaction.atomic
def accept_follow_up(follow_up: FollowUp, *, by: Any) -> FollowUp:
    """Secretary or chair agrees that it is done."""
    return _follow(follow_up, "accept_follow_up", by, {"done_on": clock.today()})


@transaction.atomic
def reopen_follow_up(follow_up: FollowUp, *, reason: str, by: Any) -> FollowUp:
    """It is not done yet."""
    return _follow(follow_up, "reopen_follow_up", by, reason=reason)


@transaction.atomic
def move_follow_up(follow_up: FollowUp, *, due: dt.date, reason: str, by: Any) -> FollowUp:
    """Another deadline, with the reason; the earlier ones stay in the trail."""
    return _follow(follow_up, "move_follow_up", by, {"due": due}, reason=reason)


@transaction.atomic
def drop_follow_up(follow_up: FollowUp, *, reason: str, by: Any) -> FollowUp:
    """It is no longer relevant."""
    return _follow(follow_up, "drop_follow_up", by, reason=reason)


@transaction.atomic
def hand_over_follow_up(follow_up: FollowUp, *, person: Person, to: Person, by: Any) -> FollowUp:
    """Let ``to`` be responsible instead of ``person``, whose things are handed over. Deadline and state stay (R34).

    When it is done meanwhile, or somebody else has got it, it stays as it is.
    """
    permit(why_not_administrator(follow_up, by))
    current = locked(follow_up)
    if current.owner_id != person.pk or not current.is_open:
        return current
    handed = revise(current, {"owner": to}, by=by, verb="hand_over_follow_up", person=str(person), to=str(to))
    mail.follow_up_agreed(handed, by=by)
    return handed
