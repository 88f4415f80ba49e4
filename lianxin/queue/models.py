"""Work done in the background that people may watch, stop and start again."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import Moving, ScopedQuerySet
from lianxin.people.models import User
from lianxin.queue import access


class JobQuerySet(ScopedQuerySet["Job"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)


class Job(Moving):
    """A row is the queue: a worker that dies leaves it to be claimed again."""

    class State(models.TextChoices):
        QUEUED = "queued", _("排队中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("失败")
        CANCELLED = "cancelled", _("已取消")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "finish": (frozenset({State.RUNNING}), State.DONE),
        "fail": (frozenset({State.RUNNING}), State.FAILED),
        "cancel": (frozenset({State.QUEUED, State.RUNNING}), State.CANCELLED),
        "retry": (frozenset({State.FAILED, State.CANCELLED}), State.QUEUED),
    }

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    kind = models.CharField(
        max_length=100
    )  # a @background function, "lianxin.matters.importing.run"
    title = models.CharField(_("名称"), max_length=200)
    args = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("发起人"))
    url = models.CharField(max_length=200, blank=True)  # the page that shows what it is about
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    run_after = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(_("提交时间"), default=timezone.now)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("后台任务")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "run_after"], name="job_to_claim")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)

    @property
    def percent(self) -> int | None:
        """How far, where the whole is known."""
        return min(100, self.done * 100 // self.total) if self.total else None
