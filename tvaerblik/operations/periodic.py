"""Runs the periodic jobs that are due, each by one worker at a time."""

from __future__ import annotations

import datetime as dt
import logging

from django.core.cache import cache

from tvaerblik.outbox.schedule import Periodic, schedule

RETRY_AFTER = dt.timedelta(minutes=1)

logger = logging.getLogger(__name__)


def run_due() -> list[str]:
    """Run what is due and answer the names. A job that fails is told of in the log and tried again in a minute."""
    return [job.name for job in schedule if _is_ours(job) and _run(job)]


def _key(job: Periodic) -> str:
    return f"periodic job {job.name}".replace(" ", "-")


def _is_ours(job: Periodic) -> bool:
    """True for the one worker that finds the job due. The mark lies in the cache all workers share, and runs out."""
    return cache.add(_key(job), "taken", timeout=int(job.every.total_seconds()))


def _run(job: Periodic) -> bool:
    try:
        job.run()
    except Exception:
        logger.exception("The periodic job «%s» failed.", job.name)
        cache.set(_key(job), "failed", timeout=int(min(job.every, RETRY_AFTER).total_seconds()))
        return False
    return True
