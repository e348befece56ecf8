"""The register of decisions: what was decided, whether it is in force, and how its follow-up stands (R34)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from tvaerblik.bodies.models import BodyKind
from tvaerblik.core import clock
from tvaerblik.core.lists import Column, Filter, Listing, Preset, choices_filter, labels, numbers, register
from tvaerblik.core.words import local_day
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists.choices import bodies_that_meet, years
from tvaerblik.meetings.models import OPEN_FOLLOW_UPS, Decision, Mandate, Outcome

_OPEN = Q(follow_ups__state__in=OPEN_FOLLOW_UPS)


def _with_follow_up(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.annotate(
        all_follow_ups=Count("follow_ups", distinct=True),
        open_follow_ups=Count("follow_ups", filter=_OPEN, distinct=True),
        overdue_follow_ups=Count("follow_ups", filter=_OPEN & Q(follow_ups__due__lt=clock.today()), distinct=True),
    )


def follow_up_state(decision: Any) -> str:
    """How the follow-up stands, in words; nothing where none was agreed."""
    if decision.overdue_follow_ups:
        count = decision.overdue_follow_ups
        return ngettext("%(count)d overdue", "%(count)d overdue", count) % {"count": count}
    if decision.open_follow_ups:
        count = decision.open_follow_ups
        return ngettext("%(count)d open", "%(count)d open", count) % {"count": count}
    return _text("carried out") if decision.all_follow_ups else ""


def _follow_up(rows: QuerySet[Decision], values: Sequence[str]) -> QuerySet[Decision]:
    found = Q()
    if "open" in values:
        found |= _OPEN
    if "overdue" in values:
        found |= _OPEN & Q(follow_ups__due__lt=clock.today())
    return rows.filter(found).distinct()


def _in_force(rows: QuerySet[Decision], values: Sequence[str]) -> QuerySet[Decision]:
    wanted = set(values)
    return rows.filter(in_force_at__isnull=wanted == {"no"}) if len(wanted) == 1 else rows


def _kind(rows: QuerySet[Decision], values: Sequence[str]) -> QuerySet[Decision]:
    wanted = set(values)
    return rows.filter(item__recommends_to__isnull=wanted == {"own"}) if len(wanted) == 1 else rows


DECISIONS = register(
    Listing(
        name="decisions",
        title=_("Decisions"),
        rows=queries.decisions_for,
        columns=(
            Column("number", _("Number"), lambda d: d.number, sort=("number",)),
            Column(
                "title", _("Title"), lambda d: d.item.heading, template="meetings/cells/decision.html", is_heading=True
            ),
            Column("day", _("Decided on"), lambda d: d.day, "date", ("day", "number")),
            Column("body", _("Body"), lambda d: d.body.short_name, sort=("body__sort_key",)),
            Column(
                "outcome",
                _("Outcome"),
                lambda d: d.get_outcome_display(),
                sort=("outcome",),
                template="meetings/cells/outcome.html",
            ),
            Column(
                "in_force",
                _("In force"),
                lambda d: local_day(d.in_force_at) if d.in_force_at else None,
                "date",
                ("in_force_at",),
                "meetings/cells/in_force.html",
            ),
            Column("follow_up", _("Follow-up"), follow_up_state, template="meetings/cells/follow_up_state.html"),
            Column(
                "mandate",
                _("Mandate"),
                lambda d: d.get_mandate_display(),
                sort=("mandate",),
                template="meetings/cells/mandate.html",
            ),
            Column("text", _("Decision"), lambda d: d.text, secondary=True),
            Column(
                "case_number", _("Recommendation"), lambda d: d.item.case.number if d.item.case else "", secondary=True
            ),
        ),
        filters=(
            choices_filter("body", _("Body"), bodies_that_meet, "body__kind_of_body"),
            Filter("year", _("Year"), years, lambda rows, values: rows.filter(day__year__in=numbers(values))),
            choices_filter("outcome", _("Outcome"), lambda _by: labels(Outcome.choices), "outcome"),
            choices_filter("mandate", _("Mandate"), lambda _by: labels(Mandate.choices), "mandate"),
            Filter(
                "kind",
                _("Decided or recommended"),
                lambda _by: labels({"own": _("Decided by the body itself"), "recommended": _("Recommended")}),
                _kind,
            ),
            Filter("in_force", _("In force"), lambda _by: labels({"yes": _("Yes"), "no": _("Not yet")}), _in_force),
            Filter(
                "follow_up",
                _("Follow-up"),
                lambda _by: labels({"open": pgettext_lazy("follow-up", "Open"), "overdue": _("Overdue")}),
                _follow_up,
            ),
        ),
        search=("number", "item__case__title", "item__title", "item__case__number", "text"),
        presets=(
            Preset("all", _("All"), ""),
            Preset("steering", _("The steering group"), f"body={BodyKind.STEERING}"),
            Preset("programme", _("The programme group"), f"body={BodyKind.PROGRAMME}"),
            Preset("own", _("Decided by the programme group itself"), f"body={BodyKind.PROGRAMME}&kind=own"),
            Preset("over", _("Over the mandate"), "mandate=over"),
            Preset("undone", _("Not carried out"), "follow_up=open"),
            Preset("overdue", _("Overdue"), "follow_up=overdue"),
        ),
        prepare=_with_follow_up,
        sort="-day",
        search_hint=_("Search number, title or text"),
    )
)
