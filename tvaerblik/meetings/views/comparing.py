"""Two versions of a paper compared: of an agenda that was sent again, and of the text of a case (R45)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tvaerblik.audit.queries import fields_at, versions_of
from tvaerblik.meetings import queries
from tvaerblik.meetings.pages.comparing import CASE_TEXTS, compared_case, compared_papers


@require_safe
def compare_packages(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What an agenda says otherwise than an earlier version of it, as far as this person may read both."""
    later = get_object_or_404(queries.packages_for(request.user), pk=pk)
    earlier = get_object_or_404(queries.packages_for(request.user), meeting=later.meeting_id, number=number)
    reader = queries.reader_of(request.user, later.meeting.body)
    before, after = (queries.content_for(one.content, reader) for one in (earlier, later))
    context = {
        "thing": later,
        "heading": _("Agenda, version %(before)s and %(after)s") % {"before": number, "after": later.number},
        "compared": compared_papers(before, after),
        "versions": [],
    }
    return render(request, "meetings/compare.html", context)


@require_safe
def compare_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a case at two moments; the last change when nothing is chosen."""
    case = get_object_or_404(queries.cases_for(request.user), pk=pk)
    versions = versions_of(case, CASE_TEXTS)
    if not versions:
        raise Http404
    numbers = [version.number for version in versions]
    chosen = [_chosen(request, name, numbers, place) for name, place in (("from", -2), ("to", -1))]
    before, after = (fields_at(case, CASE_TEXTS, number) for number in chosen)
    context = {
        "thing": case,
        "heading": _("The text of the case, two versions"),
        "compared": compared_case(case, before, after),
        "versions": versions,
        "earlier": chosen[0],
        "later": chosen[1],
    }
    return render(request, "meetings/compare.html", context)


def _chosen(request: HttpRequest, name: str, numbers: list[int], place: int) -> int:
    """The version the address asks for, else the last or the one before it."""
    asked = request.GET.get(name, "")
    if not asked:
        return numbers[max(place, -len(numbers))]
    if not asked.isdecimal() or len(asked) > 9 or int(asked) not in numbers:
        raise Http404
    return int(asked)
