"""A hot issue: what several people say about one trouble at one place in one period."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.errors import Refused
from lianxin.kernel.models import Moving, ScopedQuerySet, UnorderedKey
from lianxin.matters.access import hot as access
from lianxin.matters.models.voices import Voice
from lianxin.people.models import Unit, User


class HotIssueQuerySet(ScopedQuerySet["HotIssue"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)

    def live(self) -> HotIssueQuerySet:
        """Those the grouping looks after, and the one a lead is at work on."""
        return self.filter(state__in=HotIssue.LIVE)

    def visible_to_everybody(self) -> HotIssueQuerySet:
        """Those whose result has been published: only the published words may be shown."""
        published = self.filter(published_on__isnull=False, withdrawn_on=None)
        return published.select_related("unit").order_by("-published_on", "pk")


class HotIssue(Moving):
    """Figures here are of all members, for ranking and for jobs; pages reckon their own.

    Its key is random, and grouping leaves days only: members may be nameless.
    """

    class State(models.TextChoices):
        WATCHING = "watching", _("关注中")
        MONTHLY = "monthly", _("每月一题")
        SETTLED = "settled", _("已解决")
        DROPPED = "dropped", _("已散开")

    LIVE = (State.WATCHING, State.MONTHLY)
    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "take_as_monthly": (frozenset({State.WATCHING}), State.MONTHLY),
        "put_back": (frozenset({State.MONTHLY, State.SETTLED}), State.WATCHING),
        "settle": (frozenset({State.WATCHING, State.MONTHLY}), State.SETTLED),
        "drop": (frozenset({State.WATCHING}), State.DROPPED),
    }

    id = UnorderedKey()
    state = models.CharField(
        _("状态"), max_length=10, choices=State.choices, default=State.WATCHING
    )
    title = models.CharField(_("问题"), max_length=200)
    is_named = models.BooleanField(default=False)  # by an officer: no run changes it
    place = models.CharField(_("地点或人群"), max_length=100, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("涉及单位"))
    first_day = models.DateField(_("最早反映"))
    last_day = models.DateField(_("最近反映"))
    keywords = models.JSONField(default=list)
    size = models.PositiveIntegerField(_("件数"), default=0)
    people = models.PositiveIntegerField(_("人数"), default=0)
    cohesion = models.FloatField(default=1.0)
    heat = models.FloatField(_("热度"), default=0.0)
    reckoned_on = models.DateField(default=timezone.localdate)
    joined_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    turn = models.PositiveIntegerField(default=0)  # one more with every deed of a person

    lead = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("牵头人")
    )
    month = models.DateField(_("月份"), null=True, blank=True)  # its first day
    plan = models.TextField(_("整改方案"), blank=True)
    target_on = models.DateField(_("目标日期"), null=True, blank=True)
    taken_on = models.DateField(_("列为每月一题的日期"), null=True, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    result = models.TextField(_("整改结果"), blank=True)
    settled_on = models.DateField(_("解决日期"), null=True, blank=True)
    public_title = models.CharField(_("公开标题"), max_length=200, blank=True)
    public_problem = models.TextField(_("反映的问题"), blank=True)
    public_result = models.TextField(_("整改结果"), blank=True)
    published_on = models.DateField(_("公开日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤下日期"), null=True, blank=True)

    objects = HotIssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("热点问题")
        ordering = ["-heat", "pk"]
        indexes = [
            models.Index(fields=["state", "-heat"], name="hot_by_heat"),
            models.Index(fields=["published_on"], name="hot_published"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month"],
                condition=Q(state="monthly"),
                name="one_issue_a_month_and_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state="monthly")
                | Q(
                    lead__isnull=False,
                    month__isnull=False,
                    target_on__isnull=False,
                    taken_on__isnull=False,
                ),
                name="issue_of_the_month_has_lead_and_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def is_published(self) -> bool:
        return self.published_on is not None and self.withdrawn_on is None

    def hold(self) -> None:
        """Take the next turn with this issue for the rest of the transaction, or raise Refused."""
        if not HotIssue.objects.filter(pk=self.pk, turn=self.turn).update(turn=F("turn") + 1):
            raise Refused(gettext("这个问题刚刚有了变化，请刷新后再试。"))
        self.turn += 1

    def change(self, **changes: Any) -> None:
        HotIssue.objects.filter(pk=self.pk).update(**changes)
        for field, value in changes.items():
            setattr(self, field, value)


class HotMember(models.Model):
    """Where a voice stands; without an issue it has been looked at and stands alone.

    Its key is the voice's own: no row here tells which came first.
    """

    reached_through = "voice"

    voice = models.OneToOneField(Voice, models.CASCADE, primary_key=True, related_name="hot")
    issue = models.ForeignKey(
        HotIssue, models.CASCADE, null=True, blank=True, related_name="members", db_index=False
    )
    reasons = models.JSONField(default=list)  # [kind, word, word…], see the engine's Why
    likeness = models.FloatField(default=0.0)
    is_pinned = models.BooleanField(default=False)  # an officer has put it here; no run moves it

    class Meta:
        verbose_name = _("热点问题成员")
        indexes = [
            models.Index(fields=["issue"], name="hot_members", condition=Q(issue__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id} – {self.issue_id}"


class HotApart(models.Model):
    """An officer has said: this voice is not about this issue."""

    reached_through = "voice"

    id = UnorderedKey()
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="+")
    issue = models.ForeignKey(HotIssue, models.CASCADE, related_name="apart")

    class Meta:
        verbose_name = _("不属于的问题")
        constraints = [
            models.UniqueConstraint(fields=["voice", "issue"], name="hot_apart_once"),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id} ≠ {self.issue_id}"


class HotWeights(models.Model):
    """What counts how much in the heat: one row for the site; a field left empty is as shipped."""

    open_to_all = True

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    voices = models.FloatField(_("不同的人"), null=True, blank=True)
    growth = models.FloatField(_("近期增长"), null=True, blank=True)
    supporters = models.FloatField(_("附议"), null=True, blank=True)
    unsolved = models.FloatField(_("未解决的时间"), null=True, blank=True)
    reopened = models.FloatField(_("重新办理"), null=True, blank=True)

    class Meta:
        verbose_name = _("热度权重")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_row_of_weights"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
