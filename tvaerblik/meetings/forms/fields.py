"""Fields that several forms share: records to point at, meetings that still take items, clock times."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies.models import Body
from tvaerblik.core import words
from tvaerblik.core.effects import effects
from tvaerblik.meetings import queries
from tvaerblik.meetings.models import Meeting

Doors = dict[str, Callable[[Any], QuerySet[Any]]]
_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?")


def long_text(label: Any, *, required: bool = True, rows: int = 4, **more: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), **more)


def paper_text(label: Any, *, rows: int = 8, **more: Any) -> forms.CharField:
    """Text that becomes part of the paper, set as it will be read."""
    widget = forms.Textarea(attrs={"rows": rows, "class": "input--doc"})
    return forms.CharField(label=label, required=False, widget=widget, **more)


class ClockField(forms.TimeField):
    """A clock time as people write it: 9, 9.00, 9:00 or kl. 9."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "input--short", "inputmode": "numeric"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.time | None:
        """Read the time; what cannot be read is said with an example."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.time):
            return value
        found = _CLOCK.fullmatch(str(value).strip().lower())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(gettext("Write the time as 9.00 or 14.30."), code="invalid")
        return dt.time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        """As it is written in Danish."""
        return f"{value.hour}.{value.minute:02d}" if isinstance(value, dt.time) else value


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A meeting; the form narrows to those that fit."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Choose a meeting"))
        super().__init__(queryset=Meeting.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """The body and the day, with the day of the week, and whether an item comes after the agenda was sent."""
        label = f"{obj.body.short_name}, {words.long_day(obj.day)}"
        return (
            gettext("%(meeting)s (supplementary agenda)") % {"meeting": label}
            if getattr(obj, "is_sent", False)
            else label
        )


class BodyField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A body; the form narrows to those that fit."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Choose a body"))
        super().__init__(queryset=Body.objects.none(), **kwargs)


def offer(form: forms.Form | forms.ModelForm[Any], name: str, rows: QuerySet[Any]) -> None:
    """Let the field of that name offer these rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def doors() -> Doors:
    """The kinds of records that a case can be about, each with its door: those that a decision can change."""
    return {effect.kind: effect.records for effect in effects}


def doors_with_cases() -> Doors:
    """The same, and the cases themselves."""
    return {**doors(), "meetings.case": queries.cases_for}


def record_of(reference: str, by: Any, known: Callable[[], Doors] = doors) -> Model | None:
    """The record that "portfolio.project:12" names, when ``by`` may see it."""
    kind, _colon, number = reference.partition(":")
    door = known().get(kind)
    found: Model | None = (
        door(by).filter(pk=number).first() if door and number.isdecimal() and len(number) <= 18 else None
    )
    return found


def reference_to(record: Model) -> str:
    """How a form names a record."""
    return f"{record._meta.label_lower}:{record.pk}"


class RecordField(forms.Field):
    """A record of any kind that a case can be about, named by kind and number: "portfolio.project:12"."""

    widget = forms.Select

    def __init__(self, *, known: Callable[[], Doors] = doors, **kwargs: Any) -> None:
        self.known = known
        super().__init__(**kwargs)

    def shape(self, by: Any) -> None:
        """Offer what ``by`` may see, grouped by kind when there are several."""
        self.by = by
        groups = [
            (str(rows.model._meta.verbose_name_plural).capitalize(), [(reference_to(row), str(row)) for row in rows])
            for rows in (door(by) for door in self.known().values())
        ]
        choices: list[Any] = [("", gettext("Choose"))]
        choices.extend(groups if len(groups) > 1 else (groups[0][1] if groups else []))
        self.widget.choices = choices

    def to_python(self, value: Any) -> Model | None:
        """The record; raises ValidationError when it is not there for this person."""
        if value in self.empty_values:
            return None
        if isinstance(value, Model):
            return value
        found = record_of(str(value), self.by, self.known)
        if found is None:
            raise ValidationError(gettext("Choose one from the list."), code="invalid")
        return found
