"""A briefing tells management what a body has decided; each reader's receipt stands beside it (R35, R42)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tvaerblik.bodies.models import Body
from tvaerblik.core.models import Record
from tvaerblik.meetings.models.decision import Decision
from tvaerblik.meetings.models.meeting import Meeting
from tvaerblik.people.models import Person


class BriefingState(models.TextChoices):
    """Whether a briefing has gone out."""

    DRAFT = "draft", _("draft")
    SENT = "sent", pgettext_lazy("briefing", "sent")
    DISCARDED = "discarded", _("discarded")


class Briefing(Record):
    """What others than the members are told after a meeting. Sending freezes ``content``; a draft follows its ticks.

    Closed decisions are never part of it, whoever reads.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="briefings", verbose_name=_("meeting"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("you need to know"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=BriefingState.choices, default=BriefingState.DRAFT)
    decisions = models.ManyToManyField(Decision, related_name="briefings", blank=True, verbose_name=_("decisions"))
    bodies = models.ManyToManyField(Body, related_name="briefings", blank=True, verbose_name=_("bodies"))
    people = models.ManyToManyField(Person, related_name="+", blank=True, verbose_name=_("persons"))
    content: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    content_hash = models.CharField(_("checksum"), max_length=64, blank=True)
    sent_at = models.DateTimeField(pgettext_lazy("briefing", "sent"), null=True, blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("briefing")
        verbose_name_plural = _("briefings")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The briefing's page."""
        return reverse("briefing", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Not sent, and not discarded."""
        return self.state == BriefingState.DRAFT


class BriefingReader(models.Model):
    """Somebody a briefing was sent to, and when that person said to have read it (R35: receipt)."""

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["briefing", "person"], name="briefing_reader_once")
        ]

    def __str__(self) -> str:
        return self.name
