"""What this package puts into the registries."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from tvaerblik.audit import presenters
from tvaerblik.bodies.models import SeatRole
from tvaerblik.bodies.queries import seats_of
from tvaerblik.outbox import schedule
from tvaerblik.outbox.rules import keepers
from tvaerblik.people.rules import is_administrator


def is_any_secretary(by: Any) -> bool:
    """True for the secretary of any body, and for whoever acts as one today."""
    return any(role == SeatRole.SECRETARY for _body, role in seats_of(by))


keepers.add("administrators", is_administrator)
keepers.add("secretaries", is_any_secretary)
# What is left behind by what is done: results of tasks after two weeks, sessions that have run out.
schedule.contribute("prune_tasks", dt.timedelta(days=1), partial(call_command, "prune_db_task_results", verbosity=0))
schedule.contribute("clear_sessions", dt.timedelta(days=1), partial(call_command, "clearsessions", verbosity=0))
presenters.contribute({"requeue_stuck_tasks": _("let tasks start anew that a stopped worker had left")})
