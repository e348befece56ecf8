"""What goes between bodies outside the agendas: an escalation that asks for an answer, a case that is referred."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tvaerblik.bodies.models import Body
from tvaerblik.core.models import Linked, Record
from tvaerblik.meetings.models.agenda import AgendaItem
from tvaerblik.meetings.models.case import Case
from tvaerblik.meetings.models.decision import Decision, Outcome
from tvaerblik.people.models import Person


class EscalationState(models.TextChoices):
    """How far an escalation has come."""

    RAISED = "raised", _("awaits an answer")
    ANSWERED = "answered", _("answered")
    TAKEN_BACK = "taken_back", _("taken back")


class EscalationOutcome(models.TextChoices):
    """What the chair answered."""

    AGREED = "agreed", _("agreed")
    NOT_AGREED = "not_agreed", _("not agreed")
    TO_MEETING = "to_meeting", _("to the next meeting")


class Escalation(Linked, Record):
    """A request to the chair of ``body`` between meetings, about a record, with a day for the answer (R40).

    ``from_body`` is the body that submits to it; both can read it. ``case`` is what goes to the next meeting when that
    is the answer.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="escalations", verbose_name=_("to"))
    from_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("from"))
    raised_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="escalations", verbose_name=_("raised by")
    )
    title = models.CharField(_("title"), max_length=200)
    request = models.TextField(_("what has happened"))
    reaction = models.TextField(_("what is needed"))
    answerer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("who must answer"))
    due = models.DateField(_("answer by"))
    state = models.CharField(_("state"), max_length=10, choices=EscalationState.choices, default=EscalationState.RAISED)
    outcome = models.CharField(_("outcome"), max_length=10, choices=EscalationOutcome.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations", verbose_name=_("case")
    )

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering: ClassVar[list[str]] = ["due", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due"], name="escalation_state_due"),
            models.Index(fields=["content_type", "object_id"], name="escalation_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """The escalation's page."""
        return reverse("escalation", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """It still awaits an answer."""
        return self.state == EscalationState.RAISED


class ReferralKind(models.TextChoices):
    """What the receiving body is asked for."""

    INFORMATION = "information", _("for information")
    RECOMMENDATION = "recommendation", _("for recommendation")
    DECISION = "decision", _("for decision")


class ReferralState(models.TextChoices):
    """How far a referral has come."""

    SENT = "sent", pgettext_lazy("referral", "sent")
    RECEIVED = "received", _("received")
    SCHEDULED = "scheduled", _("on an agenda")
    ANSWERED = "answered", _("answered")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back")


OPEN_REFERRALS = (ReferralState.SENT, ReferralState.RECEIVED, ReferralState.SCHEDULED)


class Referral(Record):
    """A case that one body has treated and sends to another; its answer comes back (meetings 6.6).

    ``decision`` is the treatment it comes from and ``item`` the treatment it leads to. The outcome is that of the
    receiving body's ``answer``; a body without meetings here writes it down with a day and a remark.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("case"))
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="referrals")
    from_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("from"))
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("to"))
    kind_of_referral = models.CharField(_("what for"), max_length=15, choices=ReferralKind.choices)
    note = models.TextField(_("note"), blank=True)
    due = models.DateField(_("answer by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ReferralState.choices, default=ReferralState.SENT)
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="referral")
    answer = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="answers_referral"
    )
    outcome = models.CharField(_("outcome"), max_length=25, choices=Outcome.choices, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["to_body", "state"], name="referral_to_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "to_body"],
                condition=Q(state__in=["sent", "received", "scheduled"]),
                name="referral_open_once",
            )
        ]

    def __str__(self) -> str:
        return _("%(case)s to %(body)s") % {"case": self.case, "body": self.to_body.short_name}

    def get_absolute_url(self) -> str:
        """Its place in the way of the case."""
        return f"{self.case.get_absolute_url()}#referral-{self.pk}"

    @property
    def is_open(self) -> bool:
        """Neither answered nor refused."""
        return self.state in OPEN_REFERRALS
