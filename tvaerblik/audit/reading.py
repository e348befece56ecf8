"""How a field of a record is stored in the trail and how it reads to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tvaerblik.core import clock


def stored(thing: models.Model, name: str) -> tuple[Any, str]:
    """The field's value as JSON keeps it, and as it reads now."""
    field = thing._meta.get_field(name)
    value = getattr(thing, field.attname) if isinstance(field, models.Field) else None
    if isinstance(value, dt.date | dt.time):
        value = value.isoformat()
    return value, reads(thing, name)


def reads(thing: models.Model, name: str) -> str:
    """The field's value in words: labels for choices, names for links, Danish dates."""
    field = thing._meta.get_field(name)
    value = getattr(thing, name)
    if value in (None, ""):
        return ""
    if isinstance(field, models.Field) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dt.datetime):
        return date_format(value.astimezone(clock.COPENHAGEN), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, int):
        return number_format(value, force_grouping=True)
    return str(value)


def read_change(change: Mapping[str, Any], thing: models.Model | None, name: str) -> tuple[str, str]:
    """How a change in the trail reads: a choice in the reader's language, all else as it read when it was made."""
    before, after = change.get("reads", [str(change.get("before")), str(change.get("after"))])
    labels = _labels(thing, name) if thing is not None else {}
    if not labels:
        return before, after
    return labels.get(change.get("before"), before), labels.get(change.get("after"), after)


def _labels(thing: models.Model, name: str) -> dict[Any, str]:
    """The words for the values of a field that has but a few."""
    try:
        field = thing._meta.get_field(name)
    except FieldDoesNotExist:
        return {}
    if isinstance(field, models.BooleanField):
        return {True: _("Yes"), False: _("No")}
    return {value: str(label) for value, label in getattr(field, "flatchoices", ())}


def field_label(thing: models.Model, name: str) -> str:
    """The field's name as people know it."""
    try:
        field = thing._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    label = str(getattr(field, "verbose_name", name))
    return label[:1].upper() + label[1:]
