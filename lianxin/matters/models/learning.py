"""What the engine suggests for a voice, what officers decided, and the models learned from that."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import Moving
from lianxin.matters.models.categories import Category
from lianxin.matters.models.voices import Voice

FEWEST = 10  # decisions held back of which a share is worth saying


class LearnedModel(Moving):
    """One version of the site's own model; the file itself, and how right it was when made."""

    open_to_all = True

    class State(models.TextChoices):
        IN_USE = "in_use", _("使用中")
        RETIRED = "retired", _("已替换")
        REFUSED = "refused", _("未采用")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "retire": (frozenset({State.IN_USE}), State.RETIRED),
    }

    state = models.CharField(_("状态"), max_length=10, choices=State.choices)
    at = models.DateTimeField(_("学习时间"), default=timezone.now)
    data = models.BinaryField()
    decisions = models.PositiveIntegerField(_("依据的归类"), default=0)
    mark = models.CharField(max_length=64)  # of the tree and of the decisions it was made from
    held_back = models.JSONField(default=dict)  # how right, on decisions it has not seen
    before = models.JSONField(default=dict)  # how right the one before was, on the same ones

    class Meta:
        verbose_name = _("归类模型")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="in_use"), name="one_model_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.get_state_display()})"

    @property
    def percent(self) -> int | None:
        """Of the decisions held back, how many its first choice is right about."""
        return _percent(self.held_back)

    @property
    def percent_before(self) -> int | None:
        return _percent(self.before)


def _percent(held_back: dict[str, float]) -> int | None:
    if held_back.get("count", 0) < FEWEST:
        return None
    return round(100 * held_back["accuracy"])


class Suggested(models.Model):
    """What the model in use says of a voice that nobody has decided on yet."""

    reached_through = "voice"

    voice = models.OneToOneField(Voice, models.CASCADE, primary_key=True, related_name="suggested")
    category = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, related_name="+"
    )  # null: unsure, or nothing fits
    likely = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    probability = models.FloatField(default=0.0)
    reason = models.CharField(max_length=20)
    model = models.ForeignKey(LearnedModel, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("建议的分类")

    def __str__(self) -> str:
        return f"{self.voice_id}: {self.category}"

    @property
    def percent(self) -> int:
        return round(self.probability * 100)


class DecidedQuerySet(models.QuerySet["Decided"]):
    def visible_to_all_as_counts(self) -> DecidedQuerySet:
        """For counts of the whole site by category: of no voice, no unit and no person."""
        return self.all()


class Decided(models.Model):
    """The category an officer gave to a voice; who it was is nobody's business here."""

    reached_through = "voice"

    voice = models.OneToOneField(Voice, models.CASCADE, primary_key=True, related_name="decided")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    suggested = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    was_suggested = models.BooleanField(default=False)  # the engine had an answer at that time
    on = models.DateField(default=timezone.localdate)

    objects = DecidedQuerySet.as_manager()

    class Meta:
        verbose_name = _("确定的分类")

    def __str__(self) -> str:
        return f"{self.voice_id}: {self.category}"
