"""What is said when an address leads nowhere, is closed, is malformed, or the program fails: a page, a part or JSON."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

API = "/api/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # given by name
    """404: it is not there, or not for this person; which of the two is not told."""
    sentence = _("The page does not exist, or you do not have access to it.")
    return _answer(request, 404, _("The page was not found"), sentence)


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # given by name
    """403: the framework itself refused; the rules of the house refuse with sentences of their own."""
    return _answer(request, 403, _("You do not have access"), _("You do not have access to this page."))


@login_not_required
def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # given by name
    """403 when the proof that the form came from here is missing; named by ``CSRF_FAILURE_VIEW``."""
    sentence = _("The page had been open too long, or you have signed in anew since. Nothing was saved.")
    advice = _("Go back, load the page again and send once more.")
    return _answer(request, 403, _("The form could not be received"), f"{sentence} {advice}")


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # given by name
    """400: the request may be so wrong that not even its host is known, so the bare frame is shown."""
    sentence = _("The address or what was sent could not be understood. Nothing was saved.")
    return _bare(request, 400, _("The request could not be understood"), sentence)


def failed(request: HttpRequest) -> HttpResponse:
    """500: neither the database nor who is signed in is asked, since either may be what failed."""
    sentence = _("The mistake is in the program, not in what you did. Try again in a little while.")
    return _bare(request, 500, _("Something went wrong"), sentence)


def _answer(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    if request.path.startswith(API):
        return JsonResponse({"detail": sentence}, status=status)
    if request.headers.get("HX-Request"):
        return render(request, "core/parts/refusal.html", {"sentence": sentence, "gaps": ()}, status=status)
    context = {"heading": heading, "sentence": sentence, "back": _back(request)}
    return render(request, "web/error.html", context, status=status)


def _bare(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    if request.path.startswith(API):
        return JsonResponse({"detail": sentence}, status=status)
    context: dict[str, Any] = {"heading": heading, "sentence": sentence, "home_url": reverse("overview"), "back": ""}
    return HttpResponse(render_to_string("web/error.html", context), status=status)


def _back(request: HttpRequest) -> str:
    """The page of ours that led here; "" when there was none or it is this one."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return came_from if ours and came_from != request.build_absolute_uri() else ""
