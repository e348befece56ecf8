"""The meetings of all bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies.models import BodyKind
from tvaerblik.core.lists import Column, Filter, Group, Listing, Preset, choices_filter, labels, numbers, register
from tvaerblik.core.words import time_span
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists.choices import bodies_that_meet, years
from tvaerblik.meetings.models import ItemState, Meeting, MeetingState, MinutesState


def _with_sent(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    going = Q(items__case__isnull=False) & ~Q(items__state=ItemState.WITHDRAWN)
    return rows.annotate(sent_at=Max("packages__sent_at"), cases=Count("items", filter=going, distinct=True))


# Cancelled, closed, or held with its minutes approved: nothing more is expected.
ENDED = Q(state__in=(MeetingState.CLOSED, MeetingState.CANCELLED)) | Q(
    minutes_paper__state__in=(MinutesState.APPROVED, MinutesState.CONFIRMED)
)


def _when(rows: QuerySet[Meeting], values: Sequence[str]) -> QuerySet[Meeting]:
    """What is ahead, and what has been held and still lacks something; the rest only when asked for."""
    if "all" in values:
        return rows
    return rows.filter(ENDED) if "past" in values else rows.exclude(ENDED)


# Papers that belong in the records system and are not marked as being there (D14).
NOT_JOURNALISED = Q(packages__isnull=False, packages__journal_mark__isnull=True) | Q(
    minutes_paper__state__in=(MinutesState.APPROVED, MinutesState.CONFIRMED),
    minutes_paper__journal_mark__isnull=True,
)


def _journal(rows: QuerySet[Meeting], values: Sequence[str]) -> QuerySet[Meeting]:
    return rows.filter(pk__in=Meeting.objects.filter(NOT_JOURNALISED).values("pk")) if "missing" in values else rows


def _agenda(meeting: Any) -> str:
    if meeting.sent_at:
        return _text("sent out")
    return _text("in preparation") if meeting.cases else ""


MEETINGS = register(
    Listing(
        name="meetings",
        title=_("Meetings"),
        rows=queries.meetings_for,
        columns=(
            Column(
                "day",
                _("Date"),
                lambda m: m.day,
                "date",
                ("start",),
                "meetings/cells/meeting.html",
                is_heading=True,
            ),
            Column("body", _("Body"), lambda m: m.body.short_name, sort=("body__sort_key",)),
            Column("time", _("Time"), lambda m: time_span(m.start, m.end)),
            Column("place", _("Place"), lambda m: m.place),
            Column("state", _("State"), lambda m: m.get_state_display(), sort=("state",)),
            Column("agenda", _("Agenda"), _agenda, sort=("sent_at",), template="meetings/cells/agenda.html"),
            Column("material_due", _("Deadline for material"), lambda m: m.material_due, "date", ("material_due",)),
            Column(
                "approval_due",
                _("The chair approves by"),
                lambda m: m.approval_due,
                "date",
                ("approval_due",),
                secondary=True,
            ),
            Column(
                "sending_due", _("To be sent by"), lambda m: m.sending_due, "date", ("sending_due",), secondary=True
            ),
            Column("is_extra", _("Extra meeting"), lambda m: m.is_extra, secondary=True),
        ),
        filters=(
            choices_filter("body", _("Body"), bodies_that_meet, "body__kind_of_body"),
            Filter(
                "when",
                _("When"),
                lambda _by: labels({"past": _("Past"), "all": _("Coming and past")}),
                _when,
                many=False,
                always=True,
            ),
            choices_filter("state", _("State"), lambda _by: labels(MeetingState.choices), "state"),
            Filter("year", _("Year"), years, lambda rows, values: rows.filter(start__year__in=numbers(values))),
            Filter(
                "journal",
                _("Journal"),
                lambda _by: labels({"missing": _("Not journalised")}),
                _journal,
                many=False,
            ),
        ),
        search=("place", "body__name", "body__short_name"),
        presets=(
            Preset("coming", _("Coming"), ""),
            Preset("steering", _("The steering group"), f"body={BodyKind.STEERING}"),
            Preset("programme", _("The programme group"), f"body={BodyKind.PROGRAMME}"),
            Preset("past", _("Past"), "when=past&sort=-day"),
            Preset("all", _("All"), "when=all&sort=-day"),
            Preset("journal", _("Not journalised"), "journal=missing&when=all&sort=-day"),
        ),
        groups=(Group("body", _("Body"), lambda m: (str(m.body_id), m.body.name), ("body__sort_key",)),),
        prepare=_with_sent,
        sort="day",
        search_hint=_("Search place or body"),
    )
)
