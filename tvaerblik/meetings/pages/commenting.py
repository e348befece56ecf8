"""The comments on draft minutes as one person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tvaerblik.meetings import queries
from tvaerblik.meetings.models import Minutes, MinutesComment, MinutesState
from tvaerblik.meetings.pages.offers import Offer, open_offers
from tvaerblik.meetings.rules.comments import silent_members


@dataclass(frozen=True)
class Said:
    """One comment, and the button that answers it when this person may."""

    comment: MinutesComment
    offer: Offer | None


@dataclass(frozen=True)
class Round:
    """What has been said, and who has said nothing yet."""

    rows: list[Said]
    silent: list[str]


def round_of(minutes: Minutes, by: Any) -> Round | None:
    """The comments of minutes that are or have been out for them; None for those they are not for."""
    if minutes.comments_due is None or minutes.meeting.body_id not in queries.my_bodies(by):
        return None
    rows = [
        Said(comment, next(iter(open_offers(["answer_comment"], comment, by)), None))
        for comment in queries.comments_for(by).filter(minutes=minutes)
    ]
    awaited = minutes.state == MinutesState.COMMENTS
    return Round(rows, [str(person) for person in silent_members(minutes)] if awaited else [])
