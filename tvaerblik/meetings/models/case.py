"""A case lives across bodies and meetings; an agenda item is one treatment of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.effects import effects
from tvaerblik.core.models import Linked, Record
from tvaerblik.people.models import Person


class Purpose(models.TextChoices):
    """Why something is on an agenda; it limits the possible outcomes (R73)."""

    INFORMATION = "information", _("For information")
    DISCUSSION = "discussion", _("For discussion")
    DECISION = "decision", _("For decision")


class CaseState(models.TextChoices):
    """Where a case stands; follows from its treatments, never set against them."""

    PROPOSED = "proposed", _("proposed")
    PREPARING = "preparing", _("in preparation")
    IN_GOVERNANCE = "in_governance", _("under treatment")
    DECIDED = "decided", _("decided")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Case(Record):
    """A matter on its way to a decision: the text, the recommendation and the records it is about.

    ``number`` is the recommendation's number, such as I-2026-09, given when it is submitted to the steering group.
    """

    title = models.CharField(_("title"), max_length=200)
    number = models.CharField(_("number"), max_length=20, blank=True, db_index=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices, default=Purpose.DECISION)
    state = models.CharField(_("state"), max_length=15, choices=CaseState.choices, default=CaseState.PROPOSED)
    is_closed = models.BooleanField(
        _("closed item"),
        default=False,
        help_text=_(
            "Only the bodies that treat it, and those who write it, can see it. It is left out of the open package."
        ),
    )
    proposed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="proposed_cases", verbose_name=_("proposed by")
    )
    material_owner = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="material_cases",
        verbose_name=_("responsible for the material"),
    )
    summary = models.TextField(_("summary"), blank=True)
    presentation = models.TextField(_("case presentation"), blank=True)
    economy = models.TextField(_("economic consequences"), blank=True)
    economy_not_relevant = models.BooleanField(_("no economic consequences"), default=False)
    needed_by = models.DateField(
        _("decision needed by"), null=True, blank=True, help_text=_("When it must be decided at the latest.")
    )
    if_waiting = models.CharField(
        _("if one waits"),
        max_length=200,
        blank=True,
        help_text=_("What happens when it is not decided in time, for example “the contract expires”."),
    )
    esdh_number = models.CharField(_("case number"), max_length=40, blank=True)
    kle_number = models.CharField(_("KLE number"), max_length=20, blank=True)
    kle_facet = models.CharField(_("facet"), max_length=5, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "is_closed"], name="case_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """The case's page."""
        return reverse("case", args=[self.pk])


class CaseSubject(Linked):
    """A record the case is about, such as a project."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="subjects")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["content_type", "object_id"], name="case_subject")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "content_type", "object_id"], name="case_subject_once")
        ]

    def __str__(self) -> str:
        return str(self.subject)


class Point(Record):
    """One "at …" of the recommendation. Numbers run 1, 2, 3 … within the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(
        _("at"), help_text=_("The sentence after “at”, for example “the end date is moved to 31 December 2026”.")
    )
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("point")
        ordering: ClassVar[list[str]] = ["number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def get_absolute_url(self) -> str:
        """Its place on the case's page."""
        return f"{self.case.get_absolute_url()}#points"


class PointEffect(Linked, Record):
    """What the point, when decided, does to a record: the effect's name and the recommended value, packed as JSON."""

    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="effects")
    effect = models.CharField(max_length=80)
    value: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["content_type", "object_id"], name="point_effect_subject")
        ]

    def __str__(self) -> str:
        known = effects.get(self.effect)
        return f"{self.subject}, {known.label}" if known else self.effect

    def get_absolute_url(self) -> str:
        """Its point's place on the case's page."""
        return self.point.get_absolute_url()


class NumberSeries(models.Model):
    """The last number given in a series and year; the row's lock makes numbers without gaps."""

    prefix = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["prefix", "year"], name="number_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}: {self.last}"
