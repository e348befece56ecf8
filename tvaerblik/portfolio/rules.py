"""Who may change a project, and what only a decision may change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.bodies import rules as bodies
from tvaerblik.core import clock
from tvaerblik.people import roles
from tvaerblik.people import rules as people
from tvaerblik.portfolio.models import Project, ProjectClass, State

# What a running cross-cutting project may not change on its own authority (architecture 1.1).
DECIDED = frozenset({"phase", "state", "owner", "budget", "end", "priority", "scope_text"})


def decided_fields(project: Project) -> frozenset[str]:
    """The fields that only a decision may change now. A local project keeps its own house; its priority is decided."""
    if project.project_class == ProjectClass.LOCAL:
        return frozenset({"priority"})
    return frozenset() if project.state == State.PROPOSED else DECIDED


def may_register_in(by: Any) -> set[int] | None:
    """The areas in which the person may register local projects; None means all, of every class.

    An administrator fills the register before there is a portfolio office (D9), but edits no project.
    """
    if bodies.keeps_portfolio(by) or people.is_administrator(by):
        return None
    day = clock.today()
    coordinated = {area for key, area in people.held_roles(by, day) if key == roles.LOCAL_COORDINATOR and area}
    return coordinated | people.led_units(by, day)


def why_not_register(_thing: Any, by: Any) -> str:
    """ "" for the portfolio office, chiefs and leaders, and local coordinators."""
    allowed = may_register_in(by)
    if allowed is None or allowed:
        return ""
    return _(
        "Projects are registered by the portfolio office, by leaders and by local coordinators for their own area."
    )


def why_not_register_this(project: Project, by: Any) -> str:
    """ "" when the person may register just this project: without the portfolio office, local ones in own areas."""
    if sentence := why_not_register(None, by):
        return sentence
    areas = may_register_in(by)
    if areas is None:
        return ""
    if project.project_class != ProjectClass.LOCAL:
        return _("Only the portfolio office registers projects that are not local.")
    return "" if project.unit_id in areas else _("You can register local projects in your own area only.")


def why_not_edit(project: Project, by: Any) -> str:
    """ "" for owner, manager, portfolio office, and for chief and local coordinator of the responsible area."""
    if by.pk in {project.owner_id, project.manager_id} or bodies.keeps_portfolio(by):
        return ""
    day = clock.today()
    if project.unit_id in people.led_units(by, day):
        return ""
    if people.has_role(by, roles.LOCAL_COORDINATOR, unit=project.unit) and project.project_class == ProjectClass.LOCAL:
        return ""
    return _(
        "Only the project's owner, its manager, the area's own leader or coordinator, and the portfolio office "
        "can edit %(project)s."
    ) % {"project": project.code}


def why_not_set(project: Project, fields: Iterable[str]) -> str:
    """ "" when the project may change the fields on its own authority, else the sentence that sends it to a meeting."""
    decided = sorted(decided_fields(project) & set(fields))
    if not decided:
        return ""
    names = ", ".join(str(Project._meta.get_field(name).verbose_name) for name in decided)  # type: ignore[union-attr]
    return _("%(fields)s of %(project)s can only be changed by a decision. Propose a case instead.") % {
        "fields": names[:1].upper() + names[1:],
        "project": project.code,
    }


# From which states a project may come to each state.
STATE_CHANGES: dict[str, frozenset[str]] = {
    State.ACTIVE: frozenset({State.PROPOSED, State.WAITING, State.ON_HOLD}),
    State.WAITING: frozenset({State.PROPOSED, State.ACTIVE, State.ON_HOLD}),
    State.ON_HOLD: frozenset({State.ACTIVE, State.WAITING}),
    State.STOPPED: frozenset({State.PROPOSED, State.ACTIVE, State.WAITING, State.ON_HOLD}),
    State.CLOSED: frozenset({State.ACTIVE, State.WAITING, State.ON_HOLD}),
    State.PROPOSED: frozenset(),
}


def why_not_state(project: Project, state: str) -> str:
    """ "" when the project can come to ``state`` from where it is; no project is active without an owner (R8)."""
    if state == project.state:
        return ""
    if project.state not in STATE_CHANGES[state]:
        return _("%(project)s is “%(now)s” and cannot become “%(then)s”.") % {
            "project": project.code,
            "now": project.get_state_display(),
            "then": State(state).label,
        }
    if state == State.ACTIVE and project.owner_id is None:
        return _("%(project)s cannot become active without a project owner.") % {"project": project.code}
    return ""
