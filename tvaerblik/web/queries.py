"""What the start page shows, gathered from the packages that know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tvaerblik.core.contributions import Task, home_sections, task_sources

FAR = dt.date.max


def tasks_for(by: Any) -> list[Task]:
    """Everything that awaits the person, the most pressing first."""
    found = [task for source in task_sources for task in source(by)]
    return sorted(found, key=lambda task: (task.due or FAR, task.title))


def grouped(tasks: Sequence[Task], today: dt.date) -> list[tuple[str, list[Task]]]:
    """The tasks by how near they are."""
    bounds = (
        (_("Overdue"), lambda due: due is not None and due < today),
        (_("Today and tomorrow"), lambda due: due is not None and today <= due <= today + dt.timedelta(days=1)),
        (
            _("Within 14 days"),
            lambda due: due is not None and today + dt.timedelta(days=1) < due <= today + dt.timedelta(days=14),
        ),
        (_("Later and without deadline"), lambda due: due is None or due > today + dt.timedelta(days=14)),
    )
    found = [(str(label), [task for task in tasks if fits(task.due)]) for label, fits in bounds]
    return [(label, group) for label, group in found if group]


def sections_for(by: Any) -> list[dict[str, Any]]:
    """The contributed sections of the start page."""
    found = []
    for section in sorted(home_sections, key=lambda s: s.order):
        context = section.build(None, by)
        if context is not None:
            found.append({"template": section.template, "side": section.side, **context})
    return found
