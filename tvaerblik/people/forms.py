"""Input of the verbs on people and units."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tvaerblik.core import clock
from tvaerblik.core.fields import DayField as DayField  # noqa: PLC0414  # other packages take it from here
from tvaerblik.core.periods import ONE_DAY
from tvaerblik.core.verbs import RecordForm, VerbForm
from tvaerblik.people import queries, roles, rules
from tvaerblik.people.actions.units import Part
from tvaerblik.people.models import Person, Position, Unit


class ChangeDayField(DayField):
    """The day a unit changes: it must have come."""

    def validate(self, value: Any) -> None:
        """Say at the field what the action would refuse."""
        super().validate(value)
        if value and (sentence := rules.why_not_reorganise(value)):
            raise ValidationError(sentence)


def unused_code(code: str) -> str:
    """The code, when no unit has it; said at the field before anything is done."""
    if Unit.objects.filter(code=code).exists():
        raise ValidationError(Unit.code_is_taken(code))
    return code


def last_day_field(label: Any, **kwargs: Any) -> DayField:
    """The last day something holds, as people say it; ``until_of`` turns it into the first day it does not."""
    return DayField(label=label, edge="last", **kwargs)


def until_of(last_day: dt.date | None) -> dt.date | None:
    """The half-open end after the last day."""
    return last_day + ONE_DAY if last_day else None


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Somebody who works here on the day the form is opened, with title."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Choose a person"))
        super().__init__(queryset=Person.objects.none(), **kwargs)

    def __deepcopy__(self, memo: dict[Any, Any]) -> PersonField:
        """Each form asks anew who works here."""
        field: PersonField = super().__deepcopy__(memo)
        field.queryset = queries.in_service()
        return field

    def label_from_instance(self, obj: Any) -> str:
        """The name, and the title when it says more."""
        return f"{obj.name}, {obj.title}" if obj.title and obj.title != obj.name else str(obj.name)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A unit there is on the day the form is opened; ``kinds`` narrows to some types."""

    def __init__(self, *, kinds: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.kinds = kinds
        kwargs.setdefault("empty_label", _("Choose a unit"))
        super().__init__(queryset=Unit.objects.none(), **kwargs)

    def __deepcopy__(self, memo: dict[Any, Any]) -> UnitField:
        """Each form asks anew which units there are."""
        field: UnitField = super().__deepcopy__(memo)
        units = queries.units_on().order_by("sort_key")
        field.queryset = units.filter(kind_of_unit__in=self.kinds) if self.kinds else units
        return field


class PersonForm(RecordForm):
    """A person's work data."""

    name = forms.CharField(label=_("Name"), max_length=250, help_text=_("A role account bears the title as its name."))
    email = forms.EmailField(label=_("Work e-mail"))
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    unit = UnitField(label=_("Unit"), required=False)

    class Meta:
        model = Person
        fields = ("name", "email", "title", "unit")


class RevisePersonForm(PersonForm):
    """The same, and when the person leaves."""

    leaves_on = DayField(
        label=_("Leaves on"), required=False, help_text=_("The first day the person no longer works here.")
    )
    is_active = forms.BooleanField(label=_("May sign in"), required=False)

    class Meta(PersonForm.Meta):
        fields = (*PersonForm.Meta.fields, "leaves_on", "is_active")  # type: ignore[assignment]


class AddUnitForm(RecordForm):
    """A new unit."""

    name = forms.CharField(label=_("Name"), max_length=250)
    since = DayField(label=_("From"))
    parent = UnitField(label=_("Belongs to"), required=False)

    class Meta:
        model = Unit
        fields = ("name", "code", "short_name", "kind_of_unit", "parent", "since")


class ReviseUnitForm(RecordForm):
    """A unit's master data; its name has a verb of its own, because the old one must not be lost."""

    parent = UnitField(label=_("Belongs to"), required=False)

    class Meta:
        model = Unit
        fields = ("code", "short_name", "kind_of_unit", "parent")


class RenameUnitForm(VerbForm):
    """A new name and the day it begins."""

    name = forms.CharField(label=_("New name"), max_length=250)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    since = ChangeDayField(label=_("From"))

    def shape(self) -> None:
        """Begin with the names it has."""
        self.fields["name"].initial = self.thing.name
        self.fields["short_name"].initial = self.thing.short_name


class EndForm(VerbForm):
    """The last day of something that holds in a period."""

    last_day = last_day_field(_("Last day"))

    def arguments(self) -> dict[str, Any]:
        """``until``: the day after."""
        return {"until": until_of(self.cleaned_data["last_day"])}


class EndUnitForm(EndForm):
    """The last day of a unit."""

    def arguments(self) -> dict[str, Any]:
        """``day``: the first day without it."""
        return {"day": until_of(self.cleaned_data["last_day"])}


class MergeUnitsForm(VerbForm):
    """Which units become one, and what it is called."""

    others = forms.ModelMultipleChoiceField(
        queryset=Unit.objects.none(),
        label=_("Is merged with"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--across"}),
    )
    name = forms.CharField(label=_("Name of the new unit"), max_length=250)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    code = forms.CharField(label=_("Code of the new unit"), max_length=20)
    day = ChangeDayField(label=_("From"))
    continues = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Who continues"),
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Several sit for the units, and the new unit has one seat."),
    )

    def clean_code(self) -> str:
        """A code that no unit has had."""
        return unused_code(self.cleaned_data["code"])

    def shape(self) -> None:
        """Offer the units that stand beside this one first of all: those of the same type."""
        beside = queries.units_on().filter(kind_of_unit=self.thing.kind_of_unit).exclude(pk=self.thing.pk)
        self.fields["others"].queryset = beside.order_by("sort_key")  # type: ignore[attr-defined]
        self.fields["continues"].queryset = queries.in_service()  # type: ignore[attr-defined]


class SplitUnitForm(VerbForm):
    """What the parts are called."""

    parts = forms.CharField(
        label=_("The new units"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line: code, a space and the name. For example: KUL Culture"),
    )
    day = ChangeDayField(label=_("From"))

    def clean_parts(self) -> list[Part]:
        """Each line as a code and a name."""
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        if any(len(line) != 2 for line in lines):
            raise ValidationError(gettext("Write a code and a name on each line."))
        return [Part(unused_code(code), name.strip()) for code, name in lines]


class PositionForm(RecordForm):
    """A position and its level."""

    name = forms.CharField(label=_("Name of the position"), max_length=250)
    unit = UnitField(label=_("Unit"))

    class Meta:
        model = Position
        fields = ("name", "unit", "level")


class PeriodForm(VerbForm):
    """From a day, and perhaps to a last day."""

    since = DayField(label=_("From"))
    last_day = last_day_field(_("Last day"), required=False)

    def shape(self) -> None:
        """Begin today."""
        self.fields["since"].initial = clock.today()

    def arguments(self) -> dict[str, Any]:
        """``since``, and ``until`` as the day after the last day."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "last_day"}
        return {**values, "until": until_of(self.cleaned_data.get("last_day"))}


class AppointForm(PeriodForm):
    """Who holds the position."""

    person = PersonField(label=_("Person"))
    field_order = ("person", "since", "last_day")


class GiveRoleForm(PeriodForm):
    """Which role, and for which area."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.key, role.label) for role in roles.GIVEN], widget=forms.RadioSelect
    )
    unit = UnitField(label=_("For the area"), required=False, help_text=_("Only for the local coordinator."))
    field_order = ("role", "unit", "since", "last_day")


class AssistantForm(PeriodForm):
    """Who assists the chief."""

    assistant = PersonField(label=_("Assistant"))
    field_order = ("assistant", "since", "last_day")


class HandOverForm(VerbForm):
    """Who takes over, and from when."""

    to = PersonField(label=_("Who takes over"))
    day = DayField(label=_("From"), help_text=_("The first day the successor has it."))
    leaves = forms.BooleanField(
        label=_("The person leaves the municipality and can no longer sign in from that day"),
        required=False,
        initial=True,
    )


class ReasonForm(VerbForm):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class PreferencesForm(VerbForm):
    """Language, row height and contrast."""

    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect)
    density = forms.ChoiceField(label=_("Row height"), widget=forms.RadioSelect)
    contrast = forms.ChoiceField(label=_("Contrast"), widget=forms.RadioSelect)

    def shape(self) -> None:
        """The model's choices, with what the person has chosen."""
        for name, field in self.fields.items():
            field.choices = Person._meta.get_field(name).choices  # type: ignore[attr-defined, union-attr]
            field.initial = getattr(self.thing, name, None)


class SaveViewForm(VerbForm):
    """A name for a list's address."""

    name = forms.CharField(label=_("Name of the view"), max_length=80)
    is_shared = forms.BooleanField(label=_("Shared with everybody"), required=False)
    listing = forms.CharField(widget=forms.HiddenInput, max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, required=False)


class EntryForm(forms.Form):
    """What somebody who comes by a one-time link chooses."""

    name = forms.CharField(label=_("Your name"), max_length=250)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters."),
        strip=False,
    )
    again = forms.CharField(
        label=_("The password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """The two must be the same."""
        values = super().clean() or {}
        if values.get("password") and values.get("again") and values["password"] != values["again"]:
            self.add_error("again", gettext("The two passwords are not the same."))
        return values
