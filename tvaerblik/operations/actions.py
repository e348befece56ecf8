"""Changes that keep the program running."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tvaerblik.audit.actions import record

# No task takes this long (the plan's solver has its own limit); one that does has lost its worker.
STUCK_AFTER = dt.timedelta(minutes=10)
MOST_ATTEMPTS = 3


@transaction.atomic
def requeue_stuck_tasks(*, by: Any = None) -> int:
    """Let tasks whose worker stopped in the middle start anew; after three attempts they have failed. Answers how many.

    The queue stamps its rows with the computer's time, not with the demo clock's, so the database is asked for it.
    """
    stuck = list(
        DBTaskResult.objects.filter(
            status=TaskResultStatus.RUNNING, started_at__lt=Now() - STUCK_AFTER
        ).select_for_update(skip_locked=True)
    )
    for task in stuck:
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            task.set_failed(TimeoutError(f"its worker stopped {MOST_ATTEMPTS} times"))
        else:
            task.status = TaskResultStatus.READY
            task.started_at = None
            task.save(update_fields=["status", "started_at"])
    if stuck:
        # A task has no number that the trail could name, so the event is about the queue.
        queue = ContentType.objects.get_for_model(DBTaskResult)
        record("requeue_stuck_tasks", queue, by=by, tasks=[task.task_path for task in stuck])
    return len(stuck)
