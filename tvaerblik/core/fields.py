"""Fields that read what people write: every form and every cell of a list gets them from ``as_people_write``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.core import clock, words
from tvaerblik.core.reading import Unreadable, read_date
from tvaerblik.core.reading.dates import Edge, NotADate


class DayField(forms.DateField):
    """A day as people write it: 30-6-2027, 30. juni 2027 or uge 26; of a week or month it takes the named edge.

    Without an edge it takes a day only: of a month nobody knows whether its first or its last day was meant.
    """

    def __init__(self, *, edge: Edge | None = "first", **kwargs: Any) -> None:
        self.edge = edge
        kwargs.setdefault("widget", forms.DateInput(format="%d-%m-%Y"))
        kwargs["help_text"] = kwargs.get("help_text") or gettext_lazy("For example 30-6-2027")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        """Read the day liberally; what cannot be read is answered with how to write it."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        try:
            reading = read_date(str(value), day_first=True, edge=self.edge or "last", today=clock.today())
        except NotADate as error:
            raise ValidationError(_how_to_write(), code="invalid") from error
        except Unreadable as error:
            raise ValidationError(f"{error.sentence} {_how_to_write()}", code="invalid") from error
        if self.edge is None and reading.precision != "day":
            raise ValidationError(_how_to_write(), code="invalid")
        return reading.value


def _how_to_write() -> str:
    return _("Write the date as 31-12-2027 or %(day)s.") % {"day": words.day(dt.date(2027, 12, 31))}


def as_people_write(field: forms.Field) -> forms.Field:
    """The field, or the one that reads the same value as people write it, with sentences instead of the framework's.

    "260.000" is two hundred and sixty thousand, which the browser's own number field would make 260, and every date is
    a ``DayField``.
    """
    if isinstance(field, forms.DateField) and not isinstance(field, DayField):
        field = _day_field(field)
    if isinstance(field, forms.IntegerField | forms.DecimalField) and not field.localize:
        _localise(field)
    _say_it_plainly(field)
    return field


def _number_wanted() -> str:
    return _("Write a number, for example %(number)s.") % {"number": words.number(450_000)}


def _whole_number_wanted() -> str:
    return _("Write a whole number, for example %(number)s.") % {"number": words.number(450_000)}


# What the framework says of its own accord, and what is said instead; a field with words of its own keeps them.
_PLAINLY = (
    (forms.Field, "required", gettext_lazy("The field must be filled in.")),
    (forms.IntegerField, "invalid", lazy(_whole_number_wanted, str)()),
    (forms.DecimalField, "invalid", lazy(_number_wanted, str)()),
)
_DASHES = BLANK_CHOICE_DASH[0][1]
_CHOOSE = gettext_lazy("Choose")


def _say_it_plainly(field: forms.Field) -> None:
    for kind, code, sentence in _PLAINLY:
        if isinstance(field, kind) and field.error_messages.get(code) == kind.default_error_messages[code]:
            field.error_messages[code] = sentence
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == _DASHES:
            field.empty_label = _CHOOSE
            field.widget.choices = field.choices
    elif isinstance(field, forms.ChoiceField):
        choices: list[Any] = list(field.choices)  # type: ignore[arg-type]  # the stubs know what was given, not what is kept
        if choices and choices[0] == ("", _DASHES):
            field.choices = [("", _CHOOSE), *choices[1:]]


def _day_field(field: forms.DateField) -> DayField:
    hidden = isinstance(field.widget, forms.HiddenInput)
    widget = field.widget if hidden else forms.DateInput(format="%d-%m-%Y", attrs=field.widget.attrs)
    return DayField(
        edge=None,
        label=field.label,
        required=field.required,
        initial=field.initial,
        disabled=field.disabled,
        help_text=field.help_text,
        validators=field.validators,
        widget=widget,
    )


def _localise(field: forms.IntegerField | forms.DecimalField) -> None:
    field.localize = True
    if isinstance(field.widget, forms.NumberInput):
        attrs = {key: value for key, value in field.widget.attrs.items() if key not in {"min", "max", "step"}}
        field.widget = forms.TextInput(attrs={**attrs, "inputmode": "numeric"})
    field.widget.is_localized = True
