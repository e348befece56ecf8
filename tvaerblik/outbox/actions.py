"""Every change of messages and notifications. Nothing here talks to a mail server: that is ``delivery``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise
from tvaerblik.core import clock
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.outbox import letters, queries, rules
from tvaerblik.outbox.models import Message, MessageState, Notice


@transaction.atomic
def post(
    occasion: str,
    *,
    to: Iterable[Any],
    template: str,
    context: Mapping[str, Any],
    by: Any,
    url: str = "",
    lane: str = "",
    notice: bool = True,
    headers: Mapping[str, str] | None = None,
    calendar: Mapping[str, str] | None = None,
    attachments: Sequence[tuple[str, int]] = (),
) -> list[Message]:
    """Put a letter in the outbox for each of ``to`` (persons or e-mail addresses) who has not had it on this occasion.

    ``template`` is the text template's full name, "meetings/mail/agenda_sent.txt"; its first line is the subject.
    ``url`` is the page it is about, from the root. ``notice`` tells persons inside the program too. ``calendar`` has
    ``method`` and ``text`` of an invitation; ``attachments`` are pairs of a source known to ``delivery`` and a number.
    Answers the new messages; those who were written to before are left out. Closed titles and papers do not belong in
    mail: a letter tells where to read, and the page asks who is reading.
    """
    written = []
    for recipient in dict.fromkeys(to):
        addressee = _addressee(recipient)
        if Message.objects.filter(occasion=occasion, addressee=addressee).exists():
            continue
        person = None if isinstance(recipient, str) else recipient
        letter = letters.write(template, context, recipient=person, url=url)
        message = Message(
            occasion=occasion,
            addressee=addressee,
            recipient=person,
            address=recipient if isinstance(recipient, str) else "",
            message_id=letters.message_id(occasion, addressee),
            headers=dict(headers or {}),
            calendar=dict(calendar) if calendar else None,
            attachments=[list(pair) for pair in attachments],
            lane=lane,
            sequence=_next_in(lane, addressee),
            **_departure(),
            **vars(letter),
        )
        if _added(message, by=by):
            written.append(message)
            if notice and person is not None:
                _notify(occasion, person, letter.subject, url)
    return written


def _departure() -> dict[str, Any]:
    """When it may leave. The example's made-up history was mailed on its own days; nothing of it leaves now."""
    now = clock.now()
    return (
        {"next_attempt_at": now, "state": MessageState.SENT, "sent_at": now}
        if _is_history()
        else {"next_attempt_at": now}
    )


def _is_history() -> bool:
    return bool(settings.EXAMPLE) and clock.is_set()


def _addressee(recipient: Any) -> str:
    return f"mail:{recipient.strip().lower()}" if isinstance(recipient, str) else f"person:{recipient.pk}"


def _next_in(lane: str, addressee: str) -> int:
    """The next number of the lane; two posted in the same moment may share it, as neither is before the other."""
    if not lane:
        return 1
    rows = Message.objects.filter(lane=lane, addressee=addressee)
    return (rows.aggregate(last=models.Max("sequence"))["last"] or 0) + 1


def _added(message: Message, *, by: Any) -> bool:
    """False when somebody else posted the same in this moment."""
    try:
        with transaction.atomic():
            add(message, by=by, verb="post", occasion=message.occasion)
    except (IntegrityError, NotPossible):
        if Message.objects.filter(occasion=message.occasion, addressee=message.addressee).exists():
            return False
        raise
    return True


def _notify(occasion: str, person: Any, text: str, url: str) -> None:
    if not Notice.objects.filter(occasion=occasion, person=person).exists():
        seen = {"seen_at": clock.now()} if _is_history() else {}
        Notice(occasion=occasion, person=person, text=text, url=url, **seen).save()


@transaction.atomic
def claim_next(*, by: Any = None) -> Message | None:
    """Take the next message that is due, for this worker alone until the lease runs out; None when nothing is due.

    What has nobody to go to is held back. A worker that dies loses nothing: its message is due again after the lease,
    and the attempt counts, so that a message no worker survives is given up in the end.
    """
    while True:
        message = queries.due().select_for_update(skip_locked=True, of=("self",)).first()
        if message is None:
            return None
        if sentence := rules.why_not_send(message):
            _settle(message, MessageState.HELD, sentence, by=by)
        elif message.attempts > len(rules.WAITS):
            _settle(message, MessageState.FAILED, _("The program stopped each time it tried to send it."), by=by)
        else:
            message.attempts += 1
            message.claim = str(uuid4())
            message.next_attempt_at = clock.now() + rules.LEASE
            message.save(update_fields=["attempts", "claim", "next_attempt_at"])
            record("claim_next", message, by=by, attempt=message.attempts)
            return message


@transaction.atomic
def note_sent(message: Message, *, by: Any = None) -> None:
    """The mail server has taken it. Also true when another worker has claimed it since: then it may arrive twice."""
    current = locked(message)
    current.sent_at = clock.now()
    current.save(update_fields=["sent_at"])
    _settle(current, MessageState.SENT, "", by=by, to=message.to)


@transaction.atomic
def note_failure(message: Message, *, sentence: str, permanent: bool, by: Any = None) -> None:
    """It did not go. It waits for its next attempt, or is given up; nothing when another worker has it now."""
    current = locked(message)
    if current.claim != message.claim or current.state != MessageState.WAITING:
        return
    wait = rules.next_wait(current.attempts)
    if permanent or wait is None:
        _settle(current, MessageState.FAILED, sentence, by=by)
        return
    current.next_attempt_at = clock.now() + wait
    current.last_error = sentence
    current.claim = ""
    current.save(update_fields=["next_attempt_at", "last_error", "claim"])
    record("note_failure", current, by=by, reason=sentence, attempt=current.attempts)


def _settle(message: Message, state: str, sentence: str, *, by: Any, **content: Any) -> None:
    message.state = state
    message.last_error = sentence
    message.claim = ""
    message.save(update_fields=["state", "last_error", "claim"])
    record(f"message_{state}", message, by=by, reason=sentence, attempt=message.attempts, **content)


@transaction.atomic
def resend(message: Message, *, by: Any) -> Message:
    """Let a message that failed or was held back wait again, with all its attempts before it."""
    current = locked(message)
    if sentence := rules.why_not_keeper(current, by):
        raise NotPermitted(sentence)
    if sentence := rules.why_not_resend(current, by):
        raise NotPossible(sentence)
    fields = {"state": MessageState.WAITING, "attempts": 0, "next_attempt_at": clock.now(), "last_error": ""}
    return revise(current, fields, by=by, verb="resend")


@transaction.atomic
def mark_seen(notice: Notice, *, by: Any) -> Notice:
    """The person has seen the notification."""
    if notice.person_id != by.pk:
        raise NotPermitted(_("Only the person it is for can mark it as seen."))
    return notice if notice.seen_at else revise(notice, {"seen_at": clock.now()}, by=by, verb="mark_seen")


@transaction.atomic
def mark_all_seen(*, by: Any) -> None:
    """The person has seen all notifications there are now."""
    count = queries.notices_for(by).filter(seen_at__isnull=True).update(seen_at=clock.now())
    if count:
        record("mark_all_seen", by, by=by, count=count)
