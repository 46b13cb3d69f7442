"""One table of jobs. What is due is kept in the database; the scheduler only wakes the sweep that looks.

So a job missed while the bot was down, or late by any amount, runs once at the next sweep and never twice.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from domain.errors import StorageUnavailableError

_log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]

_GRACE_S = 3600
"""APScheduler drops a job later than its grace, one second by default: a busy loop would lose it."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """A line of the table: its id, how often it looks, in seconds, and what it runs."""

    id: str
    every_s: int
    run: Job


def build_scheduler(jobs: tuple[JobRow, ...]) -> AsyncIOScheduler:
    """A scheduler with these jobs, not started; one run of a job at a time, missed runs made one."""
    scheduler: Any = AsyncIOScheduler(timezone="UTC")
    for job in jobs:
        scheduler.add_job(
            partial(_run, job),
            IntervalTrigger(seconds=job.every_s, timezone="UTC"),
            id=job.id,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=_GRACE_S,
        )
    return scheduler


async def _run(job: JobRow) -> None:
    """A job that the database cannot serve just now is done at its next turn."""
    try:
        await job.run()
    except StorageUnavailableError as error:
        _log.warning("the job %s is put off: %s", job.id, error)
