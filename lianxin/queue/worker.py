"""Claiming a job, running it, and writing down how it ended.

The rows are the queue. A claim is one conditional UPDATE, so of two workers one gets the job,
on SQLite and PostgreSQL alike. A worker that shows no sign of life for LOST seconds has lost
its job, and another takes it; everything a worker writes to a job asks whether it is still its.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import secrets
import socket
from collections.abc import Callable

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.errors import Refused
from lianxin.queue import registry
from lianxin.queue.models import Job
from lianxin.queue.progress import Beating, Cancelled, Interrupted, Progress

log = logging.getLogger(__name__)

LOST = dt.timedelta(seconds=15)
MOST_ATTEMPTS = 3


def new_name() -> str:
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def claim(worker: str, now: dt.datetime) -> Job | None:
    """The next job, now WORKER's; none when nothing is due. Costs one indexed read then."""
    waiting = Q(state=Job.State.QUEUED, run_after__lte=now)
    lost = Q(state=Job.State.RUNNING, heartbeat__lt=now - LOST)
    for job in Job.objects.filter(waiting | lost).order_by("run_after", "pk")[:10]:
        unchanged = Job.objects.filter(pk=job.pk, state=job.state, worker=job.worker).filter(
            waiting | lost
        )
        with transaction.atomic():
            if job.attempts >= MOST_ATTEMPTS:
                unchanged.update(state=Job.State.FAILED, error=_worn_out(), finished_at=now)
            elif unchanged.update(
                state=Job.State.RUNNING, worker=worker, heartbeat=now, attempts=F("attempts") + 1
            ):
                job.refresh_from_db()
                return job
    return None


def run(job: Job, stopping: Callable[[], bool] = lambda: False) -> None:
    """Do the work of a claimed job. Whatever happens in it, the worker goes on."""
    progress = Progress(job, stopping)
    try:
        with Beating(progress):
            message = registry.run(job.kind, progress, job.args)
    except Cancelled:
        return  # the row already says so
    except Interrupted:
        _end(job, Job.State.QUEUED, worker="", attempts=F("attempts") - 1)
    except Refused as refused:
        _end(job, Job.State.FAILED, error=str(refused), finished_at=timezone.now())
    except Exception:
        log.exception("job %s (%s) failed", job.pk, job.kind)
        _end(job, Job.State.FAILED, error=_broken(), finished_at=timezone.now())
    else:
        _end(job, Job.State.DONE, message=message[:200], error="", finished_at=timezone.now())


def _end(job: Job, state: str, **changes: object) -> None:
    mine = Job.objects.filter(pk=job.pk, worker=job.worker, state=Job.State.RUNNING)
    with transaction.atomic():
        mine.update(state=state, **changes)


def _worn_out() -> str:
    return _("任务几次中断，没有办完。请点“重新开始”；再次中断时请告知系统管理员。")


def _broken() -> str:
    return _("系统出错，任务没有办完。已办的部分不会丢失。请稍后点“重新开始”，或告知系统管理员。")
