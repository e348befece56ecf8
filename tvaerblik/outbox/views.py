"""The outbox for those who keep it, and each person's own notifications."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tvaerblik.core.refusals import NotPermitted
from tvaerblik.core.views import show_list
from tvaerblik.outbox import queries, rules
from tvaerblik.outbox.lists import OUTBOX

_ON_A_PAGE = 50


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What was sent, waits and failed."""
    if sentence := rules.why_not_keeper(None, request.user):
        raise NotPermitted(sentence)
    return show_list(request, OUTBOX, "core/list.html")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The person's notifications, newest first."""
    page = Paginator(queries.notices_for(request.user), _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/notices.html", {"page": page, "unseen": queries.unseen_count(request.user)})
