"""Attachments: bytes with a checked kind, served only through their owner's rule."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import UnorderedKey
from lianxin.people.models import User


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of(self, *owners: models.Model) -> AttachmentQuerySet:
        """Those of these rows; the caller has already found them through their own rule."""
        wanted = models.Q(pk__in=[])
        for owner in owners:
            wanted |= models.Q(owner=owner._meta.label, owner_id=owner.pk)
        return self.filter(wanted)


class Attachment(models.Model):
    reached_through = "owner"

    id = UnorderedKey()
    owner = models.CharField(max_length=60)  # "matters.Voice"
    owner_id = models.BigIntegerField()
    name = models.CharField(_("文件名"), max_length=120)
    kind = models.CharField(max_length=20)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=100, unique=True)  # random, tells nothing
    stripped = models.BooleanField(_("已清除拍摄信息"), default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(_("日期"), default=timezone.localdate)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("附件")
        ordering = ["on", "name"]
        indexes = [models.Index(fields=["owner", "owner_id"], name="attachment_owner")]

    def __str__(self) -> str:
        return self.name

    def owner_model(self) -> type[models.Model]:
        model: type[models.Model] = apps.get_model(self.owner)
        return model
