"""What a lower package needs from a higher one is contributed, never imported.

Each registry stands where the things are shown or applied; packages add to it in ``apps.py``. Nothing is looked up by
signal, so a search for the registry's name shows every contributor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

Item = TypeVar("Item")


class Registry(Generic[Item]):
    """Named things that packages put in when the program starts. A name is used once."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, Item] = {}

    def add(self, name: str, item: Item) -> Item:
        """Put ``item`` in; a second item of the same name is a mistake in the program."""
        if name in self._items:
            raise ValueError(f"{self.what} «{name}» is contributed twice")
        self._items[name] = item
        return item

    def get(self, name: str) -> Item | None:
        """The item of that name, or None."""
        return self._items.get(name)

    def __getitem__(self, name: str) -> Item:
        return self._items[name]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def names(self) -> list[str]:
        """All names, in the order they came."""
        return list(self._items)


@dataclass(frozen=True)
class Place:
    """A place in the menu: ``under`` names the parent, ``below`` puts it under the rule, ``who`` hides it.

    ``also`` names the records whose pages belong here although their address begins otherwise, as "items" does.
    """

    key: str
    label: str | Promise
    url_name: str
    icon: str = ""
    order: int = 50
    under: str = ""
    below: bool = False
    args: tuple[Any, ...] = ()
    who: Callable[[Any], bool] = lambda _by: True
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Panel:
    """A section on a record's page: its template and context. ``build`` answers None when there is nothing to show."""

    kind: str
    template: str
    build: Callable[[Any, Any], dict[str, Any] | None]
    order: int = 50
    side: bool = False


@dataclass(frozen=True)
class Task:
    """Something that awaits one person: what, why, by when, and the one button."""

    title: str
    url: str
    button: str
    note: str = ""
    due: Any = None
    overdue: bool = False
    primary: bool = False


@dataclass(frozen=True)
class Link:
    """A button on the page of one kind of record that leads into another package; ``url`` answers "" to hide it."""

    kind: str
    label: str | Promise
    url: Callable[[Any, Any], str]
    order: int = 50


@dataclass(frozen=True)
class Happening:
    """Something on the week ruler. ``kind`` is steering, programme, seminar or deadline; deadlines have no label."""

    day: Any
    kind: str
    label: str
    sentence: str
    url: str


@dataclass(frozen=True)
class Creation:
    """An entry of the Create menu."""

    label: str | Promise
    url_name: str
    who: Callable[[Any], bool] = lambda _by: True
    order: int = 50


places: Registry[Place] = Registry("place")
panels: Registry[Panel] = Registry("panel")
links: Registry[Link] = Registry("link")
task_sources: Registry[Callable[[Any], Sequence[Task]]] = Registry("task source")
creations: Registry[Creation] = Registry("creation")
# Answers what happens between two days, for somebody.
happenings: Registry[Callable[[Any, Any, Any], Sequence[Happening]]] = Registry("happening on the week ruler")
home_sections: Registry[Panel] = Registry("section of the start page")


def panels_for(thing: Any, by: Any) -> list[dict[str, Any]]:
    """The contributed sections of ``thing``'s page for ``by``, each with its template, ready to include."""
    kind = thing._meta.label_lower
    found = []
    for panel in sorted((p for p in panels if p.kind == kind), key=lambda p: p.order):
        context = panel.build(thing, by)
        if context is not None:
            found.append({"template": panel.template, "side": panel.side, **context})
    return found


def links_for(thing: Any, by: Any) -> list[tuple[str, str]]:
    """The contributed buttons of ``thing``'s page for ``by``: label and address."""
    kind = thing._meta.label_lower
    chosen = sorted((link for link in links if link.kind == kind), key=lambda link: link.order)
    return [(str(link.label), url) for link in chosen if (url := link.url(thing, by))]
