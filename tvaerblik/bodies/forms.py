"""Input of the verbs on bodies, seats, memberships, coverage and deputies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies import queries
from tvaerblik.bodies.models import Body, MemberProfile, Membership, Seat, SeatRole
from tvaerblik.core import clock
from tvaerblik.core.fields import DayField
from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.people.forms import PeriodForm, PersonField, UnitField, last_day_field, until_of
from tvaerblik.people.queries import positions_for, units_on

ACROSS = {"class": "choices--across"}


class BodyForm(RecordForm):
    """A body and its working rules."""

    name = forms.CharField(label=_("Name"), max_length=250)
    unit = UnitField(label=_("Area"), required=False)

    class Meta:
        model = Body
        fields = (
            "name",
            "short_name",
            "code",
            "kind_of_body",
            "unit",
            "submits_to",
            "mandate_limit",
            "decision_prefix",
            "meetings_a_year",
            "meeting_minutes",
            "quorum",
            "material_days",
            "approval_days",
            "sending_days",
        )


class ReviseBodyForm(BodyForm):
    """The same without code and type: other records rest on them."""

    class Meta(BodyForm.Meta):
        fields = tuple(  # type: ignore[assignment]
            name for name in BodyForm.Meta.fields if name not in {"code", "kind_of_body"}
        )


class TermsForm(VerbForm):
    """A version of the terms of reference; begins with the text in force, so that only what is new is written."""

    since = DayField(label=_("In force from"))
    decided_by = forms.CharField(label=_("Adopted by"), max_length=200, required=False)
    purpose = forms.CharField(label=_("Purpose"), widget=forms.Textarea(attrs={"rows": 8, "class": "input--doc"}))
    tasks = forms.CharField(
        label=_("Tasks"), widget=forms.Textarea(attrs={"rows": 8, "class": "input--doc"}), required=False
    )
    mandate = forms.CharField(
        label=_("Mandate"), widget=forms.Textarea(attrs={"rows": 5, "class": "input--doc"}), required=False
    )
    composition = forms.CharField(
        label=_("Composition"), widget=forms.Textarea(attrs={"rows": 5, "class": "input--doc"}), required=False
    )
    working_form = forms.CharField(
        label=_("Working form"), widget=forms.Textarea(attrs={"rows": 5, "class": "input--doc"}), required=False
    )

    def shape(self) -> None:
        """Fill in the latest version's text."""
        self.fields["since"].initial = clock.today()
        latest = self.thing.terms.first()
        for name in ("purpose", "tasks", "mandate", "composition", "working_form"):
            self.fields[name].initial = getattr(latest, name, "")


class PositionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A position with its unit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=positions_for(None).order_by("sort_key"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Positions may have the same name in two units."""
        return f"{obj.name}, {obj.unit}"


def _units_field() -> forms.ModelMultipleChoiceField:  # type: ignore[type-arg]
    return forms.ModelMultipleChoiceField(
        queryset=units_on().none(),
        label=_("Represents"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=ACROSS),
        help_text=_("The holder must come from here. Choose a whole area where a seat stands for all of it."),
    )


class AddSeatForm(PeriodForm):
    """A new seat."""

    title = forms.CharField(label=_("Seat"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=SeatRole.choices, widget=forms.RadioSelect(attrs=ACROSS))
    places = forms.IntegerField(label=_("Number of places"), min_value=1, max_value=50, initial=1)
    position = PositionField(
        label=_("Follows the position"), required=False, help_text=_("Whoever holds the position sits on the seat.")
    )
    units = _units_field()
    managers_only = forms.BooleanField(label=_("Must be a manager"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=999, initial=0)
    field_order = (
        "title",
        "role",
        "places",
        "position",
        "since",
        "last_day",
        "note",
        "order",
        "managers_only",
        "units",
    )

    def shape(self) -> None:
        """Offer the units there are."""
        super().shape()
        self.fields["units"].queryset = units_on().order_by("sort_key")  # type: ignore[attr-defined]


class ReviseSeatForm(RecordForm):
    """A correction of a seat."""

    title = forms.CharField(label=_("Seat"), max_length=200)
    position = PositionField(label=_("Follows the position"), required=False)
    units = _units_field()

    class Meta:
        model = Seat
        fields = ("title", "role", "places", "position", "note", "order", "managers_only", "units")

    def shape(self) -> None:
        """Offer the units there are, and those the seat has."""
        offered = units_on() | self.thing.units.all()
        self.fields["units"].queryset = offered.distinct().order_by("sort_key")  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The units are compared as a set: their order says nothing."""
        found = super().arguments()
        if "units" in self.cleaned_data:
            found["fields"]["units"] = list(self.cleaned_data["units"])
        return found


class AreaSeatsForm(VerbForm):
    """From when each area has its seat."""

    since = DayField(label=_("From"))

    def shape(self) -> None:
        """Begin today."""
        self.fields["since"].initial = clock.today()


class MembershipForm(PeriodForm):
    """Who sits on the seat."""

    person = PersonField(label=_("Person"))
    profile = forms.ModelChoiceField(
        queryset=MemberProfile.objects.none(), label=_("Profile"), required=False, empty_label=_("No profile")
    )
    appointed_by = forms.CharField(label=_("Appointed by"), max_length=200, required=False)
    reason = forms.CharField(label=_("Note"), max_length=300, required=False)
    field_order = ("person", "profile", "since", "last_day", "appointed_by", "reason")

    def shape(self) -> None:
        """Offer the list of profiles."""
        super().shape()
        self.fields["profile"].queryset = queries.profiles_for(self.by)  # type: ignore[attr-defined]


class ReviseMembershipForm(RecordForm):
    """What may be corrected on a membership."""

    class Meta:
        model = Membership
        fields = ("profile", "appointed_by", "reason")


class AgreementForm(PeriodForm):
    """Which more areas the seat's representative covers."""

    units = forms.ModelMultipleChoiceField(
        queryset=units_on().none(), label=_("Covers these areas as well"), widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label=_("What was agreed"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    field_order = ("units", "since", "last_day", "text")

    def shape(self) -> None:
        """Offer every area but the seat's own."""
        super().shape()
        others = queries.areas_on(clock.today()).exclude(pk__in=self.thing.units.values("pk"))
        self.fields["units"].queryset = others  # type: ignore[attr-defined]


class ConsentForm(VerbForm):
    """On which day the chief agreed."""

    agreed_on = DayField(label=_("Agreed on"))

    def shape(self) -> None:
        """Begin today."""
        self.fields["agreed_on"].initial = clock.today()


class DelegateForm(VerbForm):
    """Who acts, as what, and in which period."""

    role = forms.ChoiceField(
        label=_("Acts as"),
        choices=[(role.value, role.label) for role in (SeatRole.CHAIR, SeatRole.SECRETARY)],
        widget=forms.RadioSelect,
    )
    person = PersonField(label=_("Person"))
    since = DayField(label=_("From"))
    last_day = last_day_field(_("Last day"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Everybody can read it: write holiday or leave.")
    )

    def shape(self) -> None:
        """Begin today."""
        self.fields["since"].initial = clock.today()

    def arguments(self) -> dict[str, Any]:
        """``until`` as the day after the last day."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "last_day"}
        return {**values, "until": until_of(self.cleaned_data["last_day"])}


class ProfileForm(RecordForm):
    """The name of a member profile."""

    name = forms.CharField(label=_("Name"), max_length=250)

    class Meta:
        model = MemberProfile
        fields = ("name",)
