"""Which voices say the same: pairs of texts as they were compared, and the groups they make.

Both are about texts, never about people, and both keep no moment and no order.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import UnorderedKey
from lianxin.matters.models.voices import Voice


class Alike(models.Model):
    """VOICE compared with one that was there; what somebody has dismissed stays dismissed."""

    reached_through = "voice"

    class Verdict(models.TextChoices):
        SAME = "same", _("文字相同")
        COPY = "copy", _("文字基本相同")
        VARIANT = "variant", _("文字相同、地点不同")

    ONE_TEXT = (Verdict.SAME, Verdict.COPY)

    id = UnorderedKey()
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="alike")
    other = models.ForeignKey(Voice, models.CASCADE, related_name="alike_others")
    verdict = models.CharField(_("结论"), max_length=10, choices=Verdict.choices)
    likeness = models.PositiveSmallIntegerField(_("相同程度"))  # of a hundred
    reasons = models.JSONField(default=list)  # codes of engines.text.near.compare.Reason
    dismissed = models.BooleanField(_("不是一回事"), default=False)

    class Meta:
        verbose_name = _("疑似重复")
        constraints = [
            models.UniqueConstraint(fields=["voice", "other"], name="alike_once_a_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id} ~ {self.other_id}"


class Compared(models.Model):
    """A voice whose words have been compared with all others.

    Those that say the same have one LEAD, any of them; whose words are its own has none.
    """

    reached_through = "voice"

    voice = models.OneToOneField(Voice, models.CASCADE, primary_key=True, related_name="compared")
    lead = models.ForeignKey(
        Voice, models.CASCADE, null=True, blank=True, related_name="leads", db_index=False
    )

    class Meta:
        verbose_name = _("已比对")
        indexes = [
            models.Index(fields=["lead"], name="compared_lead", condition=Q(lead__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id} ({self.lead_id})"
