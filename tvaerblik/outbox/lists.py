"""The list of what was sent, waits and failed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tvaerblik.core.lists import Column, Listing, Preset, choices_filter, labels, register
from tvaerblik.outbox.models import Message, MessageState
from tvaerblik.outbox.queries import messages_for


def _states(_by: Any) -> Any:
    return labels(MessageState.choices)


def _recipient(message: Message) -> str:
    return f"{message.recipient} <{message.to}>" if message.recipient is not None else message.address


OUTBOX = register(
    Listing(
        name="outbox",
        title=_("Outbox"),
        rows=messages_for,
        columns=[
            Column("subject", _("Subject line"), lambda m: m.subject, sort=("subject",)),
            Column("recipient", _("Recipient"), _recipient, sort=("recipient__sort_key", "address")),
            Column(
                "state",
                _("State"),
                lambda m: m.get_state_display(),
                sort=("state",),
                template="outbox/_state.html",
            ),
            Column(
                "posted", pgettext_lazy("mail", "Written"), lambda m: m.created_at, kind="moment", sort=("created_at",)
            ),
            Column("sent", pgettext_lazy("mail", "Sent"), lambda m: m.sent_at, kind="moment", sort=("sent_at",)),
            Column("attempts", _("Attempts"), lambda m: m.attempts, kind="number", sort=("attempts",)),
            Column("error", _("What went wrong"), lambda m: m.last_error),
            Column("next", _("Next attempt"), lambda m: m.next_attempt_at, kind="moment", secondary=True),
            Column("occasion", _("Occasion"), lambda m: m.occasion, sort=("occasion",), secondary=True),
        ],
        filters=[choices_filter("state", _("State"), _states, "state")],
        search=("subject", "recipient__name", "recipient__email", "address"),
        presets=[
            Preset("all", pgettext_lazy("mail", "All messages"), ""),
            Preset("failed", pgettext_lazy("mail", "Failed"), "state=failed&state=held"),
            Preset("waiting", pgettext_lazy("mail", "Waiting"), "state=waiting"),
        ],
        sort="-posted",
        search_hint=_("Search recipients and subject lines"),
    )
)
