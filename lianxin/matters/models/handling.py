"""What happens to a matter between people: offers, meetings, more time, supervision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import Moving, UnorderedKey
from lianxin.matters.models.matters import Closure, Level, Matter
from lianxin.matters.models.replies import Step
from lianxin.matters.models.voices import Voice
from lianxin.people.models import User


class Offer(Moving):
    """A transfer put to someone. Until it is taken over, the owner stays the owner."""

    reached_through = "matter"

    class State(models.TextChoices):
        OFFERED = "offered", _("待接收")
        TAKEN_OVER = "taken_over", _("已接收")
        TURNED_BACK = "turned_back", _("已退回")
        WITHDRAWN = "withdrawn", _("已撤回")
        LAPSED = "lapsed", _("逾期未答")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "take_over": (frozenset({State.OFFERED}), State.TAKEN_OVER),
        "turn_back": (frozenset({State.OFFERED}), State.TURNED_BACK),
        "withdraw": (frozenset({State.OFFERED}), State.WITHDRAWN),
        "lapse": (frozenset({State.OFFERED}), State.LAPSED),
    }

    state = models.CharField(max_length=12, choices=State.choices, default=State.OFFERED)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="offers")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("接收人"))
    reason = models.TextField(_("转办理由"))
    at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateTimeField(_("答复期限"))
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_reason = models.TextField(_("退回理由"), blank=True)
    answer_basis = models.CharField(_("退回依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("转办")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["to", "state"], name="offer_to")]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state="offered"), name="one_open_offer_a_matter"
            ),
            models.CheckConstraint(
                condition=~Q(state="turned_back") | (~Q(answer_reason="") & ~Q(answer_basis="")),
                name="turned_back_with_reason_and_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} → {self.to}"


class Meeting(Moving):
    """吹哨: after a second refusal those concerned meet and a leader decides who owns it."""

    reached_through = "matter"

    class State(models.TextChoices):
        CALLED = "called", _("待会商")
        DECIDED = "decided", _("已决定")

    class Cause(models.TextChoices):
        TURNED_BACK = "turned_back", _("两次退回")
        CONFLICT = "conflict", _("责任人需要回避")
        ABSENT = "absent", _("责任人已不在册")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "decide": (frozenset({State.CALLED}), State.DECIDED),
    }

    state = models.CharField(max_length=10, choices=State.choices, default=State.CALLED)
    cause = models.CharField(
        _("起因"), max_length=12, choices=Cause.choices, default=Cause.TURNED_BACK
    )
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="meetings")
    at = models.DateTimeField(default=timezone.now)
    decide_by = models.DateTimeField(_("决定期限"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("指定责任人")
    )
    note = models.TextField(_("会商意见"), blank=True)

    class Meta:
        verbose_name = _("会商")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state="called"), name="one_open_meeting_a_matter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.get_state_display()}"


class Extension(Moving):
    """More time: asked before the term ends, approved by a leader, told to the person."""

    reached_through = "matter"

    class State(models.TextChoices):
        ASKED = "asked", _("待审批")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("未批准")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "approve": (frozenset({State.ASKED}), State.APPROVED),
        "refuse": (frozenset({State.ASKED}), State.REFUSED),
    }

    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="extensions")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(_("延至"))
    due_before = models.DateTimeField()
    decide_by = models.DateTimeField(_("审批期限"))
    reason = models.TextField(_("延期理由"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(_("审批意见"), blank=True)

    class Meta:
        verbose_name = _("延期")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state="asked"), name="one_open_extension_a_matter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.until:%Y-%m-%d}"


class ClosureRequest(Moving):
    """To close as "not ours" or "cannot be done" is asked of a leader, who may say no."""

    reached_through = "matter"

    class State(models.TextChoices):
        ASKED = "asked", _("待审批")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("未批准")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "approve": (frozenset({State.ASKED}), State.APPROVED),
        "refuse": (frozenset({State.ASKED}), State.REFUSED),
    }

    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="closure_requests")
    closure = models.CharField(_("办结类型"), max_length=20, choices=Closure.choices)
    note = models.TextField(_("办结说明"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    at = models.DateTimeField(default=timezone.now)
    decide_by = models.DateTimeField(_("审批期限"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("审批意见"), blank=True)

    class Meta:
        verbose_name = _("办结申请")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state="asked"), name="one_open_closure_a_matter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.get_closure_display()}"


class Remark(models.Model):
    """Words that belong to a deed: why it was done, or how the work goes. Not for the public.

    The journal holds facts only; it names the remark by its key. Of a person who asked by code
    to go on with their matter only the day is kept, and the key tells no order.
    """

    reached_through = "matter"

    id = UnorderedKey()
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="remarks")
    voice = models.ForeignKey(Voice, models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("说明"))
    on = models.DateField(_("日期"), default=timezone.localdate)

    class Meta:
        verbose_name = _("办理记录")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"remark on {self.matter_id}"


class Supervision(models.Model):
    """One step up or down the ladder 普通 → 黄牌 → 红牌, with who put it there and why.

    Its key is random: somebody nameless may have caused it, and an order would tell when.
    """

    reached_through = "matter"

    id = UnorderedKey()
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="supervisions")
    level = models.PositiveSmallIntegerField(_("督办级别"), choices=Level.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(_("督办要求"), blank=True)

    class Meta:
        verbose_name = _("督办")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.matter} {self.get_level_display()}"


class Merge(models.Model):
    """Which voices came with which matter into which, so that it can be undone."""

    reached_through = "into"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Matter, models.CASCADE, related_name="received_merges")
    voices = models.ManyToManyField(Voice, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("合并理由"), max_length=200, blank=True)
    due_before = models.DateTimeField()  # of the one merged into, to be restored
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("合并")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.into_id}"


class Revisit(models.Model):
    """回访: asking the people, on the working day after closing, whether it truly helped."""

    reached_through = "matter"

    class Way(models.TextChoices):
        PHONE = "phone", _("电话")
        VISIT = "visit", _("上门")
        DIALOGUE = "dialogue", _("系统内留言")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="revisits")
    due_on = models.DateField(_("应回访日期"))
    done_at = models.DateTimeField(_("回访时间"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("方式"), max_length=10, choices=Way.choices, blank=True)
    step = models.PositiveSmallIntegerField(
        _("满意程度"), choices=Step.choices, null=True, blank=True
    )
    note = models.TextField(_("回访情况"), blank=True)
    is_climbed = models.BooleanField(default=False)  # its silence has been taken up the ladder

    class Meta:
        verbose_name = _("回访")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["done_at", "due_on"], name="revisit_due")]

    def __str__(self) -> str:
        return f"{self.matter} {self.due_on}"

    def outcome(self) -> str:
        """In what way it was made, and what came of it."""
        return f"{self.get_way_display()}：{self.get_step_display() or gettext('未表态')}"


class Publication(models.Model):
    """The result of a matter as everyone may read it: names and numbers masked."""

    open_to_all = True

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="publication")
    title = models.CharField(_("公开标题"), max_length=200)
    problem = models.TextField(_("反映的问题"))
    result = models.TextField(_("办理结果"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField(_("公开日期"), default=timezone.localdate)
    withdrawn_on = models.DateField(_("撤下日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("结果公开")
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return self.title
