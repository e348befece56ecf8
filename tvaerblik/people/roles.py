"""Roles as data: what each may do and where it comes from (D1). This list is the security document."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADMINISTRATOR = "administrator"
LOCAL_COORDINATOR = "local_coordinator"


@dataclass(frozen=True)
class Role:
    """A role: its name, what it may do, and what gives it. ``given``: handed out here, else it follows from a fact."""

    key: str
    label: str | Promise
    may: str | Promise
    comes_from: str | Promise
    given: bool = False


ROLES: tuple[Role, ...] = (
    Role(
        ADMINISTRATOR,
        _("Administrator"),
        _("Keeps persons, units, positions, bodies and lists. Decides nothing on projects and sees no closed items."),
        _("Given here by another administrator."),
        given=True,
    ),
    Role(
        LOCAL_COORDINATOR,
        _("Local coordinator"),
        _("Registers and edits the local projects of the area. Reads everything that is open."),
        _("Given here for one area."),
        given=True,
    ),
    Role(
        "steering_chair",
        _("Chair of the steering group"),
        _("Approves the material before it is sent and approves minutes. Sees closed items of the steering group."),
        _("The chair's seat in the steering group on the day, or the chair's named deputy."),
    ),
    Role(
        "steering_member",
        _("Member of the steering group"),
        _("Reads the packages, also closed items, comments and proposes cases."),
        _("A member's seat in the steering group on the day."),
    ),
    Role(
        "steering_secretary",
        _("Secretary of the steering group"),
        _(
            "Builds the agenda, marks the material as prepared, sends, writes decisions and minutes. "
            "No seat among the members."
        ),
        _("The secretary's seat in the steering group on the day."),
    ),
    Role(
        "programme_chair",
        _("Chair of the programme group"),
        _("Leads the programme group, marks material for the steering group as prepared, keeps the portfolio."),
        _("The chair's seat in the programme group on the day, or the chair's named deputy."),
    ),
    Role(
        "programme_member",
        _("Member of the programme group"),
        _("Proposes cases, reads the programme group's packages, edits projects of the areas the seat covers."),
        _("A member's seat in the programme group on the day."),
    ),
    Role(
        "programme_secretary",
        _("Secretary of the programme group"),
        _("Builds the programme group's agenda, writes its minutes, keeps the portfolio clean."),
        _("The secretary's seat in the programme group on the day."),
    ),
    Role(
        "project_owner",
        _("Project owner"),
        _("Answers for a project; edits it where no decision is needed."),
        _("Named as owner on the project."),
    ),
    Role(
        "project_manager",
        _("Project manager"),
        _("Runs a project; edits it where no decision is needed."),
        _("Named as manager on the project."),
    ),
    Role(
        "area_chief",
        _("Chief of an area"),
        _("Edits the area's local projects, agrees on coverage in the programme group."),
        _("Holds the chief's position of the area on the day."),
    ),
    Role(
        "management_reader",
        _("Executive management and chiefs' forum"),
        _("Reads everything that is open, and the packages that are sent to them."),
        _("A seat in the executive management or the chiefs' forum on the day."),
    ),
    Role(
        "reader",
        _("Employee"),
        _("Reads what is open: projects, open cases, decisions and follow-up."),
        _("May sign in."),
    ),
)

GIVEN = tuple(role for role in ROLES if role.given)
BY_KEY = {role.key: role for role in ROLES}
