"""Projects from a spreadsheet (D9): what their columns are called, how rows are matched, and how they go in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tvaerblik.bodies import rules as bodies
from tvaerblik.imports.importer import Importer
from tvaerblik.people import rules as people
from tvaerblik.portfolio import rules
from tvaerblik.portfolio.importers.fields import FIELDS
from tvaerblik.portfolio.importers.target import ProjectTarget


def _oversees(by: Any) -> bool:
    return bodies.keeps_portfolio(by) or people.is_administrator(by)


PROJECTS = Importer(
    name="projects",
    title=_("Projects"),
    things=_("Projects"),
    kind="portfolio.project",
    fields=FIELDS,
    key=("name", "unit"),
    code="code",
    target=ProjectTarget,
    why_not=lambda by: rules.why_not_register(None, by),
    oversees=_oversees,
)
