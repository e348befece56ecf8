"""How the chain is computed and proved: pure functions over plain values, so that a second program can check it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

START = "0" * 64


def canonical(content: Any) -> str:
    """The one way to write content as text: sorted keys, no spaces, UTF-8 letters as they are."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)


def digest_of(content: Any) -> str:
    """SHA-256 over the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Link:
    """What one event contributes to the chain."""

    sequence: int
    at: dt.datetime
    verb: str
    actor_id: int | None
    on_behalf_of_id: int | None
    subject_kind: str
    subject_id: int
    subject_version: int
    made_up: bool
    payload_digest: str
    previous: str

    def digest(self) -> str:
        """The digest that the next event carries as ``previous``."""
        return digest_of(
            [
                self.sequence,
                self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
                self.verb,
                self.actor_id,
                self.on_behalf_of_id,
                self.subject_kind,
                self.subject_id,
                self.subject_version,
                self.made_up,
                self.payload_digest,
                self.previous,
            ]
        )


@dataclass(frozen=True)
class StoredEvent:
    """An event as it stands in the database, with its payload: ``content`` is None and ``erased`` True when erased."""

    link: Link
    digest: str
    has_payload: bool
    content: Any
    erased: bool


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold, said in words."""

    sequence: int
    sentence: str


@dataclass(frozen=True)
class Head:
    """The last event's number and digest, kept outside the database too."""

    sequence: int
    digest: str


def first_break(events: Iterable[StoredEvent], anchors: Iterable[Head] = ()) -> tuple[Break | None, Head]:
    """Walk the chain from its start. Answers the first break, or None, and the head that was reached.

    ``anchors`` are heads that were kept outside the database: each must be found in the chain, or rows are gone.
    """
    waiting = sorted(anchors, key=lambda head: head.sequence)
    head = Head(0, START)
    for stored in events:
        sentence = _fault(stored, head)
        if sentence:
            return Break(stored.link.sequence, sentence), head
        head = Head(stored.link.sequence, stored.digest)
        while waiting and waiting[0].sequence <= head.sequence:
            anchor = waiting.pop(0)
            if anchor.sequence == head.sequence and anchor.digest != head.digest:
                return Break(head.sequence, "the anchored digest outside the database is another one"), head
    if waiting:
        return Break(
            head.sequence + 1, f"the chain ends here, but {waiting[-1].sequence} events were anchored outside"
        ), head
    return None, head


def _fault(stored: StoredEvent, head: Head) -> str:
    link = stored.link
    if link.sequence != head.sequence + 1:
        return f"event {head.sequence + 1} is missing"
    if link.previous != head.digest:
        return "it does not follow from the event before it"
    if link.digest() != stored.digest:
        return "the event has been changed"
    if not stored.has_payload:
        return "its content row is missing"
    if stored.erased:
        return "" if stored.content is None else "it is marked as erased but has content"
    if digest_of(stored.content) != link.payload_digest:
        return "its content has been changed"
    return ""
