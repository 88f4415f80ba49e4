"""Background functions for tests."""

from __future__ import annotations

from lianxin.kernel.errors import Refused
from lianxin.people.models import User
from lianxin.queue import actions
from lianxin.queue.models import Job
from lianxin.queue.progress import Progress
from lianxin.queue.registry import background

HERE = "lianxin.queue.tests.samples."


def a_job(by: User, task: str = "count", **args) -> Job:
    return actions.enqueue(HERE + task, by=by, title="数一数", url="/", **args)


@background
def count(progress: Progress, upto: int = 3) -> str:
    for n in range(upto):
        progress.say(n + 1, upto, "在数")
    return f"数到 {upto}"


@background
def refuse(progress: Progress) -> str:
    raise Refused("表格里没有行。")


@background
def crash(progress: Progress) -> str:
    raise ValueError("words of a person")


@background
def be_cancelled(progress: Progress) -> str:
    progress.say(1, 2)
    job = Job.objects.get(pk=progress.job.pk)
    actions.cancel(job, by=job.by)
    progress._said = 0
    progress.say(2, 2)
    raise AssertionError("not reached")


def not_marked(progress: Progress) -> str:
    raise AssertionError("not reached")
