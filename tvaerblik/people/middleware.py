"""The person's own language, and whom an assistant acts for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tvaerblik.people.queries import principals_of

ACTING_FOR = "acting_for"


class ChosenLanguage:
    """Danish unless this browser has chosen otherwise; the browser's own list of languages is not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = {code for code, _name in settings.LANGUAGES}
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class ActingFor:
    """Sets ``request.user.acting_for`` to the chief the assistant chose for this session.

    The choice is proved anew at every request: an assistance that has ended no longer counts. Rules of preparation and
    the trail read it; rules of approval do not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(ACTING_FOR)
        person: Any = request.user
        if chosen is not None and person.is_authenticated:
            person.acting_for = next((one for one in principals_of(person) if one.pk == chosen), None)
        return self.get_response(request)
