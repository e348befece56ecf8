"""An anonymous person is stopped at every address that is not meant for everybody."""

import re

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import URLPattern, get_resolver, resolve
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize

# Before the door: signing in and out, a forgotten password, the one-time link, the roles of the example (which only the
# example has), the choice of language, the sign of life.
PUBLIC = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "entry_link",
    "example_roles",
    "health",
    "set_language",
    "step_into_role",
}
MADE_UP = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "00000000-0000-4000-8000-000000000000"}


def addresses(patterns=None, start="/"):
    """Each address with made-up arguments, and its pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        place = start + as_text(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield place, pattern
        else:
            yield from addresses(pattern.url_patterns, place)


def as_text(pattern):
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda found: MADE_UP[found[1] or "str"], str(pattern))
    text, names = normalize(pattern.regex.pattern)[0]
    return text % dict.fromkeys(names, "1")


def is_stopped(response):
    door = resolve_url(settings.LOGIN_URL)
    return response.status_code in {401, 403} or (response.status_code == 302 and response.url.startswith(door))


@pytest.mark.django_db
@pytest.mark.requirement("D1")
def test_an_anonymous_person_is_stopped_everywhere(client):
    closed = [(place, pattern) for place, pattern in addresses() if pattern.name not in PUBLIC]
    assert closed
    open_doors = []
    for place, pattern in closed:
        assert resolve(place).url_name == pattern.name or resolve(place).func, place
        for method in ("get", "post"):
            response = getattr(client, method)(place)
            if not is_stopped(response):
                open_doors.append(f"{method.upper()} {place} ({pattern.name}) answers {response.status_code}")
    assert not open_doors, "\n".join(open_doors)


def test_every_public_address_is_there():
    """A name in the list that no address has would be a hole nobody sees."""
    assert {pattern.name for _place, pattern in addresses()} >= PUBLIC
