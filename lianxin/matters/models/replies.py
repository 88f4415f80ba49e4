"""Replies, to every merged voice, and what each person thinks of theirs."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import UnorderedKey
from lianxin.matters.models.matters import Matter
from lianxin.matters.models.voices import Voice
from lianxin.people.models import User


class Reply(models.Model):
    reached_through = "matter"
    also_reached_through = "deliveries__voice"  # its files, by the people it went out to

    class Kind(models.TextChoices):
        INTERIM = "interim", _("阶段答复")
        FINAL = "final", _("正式答复")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="replies")
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices, default=Kind.FINAL)
    text = models.TextField(_("答复内容"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("答复人"))
    at = models.DateTimeField(_("答复时间"), default=timezone.now)

    class Meta:
        verbose_name = _("答复")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:20]


class Delivery(models.Model):
    """A reply reached one voice; a voice that came from elsewhere keeps its own."""

    reached_through = "voice"

    id = UnorderedKey()
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="deliveries")
    reply = models.ForeignKey(
        Reply, models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    text = models.TextField(_("原有答复"), blank=True)  # of an archived voice, as it was imported
    on = models.DateField(_("日期"), default=timezone.localdate)
    read_on = models.DateField(_("查看日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("送达")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "voice"], name="reply_delivered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id} {self.on}"

    @property
    def words(self) -> str:
        return self.reply.text if self.reply else self.text


class Draft(models.Model):
    """What someone is writing, kept as they write; nobody else sees it."""

    reached_through = "by"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="drafts")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    text = models.TextField(_("草稿"), blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("草稿")
        constraints = [
            models.UniqueConstraint(fields=["matter", "by"], name="one_draft_a_writer"),
        ]

    def __str__(self) -> str:
        return f"draft of {self.matter_id}"


class Step(models.IntegerChoices):
    """The four steps in which people say how satisfied they are."""

    VERY = 4, _("非常满意")
    SATISFIED = 3, _("满意")
    PARTLY = 2, _("基本满意")
    NOT = 1, _("不满意")


class Rating(models.Model):
    """What the person thinks of the outcome; the latest counts, the earlier ones stay."""

    reached_through = "voice"

    id = UnorderedKey()
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="ratings")
    turn = models.PositiveIntegerField(default=1)
    step = models.PositiveSmallIntegerField(_("满意程度"), choices=Step.choices)
    comment = models.TextField(_("补充说明"), blank=True)
    on = models.DateField(_("日期"), default=timezone.localdate)

    class Meta:
        verbose_name = _("评价")
        ordering = ["voice", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["voice", "turn"], name="rating_turn_once"),
        ]

    def __str__(self) -> str:
        return self.get_step_display()
