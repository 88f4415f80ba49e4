"""Handing work to the background, stopping it, starting it again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.people.models import User
from lianxin.queue import access, registry
from lianxin.queue.models import Job


@transaction.atomic
def enqueue(kind: str, *, by: User, title: str, url: str = "", **args: Any) -> Job:
    """Have KIND, the dotted path of a @background function, run with ARGS for BY."""
    registry.find(kind)  # a name that is none fails here, not in the night
    return Job.objects.create(kind=kind, by=by, title=title[:200], url=url, args=args)


@transaction.atomic
def cancel(job: Job, *, by: User) -> None:
    """Stop before the next step; what was done stays done."""
    require(access.may_cancel(by, job))
    job.move("cancel", finished_at=timezone.now())
    record("job.cancelled", job, by=by)


@transaction.atomic
def retry(job: Job, *, by: User) -> None:
    """Start again; a job that keeps its place goes on from there."""
    require(access.may_retry(by, job))
    job.move(
        "retry",
        attempts=0,
        worker="",
        heartbeat=None,
        error="",
        message="",
        finished_at=None,
        run_after=timezone.now(),
    )
    record("job.retried", job, by=by)
