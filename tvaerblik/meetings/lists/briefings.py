"""What management has been told, when, and who has read it (R35, R42)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies.models import Body, BodyKind
from tvaerblik.core.lists import Choices, Column, Filter, Listing, Preset, choices_filter, labels, numbers, register
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists.choices import years
from tvaerblik.meetings.models import Briefing, BriefingState


def _with_counts(rows: QuerySet[Briefing]) -> QuerySet[Briefing]:
    return rows.prefetch_related("bodies").annotate(
        all_readers=Count("readers", distinct=True),
        all_read=Count("readers", filter=Q(readers__read_at__isnull=False), distinct=True),
        all_decisions=Count("decisions", distinct=True),
    )


def receipts(briefing: Any) -> str:
    """ "3 of 8" have said that they read it; nothing of a draft."""
    if briefing.is_draft:
        return ""
    return gettext("%(read)d of %(all)d") % {"read": briefing.all_read, "all": briefing.all_readers}


def _informed(_by: Any) -> Choices:
    rows = Body.objects.filter(briefings__isnull=False).distinct().order_by("sort_key", "pk")
    return [(body.kind_of_body, body.short_name) for body in rows]


def _to(rows: QuerySet[Briefing], values: Sequence[str]) -> QuerySet[Briefing]:
    through = Briefing.bodies.through.objects.filter(body__kind_of_body__in=values)
    return rows.filter(pk__in=through.values("briefing"))


def _years(rows: QuerySet[Briefing], values: Sequence[str]) -> QuerySet[Briefing]:
    return rows.filter(sent_at__year__in=numbers(values))


def _unread(rows: QuerySet[Briefing], values: Sequence[str]) -> QuerySet[Briefing]:
    found = rows.filter(readers__person__in=numbers(values), readers__read_at__isnull=True)
    return rows.filter(pk__in=found.values("pk"))


BRIEFINGS = register(
    Listing(
        name="briefings",
        title=_("Briefings"),
        rows=queries.briefings_for,
        columns=(
            Column(
                "title",
                _("Title"),
                lambda b: b.title,
                sort=("title",),
                template="meetings/cells/briefing.html",
                is_heading=True,
            ),
            Column(
                "sent_at",
                pgettext_lazy("briefing", "Sent"),
                lambda b: b.sent_at,
                "moment",
                ("sent_at",),
                "meetings/cells/briefing_sent.html",
            ),
            Column("meeting", _("Meeting"), lambda b: str(b.meeting), sort=("meeting__start",)),
            Column("bodies", _("Told to"), lambda b: [body.short_name for body in b.bodies.all()]),
            Column("decisions", _("Decisions"), lambda b: b.all_decisions, "number", ("all_decisions",)),
            Column("read", _("Read by"), receipts, sort=("all_read",)),
            Column("text", _("You need to know"), lambda b: b.text, secondary=True),
            Column("sent_by", _("Sent by"), lambda b: str(b.sent_by or ""), secondary=True),
        ),
        filters=(
            Filter("to", _("Told to"), _informed, _to),
            choices_filter(
                "state",
                _("State"),
                lambda _by: labels({key: label for key, label in BriefingState.choices if key != "discarded"}),
                "state",
            ),
            Filter("year", _("Year"), years, _years),
            Filter(
                "unread", _("Not read by me"), lambda by: [(str(by.pk), gettext("Not read by me"))], _unread, many=False
            ),
        ),
        search=("title", "text", "meeting__body__name"),
        presets=(
            Preset("all", _("All"), ""),
            Preset("executive", _("Executive management"), f"to={BodyKind.EXECUTIVE}"),
            Preset("chiefs", _("Chiefs' forum"), f"to={BodyKind.CHIEF_FORUM}"),
            Preset("unread", _("Not read by me"), "unread={me}"),
            Preset("drafts", _("Drafts"), "state=draft"),
        ),
        prepare=_with_counts,
        sort="-sent_at",
        search_hint=_("Search title or text"),
    )
)
