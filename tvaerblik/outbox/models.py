"""Mail and notifications waiting to go out.

A row is written in the same transaction as the change it tells of, so what is rolled back is never told.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tvaerblik.core import clock
from tvaerblik.core.models import Record


class MessageState(models.TextChoices):
    """Where a message is on its way."""

    WAITING = "waiting", pgettext_lazy("mail", "Waiting")
    SENT = "sent", pgettext_lazy("mail", "Sent")
    FAILED = "failed", pgettext_lazy("mail", "Failed")
    HELD = "held", pgettext_lazy("mail", "Held back")


class Message(Record):
    """One mail to one recipient about one occasion, kept as it was written.

    - ``occasion`` with ``addressee`` is unique: however often something is posted, each recipient gets it once.
    - ``recipient`` is a person, whose address is looked up when it is sent; or there is only an ``address``.
    - ``lane`` and ``sequence``: messages of one lane to one addressee leave in order, each after the one before.
    - ``message_id`` is the same at every attempt (RFC 5322, 3.6.4), so that a repeated message can be known as one.
    - ``headers``, ``calendar`` (method and iCalendar text, or nothing) and ``attachments`` (source and number) belong
      to it; what is attached is fetched when it is sent.
    - ``next_attempt_at`` is also the lease: while somebody sends it, it lies a little ahead; ``claim`` says who.
    """

    occasion = models.CharField(_("occasion"), max_length=200)
    addressee = models.CharField(max_length=260, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recipient"),
    )
    address = models.EmailField(_("address"), blank=True)
    subject = models.CharField(_("subject line"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    headers: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    calendar: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    attachments: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    lane = models.CharField(max_length=100, blank=True)
    sequence = models.PositiveIntegerField(default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=MessageState.choices, default=MessageState.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=clock.now)
    claim = models.CharField(max_length=36, blank=True)
    last_error = models.TextField(_("what went wrong"), blank=True)
    sent_at = models.DateTimeField(pgettext_lazy("mail", "sent"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("mail", "message")
        verbose_name_plural = pgettext_lazy("mail", "messages")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["occasion", "addressee"], name="message_once_an_occasion")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "next_attempt_at"], name="message_due"),
            models.Index(fields=["lane", "addressee", "sequence"], name="message_lane"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """The list it stands in."""
        return reverse("outbox")

    @property
    def to(self) -> str:
        """The address it goes to now."""
        return str(self.recipient.email) if self.recipient is not None else self.address


class Notice(Record):
    """Something a person is told inside the program: what, and where it is read. Once an occasion."""

    occasion = models.CharField(max_length=200)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("text"), max_length=250)
    url = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField(pgettext_lazy("notification", "seen"), null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["occasion", "person"], name="notice_once_an_occasion")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "seen_at"], name="notice_unseen")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The list it stands in."""
        return reverse("notices")
