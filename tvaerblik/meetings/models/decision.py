"""A decision is made of points; each point has an outcome, and what it changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies.models import Body
from tvaerblik.core.models import Record
from tvaerblik.meetings.models.agenda import AgendaItem, Package
from tvaerblik.meetings.models.case import Point, PointEffect, Purpose
from tvaerblik.meetings.models.meeting import Meeting
from tvaerblik.people.models import Person


class Outcome(models.TextChoices):
    """What a body can conclude; the purpose limits which (meetings 6.4)."""

    NOTED = "noted", _("noted")
    DISCUSSED = "discussed", _("discussed")
    APPROVED = "approved", _("approved")
    APPROVED_CHANGED = "approved_with_changes", _("approved with changes")
    NOT_APPROVED = "not_approved", _("not approved")
    POSTPONED = "postponed", _("postponed")
    SENT_BACK = "sent_back", _("sent back")
    REFERRED = "referred", _("referred")
    LAPSED = "lapsed", _("lapsed")


class Mandate(models.TextChoices):
    """Whether a body decided what it may decide alone (R50)."""

    WITHIN = "within", _("within the mandate")
    OVER = "over", _("over the mandate")


OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    Purpose.INFORMATION: (Outcome.NOTED, Outcome.POSTPONED),
    Purpose.DISCUSSION: (Outcome.DISCUSSED, Outcome.POSTPONED, Outcome.REFERRED),
    Purpose.DECISION: (
        Outcome.APPROVED,
        Outcome.APPROVED_CHANGED,
        Outcome.NOT_APPROVED,
        Outcome.POSTPONED,
        Outcome.SENT_BACK,
        Outcome.REFERRED,
        Outcome.LAPSED,
    ),
}
CARRIED = frozenset({Outcome.APPROVED, Outcome.APPROVED_CHANGED})


class Decision(Record):
    """What a body decided on one item. Numbered without gaps per body and year when the item was for decision.

    It rests on the ``package`` that was seen. ``in_force_at`` is when the chair approved the minutes; an urgent one
    is in force at once.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("body"))
    package = models.ForeignKey(Package, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    number = models.CharField(_("number"), max_length=20, blank=True)
    outcome = models.CharField(_("outcome"), max_length=25, choices=Outcome.choices)
    text = models.TextField(_("decision"), blank=True)
    day = models.DateField(_("decided on"))
    mandate = models.CharField(_("mandate"), max_length=10, choices=Mandate.choices, blank=True)
    is_urgent = models.BooleanField(_("in force at once"), default=False)
    in_force_at = models.DateTimeField(_("in force"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar[list[str]] = ["-day", "-number", "-pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["body", "day"], name="decision_body_day")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="decision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.item.heading}".strip()

    def get_absolute_url(self) -> str:
        """The decision's permanent address."""
        return reverse("decision", args=[self.pk])


class PointOutcome(Record):
    """The outcome of one point, with deviating wording when there is any."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="points")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="outcomes")
    outcome = models.CharField(_("outcome"), max_length=25, choices=Outcome.choices)
    wording = models.TextField(_("decided instead"), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["point__number", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decision", "point"], name="point_outcome_once")
        ]

    def __str__(self) -> str:
        return f"{self.point.number}: {self.get_outcome_display()}"

    @property
    def is_carried(self) -> bool:
        """True when the point was approved, changed or not."""
        return self.outcome in CARRIED


class DecidedEffect(Record):
    """What a carried point does to a record: the value seen in the paper, recommended, decided, and before.

    ``confirmed`` holds the value that the secretary saw and accepted when the record had changed since the paper was
    sent.
    """

    point_outcome = models.ForeignKey(PointOutcome, on_delete=models.PROTECT, related_name="effects")
    point_effect = models.ForeignKey(PointEffect, on_delete=models.PROTECT, related_name="decided")
    seen: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    recommended: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    decided: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    before: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    is_confirmed = models.BooleanField(default=False)
    confirmed: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return str(self.point_effect)

    def get_absolute_url(self) -> str:
        """Its place on the decision's page."""
        return f"{self.point_outcome.decision.get_absolute_url()}#effect"


class MinutesState(models.TextChoices):
    """How far the minutes have come."""

    DRAFT = "draft", _("draft")
    COMMENTS = "comments", _("for comments")
    SUBMITTED = "submitted", _("for the chair's approval")
    APPROVED = "approved", _("approved")
    CONFIRMED = "confirmed", _("finally approved")


# The secretary still writes in them; and the chair has approved them.
UNFINISHED_MINUTES = (MinutesState.DRAFT, MinutesState.COMMENTS)
SETTLED_MINUTES = (MinutesState.APPROVED, MinutesState.CONFIRMED)


class Minutes(Record):
    """The minutes of a meeting. The chair's approval locks them and freezes ``content``; corrections are addenda."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes_paper")
    state = models.CharField(_("state"), max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    remarks = models.TextField(_("remarks"), blank=True)
    comments_due = models.DateField(_("comments no later than"), null=True, blank=True)
    return_comment = models.TextField(_("the chair's comment"), blank=True)
    content: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    content_hash = models.CharField(_("checksum"), max_length=64, blank=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved on"), null=True, blank=True)
    confirmed_at = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed at")
    )

    class Meta:
        verbose_name = _("minutes")

    def __str__(self) -> str:
        return _("Minutes: %(meeting)s") % {"meeting": self.meeting}

    def get_absolute_url(self) -> str:
        """The minutes' page."""
        return reverse("minutes", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Until the chair has approved."""
        return self.state not in SETTLED_MINUTES


class Addendum(Record):
    """A correction to approved minutes; the minutes themselves stay as they were."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField(_("addendum"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Its place on the minutes' page."""
        return f"{self.minutes.get_absolute_url()}#addenda"


class FollowUpState(models.TextChoices):
    """How far a follow-up has come."""

    OPEN = "open", _("open")
    IN_PROGRESS = "in_progress", _("in progress")
    REPORTED = "reported", _("reported done")
    DONE = "done", _("done")
    LAPSED = "lapsed", _("lapsed")


OPEN_FOLLOW_UPS = (FollowUpState.OPEN, FollowUpState.IN_PROGRESS, FollowUpState.REPORTED)


class FollowUp(Record):
    """What somebody must do after a decision, and by when (R34, R37)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.CharField(_("what"), max_length=300)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="follow_ups", verbose_name=_("responsible")
    )
    due = models.DateField(_("deadline"))
    state = models.CharField(_("state"), max_length=12, choices=FollowUpState.choices, default=FollowUpState.OPEN)
    report = models.TextField(_("what was done"), blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        ordering: ClassVar[list[str]] = ["due", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "due"], name="follow_up_state_due")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The follow-up's page."""
        return reverse("follow_up", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Not done and not lapsed."""
        return self.state in OPEN_FOLLOW_UPS
