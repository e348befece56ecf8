"""An agenda item, its pre-treatment at a chief meeting, and the package that is approved and sent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tvaerblik.bodies.models import Body
from tvaerblik.core.models import Record
from tvaerblik.meetings.models.case import Case, Purpose
from tvaerblik.meetings.models.meeting import Meeting
from tvaerblik.people.models import Person


class ItemState(models.TextChoices):
    """One treatment of a case, from proposal to outcome."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("being prepared")
    READY = "ready", _("ready")
    RETURNED = "returned", _("returned")
    SENT = "sent", _("sent out")
    DECIDED = "decided", _("treated")
    WITHDRAWN = "withdrawn", _("withdrawn")


UNSENT_STATES = (ItemState.PROPOSED, ItemState.ACCEPTED, ItemState.READY, ItemState.RETURNED)
LIVE_STATES = tuple(state for state in ItemState if state is not ItemState.WITHDRAWN)


class Standing(models.TextChoices):
    """Items that stand on every agenda without a case."""

    APPROVAL = "approval", _("Approval of agenda and minutes")
    FOLLOW_UP = "follow_up", _("Follow-up on decisions")
    OTHER = "other_business", _("Any other business")


class AgendaItem(Record):
    """A place on an agenda: a case, or a standing item with a title of its own. ``position`` orders the agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items", verbose_name=_("meeting"))
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("case")
    )
    standing = models.CharField(max_length=20, choices=Standing.choices, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices, default=Purpose.INFORMATION)
    position = models.PositiveSmallIntegerField(_("place on the agenda"), default=0)
    minutes = models.PositiveSmallIntegerField(pgettext_lazy("duration", "minutes"), default=10)
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices, default=ItemState.PROPOSED)
    material_due = models.DateField(_("material due"), null=True, blank=True)
    return_comment = models.TextField(_("the chair's comment"), blank=True)
    recommends_to = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recommends to"),
        help_text=_("Set when this body only recommends and another decides; then nothing is changed here."),
    )
    is_late = models.BooleanField(_("after the deadline"), default=False, editable=False)
    # The version of the package it was first sent in; later ones are supplements (meetings 6.5).
    sent_in = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    needs_pre_treatment = models.BooleanField(_("chief meeting first"), default=False)

    class Meta:
        verbose_name = _("agenda item")
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "case"],
                condition=Q(case__isnull=False) & ~Q(state="withdrawn"),
                name="case_once_per_meeting",
            )
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        """The item's page."""
        return reverse("item", args=[self.pk])

    @property
    def heading(self) -> str:
        """The case's title, or the item's own."""
        return self.case.title if self.case else self.title

    @property
    def is_closed(self) -> bool:
        """Closed as its case is."""
        return bool(self.case and self.case.is_closed)

    @property
    def has_outcome(self) -> bool:
        """Treated, with an outcome."""
        return self.state == ItemState.DECIDED


class PreTreatmentResult(models.TextChoices):
    """What the chief meeting said."""

    WAITING = "waiting", _("awaiting")
    ENDORSED = "endorsed", _("endorsed")
    REMARKS = "remarks", _("endorsed with a remark")
    RETURNED = "returned", _("sent back")
    NOT_REACHED = "not_reached", _("not reached")


class PreTreatment(Record):
    """Treatment at a chief meeting before the steering group (R72); the remark is carried into the item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="pre_treatments")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("chief meeting"))
    day = models.DateField(_("date"))
    result = models.CharField(
        _("result"), max_length=12, choices=PreTreatmentResult.choices, default=PreTreatmentResult.WAITING
    )
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("pre-treatment")
        ordering: ClassVar[list[str]] = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.body.short_name}, {date_format(self.day, 'DATE_FORMAT')}"

    def get_absolute_url(self) -> str:
        """Its place on the item's page."""
        return f"{self.item.get_absolute_url()}#pre-treatment"


class PreparedMark(Record):
    """One of the two preparers says that the material is prepared (R74). A returned item takes the marks away."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="prepared_marks")
    as_role = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    is_void = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "as_role"], condition=Q(is_void=False), name="prepared_once_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.as_role}"


class Approval(Record):
    """The chair's approval of exactly this content (R75). The hash covers texts, points, effects and files."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="approvals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    content_hash = models.CharField(max_length=64)
    comment = models.TextField(_("comment"), blank=True)
    # What was approved, so that a later change can be shown beside it.
    content: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.content_hash[:12]}"


class Package(Record):
    """A sent agenda: numbered, frozen, hashed. Every recipient's variant derives from this one content."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packages")
    number = models.PositiveSmallIntegerField()
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="package")
    content: models.JSONField[Any, Any] = models.JSONField()
    content_hash = models.CharField(max_length=64)
    trail_head = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="package_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, version {self.number}"

    def get_absolute_url(self) -> str:
        """The package as it was sent."""
        return reverse("package", args=[self.pk])


class Recipient(models.Model):
    """Somebody the package was sent to, and whether closed items were in their copy."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sees_closed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["package", "person"], name="recipient_once")
        ]

    def __str__(self) -> str:
        return str(self.person)
