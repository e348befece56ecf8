"""What a person can do with messages and notifications."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import Verb
from tvaerblik.outbox import actions, queries, rules

VERBS = [
    Verb(
        "resend",
        _("Try again"),
        actions.resend,
        "outbox",
        things=queries.messages_for,
        why_not=rules.why_not_resend,
        done=_("The message waits to be sent again."),
        intro=_("The message is sent once more, from its first attempt."),
    ),
    Verb(
        "mark_seen",
        _("Mark as seen"),
        actions.mark_seen,
        "notices",
        things=queries.notices_for,
    ),
    Verb(
        "mark_all_seen",
        _("Mark all as seen"),
        actions.mark_all_seen,
        "notices",
        to=lambda _result: "/notices",
        done=_("All notifications are marked as seen."),
    ),
]
