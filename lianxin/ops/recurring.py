"""What is done every hour and every night: the lists HOURLY and DAILY of each app's jobs.

A job is claimed by moving its next time forward, so of several workers one runs it. A job that
fails keeps its error for the health page and stops no other.
"""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from lianxin.ops.models import JobRun

log = logging.getLogger(__name__)
Work = Callable[[dt.datetime], int]


@dataclass(frozen=True)
class Recurring:
    work: Work
    nightly: bool

    @property
    def name(self) -> str:
        return f"{self.work.__module__}.{self.work.__name__}"

    def next_after(self, now: dt.datetime) -> dt.datetime:
        """In an hour; or at the next NIGHT_HOUR, by this site's clock."""
        if not self.nightly:
            return now + dt.timedelta(hours=1)
        tonight = timezone.localtime(now).replace(
            hour=settings.NIGHT_HOUR % 24, minute=0, second=0, microsecond=0
        )
        return tonight if tonight > now else tonight + dt.timedelta(days=1)


def all_jobs() -> dict[str, Recurring]:
    found = []
    for app in apps.get_app_configs():
        if app.name.startswith("lianxin.") and module_has_submodule(app.module, "jobs"):
            jobs = import_module(f"{app.name}.jobs")
            found += [Recurring(work, False) for work in getattr(jobs, "HOURLY", [])]
            found += [Recurring(work, True) for work in getattr(jobs, "DAILY", [])]
    return {job.name: job for job in found}


def enter_in_book(jobs: dict[str, Recurring], now: dt.datetime) -> None:
    """Every job has its line; a new hourly one is due at once, a nightly one in the night."""
    known = set(JobRun.objects.values_list("name", flat=True))
    fresh = [
        JobRun(name=name, next_at=job.next_after(now) if job.nightly else now)
        for name, job in jobs.items()
        if name not in known
    ]
    JobRun.objects.bulk_create(fresh, ignore_conflicts=True)
    JobRun.objects.filter(name__in=known - jobs.keys()).delete()


def run_due(jobs: dict[str, Recurring], now: dt.datetime, stopping: Callable[[], bool]) -> int:
    """Run what is due, one after another; how many were run."""
    count = 0
    for line in JobRun.objects.filter(next_at__lte=now).order_by("next_at", "name"):
        if stopping():
            break
        if line.name in jobs and _claim(line, jobs[line.name], now):
            _run(jobs[line.name], now)
            count += 1
    return count


def _claim(line: JobRun, job: Recurring, now: dt.datetime) -> bool:
    unchanged = JobRun.objects.filter(name=line.name, next_at=line.next_at)
    with transaction.atomic():
        return bool(unchanged.update(next_at=job.next_after(now), last_at=now))


def _run(job: Recurring, now: dt.datetime) -> None:
    mine = JobRun.objects.filter(name=job.name)
    try:
        count = job.work(now)
    except Exception as error:
        log.exception("%s failed", job.name)
        mine.update(error=_where(error), count=0)
    else:
        mine.update(error="", count=count or 0)


def _where(error: Exception) -> str:
    """What went wrong and where, without the message, which might quote somebody's words."""
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} ({Path(last.filename).name}:{last.lineno})"
