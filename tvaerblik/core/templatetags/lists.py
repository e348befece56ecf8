"""Cells of a list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.formats import number_format

from tvaerblik.core import clock, list_pages, words
from tvaerblik.core.lists import Column

register = template.Library()


@register.simple_tag
def column_value(column: Column, row: Any) -> str:
    """A cell's value as the page shows it: a dash for nothing, Danish dates and numbers."""
    value = column.value(row)
    if value in (None, ""):
        return "–"
    if isinstance(value, dt.date):
        return words.column_day(value, clock.today())
    if isinstance(value, int) and not isinstance(value, bool):
        return number_format(value, force_grouping=True)
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return str(value)


@register.simple_tag(takes_context=True)
def may_edit(context: template.Context, column: Column, row: Any) -> list_pages.Editable | None:
    """How the cell is edited, or None."""
    return list_pages.editable(context["view"], column, row)
