"""What every page's frame shows: menu, Create, who is signed in, the example-data strip."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tvaerblik.core import clock
from tvaerblik.core.contributions import Creation, Place, creations, places
from tvaerblik.outbox.queries import unseen_count
from tvaerblik.web.ruler import ruler_for


@dataclass
class Entry:
    """One line of the menu as the template draws it."""

    label: str
    url: str
    icon: str
    current: bool
    below: bool
    key: str
    children: list[Entry] = field(default_factory=list)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's context; nothing of it for those who are not signed in."""
    shown: dict[str, Any] = {
        "municipality": settings.MUNICIPALITY,
        "demo": {"date": clock.today()} if settings.EXAMPLE else None,
        "home_url": reverse("overview"),
    }
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return shown
    return {
        **shown,
        "navigation": _navigation(request),
        "create_menu": [{"label": entry.label, "url": reverse(entry.url_name)} for entry in _creations(person)],
        "person_line": person.title,
        "save_view_url": reverse("save_view"),
        "ruler": ruler_for(person),
        "notifications": {"url": reverse("notices"), "unread": unseen_count(person)},
        "today": clock.today(),
    }


def _creations(person: Any) -> list[Creation]:
    return sorted((entry for entry in creations if entry.who(person)), key=lambda entry: entry.order)


def _navigation(request: HttpRequest) -> list[Entry]:
    visible = sorted((p for p in places if p.who(request.user)), key=lambda p: p.order)
    entries = {p.key: _entry(request, p) for p in visible}
    top = []
    for place in visible:
        if place.under and place.under in entries:
            entries[place.under].children.append(entries[place.key])
        elif not place.under:
            top.append(entries[place.key])
    for entry in top:
        entry.current = entry.current or any(child.current for child in entry.children)
    return top


def _entry(request: HttpRequest, place: Place) -> Entry:
    url = reverse(place.url_name, args=place.args)
    first = request.path.split("/")[1]
    here = request.path == url or (url != "/" and request.path.startswith(url.rstrip("/") + "/")) or first in place.also
    return Entry(str(place.label), url, place.icon, here, place.below, place.key)
