"""Rows become projects: matched by code, by name and area, written through the portfolio's own actions."""

from __future__ import annotations

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tvaerblik.core.models import Record
from tvaerblik.imports.importer import Applied, Flaw, Origin, Packed, Target, Values
from tvaerblik.imports.matching import Names, likeness, plain
from tvaerblik.people.models import Person, Unit
from tvaerblik.portfolio import actions, queries, rules
from tvaerblik.portfolio.models import Project, State, StatusReport

PEOPLE = frozenset({"owner", "manager", "sponsor"})
STATUS = frozenset({"light", "reported_on", "comment"})
DATES = frozenset({"start", "end", "external_deadline", "reported_on"})
# A code of the same form may belong to somebody else's list: then the names have nothing in common.
SAME_CODE_ALIKE = 0.3


class ProjectTarget(Target):
    """The register of projects for one import. Three queries for the register, whatever the number of rows."""

    def __init__(self, by: Any) -> None:
        super().__init__(by)
        self._projects: dict[int, Project] = {}
        self._comments: dict[int, str] = {}
        self._units: dict[int, Unit] = {}
        self._people: dict[int, Person] = {}
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._names: dict[int, str] = {}
        self._found_alike: dict[tuple[str, str], list[int]] = {}
        self._blank = Project()
        # Rights that have been asked for, so that a thousand rows of one area ask once.
        self._may_register: dict[tuple[Any, Any], str] = {}
        self._may_edit: set[tuple[Any, ...]] = set()

    def load(self, rows: Sequence[Values], pks: Collection[int], *, to_match: bool) -> None:
        """See the base class."""
        if to_match:
            self._index()
        wanted = set(pks)
        for values in rows if to_match else ():
            sure = self._sure(values)
            wanted |= {sure} if sure else set(self._alike(values))
        found = queries.projects_for(self.by).filter(pk__in=wanted).prefetch_related("involved_units")
        self._projects.update({project.pk: project for project in found})
        reports = StatusReport.objects.filter(project__in=wanted).order_by("reported_on", "pk")
        self._comments.update(reports.values_list("project_id", "comment"))
        self._units = Unit.objects.in_bulk(_numbers(rows, {"unit", "involved_units"}))
        self._people = Person.objects.in_bulk(_numbers(rows, PEOPLE))

    def _index(self) -> None:
        for pk, code, name, unit in queries.projects_for(self.by).values_list("pk", "code", "name", "unit_id"):
            self._by_code[plain(code)] = pk
            self._by_name[plain(name)].append((pk, unit))
            self._names[pk] = name

    @cached_property
    def _likenesses(self) -> Names:
        return Names(self._names)

    def _sure(self, values: Values) -> int | None:
        """The project of that code; without a code the one of that name in that area, or the only one of that name."""
        name = str(values.get("name", ""))
        if code := values.get("code"):
            pk = self._by_code.get(plain(str(code)))
            if pk is None or (name and likeness(name, self._names[pk]) < SAME_CODE_ALIKE):
                return None
            return pk
        same = self._by_name.get(plain(name), []) if name else []
        if "unit" in values:
            same = [(pk, unit) for pk, unit in same if unit == values["unit"]]
        return same[0][0] if len(same) == 1 else None

    def _alike(self, values: Values) -> list[int]:
        told = (str(values.get("code") or ""), str(values.get("name", "")))
        if told not in self._found_alike:
            self._found_alike[told] = self._look_for_alike(*told)
        return self._found_alike[told]

    def _look_for_alike(self, code: str, name: str) -> list[int]:
        holder = self._by_code.get(plain(code))
        same = [pk for pk, _unit in self._by_name.get(plain(name), [])] if name else []
        return list(dict.fromkeys([*([holder] if holder else []), *same, *self._likenesses.like(name)]))[:3]

    def record(self, pk: int) -> Record | None:
        """See the base class."""
        return self._projects.get(pk)

    def match(self, values: Values) -> Record | None:
        """See the base class."""
        return self._projects.get(self._sure(values) or 0)

    def similar(self, values: Values) -> Sequence[Record]:
        """See the base class."""
        return [self._projects[pk] for pk in self._alike(values) if pk in self._projects]

    def describe(self, record: Record) -> str:
        """Code, name and area."""
        assert isinstance(record, Project)
        return f"{record} ({record.unit})"

    def current(self, record: Record) -> dict[str, Packed]:
        """See the base class."""
        assert isinstance(record, Project)
        found: dict[str, Packed] = {
            name: getattr(record, name)
            for name in (
                *(
                    "code",
                    "name",
                    "project_class",
                    "phase",
                    "state",
                    "budget",
                    "priority",
                    "purpose",
                    "scope_text",
                    "goal_text",
                ),
                *("main_benefit", "partners", "external_owner", "is_mandatory", "esdh_number", "kle_number", "light"),
            )
        }
        found |= {name: day.isoformat() if (day := getattr(record, name)) else None for name in DATES}
        found |= {name: getattr(record, f"{name}_id") for name in (*PEOPLE, "unit")}
        found["involved_units"] = sorted(unit.pk for unit in record.involved_units.all())
        found["comment"] = self._comments.get(record.pk, "")
        return found

    def check(self, values: Values, record: Record | None) -> Iterable[Flaw]:
        """What a project does not hold, asked of the project itself; single cells were checked when they were read."""
        assert record is None or isinstance(record, Project)
        project = copy.copy(record or self._blank)
        for name, value in self._fields(values).items():
            if name != "involved_units":
                setattr(project, name, value)
        try:
            project.clean()
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                yield Flaw(name if name in values else "", " ".join(sentences), contradicts=True)
        if record is None and self._by_code.get(plain(str(values.get("code") or ""))):
            yield Flaw("", _("There is already a project with the code %(code)s.") % {"code": values["code"]})
        if record is None and project.state == State.ACTIVE and project.owner_id is None:
            yield Flaw("", _("A project cannot be active without a project owner."))
        if record is not None and not project.is_open:
            for name in STATUS & set(values):
                yield Flaw(
                    name, _("%(project)s is closed; no status is reported any more.") % {"project": project.code}
                )

    def why_not(self, fields: Collection[str], values: Values, record: Record | None) -> str:
        """See the base class; the same rules as on the project's own pages."""
        if record is None:
            place = (values.get("project_class"), values.get("unit"))
            if place not in self._may_register:
                project = Project(**self._fields(values, {"unit", "project_class"}))
                self._may_register[place] = rules.why_not_register_this(project, self.by)
            return self._may_register[place]
        assert isinstance(record, Project)
        own = set(fields) - STATUS
        if sentence := self._why_not_edit(record) or rules.why_not_set(record, own):
            return sentence
        return rules.why_not_state(record, str(values["state"])) if "state" in own else ""

    def _why_not_edit(self, project: Project) -> str:
        role = (
            project.unit_id,
            project.project_class,
            project.owner_id == self.by.pk,
            project.manager_id == self.by.pk,
        )
        if role in self._may_edit:
            return ""
        sentence = rules.why_not_edit(project, self.by)
        if not sentence:
            self._may_edit.add(role)
        return sentence

    def _fields(self, values: Values, only: Collection[str] | None = None) -> dict[str, Any]:
        """Packed values as a project takes them, without those that make up a status."""
        found: dict[str, Any] = {}
        for name, value in values.items():
            if name in STATUS or (only is not None and name not in only):
                continue
            if name == "unit":
                found[name] = self._units[value]
            elif name in PEOPLE:
                found[name] = self._people[value] if value else None
            elif name == "involved_units":
                found[name] = [self._units[pk] for pk in value]
            else:
                found[name] = dt.date.fromisoformat(value) if name in DATES and value else value
        return found

    def create(self, values: Values, origin: Origin) -> Applied:
        """Register the project, and report the light the sheet gives it."""
        project = actions.import_project(fields=self._fields(values), file=origin.file_name, row=origin.row, by=self.by)
        return self._with_status(project, values, origin)

    def change(self, record: Record, changes: Values, seen_version: int, origin: Origin) -> Applied:
        """Revise what differs."""
        assert isinstance(record, Project)
        fields = self._fields(changes)
        if fields:
            record = actions.revise_project(record, fields=fields, by=self.by, seen_version=seen_version)
        return self._with_status(record, changes, origin)

    def _with_status(self, project: Project, values: Values, origin: Origin) -> Applied:
        if not STATUS & set(values):
            return Applied(project)
        comment = values.get("comment") or _("Imported from %(file)s, row %(row)s.") % {
            "file": origin.file_name,
            "row": origin.row,
        }
        day = values.get("reported_on")
        before = {
            "light": project.light,
            "reported_on": project.reported_on.isoformat() if project.reported_on else None,
        }
        report = actions.import_status(
            project,
            overall=values.get("light", project.light),
            reported_on=dt.date.fromisoformat(day) if day else None,
            comment=comment,
            by=self.by,
        )
        return Applied(report.project, {"report": report.pk, "before": before})

    def withdraw(self, record: Record, made: Mapping[str, Any], reason: str) -> None:
        """See the base class."""
        del made
        assert isinstance(record, Project)
        actions.withdraw_import(record, by=self.by, reason=reason)

    def restore(self, record: Record, before: Values, made: Mapping[str, Any], reason: str) -> None:
        """See the base class; the light and its day come back when the status that came along goes."""
        assert isinstance(record, Project)
        self._units |= Unit.objects.in_bulk(_numbers([before], {"unit", "involved_units"}))
        self._people |= Person.objects.in_bulk(_numbers([before], PEOPLE))
        fields = self._fields(before)
        if status := made.get("before"):
            day = status["reported_on"]
            fields |= {"light": status["light"], "reported_on": dt.date.fromisoformat(day) if day else None}
        actions.restore_before_import(record, fields=fields, report=made.get("report"), by=self.by, reason=reason)

    def built_on(self, made: Mapping[str, Any]) -> Mapping[str, Collection[int]]:
        """The status report that came with the project."""
        return {"portfolio.statusreport": {made["report"]}} if "report" in made else {}


def _numbers(rows: Iterable[Values], names: Collection[str]) -> set[int]:
    """Every record number the rows name in those fields."""
    found: set[int] = set()
    for values in rows:
        for name in names:
            value = values.get(name)
            found |= set(value) if isinstance(value, list) else {value} if value else set()
    return found
