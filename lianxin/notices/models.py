"""Who is told what, in the product itself; a notice never carries content."""

from __future__ import annotations

import datetime as dt

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import ScopedQuerySet
from lianxin.notices import access
from lianxin.notices.wording import wording
from lianxin.people.models import User


class NoticeQuerySet(ScopedQuerySet["Notice"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)

    def shown(self, now: dt.datetime) -> NoticeQuerySet:
        """Those whose quiet hours are over."""
        return self.filter(show_from__lte=now)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    to = models.ForeignKey(User, models.CASCADE, related_name="+")
    verb = models.CharField(max_length=60)  # a key of the app's NOTICES
    facts = models.JSONField(
        default=dict, encoder=DjangoJSONEncoder
    )  # numbers, dates, names of units
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    url = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    show_from = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("提醒")
        ordering = ["-show_from", "-pk"]
        indexes = [models.Index(fields=["to", "read_at", "show_from"], name="notice_of_person")]

    def __str__(self) -> str:
        return f"{self.verb} → {self.to_id}"

    def sentence(self) -> str:
        sentence: str = str(wording()[self.verb]) % self.facts
        return sentence
