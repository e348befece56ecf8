"""A list as its page draws it: headings, filters, tabs, groups and columns with the address each leads to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django import forms
from django.db import models
from django.db.models import Count, Value
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import localize_input
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.contributions import Registry
from tvaerblik.core.fields import as_people_write
from tvaerblik.core.lists import Column, Group, Label, View


@dataclass(frozen=True)
class SavedView:
    """A view somebody has saved under a name."""

    name: str
    query: str


# Who keeps the saved views: answers the views of a list that somebody may use.
saved_views: Registry[Callable[[str, Any], Sequence[SavedView]]] = Registry("saved views")


@dataclass(frozen=True)
class Head:
    """A column's heading: where sorting leads and how it is sorted now."""

    column: Column
    address: str
    aria_sort: str


@dataclass(frozen=True)
class FilterState:
    """A filter with its options, each a value, a label and whether it is chosen."""

    key: str
    label: Label
    options: list[tuple[str, str, bool]]

    @property
    def chosen_labels(self) -> list[str]:
        """The labels of the chosen options."""
        return [label for _value, label, is_chosen in self.options if is_chosen]


@dataclass(frozen=True)
class Tab:
    """A preset or a saved view, with the number of rows it has."""

    label: Label
    query: str
    count: int | None
    current: bool


@dataclass(frozen=True)
class Choice:
    """One way to group."""

    label: Label
    address: str
    current: bool


class PageView(View):
    """The view with what only the page needs."""

    @property
    def heads(self) -> list[Head]:
        """The headings of the columns that are shown."""
        return [Head(column, self._sort_address(column), self._aria_sort(column)) for column in self.columns()]

    def _sort_address(self, column: Column) -> str:
        return self.address(sort=f"-{column.key}" if self.sort == column.key else column.key)

    def _aria_sort(self, column: Column) -> str:
        if self.sort.lstrip("-") != column.key:
            return "none"
        return "descending" if self.sort.startswith("-") else "ascending"

    @cached_property
    def filter_states(self) -> list[FilterState]:
        """Every filter with its options."""
        found = []
        for flt in self.listing.filters:
            chosen = set(self.chosen(flt))
            options = [(value, label, value in chosen) for value, label in flt.choices(self.by)]
            found.append(FilterState(flt.key, flt.label, options))
        return found

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form must carry on that is no filter: sorting and grouping."""
        return [(name, self.query.get(name, "")) for name in ("sort", "group") if name in self.query]

    @property
    def group_states(self) -> list[Choice]:
        """The ways to group, and "none"."""
        if not self.listing.groups:
            return []
        now: Group | None = self.group
        choices = [
            Choice(group.label, self.address(group=group.key), now is not None and now.key == group.key)
            for group in self.listing.groups
        ]
        return [*choices, Choice(_("None"), self.address(group="none"), now is None)]

    @property
    def column_states(self) -> list[tuple[Column, bool]]:
        """Every column and whether it is shown."""
        shown = {column.key for column in self.columns()}
        return [(column, column.key in shown) for column in self.listing.columns]

    @property
    def excel_address(self) -> str:
        """The address of this view as an Excel file."""
        return self.address(**{"as": "xlsx"})

    @property
    def reset_address(self) -> str:
        """The same list without search and filters."""
        return self.address(q=None, **{flt.key: None for flt in self.listing.filters})

    @property
    def encoded(self) -> str:
        """This view's query string, safe inside another address."""
        return quote(self.address())

    def tabs(self) -> list[Tab]:
        """Presets and saved views; a preset tells how many rows it has, all of them counted in one question."""
        here = self.address()
        chosen = [preset for preset in self.listing.presets if preset.who(self.by)]
        queries = {preset.key: preset.query.replace("{me}", str(self.by.pk)) for preset in chosen}
        counts = self._counts(queries)
        found = [
            Tab(preset.label, queries[preset.key], counts.get(preset.key, 0), _same(queries[preset.key], here))
            for preset in chosen
        ]
        for source in saved_views:
            found.extend(
                Tab(saved.name, saved.query, None, _same(saved.query, here))
                for saved in source(self.listing.name, self.by)
            )
        return found

    def _counts(self, queries: Mapping[str, str]) -> dict[str, int]:
        counted = [
            View(self.listing, QueryDict(query), self.by)
            .rows()
            .order_by()
            .annotate(tab=Value(key))
            .values("tab")
            .annotate(number=Count("pk", distinct=True))
            .values_list("tab", "number")
            for key, query in queries.items()
        ]
        return dict(counted[0].union(*counted[1:], all=True)) if counted else {}


def _same(one: str, other: str) -> bool:
    return sorted(QueryDict(one).lists()) == sorted(QueryDict(other).lists())


@dataclass(frozen=True)
class Editable:
    """How one cell is edited: where it is sent, the value in the field, and the kind of field.

    ``choices`` are the values to choose among and their labels, as JSON; empty where anything can be typed.
    """

    url: str
    value: str
    type: str
    choices: str = ""


def editable(view: PageView, column: Column, row: models.Model) -> Editable | None:
    """The way to edit a cell, or None when it is only to be read."""
    why_not = view.listing.why_not_edit
    if not column.edit or why_not is None or why_not(row, column.edit, view.by):
        return None
    value = getattr(row, column.edit)
    kind = {"date": "date", "money": "number", "number": "number"}.get(column.kind, "text")
    choices = getattr(row._meta.get_field(column.edit), "flatchoices", ())
    offered = json.dumps([(key, str(label)) for key, label in choices]) if choices else ""
    shown = "" if value is None else str(localize_input(value))
    return Editable(reverse("edit_cell", args=[view.listing.name, row.pk]), shown, kind, offered)


def clean_cell(row: models.Model, name: str, text: str) -> Any:
    """What was typed in a cell as the field's value; raises ValidationError with the field's own sentence."""
    field = row._meta.get_field(name)
    form_field = field.formfield()  # type: ignore[union-attr]
    assert isinstance(form_field, forms.Field)
    return as_people_write(form_field).clean(text.strip())
