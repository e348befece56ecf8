"""The project register: every digital project in the municipality, whoever runs it (R19, R52–R55)."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.models import Named, Record
from tvaerblik.people.models import Person, Unit


class ProjectClass(models.TextChoices):
    """The portfolio classes of the terms of reference; the letters are labels only."""

    NATIONAL_JOINT = "national_joint", _("National and joint-municipal")
    INTER_MUNICIPAL = "inter_municipal", _("Inter-municipal")
    OWN_CROSS_CUTTING = "own_cross_cutting", _("Own cross-cutting")
    LOCAL = "local", _("Local")

    @property
    def letter(self) -> str:
        """The label people use: A, B1, B2 or C."""
        return {"national_joint": "A", "inter_municipal": "B1", "own_cross_cutting": "B2", "local": "C"}[self.value]

    @property
    def group(self) -> str:
        """The group the class is listed under, and the first letter of the project's code."""
        return self.letter[0]


class Phase(models.TextChoices):
    """Phases that bridge the state's model and the municipality's habits (background 2.8)."""

    IDEA = "idea", _("Idea")
    ANALYSIS = "preliminary_analysis", _("Preliminary analysis")
    PROCUREMENT = "procurement", _("Procurement")
    IMPLEMENTATION = "implementation", _("Implementation")
    HANDOVER = "handover", _("Handover to operations")
    REALISATION = "benefit_realisation", _("Benefit realisation")
    CLOSED = "closed", _("Closed")


class State(models.TextChoices):
    """Whether the project is running, apart from how far it has come."""

    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    WAITING = "waiting", _("Awaiting")
    ON_HOLD = "on_hold", _("On hold")
    STOPPED = "stopped", _("Stopped")
    CLOSED = "closed", _("Closed")


OPEN_STATES = (State.PROPOSED, State.ACTIVE, State.WAITING, State.ON_HOLD)


class Light(models.TextChoices):
    """A traffic light; white is "not assessed"."""

    GREEN = "green", _("Green")
    YELLOW = "yellow", _("Yellow")
    RED = "red", _("Red")
    WHITE = "white", _("White")


DIMENSIONS: dict[str, object] = {
    "time": _("Time"),
    "economy": _("Economy"),
    "benefits": _("Benefits"),
    "resources": _("Resources"),
    "scope": _("Scope"),
    "risks": _("Risks"),
}


def light_field(label: object) -> models.CharField[str, str]:
    """A field for one traffic light, not assessed from the start."""
    return models.CharField(label, max_length=6, choices=Light.choices, default=Light.WHITE)  # type: ignore[arg-type]


class Project(Named):
    """A project. Amounts are whole kroner. What a decision must change is named in ``rules.decided_fields``."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    project_class = models.CharField(_("portfolio class"), max_length=20, choices=ProjectClass.choices)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="projects", verbose_name=_("responsible area")
    )
    involved_units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("areas involved"))
    owner = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_projects",
        verbose_name=_("project owner"),
    )
    manager = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_projects",
        verbose_name=_("project manager"),
    )
    sponsor = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sponsored_projects",
        verbose_name=_("steering group sponsor"),
    )
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices, default=Phase.IDEA)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    start = models.DateField(_("start date"), null=True, blank=True)
    end = models.DateField(_("end date"), null=True, blank=True)
    budget = models.PositiveBigIntegerField(_("budget, kr."), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), null=True, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    scope_text = models.TextField(_("scope"), blank=True)
    goal_text = models.CharField(_("strategic goals"), max_length=300, blank=True)
    main_benefit = models.CharField(_("most important benefit"), max_length=300, blank=True)
    partners = models.CharField(_("partners"), max_length=300, blank=True)
    external_owner = models.CharField(_("external owner"), max_length=200, blank=True)
    external_deadline = models.DateField(_("external deadline"), null=True, blank=True)
    is_mandatory = models.BooleanField(_("mandatory"), default=False)
    esdh_number = models.CharField(_("case number"), max_length=40, blank=True)
    kle_number = models.CharField(_("KLE number and facet"), max_length=40, blank=True)
    light = light_field(_("status"))
    reported_on = models.DateField(_("last updated"), null=True, blank=True, editable=False)

    class Meta(Named.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        abstract = False
        ordering: ClassVar[list[str]] = ["code"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["project_class", "code"], name="project_class_code"),
            models.Index(fields=["state", "light"], name="project_state_light"),
            models.Index(fields=["unit", "state"], name="project_unit_state"),
            models.Index(fields=["phase"], name="project_phase"),
            models.Index(fields=["external_deadline"], name="project_deadline"),
            models.Index(fields=["reported_on"], name="project_reported"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                # R8: nobody runs a project without an accountable manager.
                condition=~Q(state=State.ACTIVE) | Q(owner__isnull=False),
                name="active_project_has_owner",
                violation_error_message=_("A project cannot be active without a project owner."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        """The project's page."""
        return reverse("project", args=[self.pk])

    @property
    def class_of(self) -> ProjectClass:
        """The class with its letter."""
        return ProjectClass(self.project_class)

    @property
    def obligation(self) -> str:
        """Mandatory or voluntary for the municipality; empty where nobody outside it owns the project (R53)."""
        if not self.external_owner:
            return ""
        return gettext("Mandatory") if self.is_mandatory else gettext("Voluntary")

    @property
    def is_open(self) -> bool:
        """Not closed and not stopped."""
        return self.state in OPEN_STATES

    def clean(self) -> None:
        """The end comes after the start."""
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": gettext("The end date must come after the start date.")})


class StatusReport(Record):
    """What was reported of a project on a day: six lights, the overall light and why. Never changed afterwards."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reports")
    reported_on = models.DateField(_("reported on"))
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    overall = light_field(_("overall"))
    time = light_field(DIMENSIONS["time"])
    economy = light_field(DIMENSIONS["economy"])
    benefits = light_field(DIMENSIONS["benefits"])
    resources = light_field(DIMENSIONS["resources"])
    scope = light_field(DIMENSIONS["scope"])
    risks = light_field(DIMENSIONS["risks"])
    comment = models.TextField(_("what is new"), blank=True)

    class Meta:
        verbose_name = _("status")
        ordering: ClassVar[list[str]] = ["-reported_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_overall_display()} {self.reported_on}"
