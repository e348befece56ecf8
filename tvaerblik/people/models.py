"""Persons, organisational units with their history, positions and who holds them, roles, personal views."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tvaerblik.core import clock
from tvaerblik.core.models import Named, Record
from tvaerblik.core.periods import Span
from tvaerblik.people import roles


class Dated(models.Model):
    """Something that holds from a day until, but not including, another; open-ended when ``until`` is empty."""

    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day it no longer holds."))

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="%(app_label)s_%(class)s_until_after_since",
                violation_error_message=_("The end must come after the beginning."),
            )
        ]

    @property
    def period(self) -> Span:
        """Its days; reads “1 January 2026 – 31 December 2027”, with the last day that belongs to it."""
        return Span(self.since, self.until)

    def holds_on(self, day: dt.date) -> bool:
        """True when ``day`` lies in the period."""
        return self.since <= day and (self.until is None or day < self.until)


def on(day: dt.date, prefix: str = "") -> Q:
    """The filter for dated rows that hold on ``day``."""
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": day})
    )


class PersonManager(BaseUserManager["Person"]):
    """Finds persons by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with that address."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, Named):
    """A person who works with digitalisation. Only work data; never a civil registration number (D13)."""

    email = models.EmailField(_("work e-mail"), unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("unit")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    leaves_on = models.DateField(
        _("leaves on"), null=True, blank=True, help_text=_("The first day the person no longer works here.")
    )
    language = models.CharField(
        _("language"), max_length=5, default="da", choices=[("da", _("Danish")), ("en", _("English"))]
    )
    density = models.CharField(
        _("row height"),
        max_length=10,
        default="normal",
        choices=[("compact", _("Compact")), ("normal", _("Normal")), ("airy", _("Airy"))],
    )
    contrast = models.CharField(
        _("contrast"), max_length=10, default="normal", choices=[("normal", _("Normal")), ("strong", _("Strong"))]
    )
    is_example = models.BooleanField(default=False, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    # The chief a person acts for in this request, when assistant (set by middleware, never stored).
    acting_for: Person | None = None

    class Meta(Named.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        abstract = False

    def get_absolute_url(self) -> str:
        """The person's page."""
        return reverse("person", args=[self.pk])

    def works_on(self, day: dt.date) -> bool:
        """True until the day the person leaves."""
        return self.leaves_on is None or day < self.leaves_on

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """What sort of unit it is (example-data 3.2)."""

    EXECUTIVE = "executive_board", _("Executive management")
    STAFF = "staff", _("Staff")
    BRANCH = "branch", _("Area")
    CHIEF_AREA = "chief_area", _("Area of responsibility (chief)")
    DEPARTMENT = "department", _("Department")
    INSTITUTION = "institution", _("Institution")


class Unit(Named, Dated):
    """An organisational unit. It is never deleted: it ends, and tells what took over."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind_of_unit = models.CharField(_("type"), max_length=20, choices=UnitKind.choices, default=UnitKind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )

    class Meta(Named.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        abstract = False
        constraints = Dated.Meta.constraints

    @staticmethod
    def code_is_taken(code: str) -> str:
        """What is said when another unit has the code."""
        return gettext("There is already a unit with the code %(code)s.") % {"code": code}

    def unique_error_message(self, model_class: type[models.Model], unique_check: Sequence[str]) -> ValidationError:
        """Name the code that is taken."""
        if tuple(unique_check) == ("code",):
            return ValidationError(self.code_is_taken(self.code), code="unique")
        return super().unique_error_message(model_class, unique_check)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The unit's page."""
        return reverse("unit", args=[self.pk])

    @property
    def short(self) -> str:
        """The short name where space is scarce."""
        return self.short_name or self.name


class UnitName(Dated):
    """What a unit was called in a period, so that old papers read as they did."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=250)

    class Meta(Dated.Meta):
        abstract = False
        ordering: ClassVar[list[str]] = ["since"]

    def __str__(self) -> str:
        return self.name


class SuccessionKind(models.TextChoices):
    """How units follow each other."""

    MERGED = "merged", _("merged into")
    SPLIT = "split", _("split into")


class Succession(models.Model):
    """One unit carries another on after a merger or a split."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="precessions")
    manner = models.CharField(max_length=10, choices=SuccessionKind.choices)
    day = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["day", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Level(models.TextChoices):
    """Where in the hierarchy a position stands (R6)."""

    EXECUTIVE = "executive", _("Executive management")
    CHIEF = "chief", _("Chief")
    LEADER = "leader", _("Leader")
    EMPLOYEE = "employee", _("Employee")


class Position(Named):
    """A position (stilling). Seats follow it, so that a change of person changes them too (R61)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions", verbose_name=_("unit"))
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.EMPLOYEE)

    class Meta(Named.Meta):
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        abstract = False

    def get_absolute_url(self) -> str:
        """Its place on the unit's page."""
        return f"{reverse('unit', args=[self.unit_id])}#position-{self.pk}"

    @property
    def is_manager(self) -> bool:
        """Members of the steering group must be managers (R62)."""
        return self.level != Level.EMPLOYEE

    def holder_on(self, day: dt.date) -> Person | None:
        """Who held the position that day."""
        found = self.appointments.filter(on(day)).select_related("person").order_by("-since").first()
        return found.person if found else None


class Appointment(Record, Dated):
    """A person holds a position in a period."""

    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("position")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("person"))

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("appointment")
        ordering: ClassVar[list[str]] = ["-since", "pk"]

    def get_absolute_url(self) -> str:
        """Its place on the unit's page."""
        return self.position.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.person}, {self.position}"


class Assistance(Record, Dated):
    """A chief's assistant may prepare and write on the chief's behalf in a period; approving stays with the chief."""

    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assistants", verbose_name=_("chief"))
    assistant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assists", verbose_name=_("assistant"))

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("assistance")
        ordering: ClassVar[list[str]] = ["-since", "pk"]

    def get_absolute_url(self) -> str:
        """The chief's page."""
        return self.principal.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.assistant} → {self.principal}"


class RoleHolding(Record, Dated):
    """A role that no seat or position gives by itself, such as administrator or local coordinator of an area (D1)."""

    role = models.CharField(_("role"), max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("person"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="holdings", verbose_name=_("for the area")
    )

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("role")
        ordering: ClassVar[list[str]] = ["role", "-since", "pk"]

    def get_absolute_url(self) -> str:
        """The person's page."""
        return self.person.get_absolute_url()

    @property
    def label(self) -> str:
        """The role in words."""
        return str(roles.BY_KEY[self.role].label)

    def __str__(self) -> str:
        return f"{self.person}: {self.label}"


class SavedView(Record):
    """A list's address under a name; personal, or shared with everybody."""

    listing = models.CharField(max_length=60, db_index=True)
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(blank=True)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    is_shared = models.BooleanField(_("shared with everybody"), default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["listing", "owner", "name"],
                name="saved_view_name_once",
                violation_error_message=_("You already have a view of that name."),
            )
        ]

    def get_absolute_url(self) -> str:
        """The list as it was when saved; a list has its name as the name of its address."""
        try:
            address = reverse(self.listing)
        except NoReverseMatch:
            return "/"
        return f"{address}?{self.query}" if self.query else address

    def __str__(self) -> str:
        return self.name


class EntryLink(models.Model):
    """A one-time link that lets the first administrator in; only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link for {self.person_id}"

    @staticmethod
    def digest_of(token: str) -> str:
        """What is kept of a link: whoever reads the database cannot sign in with it."""
        return hashlib.sha256(token.encode("utf-8")).hexdigest()

    @property
    def is_open(self) -> bool:
        """True until it has been used or has run out."""
        return self.used_at is None and clock.now() < self.expires_at
