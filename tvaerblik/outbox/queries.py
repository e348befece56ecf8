"""Reads of messages and notifications, always for somebody."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tvaerblik.core import clock
from tvaerblik.outbox.models import Message, MessageState, Notice
from tvaerblik.outbox.rules import LONGEST_WAIT, is_keeper


def messages_for(by: Any) -> QuerySet[Message]:
    """Every message for those who keep the outbox, none for others."""
    rows = Message.objects.select_related("recipient")
    return rows if is_keeper(by) else rows.none()


def notices_for(by: Any) -> QuerySet[Notice]:
    """The person's own notifications, newest first."""
    return Notice.objects.filter(person=by) if getattr(by, "is_authenticated", False) else Notice.objects.none()


def unseen_count(by: Any) -> int:
    """How many notifications the person has not seen."""
    return notices_for(by).filter(seen_at__isnull=True).count()


def letters_on(occasion: str) -> dict[int, Message]:
    """The letters to persons on one occasion, by the person's number."""
    rows = Message.objects.filter(occasion=occasion, recipient__isnull=False)
    return {row.recipient_id: row for row in rows if row.recipient_id is not None}


def due() -> QuerySet[Message]:
    """What may be sent now, oldest first: nobody is sending it, and nothing before it in its lane is still to go."""
    now = clock.now()
    # What was given up does not stop those after it; what is held back may still go, so it does.
    before = Message.objects.filter(
        lane=OuterRef("lane"),
        addressee=OuterRef("addressee"),
        sequence__lt=OuterRef("sequence"),
        state__in=[MessageState.WAITING, MessageState.HELD],
    )
    in_time = Q(next_attempt_at__lte=now) | Q(next_attempt_at__gt=now + LONGEST_WAIT)
    waiting = Message.objects.filter(in_time, state=MessageState.WAITING).exclude(~Q(lane="") & Exists(before))
    return waiting.order_by("next_attempt_at", "pk")


def thread_of(message: Message) -> list[str]:
    """The Message-IDs of what was sent in the same lane to the same addressee before it, oldest first."""
    if not message.lane:
        return []
    rows = Message.objects.filter(
        lane=message.lane, addressee=message.addressee, sequence__lt=message.sequence, state=MessageState.SENT
    )
    return list(rows.order_by("sequence").values_list("message_id", flat=True))
