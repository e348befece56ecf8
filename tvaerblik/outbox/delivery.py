"""Takes what is due to the mail server.

How sure is it that each gets it, and gets it once? A message is posted in the transaction of what it tells of, and
only one worker at a time holds the claim on it. Between « the mail server has taken it » and « we have noted that » a
power cut can still come; then the message is sent again after the lease, with the same Message-ID, by which mail
programs and servers that look for it know it as the same. Losing nothing was chosen over never repeating: SMTP cannot
give both.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from email.charset import QP, Charset
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import translation

from tvaerblik.core.contributions import Registry
from tvaerblik.outbox import actions, queries, rules
from tvaerblik.outbox.models import Message

# A kind of attachment: its number to file name, content and content type. Only what is open may come from here.
attachment_sources: Registry[Callable[[int], tuple[str, bytes, str]]] = Registry("source of mail attachments")

# Letters outside ASCII never travel as raw eight-bit signs, which not every mail server on the way lets through.
_SAFE_ON_THE_WAY = Charset("utf-8")
_SAFE_ON_THE_WAY.body_encoding = QP


def deliver_due(*, by: Any = None, connection: Any = None, most: int = 500) -> int:
    """Send what is due, at most so many messages, and answer how many left. Must not run inside a transaction.

    Several workers may do this at once. ``connection`` is another mail backend than the one of the settings, such as
    Django's dummy, with which the builder of the example lets its made-up mail leave.
    """
    left = 0
    with translation.override(settings.LANGUAGE_CODE):  # the sentences that are kept
        for _number in range(most):
            message = actions.claim_next(by=by)
            if message is None:
                break
            left += _deliver(message, connection or get_connection(), by)
    return left


def _deliver(message: Message, connection: Any, by: Any) -> bool:
    try:
        compose(message, connection).send()
    except (OSError, smtplib.SMTPException, ValueError, LookupError) as error:
        sentence, permanent = rules.sentence_of(error), rules.is_permanent(error)
        actions.note_failure(message, sentence=sentence, permanent=permanent, by=by)
        return False
    actions.note_sent(message, by=by)
    return True


def compose(message: Message, connection: Any = None) -> EmailMultiAlternatives:
    """The message as mail: text, HTML and, last, the calendar object (RFC 6047, 2.4), with its attachments."""
    thread = queries.thread_of(message)
    headers = {
        **message.headers,
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",  # RFC 3834, 5
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        **({"References": " ".join(thread), "In-Reply-To": thread[-1]} if thread else {}),
    }
    mail = EmailMultiAlternatives(
        message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to], headers=headers, connection=connection
    )
    mail.encoding = _SAFE_ON_THE_WAY
    mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        mail.attach_alternative(message.calendar["text"], f"text/calendar; method={message.calendar['method']}")
    for source, number in message.attachments:
        name, content, content_type = attachment_sources[source](number)
        mail.attach(name, content, content_type)
    return mail
