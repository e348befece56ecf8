"""The portfolio as a list: one description for page, Excel, CSV and API (R19)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tvaerblik.bodies import rules as bodies
from tvaerblik.core import clock
from tvaerblik.core.lists import (
    Choices,
    Column,
    Filter,
    Group,
    Listing,
    Preset,
    choices_filter,
    labels,
    numbers,
    register,
)
from tvaerblik.people.models import Unit
from tvaerblik.portfolio import actions, queries, rules
from tvaerblik.portfolio.models import OPEN_STATES, Light, Phase, Project, ProjectClass, State


def _units(_by: Any) -> Choices:
    return [(str(unit.pk), unit.name) for unit in Unit.objects.filter(projects__isnull=False).distinct()]


def _by_area(rows: QuerySet[Project], values: Sequence[str]) -> QuerySet[Project]:
    wanted = numbers(values)
    return rows.filter(Q(unit__in=wanted) | Q(unit__parent__in=wanted))


def _needs(rows: QuerySet[Project], values: Sequence[str]) -> QuerySet[Project]:
    found = Q()
    if "attention" in values:
        found |= Q(light__in=[Light.YELLOW, Light.RED, Light.WHITE])
    if "no_owner" in values:
        found |= Q(owner__isnull=True)
    if "deadline" in values:
        found |= Q(external_deadline__isnull=False)
    rows = rows.filter(found) if found else rows
    return queries.quiet(rows) if "quiet" in values else rows


def _open(rows: QuerySet[Project], values: Sequence[str]) -> QuerySet[Project]:
    return rows if "all" in values else rows.filter(state__in=OPEN_STATES)


def _people(rows: QuerySet[Project], values: Sequence[str]) -> QuerySet[Project]:
    wanted = numbers(values)
    return rows.filter(Q(owner__in=wanted) | Q(manager__in=wanted) | Q(sponsor__in=wanted))


def _class_group(project: Project) -> tuple[str, str]:
    headings = {
        "A": _("National and joint-municipal"),
        "B": _("Inter-municipal and own cross-cutting"),
        "C": _("Local"),
    }
    letter = project.class_of.group
    return letter, str(headings[letter])


def _with_class_order(rows: QuerySet[Project]) -> QuerySet[Project]:
    order = [When(project_class=member, then=Value(ord(member.group))) for member in ProjectClass]
    return rows.annotate(class_order=Case(*order, output_field=IntegerField()))


def _totals(field: str, key: Callable[[Any], str]) -> Callable[[QuerySet[Project]], dict[str, Totals]]:
    def totals(rows: QuerySet[Project]) -> dict[str, Totals]:
        lights = {light: Count("pk", filter=Q(light=light)) for light in Light.values}
        found = rows.order_by().values(field).annotate(number=Count("pk"), budget=Sum("budget", default=0), **lights)
        return {
            key(row[field]): Totals(
                row["number"], row["budget"], [(light, row[light]) for light in Light.values if row[light]]
            )
            for row in found
        }

    return totals


@dataclass(frozen=True)
class Totals:
    """What a group's heading tells: number of projects, their budget, and how many of each light."""

    number: int
    budget: int
    lights: list[tuple[str, int]]


def _decorate(rows: list[Project], _by: Any) -> None:
    """The lights of the last eight reports, the place of the phase, and how long ago the last update was."""
    lights = queries.lights_of(rows)
    today = clock.today()
    for row in rows:
        extra: Any = row
        extra.trend = lights.get(row.pk, [])
        extra.phase_index = PHASES.index(row.phase) + 1
        days = (today - row.reported_on).days if row.reported_on else None
        extra.days = ngettext("%(days)d day", "%(days)d days", days or 0) % {"days": days} if days is not None else ""
        extra.is_quiet = row.is_open and (days is None or days > queries.QUIET_AFTER.days)


def _why_not_edit(row: Project, field: str, by: Any) -> str:
    return rules.why_not_edit(row, by) or rules.why_not_set(row, [field])


PHASES = list(Phase.values)


def _own(by: Any) -> Choices:
    return [(str(by.pk), str(by))]


