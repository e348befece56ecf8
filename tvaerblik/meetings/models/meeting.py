"""A meeting of a body, and who came."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies.models import Body
from tvaerblik.core import clock
from tvaerblik.core.models import Record
from tvaerblik.people.models import Person


class MeetingState(models.TextChoices):
    """How far a meeting has come; the package and the minutes have states of their own."""

    PLANNED = "planned", _("planned")
    CONVENED = "convened", _("convened")
    IN_SESSION = "in_session", _("in session")
    HELD = "held", _("held")
    CLOSED = "closed", pgettext_lazy("meeting", "closed")
    CANCELLED = "cancelled", _("cancelled")


class Meeting(Record):
    """One meeting. Deadlines are days; they follow the body's rules and can be set otherwise with a reason."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("body"))
    start = models.DateTimeField(_("begins"))
    end = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED)
    is_extra = models.BooleanField(_("extra meeting"), default=False)
    leader = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting leader"),
        help_text=_("Leave empty for the chair."),
    )
    material_due = models.DateField(_("material due"))
    approval_due = models.DateField(_("chair approves by"))
    sending_due = models.DateField(_("to be sent by"))

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering: ClassVar[list[str]] = ["start", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["body", "start"], name="meeting_body_start")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="meeting_ends_after_start",
                violation_error_message=_("The meeting must end after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.body.short_name}, {date_format(self.day, 'DATE_FORMAT')}"

    def get_absolute_url(self) -> str:
        """The meeting's page."""
        return reverse("meeting", args=[self.pk])

    def clean(self) -> None:
        """The deadlines follow each other, and all lie before the meeting."""
        if not self.material_due <= self.approval_due <= self.sending_due < self.day:
            raise ValidationError(
                gettext("The deadlines must follow each other: material, approval, sending, all before the meeting.")
            )

    @property
    def day(self) -> dt.date:
        """The day in Denmark."""
        return self.start.astimezone(clock.COPENHAGEN).date()

    @property
    def length(self) -> int:
        """Planned length in minutes."""
        return int((self.end - self.start).total_seconds() // 60)


class AttendanceStatus(models.TextChoices):
    """Whether somebody was there."""

    PRESENT = "present", _("present")
    EXCUSED = "excused", _("declined")
    ABSENT = "absent", _("absent")


class Attendance(Record):
    """One invited person's presence; a substitute names whom they stand in for (D5). Names are kept as they were.

    Who comes late or leaves early took part from one item's number through another's: numbers that were sent out
    never change, and the minutes can say for each item who was away.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    name = models.CharField(max_length=250)
    seat_title = models.CharField(max_length=200, blank=True)
    status = models.CharField(
        _("attendance"), max_length=10, choices=AttendanceStatus.choices, default=AttendanceStatus.PRESENT
    )
    substitute_for = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("substitute for")
    )
    is_agreed = models.BooleanField(_("agreed with the chair"), default=False)
    first_item = models.PositiveSmallIntegerField(_("from item"), null=True, blank=True)
    last_item = models.PositiveSmallIntegerField(_("through item"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(first_item__isnull=True) | Q(last_item__isnull=True) | Q(last_item__gte=F("first_item")),
                name="attendance_comes_before_leaving",
                violation_error_message=_("Nobody leaves before having come: the items must be in order."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_status_display()}"

    def is_there_at(self, number: int) -> bool:
        """Present when the item of that number was treated."""
        return (
            self.status == AttendanceStatus.PRESENT
            and (self.first_item is None or self.first_item <= number)
            and (self.last_item is None or number <= self.last_item)
        )
