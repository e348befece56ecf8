"""What the portfolio puts into the registries: menu, verbs, decision effects, tasks, words of the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tvaerblik.audit import presenters
from tvaerblik.core import clock, verbs
from tvaerblik.core.contributions import (
    Creation,
    Panel,
    Place,
    Task,
    creations,
    home_sections,
    places,
    task_sources,
)
from tvaerblik.core.contributions import panels as page_panels
from tvaerblik.documents import panels
from tvaerblik.documents.subjects import Subject
from tvaerblik.imports.contributions import contribute as contribute_importer
from tvaerblik.people.following import Consequence, Foreseen, Reorganisation, UnitFollower, unit_followers
from tvaerblik.people.handover import Handover, Item, handovers
from tvaerblik.people.holders import holders
from tvaerblik.people.models import Person
from tvaerblik.people.role_accounts import Account, AccountGroup, account_groups
from tvaerblik.portfolio import actions, effects, importers, lists, queries, rules
from tvaerblik.portfolio.models import Project
from tvaerblik.portfolio.verbs import VERBS

verbs.register(VERBS)
effects.contribute_effects()

places.add("projects", Place("projects", gettext_lazy("Projects"), "projects", icon="project", order=40))
places.add("portfolio", Place("portfolio", lists.PROJECTS.title, "projects", order=41, under="projects"))
creations.add(
    "local_project",
    Creation(
        gettext_lazy("Local project"), "register_local_project", lambda by: not rules.why_not_register(None, by), 20
    ),
)


panels.contribute(
    Subject(
        kind="portfolio.project",
        door=queries.projects_for,
        why_not_attach=rules.why_not_edit,
        is_closed_for=lambda project, by: bool(rules.why_not_edit(project, by)),
    )
)

contribute_importer(importers.PROJECTS)


def _quiet_projects(by: Any) -> Sequence[Task]:
    """Projects one runs that have said nothing for thirty days (R22)."""
    today = clock.today()
    tasks = []
    for project in queries.quiet(
        queries.projects_for(by).filter(manager=by) | queries.projects_for(by).filter(owner=by)
    ):
        days = (today - project.reported_on).days if project.reported_on else None
        note = (
            _("No update for %(days)d days.") % {"days": days}
            if days is not None
            else _("No status has been reported.")
        )
        tasks.append(
            Task(
                title=_("Update the status of %(project)s") % {"project": project},
                url=f"{project.get_absolute_url()}/report-status",
                button=_("Update status"),
                note=note,
            )
        )
    return tasks


task_sources.add("quiet_projects", _quiet_projects)

presenters.contribute(
    {
        "register_project": gettext_lazy("registered the project"),
        "revise_project": gettext_lazy("changed the project"),
        "report_status": gettext_lazy("reported status"),
        "close_local_project": gettext_lazy("closed the project"),
        "hand_over_project": gettext_lazy("let %(to)s take over from %(person)s in a hand-over"),
        "follow_merged_unit": gettext_lazy("followed %(old)s into %(new)s on %(day)s"),
        "import_project": gettext_lazy("registered the project from %(file)s, row %(row)s"),
        "import_status": gettext_lazy("took over the status from a spreadsheet"),
        "withdraw_import": gettext_lazy("deleted the project with the import it came with"),
        "restore_before_import": gettext_lazy("undid what an import had changed"),
        "set_phase": gettext_lazy("phase set by decision %(decision)s"),
        "set_state": gettext_lazy("state set by decision %(decision)s"),
        "set_owner": gettext_lazy("owner set by decision %(decision)s"),
        "set_budget": gettext_lazy("budget set by decision %(decision)s"),
        "set_end_date": gettext_lazy("end date set by decision %(decision)s"),
        "set_priority": gettext_lazy("priority set by decision %(decision)s"),
        "set_scope": gettext_lazy("scope set by decision %(decision)s"),
    }
)


def _portfolio_section(_thing: Any, by: Any) -> dict[str, Any]:
    """The portfolio on the start page: how many of each light, and the red ones by name."""
    red = queries.open_projects_for(by).filter(light="red").order_by("code")
    return {"totals": queries.totals_for(by), "red": list(red[:6])}


home_sections.add("portfolio", Panel("home", "portfolio/home.html", _portfolio_section, order=30))


def _held_projects(person: Person, to: Person, _day: dt.date) -> list[Item]:
    """Open projects, once for each role; a project knows no days, so it moves when the hand-over is confirmed."""
    return [
        Item(
            what=f"{project}, {project._meta.get_field(role).verbose_name}",  # type: ignore[union-attr]
            apply=partial(_hand_over, project, role, person, to),
            url=project.get_absolute_url(),
        )
        for project, role in queries.held_by(person)
    ]


def _hand_over(project: Project, role: str, person: Person, to: Person, by: Any) -> None:
    actions.hand_over_project(project, role=role, person=person, to=to, by=by)


handovers.add("portfolio.projects", Handover(gettext_lazy("Projects (move at once)"), _held_projects, order=50))
holders.add("project_owner", lambda _day: queries.holding("owner"))
holders.add("project_manager", lambda _day: queries.holding("manager"))


def _followed_projects(change: Reorganisation) -> list[Foreseen]:
    """Open projects of the units: they follow a merger, and ask for their area after a split."""
    becomes = (
        _("Follows to %(unit)s") % {"unit": change.into[0]}
        if change.is_merger
        else _("Stays, and asks for its new area")
    )
    rows = queries.open_projects_in(change.units)
    items = [Consequence(str(row), becomes, row.get_absolute_url(), ends=not change.is_merger) for row in rows]
    return [Foreseen(_("Open projects"), items)]


unit_followers.add("portfolio", UnitFollower(ended=actions.follow_merged_unit, foresees=_followed_projects))


def _managers() -> list[Account]:
    return [Account(person, ", ".join(codes)) for person, codes in queries.codes_managed().items()]


account_groups.add("project_managers", AccountGroup(gettext_lazy("Project managers"), _managers, order=50))


def _ended_area(project: Project, by: Any) -> dict[str, Any] | None:
    """Says on the page of an open project that its area has ended, and what it was split into."""
    if not project.is_open or project.unit.until is None or project.unit.until > clock.today():
        return None
    return {
        "unit": project.unit,
        "successors": [row.successor for row in project.unit.successions.select_related("successor")],
        "may_edit": not rules.why_not_edit(project, by),
        "project": project,
    }


page_panels.add("project:area", Panel("portfolio.project", "portfolio/_ended_area.html", _ended_area, order=5))
