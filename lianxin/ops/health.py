"""How the place is running: recurring jobs, queue, disk, database, last backup."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from lianxin.ops.models import JobRun
from lianxin.people.calendar import working_calendar
from lianxin.queue.models import Job

LATE = dt.timedelta(minutes=30)
FEW_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class Health:
    jobs: list[JobRun]
    worker_is_silent: bool
    queue: dict[str, int]
    free_bytes: int
    database_bytes: int
    last_backup: dt.datetime | None
    holidays_known: bool

    @property
    def disk_is_nearly_full(self) -> bool:
        return self.free_bytes < FEW_BYTES


def examine(now: dt.datetime) -> Health:
    jobs = list(JobRun.objects.order_by("name"))
    waiting = Job.objects.order_by().values_list("state").annotate(count=Count("pk"))
    return Health(
        jobs=jobs,
        worker_is_silent=not jobs or min(job.next_at for job in jobs) < now - LATE,
        queue=dict(waiting),
        free_bytes=shutil.disk_usage(settings.DATA).free,
        database_bytes=_database_size(),
        last_backup=_last_backup(),
        holidays_known=working_calendar().knows(timezone.localdate(now).year),
    )


def _database_size() -> int:
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        return path.stat().st_size if path.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("select pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _last_backup() -> dt.datetime | None:
    if not settings.BACKUP_DIR:
        return None
    made = [path.stat().st_mtime for path in Path(settings.BACKUP_DIR).glob("lianxin-*.tar*")]
    return dt.datetime.fromtimestamp(max(made), tz=dt.UTC) if made else None
