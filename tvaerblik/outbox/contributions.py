"""What this package puts into the registries."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tvaerblik.audit import presenters
from tvaerblik.core import verbs
from tvaerblik.core.contributions import Place, places
from tvaerblik.outbox import lists  # noqa: F401  # registers its list
from tvaerblik.outbox.rules import is_keeper
from tvaerblik.outbox.verbs import VERBS

verbs.register(VERBS)
places.add("outbox", Place("outbox", _("Outbox"), "outbox", under="meetings", order=90, who=is_keeper))
presenters.contribute(
    {
        "post": _("wrote the message"),
        "claim_next": _("began to send the message, attempt %(attempt)s"),
        "note_failure": _("could not send the message, attempt %(attempt)s"),
        "message_sent": _("sent the message"),
        "message_failed": _("gave the message up"),
        "message_held": _("held the message back"),
        "resend": _("asked for the message to be sent again"),
        "mark_seen": _("saw the notification"),
        "mark_all_seen": _("saw all notifications"),
    }
)
