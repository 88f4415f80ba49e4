"""A spreadsheet of voices taken in: what it was, how its columns read, what was refused."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.files.models import Attachment
from lianxin.kernel.models import Moving, ScopedQuerySet
from lianxin.matters.access import imports as access
from lianxin.people.models import Unit, User
from lianxin.queue.models import Job


class ImportQuerySet(ScopedQuerySet["Import"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)


class Import(Moving):
    class State(models.TextChoices):
        UPLOADED = "uploaded", _("待对应列")
        RUNNING = "running", _("导入中")
        DONE = "done", _("已完成")
        STOPPED = "stopped", _("已中止")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "start": (frozenset({State.UPLOADED, State.STOPPED}), State.RUNNING),
        "finish": (frozenset({State.RUNNING}), State.DONE),
        "stop": (frozenset({State.RUNNING}), State.STOPPED),
    }

    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("涉及单位"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("导入人"))
    at = models.DateTimeField(_("上传时间"), default=timezone.now)
    source = models.CharField(_("来源系统"), max_length=60)
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    sheet = models.CharField(_("工作表"), max_length=100, blank=True)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)  # field → heading
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    last_line = models.PositiveIntegerField(default=0)  # where to go on after an interruption
    taken = models.PositiveIntegerField(_("导入条数"), default=0)
    repeated = models.PositiveIntegerField(_("已有条数"), default=0)
    refused = models.PositiveIntegerField(_("未导入条数"), default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name


class Mapping(models.Model):
    """How the columns of a certain sheet were read last time, by its headings."""

    open_to_all = True

    signature = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=60)
    columns = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("列对应")

    def __str__(self) -> str:
        return self.source


class Refusal(models.Model):
    """A row that could not be taken in: its line, the reason, and what it said."""

    reached_through = "run"

    run = models.ForeignKey(Import, models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField(_("行号"))
    reason = models.CharField(_("原因"), max_length=200)
    values = models.JSONField(_("原内容"), default=list)

    class Meta:
        verbose_name = _("未导入行")
        ordering = ["run", "line"]
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="refusal_once_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"
