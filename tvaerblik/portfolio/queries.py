"""Reads of the portfolio, always for somebody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from tvaerblik.core import clock
from tvaerblik.people.models import Person, Unit
from tvaerblik.portfolio.models import OPEN_STATES, Light, Project, State, StatusReport

# A project that has said nothing for so long "has gone quiet" (R22).
QUIET_AFTER = dt.timedelta(days=30)


def projects_for(_by: Any) -> QuerySet[Project]:
    """The one door: every project is open to everybody who may sign in (R19)."""
    return Project.objects.select_related("unit", "owner", "manager", "sponsor")


def open_projects_for(by: Any) -> QuerySet[Project]:
    """Projects that are neither closed nor stopped."""
    return projects_for(by).filter(state__in=OPEN_STATES)


def open_projects_in(units: Iterable[Unit]) -> QuerySet[Project]:
    """The open projects that belong to the units or involve them; everybody who reorganises sees all of them."""
    rows = Project.objects.filter(state__in=OPEN_STATES)
    return rows.filter(Q(unit__in=units) | Q(involved_units__in=units)).distinct().order_by("code", "pk")


def mine(rows: QuerySet[Project], by: Any) -> QuerySet[Project]:
    """Those the person owns, manages or sponsors."""
    return rows.filter(Q(owner=by) | Q(manager=by) | Q(sponsor=by))


def quiet(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Projects that should be moving but have had no update for thirty days."""
    limit = clock.today() - QUIET_AFTER
    going = [State.ACTIVE, State.PROPOSED, State.WAITING]
    return rows.filter(state__in=going).filter(Q(reported_on__lt=limit) | Q(reported_on__isnull=True))


def lights_of(projects: Iterable[Project], number: int = 8) -> dict[int, list[str]]:
    """The overall lights of each project's newest reports, oldest first. One query."""
    newest = (
        StatusReport.objects.filter(project__in=[p.pk for p in projects])
        .annotate(place=Window(RowNumber(), partition_by="project_id", order_by=["-reported_on", "-pk"]))
        .filter(place__lte=number)
        .order_by("project_id", "reported_on", "pk")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for project_id, light in newest.values_list("project_id", "overall"):
        found[project_id].append(light)
    return found


@dataclass(frozen=True)
class Totals:
    """How the portfolio stands: number of open and closed projects, their budget, and open projects by light."""

    open: int
    closed: int
    budget: int
    lights: dict[str, int]


def totals_for(by: Any) -> Totals:
    """The figures over the portfolio's own list, in one query each."""
    rows = projects_for(by)
    summed = rows.aggregate(
        budget=Sum("budget", filter=Q(state__in=OPEN_STATES), default=0),
        open=Count("pk", filter=Q(state__in=OPEN_STATES)),
        closed=Count("pk", filter=~Q(state__in=OPEN_STATES)),
        **{light: Count("pk", filter=Q(state__in=OPEN_STATES, light=light)) for light in Light.values},
    )
    return Totals(
        open=summed["open"],
        closed=summed["closed"],
        budget=summed["budget"],
        lights={light: summed[light] for light in Light.values},
    )


def holding(role: str) -> list[Person]:
    """Those who own, manage or sponsor (``role``) an open project today, in the order of their names."""
    held = Project.objects.filter(state__in=OPEN_STATES).values(role)
    return list(Person.objects.filter(pk__in=held).order_by("sort_key", "pk"))


def codes_managed() -> dict[Person, list[str]]:
    """Each manager of open projects with the codes of the projects. One query."""
    rows = Project.objects.filter(state__in=OPEN_STATES, manager__isnull=False).select_related("manager")
    found: dict[Person, list[str]] = defaultdict(list)
    for project in rows.order_by("manager__sort_key", "code"):
        if project.manager is not None:
            found[project.manager].append(project.code)
    return dict(found)


def held_by(person: Person) -> list[tuple[Project, str]]:
    """The open projects a person has something to do with, once for each role: owner, manager, sponsor."""
    rows = mine(open_projects_for(person), person).order_by("code")
    roles = ("owner", "manager", "sponsor")
    return [(project, role) for project in rows for role in roles if getattr(project, f"{role}_id") == person.pk]
