"""A spreadsheet of voices taken in: what it was, how its columns read, what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
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

    def for_list(self) -> ImportQuerySet:
        return self.select_related("unit", "by", "job")


class Import(Moving):
    class State(models.TextChoices):
        UPLOADED = "uploaded", _("待对应列")
        RUNNING = "running", _("导入中")
        DONE = "done", _("已完成")
        DROPPED = "dropped", _("已放弃")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "start": (frozenset({State.UPLOADED}), State.RUNNING),
        "finish": (frozenset({State.RUNNING}), State.DONE),
        "drop": (frozenset({State.UPLOADED}), State.DROPPED),
    }

    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("涉及单位"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("导入人"))
    at = models.DateTimeField(_("上传时间"), default=timezone.now)
    source = models.CharField(_("来源系统"), max_length=60, blank=True)
    file = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    sheet = models.CharField(_("工作表"), max_length=100, blank=True)
    sheets = models.PositiveIntegerField(default=0)  # in the workbook; one is read
    headings = models.JSONField(default=list)
    sample = models.JSONField(default=list)  # the first rows, until the columns are known
    columns = models.JSONField(default=dict)  # field → place of its column, from 0
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    rows = models.PositiveIntegerField(_("总行数"), default=0)
    place = models.PositiveIntegerField(default=0)  # rows dealt with; an interruption goes on here
    taken = models.PositiveIntegerField(_("导入"), default=0)
    archived = models.PositiveIntegerField(_("其中历史件"), default=0)
    repeated = models.PositiveIntegerField(_("已有"), default=0)
    different = models.PositiveIntegerField(_("已有但内容不同"), default=0)
    refused = models.PositiveIntegerField(_("未导入"), default=0)
    noted = models.PositiveIntegerField(_("需要留意"), default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["unit", "at"], name="import_of_unit")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_halted(self) -> bool:
        """Under way by its state, but its job was stopped or broke off."""
        return bool(self.state == self.State.RUNNING and self.job and self.job.is_over)

    @property
    def is_forgotten(self) -> bool:
        """The sheet and the rows that were not taken in are no longer kept."""
        return self.state != self.State.UPLOADED and self.file_id is None


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


class Finding(models.Model):
    """A row about which something must be said: not taken, there already, taken with a remark."""

    reached_through = "run"

    class Kind(models.TextChoices):
        REFUSED = "refused", _("未导入")
        DIFFERENT = "different", _("已有但内容不同")
        NOTED = "noted", _("已导入，需要留意")

    run = models.ForeignKey(Import, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    place = models.PositiveIntegerField()
    line = models.PositiveIntegerField(_("行号"))
    reason = models.CharField(_("说明"), max_length=300)
    values = models.JSONField(_("原内容"), default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("导入说明")
        ordering = ["run_id", "place"]
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="finding_once_a_row"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"

    @classmethod
    def about(
        cls, run: Import, kind: str, where: tuple[int, int], reason: str, values: Iterable[Any] = ()
    ) -> Finding:
        """An unsaved line about the row at WHERE: its place in the sheet, and its line number."""
        place, line = where
        return cls(
            run=run, kind=kind, place=place, line=line, reason=reason[:300], values=list(values)
        )
