"""One description of a list: read by the page, the export and the API alike.

A package describes its list once (columns, filters, search, presets, groups). The address carries the whole view, so a
view can be saved, sent and bookmarked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """One column.

    - ``value`` gives the typed value (text, int, date, bool) that exports and the API write.
    - ``template`` draws the cell on the page with ``row`` in its context; else ``kind`` says how it looks.
    - ``sort`` are the fields it sorts by; empty means it does not sort. ``edit`` names the field the cell edits.
    - ``secondary`` columns are hidden until chosen; exports always have them.
    """

    key: str
    label: Label
    value: Callable[[Any], Any]
    kind: str = "text"
    sort: tuple[str, ...] = ()
    template: str = ""
    edit: str = ""
    secondary: bool = False
    is_heading: bool = False
    css: str = ""

    @property
    def is_short(self) -> bool:
        """Dates, numbers and codes stand on one line."""
        return self.kind in {"number", "money", "date", "moment", "code"}

    @property
    def css_class(self) -> str:
        """The class of the column's cells; the key unless the style sheet knows the column by another name."""
        return f"col-{self.css or self.key}"

    @property
    def is_number(self) -> bool:
        """Numbers and amounts stand to the right."""
        return self.kind in {"number", "money"}


@dataclass(frozen=True)
class Filter:
    """One filter: its choices for somebody, and how chosen values narrow the rows.

    ``many`` allows more than one value; ``always`` narrows also when nothing is chosen (a default such as "open only").
    """

    key: str
    label: Label
    choices: Callable[[Any], Choices]
    narrow: Callable[[QuerySet[Any], Sequence[str]], QuerySet[Any]]
    many: bool = True
    always: bool = False


@dataclass(frozen=True)
class Preset:
    """A view that everybody has: a name and the query string it stands for."""

    key: str
    label: Label
    query: str
    who: Callable[[Any], bool] = lambda _by: True


@dataclass(frozen=True)
class Group:
    """A way to group: ``of`` gives the key and heading of a row, ``order`` the fields that keep groups together.

    ``totals`` answers, for all rows of the view, what each group's heading tells, by the group's key; in one query.
    """

    key: str
    label: Label
    of: Callable[[Any], tuple[str, str]]
    order: tuple[str, ...]
    totals: Callable[[QuerySet[Any]], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Listing:
    """A list as data. ``rows`` is the package's one door to visibility; counts and exports go through it too.

    ``prepare`` adds annotations that ordering needs; ``decorate`` gives the rows of one page what their cells draw.
    """

    name: str
    title: Label
    rows: Callable[[Any], QuerySet[Any]]
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: Sequence[str] = ()
    presets: Sequence[Preset] = ()
    groups: Sequence[Group] = ()
    sort: str = ""
    group: str = ""
    page_size: int = 50
    prepare: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    decorate: Callable[[list[Any], Any], None] = lambda _rows, _by: None
    search_hint: Label = _("Search")
    style: str = ""
    group_template: str = ""
    # Editing in the row: "" or why not, for one row and field; and the action that saves.
    why_not_edit: Callable[[Any, str, Any], str] | None = None
    revise: Callable[..., Any] | None = None

    def column(self, key: str) -> Column | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)

    def view(self, query: QueryDict, by: Any) -> View:
        """The view that an address asks for; unknown names in it are ignored."""
        return View(self, query, by)


@dataclass(frozen=True)
class Section:
    """The rows of one group on the page, with the group's heading and its number of rows on this page."""

    key: str
    heading: str
    rows: list[Any]
    totals: Any = None


