"""Bodies and who sits in them. A seat is bound to a position where the terms of reference say so (R61)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.models import Named, Record
from tvaerblik.people.models import Dated, Person, Position, Unit


class BodyKind(models.TextChoices):
    """What sort of body it is; rules ask for the kind, never for the name."""

    STEERING = "steering_group", _("Steering group")
    PROGRAMME = "programme_group", _("Programme group")
    EXECUTIVE = "executive_board", _("Executive management")
    CHIEF_FORUM = "chief_forum", _("Chiefs' forum")
    CHIEF_MEETING = "chief_meeting", _("Chief meeting")
    LOCAL = "local_organisation", _("Local digitalisation organisation")


class Body(Named):
    """A body with its working rules. Deadlines count backwards from the meeting day."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    short_name = models.CharField(_("short name"), max_length=60)
    kind_of_body = models.CharField(_("type"), max_length=20, choices=BodyKind.choices)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("area")
    )
    decision_prefix = models.CharField(
        _("prefix of decision numbers"), max_length=10, blank=True, help_text=_("For example STG, as in STG-2026-012.")
    )
    meetings_a_year = models.PositiveSmallIntegerField(_("ordinary meetings a year"), default=4)
    meeting_minutes = models.PositiveSmallIntegerField(_("usual length, minutes"), default=120)
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        null=True,
        blank=True,
        help_text=_("How many must be present. The meeting page warns when there are fewer. Leave empty for none."),
    )
    # The chain of example-data 3.7 for a meeting on a Tuesday: material 15 days before, approval 8, sending 7.
    material_days = models.PositiveSmallIntegerField(_("material, days before"), default=15)
    approval_days = models.PositiveSmallIntegerField(_("chair's approval, days before"), default=8)
    sending_days = models.PositiveSmallIntegerField(_("sending, days before"), default=7)
    submits_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="receives_from",
        verbose_name=_("submits to"),
    )

    mandate_limit = models.PositiveBigIntegerField(
        _("decides alone up to, kr."),
        null=True,
        blank=True,
        help_text=_("What a decision may cost beyond today before it belongs to the body above. Empty means no limit."),
    )

    class Meta(Named.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        abstract = False

    def get_absolute_url(self) -> str:
        """The body's page."""
        return reverse("body", args=[self.pk])

    @property
    def has_coverage(self) -> bool:
        """True where the terms of reference ask that the organisation is covered (R62, R67)."""
        return self.kind_of_body in {BodyKind.STEERING, BodyKind.PROGRAMME}


class TermsOfReference(Record):
    """A version of a body's terms of reference; the one in force on a day is the latest that had begun (R7)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField(_("version"))
    since = models.DateField(_("in force from"))
    purpose = models.TextField(_("purpose"))
    tasks = models.TextField(_("tasks"), blank=True)
    mandate = models.TextField(_("mandate"), blank=True)
    composition = models.TextField(_("composition"), blank=True)
    working_form = models.TextField(_("working form"), blank=True)
    decided_by = models.CharField(_("adopted by"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-since", "-number"]
        verbose_name = _("terms of reference")
        verbose_name_plural = _("terms of reference")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["body", "number"], name="terms_number_once")
        ]

    def get_absolute_url(self) -> str:
        """The body's page as it was on the day the version began."""
        return f"{reverse('body', args=[self.body_id])}?on={self.since.isoformat()}#terms"

    def __str__(self) -> str:
        return _("%(body)s, version %(number)s") % {"body": self.body, "number": self.number}


class SeatRole(models.TextChoices):
    """What the holder of a seat is in the body."""

    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")
    SECRETARY = "secretary", _("Secretary")
    OBSERVER = "observer", _("Observer")


class MemberProfile(Named):
    """What a member of the programme group works as; an extendable list (R66)."""

    class Meta(Named.Meta):
        verbose_name = _("member profile")
        verbose_name_plural = _("member profiles")
        abstract = False

    def get_absolute_url(self) -> str:
        """The list it stands in."""
        return reverse("member_profiles")


class Seat(Record, Dated):
    """A place in a body. With ``position`` its holder sits there; ``units`` are the areas it represents."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats", verbose_name=_("body"))
    title = models.CharField(_("seat"), max_length=200)
    role = models.CharField(_("role"), max_length=10, choices=SeatRole.choices, default=SeatRole.MEMBER)
    places = models.PositiveSmallIntegerField(_("number of places"), default=1)
    position = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("follows the position"),
    )
    units = models.ManyToManyField(Unit, blank=True, related_name="seats", verbose_name=_("covers areas"))
    managers_only = models.BooleanField(_("must be a manager"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("For example when the seat rotates."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("seat")
        ordering: ClassVar[list[str]] = ["order", "pk"]

    def clean(self) -> None:
        """A seat that follows a position has one place: that of its holder."""
        if self.position_id is not None and self.places != 1:
            raise ValidationError({"places": _("A seat that follows a position has one place.")})
        if self.places < 1:
            raise ValidationError({"places": _("A seat has at least one place.")})

    def get_absolute_url(self) -> str:
        """Its line on the body's page."""
        return f"{reverse('body', args=[self.body_id])}#seat-{self.pk}"

    def __str__(self) -> str:
        return self.title


class Membership(Record, Dated):
    """A person sits on a seat in a period. Seats bound to a position have none: the appointment is the membership."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("seat"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person"))
    profile = models.ForeignKey(
        MemberProfile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("profile"),
    )
    appointed_by = models.CharField(_("appointed by"), max_length=200, blank=True)
    reason = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("membership")
        ordering: ClassVar[list[str]] = ["-since", "pk"]

    def get_absolute_url(self) -> str:
        """The seat's line on the body's page."""
        return self.seat.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.person}, {self.seat}"


class CoverageAgreement(Record, Dated):
    """The chiefs agree that one representative covers several of their areas in a body (R68)."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("seat"))
    text = models.TextField(_("what was agreed"), blank=True)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("coverage agreement")
        ordering: ClassVar[list[str]] = ["-since", "pk"]

    def get_absolute_url(self) -> str:
        """Its line on the body's page."""
        return f"{reverse('body', args=[self.seat.body_id])}#agreement-{self.pk}"

    def missing_on(self, day: dt.date) -> list[CoverageConsent]:
        """The consents that had not been given that day; until there are none the agreement covers nothing (Q18)."""
        return [one for one in self.consents.all() if one.agreed_on is None or one.agreed_on > day]

    def __str__(self) -> str:
        return _("Coverage agreement for %(seat)s") % {"seat": self.seat}


class CoverageConsent(Record):
    """One area of the agreement and the chief who agreed for it; until the chief has, the area is not covered."""

    agreement = models.ForeignKey(CoverageAgreement, on_delete=models.PROTECT, related_name="consents")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    chief = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("chief")
    )
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        ordering: ClassVar[list[str]] = ["unit__sort_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "unit"], name="consent_once")
        ]

    def get_absolute_url(self) -> str:
        """The agreement's line on the body's page."""
        return self.agreement.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.unit}: {self.chief}" if self.chief else str(self.unit)


class Delegation(Record, Dated):
    """Somebody acts as chair or secretary in a period, so that a holiday never stops a matter."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("body"))
    role = models.CharField(
        _("acts as"),
        max_length=10,
        choices=[(role.value, role.label) for role in (SeatRole.CHAIR, SeatRole.SECRETARY)],
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("acting")
        ordering: ClassVar[list[str]] = ["-since", "pk"]

    def get_absolute_url(self) -> str:
        """The body's page."""
        return self.body.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
