"""When mail is tried again, when it is given up, and who keeps the outbox."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.core.contributions import Registry
from tvaerblik.outbox.models import Message, MessageState

# After the first, second … failure; after the last of them it is given up.
WAITS = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=12),
)
# How long a worker may be busy with one message before another takes it for dead.
LEASE = dt.timedelta(minutes=5)
# Nothing waits longer: what seems to was put off before the clock was set back, as the demo clock is each night.
LONGEST_WAIT = max(WAITS) + LEASE

# Which people keep the outbox; the packages that know the roles say so.
keepers: Registry[Callable[[Any], bool]] = Registry("keeper of the outbox")

_PERMANENT = 500  # RFC 5321, 4.2.1: replies from 500 on will be the same next time


def is_keeper(by: Any) -> bool:
    """True for those who look after what was sent."""
    return any(keeps(by) for keeps in keepers)


def why_not_keeper(_thing: Any, by: Any) -> str:
    """ "" for a keeper of the outbox, else the sentence."""
    return "" if is_keeper(by) else _("Only secretaries and administrators look after the outbox.")


def why_not_send(message: Message) -> str:
    """ "" when there is somebody to send it to, else the sentence."""
    if message.recipient is not None and not message.recipient.is_active:
        return _("The recipient may no longer sign in.")
    return "" if message.to else _("The recipient has no e-mail address.")


def why_not_resend(message: Message, by: Any) -> str:
    """ "" when ``by`` may send the message again, else the sentence."""
    if sentence := why_not_keeper(message, by):
        return sentence
    if message.state not in {MessageState.FAILED, MessageState.HELD}:
        return _("It is “%(state)s” and cannot be sent again.") % {"state": message.get_state_display()}
    later = Message.objects.filter(lane=message.lane, addressee=message.addressee, sequence__gt=message.sequence)
    if message.lane and later.filter(state=MessageState.SENT).exists():
        return _("A newer message about the same has been sent. This one would arrive after it and be misleading.")
    return ""


def next_wait(attempts: int) -> dt.timedelta | None:
    """How long to wait after so many attempts have failed, or None when it is time to give up."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def is_permanent(error: Exception) -> bool:
    """True when the mail server has said that it will never take the message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _reply in error.recipients.values())
    # A refused sign-in is a wrong setting: it can be mended while the message waits.
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return False
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= _PERMANENT


def sentence_of(error: Exception) -> str:
    """What went wrong, for a secretary, with the server's own words at the end."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        replies = [f"{code} {_words(reply)}" for code, reply in error.recipients.values()]
        return _("The mail server does not accept the address: %(reply)s") % {"reply": "; ".join(replies)}
    if isinstance(error, smtplib.SMTPResponseException):
        reply = f"{error.smtp_code} {_words(error.smtp_error)}"
        return _("The mail server answered: %(reply)s") % {"reply": reply}
    if isinstance(error, OSError):
        return _("The mail server cannot be reached: %(error)s") % {"error": error}
    return _("The message could not be put together: %(error)s") % {"error": error}


def _words(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