@dataclass
class View:
    """A list as one person asked to see it."""

    listing: Listing
    query: QueryDict
    by: Any
    _rows: QuerySet[Any] | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """What was searched for."""
        # PostgreSQL refuses the sign with number nought in any text.
        return self.query.get("q", "").replace("\0", " ").strip()

    @property
    def group(self) -> Group | None:
        """The grouping in use."""
        key = self.query.get("group", self.listing.group)
        return next((group for group in self.listing.groups if group.key == key), None)

    @property
    def sort(self) -> str:
        """The column sorted by, with a leading "-" when descending."""
        asked = self.query.get("sort", self.listing.sort)
        column = self.listing.column(asked.removeprefix("-"))
        return asked if column and column.sort else self.listing.sort

    def chosen(self, flt: Filter) -> list[str]:
        """The values chosen in that filter."""
        return [value for value in self.query.getlist(flt.key) if value and "\0" not in value]

    @property
    def is_narrowed(self) -> bool:
        """True when search or any filter is in use."""
        return bool(self.text) or any(self.chosen(flt) for flt in self.listing.filters)

    def rows(self) -> QuerySet[Any]:
        """All rows of the view, narrowed and ordered, over all pages."""
        if self._rows is None:
            rows = self.listing.rows(self.by)
            for flt in self.listing.filters:
                values = self.chosen(flt)
                if values or flt.always:
                    rows = flt.narrow(rows, values)
            rows = self._searched(rows)
            self._rows = self.listing.prepare(rows).order_by(*self._order())
        return self._rows

    def _searched(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.listing.search:
            return rows
        for word in self.text.split():
            rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in self.listing.search)))
        return rows.distinct() if self.text and any("__" in name for name in self.listing.search) else rows

    def _order(self) -> list[str | OrderBy]:
        order: list[str | OrderBy] = list(self.group.order) if self.group else []
        column = self.listing.column(self.sort.lstrip("-"))
        for name in column.sort if column else ():
            # Empty values come last both ways, on both databases.
            expression = F(name)
            order.append(
                expression.desc(nulls_last=True) if self.sort.startswith("-") else expression.asc(nulls_last=True)
            )
        return [*order, "pk"]

    def count(self) -> int:
        """How many rows the view has over all pages."""
        return self.rows().count()

    def page(self) -> Page[Any]:
        """The page asked for; a number beyond the last gives the last."""
        return Paginator(self.rows(), self.listing.page_size).get_page(self.query.get("page"))

    def sections(self, rows: Iterable[Any]) -> list[Section]:
        """The rows of a page under their group headings; one section without a heading when not grouped."""
        group = self.group
        shown = list(rows)
        self.listing.decorate(shown, self.by)
        totals = group.totals(self.rows()) if group and group.totals and shown else {}
        found: list[Section] = []
        for row in shown:
            key, heading = group.of(row) if group else ("", "")
            if not found or found[-1].key != key:
                found.append(Section(key, heading, [], totals.get(key)))
            found[-1].rows.append(row)
        return found

    def columns(self) -> list[Column]:
        """The columns to show: the chosen ones, or all that are not secondary."""
        chosen = set(self.query.getlist("column"))
        return [c for c in self.listing.columns if (c.key in chosen if chosen else not c.secondary)]

    def address(self, **changes: str | Sequence[str] | None) -> str:
        """The query string of this view with some parts changed; None takes a part out. The page number is dropped."""
        query = self.query.copy()
        query.pop("page", None)
        for key, value in changes.items():
            query.pop(key, None)
            if value is not None:
                query.setlist(key, [value] if isinstance(value, str) else list(value))
        return query.urlencode()

    def export_rows(self) -> Iterator[list[Any]]:
        """Every row of the view as typed values in the order of the list's columns."""
        for row in self.rows().iterator(chunk_size=500):
            yield [column.value(row) for column in self.listing.columns]

    def as_json(self, rows: Iterable[Any]) -> list[dict[str, Any]]:
        """Rows as the API gives them: id and every column by its key."""
        return [{"id": row.pk, **{c.key: c.value(row) for c in self.listing.columns}} for row in rows]


listings: dict[str, Listing] = {}


def register(listing: Listing) -> Listing:
    """Make the list known by its name to export, API and saved views."""
    if listing.name in listings:
        raise ValueError(f"list «{listing.name}» is described twice")
    listings[listing.name] = listing
    return listing


def choices_filter(key: str, label: Label, choices: Callable[[Any], Choices], lookup: str, **more: Any) -> Filter:
    """The common filter: the value must be one of those chosen."""
    return Filter(key, label, choices, lambda rows, values: rows.filter(**{f"{lookup}__in": values}), **more)


def labels(choices: Mapping[str, Label] | Sequence[tuple[Any, Label]]) -> Choices:
    """Choices with their labels in the language in use."""
    pairs = choices.items() if isinstance(choices, Mapping) else choices
    return [(str(value), str(label)) for value, label in pairs]


def numbers(values: Iterable[str]) -> list[int]:
    """Those of the chosen values that are numbers a database can hold; the rest of what an address says is left out."""
    return [int(value) for value in values if value.isdecimal() and len(value) <= 18]
