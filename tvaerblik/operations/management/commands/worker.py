"""`./manage worker`: does what waits, until it is told to stop. As many as wanted may run at the same time."""

from __future__ import annotations

import logging
import signal
from argparse import ArgumentParser
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from tvaerblik.operations import actions, periodic
from tvaerblik.outbox.delivery import deliver_due

INTERVAL = 2.0  # seconds between two looks at what waits
PATIENCE = 8.0  # seconds that a task has to end in when the worker is told to stop; ./run itself waits ten

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs enqueued tasks, delivers mail and runs periodic jobs until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tasks run in a thread of their own, so that a long one does not hold up the mail."""
        tasks = _task_worker(batch=options["once"])
        if options["once"]:
            tasks.run()
            self.look()
            return
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: stopped.set())
        thread = Thread(target=tasks.run, name="tasks", daemon=True)
        thread.start()
        logger.info("The worker is running.")
        while not stopped.wait(INTERVAL):
            if not thread.is_alive():
                raise CommandError("The thread that runs tasks has ended; the log says why.")
            self.look()
        # A task that does not end in time is left behind; another worker takes it up again.
        tasks.running = False
        thread.join(PATIENCE)

    def look(self) -> None:
        """Do what waits now. What goes wrong with one kind of work must not stop the others."""
        duties: tuple[Callable[[], object], ...] = (actions.requeue_stuck_tasks, periodic.run_due, deliver_due)
        for duty in duties:
            close_old_connections()
            try:
                duty()
            except Exception:
                logger.exception("%s failed; it is tried again shortly.", duty.__name__)


def _task_worker(*, batch: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=1,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
