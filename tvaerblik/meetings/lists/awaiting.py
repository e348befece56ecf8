"""What awaits a decision: which body, by when, at which meeting; what lacks one of them stands out (R26)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies.models import Body, BodyKind
from tvaerblik.core.lists import Column, Filter, Listing, Preset, labels, numbers, register
from tvaerblik.core.words import local_day
from tvaerblik.meetings import queries
from tvaerblik.meetings.lists.choices import all_bodies, own


def _meeting(case: Any) -> str:
    item = next(iter(case.underway), None)
    return str(item.meeting) if item else ""


def _bodies(**which: Any) -> Any:
    return Body.objects.filter(**which).values("pk")


AWAITING = register(
    Listing(
        name="awaiting",
        title=_("Awaiting decision"),
        rows=queries.awaiting_with_level,
        columns=(
            Column("number", _("Number"), lambda c: c.number, sort=("number",), secondary=True),
            Column(
                "title",
                _("Case"),
                lambda c: c.title,
                sort=("title",),
                template="meetings/cells/case.html",
                is_heading=True,
            ),
            Column("level", _("Decided by"), lambda c: c.level or "", sort=("level",)),
            Column(
                "needed_by", _("Needed by"), lambda c: c.needed_by, "date", ("needed_by",), "meetings/cells/needed.html"
            ),
            Column("meeting", _("Meeting"), _meeting, sort=("next_meeting",), template="meetings/cells/ahead.html"),
            Column("if_waiting", _("If one waits"), lambda c: c.if_waiting),
            Column(
                "material_owner",
                _("Responsible for the material"),
                lambda c: str(c.material_owner or ""),
                sort=("material_owner__sort_key",),
            ),
            Column("waited", _("Days waited"), queries.days_waited, "number"),
            Column(
                "missing",
                _("Missing"),
                lambda c: ", ".join(queries.missing_of(c)),
                template="meetings/cells/missing.html",
            ),
            Column(
                "created", _("Proposed on"), lambda c: local_day(c.created_at), "date", ("created_at",), secondary=True
            ),
        ),
        filters=(
            Filter(
                "level",
                _("Decided by"),
                all_bodies,
                lambda rows, values: rows.filter(level_id__in=_bodies(code__in=values)),
            ),
            Filter(
                "missing",
                _("Missing"),
                lambda _by: labels(
                    {
                        "meeting": _("No meeting chosen"),
                        "body": _("No body chosen"),
                        "person": _("Nobody has the material"),
                        "time": _("Too late"),
                    }
                ),
                queries.lacks,
            ),
            Filter("person", _("Mine"), own, lambda rows, values: rows.filter(material_owner__in=numbers(values))),
            Filter(
                "kind",
                _("Type of body"),
                lambda _by: labels(BodyKind.choices),
                lambda rows, values: rows.filter(level_id__in=_bodies(kind_of_body__in=values)),
            ),
        ),
        search=("title", "number", "if_waiting"),
        presets=(
            Preset("all", _("All"), ""),
            Preset("lacking", _("Lacks something"), "missing=meeting&missing=body&missing=person&missing=time"),
            Preset("steering", _("The steering group"), f"kind={BodyKind.STEERING}"),
            Preset("programme", _("The programme group"), f"kind={BodyKind.PROGRAMME}"),
            Preset("mine", _("Mine"), "person={me}"),
        ),
        decorate=queries.describe,
        sort="needed_by",
        search_hint=_("Search number or title"),
    )
)
