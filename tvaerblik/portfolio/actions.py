"""Every change of a project: registered, revised, reported, and changed by a decision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tvaerblik.audit.actions import add, locked, record, revise, wait_for_turn
from tvaerblik.audit.queries import events_of
from tvaerblik.core import clock, words
from tvaerblik.core.refusals import NotPermitted, NotPossible
from tvaerblik.people import rules as people
from tvaerblik.people.models import Person, Unit
from tvaerblik.portfolio import rules
from tvaerblik.portfolio.models import DIMENSIONS, OPEN_STATES, Project, ProjectClass, State, StatusReport


@transaction.atomic
def register_project(*, fields: Mapping[str, Any], by: Any) -> Project:
    """Register a project. Without a code it gets the next free one of its class, such as C11.

    Raises NotPermitted for those who may not register in that area, NotPossible when a value does not hold.
    """
    return _register("register_project", fields, by)


@transaction.atomic
def import_project(*, fields: Mapping[str, Any], file: str, row: int, by: Any) -> Project:
    """Register a project from a row of a spreadsheet; its history names file and row."""
    return _register("import_project", fields, by, file=file, row=row)


def _register(verb: str, fields: Mapping[str, Any], by: Any, **content: Any) -> Project:
    values = dict(fields)
    involved = values.pop("involved_units", None)
    project = Project(**values)
    _may_register(project, by)
    if not project.code:
        project.code = _next_code(project.class_of)
    if Project.objects.filter(code=project.code).exists():
        raise NotPossible(_("There is already a project with the code %(code)s.") % {"code": project.code})
    add(project, by=by, verb=verb, **content)
    if involved:
        project.involved_units.set(involved)
    return project


def _may_register(project: Project, by: Any) -> None:
    if sentence := rules.why_not_register_this(project, by):
        raise NotPermitted(sentence)


def _next_code(project_class: ProjectClass) -> str:
    letter = project_class.group
    # A lock on the rows that are there would not show the row that somebody else is about to add.
    wait_for_turn()
    taken = Project.objects.filter(code__startswith=letter).values_list("code", flat=True)
    numbers = [int(found[1]) for code in taken if (found := re.fullmatch(rf"{letter}(\d+)", code))]
    return f"{letter}{max(numbers, default=0) + 1:02d}"


@transaction.atomic
def revise_project(project: Project, *, fields: Mapping[str, Any], by: Any, seen_version: int | None = None) -> Project:
    """Change what the project may change on its own authority; the rest takes a decision."""
    current = locked(project)
    if sentence := rules.why_not_edit(current, by):
        raise NotPermitted(sentence)
    values = dict(fields)
    involved = values.pop("involved_units", None)
    if sentence := rules.why_not_set(current, values):
        raise NotPossible(sentence)
    if "state" in values and (sentence := rules.why_not_state(current, values["state"])):
        raise NotPossible(sentence)
    revised = revise(current, values, by=by, verb="revise_project", seen_version=seen_version)
    if involved is not None:
        _set_involved(revised, list(involved), by)
    return revised


def _set_involved(
    project: Project, units: list[Unit], by: Any, *, verb: str = "revise_project", **content: Any
) -> None:
    before = list(project.involved_units.order_by("sort_key"))
    if {unit.pk for unit in before} == {unit.pk for unit in units}:
        return
    project.involved_units.set(units)
    reads = [", ".join(str(unit) for unit in group) for group in (before, units)]
    label = str(Project._meta.get_field("involved_units").verbose_name)
    record(verb, project, by=by, changes={"involved_units": {"label": label, "reads": reads}}, **content)


@transaction.atomic
def report_status(project: Project, *, lights: Mapping[str, str], overall: str, comment: str, by: Any) -> StatusReport:
    """Report how the project stands today: six lights, the overall one, and what is new."""
    current = locked(project)
    if sentence := rules.why_not_edit(current, by):
        raise NotPermitted(sentence)
    if not current.is_open:
        raise NotPossible(_("%(project)s is closed; no status is reported any more.") % {"project": current.code})
    if overall in {"yellow", "red"} and not comment.strip():
        raise NotPossible(_("Say in a sentence why the project is yellow or red."))
    today = clock.today()
    report = StatusReport(
        project=current,
        reported_on=today,
        reported_by=by,
        overall=overall,
        comment=comment,
        **{name: lights.get(name, "white") for name in DIMENSIONS},
    )
    report.full_clean()
    report.save()
    revise(current, {"light": overall, "reported_on": today}, by=by, verb="report_status", comment=comment)
    return report


@transaction.atomic
def change_by_decision(project: Project, *, field: str, value: Any, decision: str, verb: str, by: Any) -> Project:
    """Carry out what a decision says about one field. ``decision`` is its number; it stands in the trail."""
    current = locked(project)
    if field == "state" and (sentence := rules.why_not_state(current, value)):
        raise NotPossible(sentence)
    return revise(current, {field: value}, by=by, verb=verb, decision=decision)


@transaction.atomic
def close_local_project(project: Project, *, reason: str, by: Any) -> Project:
    """A local project closes on its own authority, with the reason."""
    current = locked(project)
    if sentence := rules.why_not_edit(current, by):
        raise NotPermitted(sentence)
    if sentence := rules.why_not_set(current, ["state"]) or rules.why_not_state(current, State.CLOSED):
        raise NotPossible(sentence)
    return revise(current, {"state": State.CLOSED}, by=by, verb="close_local_project", reason=reason)


@transaction.atomic
def import_status(
    project: Project, *, overall: str, reported_on: dt.date | None, comment: str, by: Any
) -> StatusReport:
    """Take over a status from a spreadsheet (D9): the overall light on its day, today when no day is known."""
    current = locked(project)
    if rules.may_register_in(by) is not None and (sentence := rules.why_not_edit(current, by)):
        raise NotPermitted(sentence)
    day = reported_on or clock.today()
    report = StatusReport(project=current, reported_on=day, reported_by=by, overall=overall, comment=comment)
    report.full_clean()
    report.save()
    fields = {"light": overall, "reported_on": day}
    report.project = revise(current, fields, by=by, verb="import_status", comment=comment)
    return report


@transaction.atomic
def hand_over_project(project: Project, *, role: str, person: Person, to: Person, by: Any) -> Project:
    """Let ``to`` take over ``role`` (owner, manager or sponsor) from ``person``, whose things are handed over (R8).

    A new owner else takes a decision; here the accountable one is no longer there to wait for it, and the trail says
    so. When somebody else has got the role meanwhile, the project stays as it is.
    """
    people.permit(people.why_not_administrator(project, by))
    current = locked(project)
    if getattr(current, f"{role}_id") != person.pk:
        return current
    if not current.is_open:
        raise NotPossible(_("%(project)s is closed and keeps the people it had.") % {"project": current.code})
    return revise(current, {role: to}, by=by, verb="hand_over_project", person=str(person), to=str(to))


@transaction.atomic
def follow_merged_unit(unit: Unit, *, day: dt.date, successors: Sequence[Unit], by: Any) -> None:
    """Let the open projects of a merged unit follow to the one that carries it on; ``day`` is the day it ended.

    After a split nobody knows which part has the project, so it stays, and its page asks for the responsible area.
    Closed projects keep the area they had.
    """
    people.permit(people.why_not_administrator(unit, by))
    if len(successors) != 1:
        return
    (new,) = successors
    told: dict[str, Any] = {"verb": "follow_merged_unit", "old": str(unit), "new": str(new), "day": words.day(day)}
    going = Project.objects.filter(state__in=OPEN_STATES)
    for project in going.filter(unit=unit):
        revise(project, {"unit": new}, by=by, **told)
    for project in going.filter(involved_units=unit):
        others = [one for one in project.involved_units.all() if one.pk != unit.pk]
        _set_involved(project, [*others, new], by, **told)


# What an import leaves in a project's trail; a project with anything else in it is no longer the import's to take back.
_FROM_IMPORT = frozenset({"register_project", "import_project", "import_status"})


@transaction.atomic
def withdraw_import(project: Project, *, reason: str, by: Any) -> None:
    """Delete a project that came with an import and has been left alone since. The trail keeps what it was."""
    current = locked(project)
    if sentence := rules.why_not_register_this(current, by):
        raise NotPermitted(sentence)
    if set(events_of(current).values_list("verb", flat=True)) - _FROM_IMPORT:
        raise NotPossible(_("%(project)s has been changed since it was imported.") % {"project": current.code})
    record("withdraw_import", current, by=by, reason=reason)
    try:
        current.reports.all().delete()
        current.delete()
    except ProtectedError as error:
        sentence = _("%(project)s is used elsewhere and cannot be taken back.") % {"project": current.code}
        raise NotPossible(sentence) from error


@transaction.atomic
def restore_before_import(
    project: Project, *, fields: Mapping[str, Any], report: int | None, reason: str, by: Any
) -> Project:
    """Give a project the values back that an import changed; ``report`` is the status that came with it."""
    current = locked(project)
    if sentence := rules.why_not_edit(current, by):
        raise NotPermitted(sentence)
    values = dict(fields)
    involved = values.pop("involved_units", None)
    if report is not None:
        current.reports.filter(pk=report).delete()
    restored = revise(current, values, by=by, verb="restore_before_import", reason=reason)
    if involved is not None:
        _set_involved(restored, list(involved), by)
    return restored
