"""Who may see and stop a background job: the one who started it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.access import YES, Verdict, no

if TYPE_CHECKING:
    from lianxin.people.models import User
    from lianxin.queue.models import Job


def visible(user: User) -> Q:
    return Q(by=user)


def may_cancel(user: User, job: Job) -> Verdict:
    if job.by_id != user.pk:
        return no(_("只有发起人可以取消。"))
    if not job.can("cancel"):
        return no(_("任务已经结束。"))
    return YES


def may_retry(user: User, job: Job) -> Verdict:
    if job.by_id != user.pk:
        return no(_("只有发起人可以重新开始。"))
    if not job.can("retry"):
        return no(_("任务没有中止，不必重新开始。"))
    return YES