PROJECTS = register(
    Listing(
        name="projects",
        title=_("Project portfolio"),
        rows=queries.projects_for,
        columns=(
            Column("code", _("Code"), lambda p: p.code, sort=("code",), secondary=True),
            Column(
                "light",
                _("Status"),
                lambda p: p.get_light_display(),
                "light",
                ("light",),
                "portfolio/cells/light.html",
                css="status",
            ),
            Column("trend", _("Trend"), lambda _p: "", template="portfolio/cells/trend.html"),
            Column(
                "name",
                _("Project and project owner"),
                lambda p: p.name,
                sort=("code",),
                template="portfolio/cells/name.html",
                css="title",
                is_heading=True,
            ),
            Column(
                "class",
                _("Portfolio class"),
                lambda p: p.get_project_class_display(),
                sort=("project_class",),
                secondary=True,
            ),
            Column(
                "phase",
                _("Phase"),
                lambda p: p.get_phase_display(),
                sort=("phase",),
                template="portfolio/cells/phase.html",
                edit="phase",
            ),
            Column("state", _("State"), lambda p: p.get_state_display(), sort=("state",), secondary=True, edit="state"),
            Column("unit", _("Area"), lambda p: str(p.unit), sort=("unit__sort_key",), secondary=True),
            Column(
                "owner", _("Project owner"), lambda p: str(p.owner or ""), sort=("owner__sort_key",), secondary=True
            ),
            Column(
                "manager",
                _("Project manager"),
                lambda p: str(p.manager or ""),
                sort=("manager__sort_key",),
                secondary=True,
            ),
            Column("start", _("Start date"), lambda p: p.start, "date", ("start",), edit="start", secondary=True),
            Column("end", _("End date"), lambda p: p.end, "date", ("end",), edit="end", css="milestone"),
            Column(
                "external_deadline",
                _("External deadline"),
                lambda p: p.external_deadline,
                "date",
                ("external_deadline",),
                edit="external_deadline",
                css="deadline",
            ),
            Column(
                "external_owner", _("External owner"), lambda p: p.external_owner, edit="external_owner", secondary=True
            ),
            Column("obligation", _("Obligation"), lambda p: p.obligation, sort=("is_mandatory",), secondary=True),
            Column("goal_text", _("Strategic goals"), lambda p: p.goal_text, edit="goal_text", secondary=True),
            Column(
                "main_benefit",
                _("Most important benefit"),
                lambda p: p.main_benefit,
                edit="main_benefit",
                secondary=True,
            ),
            Column("priority", _("Priority"), lambda p: p.priority, "number", ("priority",), secondary=True),
            Column("budget", _("Budget, kr."), lambda p: p.budget, "money", ("budget",), edit="budget"),
            Column(
                "reported_on",
                _("Updated"),
                lambda p: p.reported_on,
                "date",
                ("reported_on",),
                "portfolio/cells/reported.html",
                css="updated",
            ),
        ),
        filters=(
            choices_filter("light", _("Status"), lambda _by: labels(Light.choices), "light"),
            Filter("area", _("Area"), _units, _by_area),
            choices_filter("phase", _("Phase"), lambda _by: labels(Phase.choices), "phase"),
            choices_filter("class", _("Portfolio class"), lambda _by: labels(ProjectClass.choices), "project_class"),
            choices_filter("state", _("State"), lambda _by: labels(State.choices), "state"),
            Filter(
                "needs",
                _("Attention"),
                lambda _by: labels(
                    [
                        ("attention", _("Needs attention")),
                        ("quiet", _("No update for 30 days")),
                        ("deadline", _("External deadline")),
                        ("no_owner", _("No project owner")),
                    ]
                ),
                _needs,
            ),
            Filter("person", _("Mine"), _own, _people),
            Filter(
                "show",
                _("Closed too"),
                lambda _by: labels([("all", _("Closed and stopped too"))]),
                _open,
                many=False,
                always=True,
            ),
        ),
        search=("code", "name", "owner__name", "unit__name", "purpose"),
        presets=(
            Preset("open", _("All open"), ""),
            Preset("attention", _("Needs attention"), "needs=attention"),
            Preset("mine", _("Mine"), "person={me}"),
            Preset("deadline", _("External deadlines"), "needs=deadline&sort=external_deadline&group=none"),
            Preset("quiet", _("No update for 30 days"), "needs=quiet"),
            Preset("lacking", _("No project owner"), "needs=no_owner", bodies.keeps_portfolio),
            Preset("all", _("All projects"), "show=all"),
        ),
        groups=(
            Group("class", _("Class"), _class_group, ("class_order",), _totals("class_order", chr)),
            Group(
                "area", _("Area"), lambda p: (str(p.unit_id), p.unit.name), ("unit__sort_key",), _totals("unit", str)
            ),
        ),
        prepare=_with_class_order,
        decorate=_decorate,
        why_not_edit=_why_not_edit,
        revise=actions.revise_project,
        style="portfolio",
        group_template="portfolio/group.html",
        sort="name",
        group="class",
        page_size=100,
        search_hint=_("Search code, title, owner"),
    )
)
