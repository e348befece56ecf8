"""Input for the portfolio's verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.people.models import Person, Unit
from tvaerblik.portfolio import rules
from tvaerblik.portfolio.models import DIMENSIONS, Light, Project, ProjectClass

HELP = {
    "purpose": _("What should be better, and for whom? A sentence or two."),
    "budget": _("In whole kroner, for example 450.000."),
    "external_deadline": _("A date somebody outside the municipality has set, by law or agreement."),
    "goal_text": _("The codes of the strategic goals it serves, for example M4, M5."),
    "owner": _("The chief who answers for the project."),
    "kle_number": _("KLE number and facet as in the case system, for example 85.02.10 / A00."),
}


class RegisterLocalProjectForm(RecordForm):
    """The light registration of a local project: eight fields (R55)."""

    class Meta:
        model = Project
        fields = ("name", "unit", "owner", "purpose", "phase", "start", "end", "budget")
        help_texts = {key: HELP[key] for key in ("purpose", "budget", "owner")}

    def shape(self) -> None:
        """Only own areas, and the area itself where there is but one."""
        areas = rules.may_register_in(self.by)
        units = Unit.objects.filter(until__isnull=True)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = units if areas is None else units.filter(pk__in=areas)
        if areas is not None and len(areas) == 1:
            unit.initial = next(iter(areas))
        active_people(self.fields["owner"])

    def arguments(self) -> dict[str, Any]:
        """The eight fields and the class."""
        return {"fields": {**super().arguments()["fields"], "project_class": ProjectClass.LOCAL}}


class RegisterProjectForm(RecordForm):
    """Registration of a project of any class by the portfolio office."""

    class Meta:
        model = Project
        fields = (
            "name",
            "project_class",
            "unit",
            "involved_units",
            "owner",
            "manager",
            "sponsor",
            "purpose",
            "goal_text",
            "phase",
            "start",
            "end",
            "budget",
            "partners",
            "external_owner",
            "external_deadline",
            "is_mandatory",
        )
        help_texts = {key: HELP[key] for key in ("purpose", "budget", "owner", "external_deadline", "goal_text")}

    def shape(self) -> None:
        """Units that exist and people who may sign in."""
        for name in ("unit", "involved_units"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Unit.objects.filter(until__isnull=True)
        for name in ("owner", "manager", "sponsor"):
            active_people(self.fields[name])


class ReviseProjectForm(RegisterProjectForm):
    """What the project may change itself; fields that take a decision are left out and named on the page."""

    class Meta(RegisterProjectForm.Meta):
        fields = (  # type: ignore[assignment]
            *RegisterProjectForm.Meta.fields,
            "state",
            "scope_text",
            "main_benefit",
            "esdh_number",
            "kle_number",
        )
        help_texts = HELP

    def shape(self) -> None:
        """Take out what only a decision may change."""
        super().shape()
        if self.thing is not None:
            for name in rules.decided_fields(self.thing) & set(self.fields):
                del self.fields[name]
            if self.thing.project_class != ProjectClass.LOCAL:
                self.fields.pop("state", None)


def lights() -> forms.RadioSelect:
    """The traffic lights side by side, drawn as everywhere else."""
    return forms.RadioSelect(attrs={"class": "choices--across choices--lights"})


class ReportStatusForm(VerbForm):
    """Six lights, the overall one and a sentence."""

    overall = forms.ChoiceField(label=_("Overall"), choices=Light.choices, widget=lights())
    comment = forms.CharField(
        label=_("What is new"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What has happened, and why if it is yellow or red."),
    )

    def shape(self) -> None:
        """The lights of last time are filled in."""
        last = self.thing.reports.first() if self.thing is not None else None
        for name, label in DIMENSIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=str(label),
                choices=Light.choices,
                widget=lights(),
                required=False,
                initial=getattr(last, name) if last else Light.WHITE,
            )
        self.fields["overall"].initial = last.overall if last else Light.WHITE

    def arguments(self) -> dict[str, Any]:
        """The lights together, the overall one and the sentence."""
        cleaned = self.cleaned_data
        return {
            "lights": {name: cleaned.get(name) or Light.WHITE for name in DIMENSIONS},
            "overall": cleaned["overall"],
            "comment": cleaned["comment"],
        }


class ReasonForm(VerbForm):
    """A step that needs a reason."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def active_people(field: forms.Field) -> None:
    """Offer only people who may sign in."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Person.objects.filter(is_active=True)
