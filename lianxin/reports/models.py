"""That a ledger was taken out: by whom, which rows were asked for, and what the file was."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import ScopedQuerySet
from lianxin.people.models import User
from lianxin.queue.models import Job
from lianxin.reports import access


class ExportQuerySet(ScopedQuerySet["Export"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)


class Export(models.Model):
    """Written once when the file is ready; the hash tells whether a copy is the same file."""

    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("导出人"))
    ledger = models.CharField(_("台账"), max_length=40)
    filters = models.JSONField(_("条件"), default=dict, encoder=DjangoJSONEncoder)
    rows = models.PositiveIntegerField(_("行数"))
    at = models.DateTimeField(_("导出时间"), default=timezone.now)
    sha256 = models.CharField(_("校验值"), max_length=64)
    job = models.OneToOneField(  # a worker that is killed and starts again makes one file
        Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("后台任务")
    )

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("台账导出")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.ledger} {self.at:%Y-%m-%d} ×{self.rows}"
