"""A matter: what has to be settled, with one person who answers for it and its clocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.errors import Refused
from lianxin.kernel.models import Moving, ScopedQuerySet
from lianxin.matters.access import matters as access
from lianxin.matters.models.categories import Category, Urgency
from lianxin.people.models import Unit, User

if TYPE_CHECKING:
    from lianxin.matters.models.handling import ClosureRequest, Extension, Meeting, Offer

Row = TypeVar("Row", bound=Moving)


class Kind(models.TextChoices):
    VOICE = "voice", _("诉求")
    ASSIGNED = "assigned", _("交办")
    PROMISE = "promise", _("承诺")


class Level(models.IntegerChoices):
    """Three steps of supervision above none."""

    NONE = 0, _("未督办")
    ORDINARY = 1, _("普通督办")
    YELLOW = 2, _("黄牌督办")
    RED = 3, _("红牌督办")


class Closure(models.TextChoices):
    """How a matter was closed. Only the first counts as solved."""

    SUBSTANTIVE = "substantive", _("实质性办结")
    STAGED = "staged", _("阶段性办结")
    EXPLAINED = "explained", _("程序性办结：政策解答")
    QUEUED = "queued", _("程序性办结：纳入项目库")
    OUT_OF_SCOPE = "out_of_scope", _("程序性办结：超出职责范围")
    IMPOSSIBLE = "impossible", _("程序性办结：现阶段无法办到")


class Counter(models.Model):
    """The last number given out, one row a series; only actions touch it."""

    open_to_all = True

    series = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("编号")

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"

    @classmethod
    def next_number(cls, series: str) -> str:
        """The next number of SERIES, as "2026-00017"; the row lock keeps it unique."""
        if not cls.objects.filter(pk=series).update(last=F("last") + 1):
            cls.objects.get_or_create(pk=series)
            cls.objects.filter(pk=series).update(last=F("last") + 1)
        return f"{series}-{cls.objects.get(pk=series).last:05d}"


class MatterQuerySet(ScopedQuerySet["Matter"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)

    def open(self) -> MatterQuerySet:
        return self.filter(state__in=Matter.OPEN)

    def in_hand(self) -> MatterQuerySet:
        return self.filter(state=Matter.State.IN_HAND)

    def overdue(self, now: dt.datetime) -> MatterQuerySet:
        return self.in_hand().filter(due__lt=now)

    def owned_by(self, user: User) -> MatterQuerySet:
        return self.filter(owner=user)

    def difficult(self, *, old: dt.date | None = None) -> MatterQuerySet:
        """Turned back, reopened, under supervision or received before the day OLD."""
        hard = Q(bounces__gt=0) | Q(reopened__gt=0) | Q(level__gt=0)
        return self.filter(hard | Q(received_on__lt=old) if old else hard)

    def for_list(self) -> MatterQuerySet:
        return self.select_related("unit", "owner", "category").order_by("due", "pk")


class Matter(Moving):
    class State(models.TextChoices):
        IN_HAND = "in_hand", _("办理中")
        ANSWERED = "answered", _("已答复")
        CLOSED = "closed", _("已办结")
        MERGED = "merged", _("已并入")

    OPEN = (State.IN_HAND, State.ANSWERED)
    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "answer": (frozenset({State.IN_HAND}), State.ANSWERED),
        "close": (frozenset({State.IN_HAND, State.ANSWERED}), State.CLOSED),
        "reopen": (frozenset({State.ANSWERED, State.CLOSED}), State.IN_HAND),
        "merge": (frozenset({State.IN_HAND, State.ANSWERED}), State.MERGED),
        "unmerge": (frozenset({State.MERGED}), State.IN_HAND),
    }

    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.IN_HAND)
    number = models.CharField(_("编号"), max_length=20, unique=True)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices, default=Kind.VOICE)
    title = models.CharField(_("标题"), max_length=200)
    summary = models.TextField(_("内容摘要"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("涉及单位"))
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("分类")
    )
    urgency = models.CharField(
        _("缓急"), max_length=10, choices=Urgency.choices, default=Urgency.ORDINARY
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("责任人"))
    first_owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("首接人")
    )
    helpers = models.ManyToManyField(User, related_name="+", blank=True, verbose_name=_("协办人"))
    avoid = models.ManyToManyField(User, related_name="+", blank=True, verbose_name=_("需回避的人"))
    received_on = models.DateField(_("收到日期"), default=timezone.localdate)
    opened_at = models.DateTimeField(_("受理时间"), default=timezone.now)
    started_on = models.DateField(_("本次办理起"), default=timezone.localdate)
    started_at = models.DateTimeField(null=True, blank=True)  # null: only the day is known
    due = models.DateTimeField(_("办结期限"))
    first_due = models.DateTimeField(_("最初期限"))
    bounces = models.PositiveIntegerField(_("退回次数"), default=0)
    reopened = models.PositiveIntegerField(_("重启次数"), default=0)
    level = models.PositiveSmallIntegerField(_("督办"), choices=Level.choices, default=Level.NONE)
    reminded_at = models.DateTimeField(null=True, blank=True)  # told that the term is near
    urged_at = models.DateTimeField(_("催办时间"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("解除督办时间"), null=True, blank=True)
    closure = models.CharField(_("办结类型"), max_length=20, choices=Closure.choices, blank=True)
    closure_note = models.TextField(_("办结说明"), blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    review_on = models.DateField(_("项目库复查日期"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed"
    )
    assigned_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("交办人")
    )
    turn = models.PositiveIntegerField(default=0)  # one more with every deed
    promised_to = models.CharField(_("承诺对象"), max_length=80, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项")
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["state", "due"], name="matter_due"),
            models.Index(fields=["unit", "state", "due"], name="matter_of_unit"),
            models.Index(fields=["owner", "state", "due"], name="matter_of_owner"),
            models.Index(fields=["level", "due"], condition=Q(level__gt=0), name="matter_watched"),
            models.Index(fields=["state", "closed_at"], name="matter_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(closure="")),
                name="closed_matter_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
                name="merged_matter_says_where",
            ),
            models.CheckConstraint(
                condition=~Q(closure="queued") | Q(review_on__isnull=False) | ~Q(state="closed"),
                name="queued_matter_comes_back_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def hold(self) -> None:
        """Take the next turn with this matter for the rest of the transaction, or raise Refused.

        Every deed asks its rule about the row as it was read, then holds it: of two people at
        once, pressing whichever buttons, one goes on and the other reads why not.
        """
        here = Matter.objects.filter(pk=self.pk, turn=self.turn)
        if not here.update(turn=F("turn") + 1):
            raise Refused(gettext("事项刚刚有了变化，请刷新后再试。"))
        self.turn += 1

    def change(self, **changes: object) -> None:
        """Write CHANGES to the held row, and to this copy of it."""
        Matter.objects.filter(pk=self.pk).update(**changes)
        for field, value in changes.items():
            setattr(self, field, value)

    def is_late(self, now: dt.datetime) -> bool:
        return self.state == self.State.IN_HAND and self.due < now

    def must_be_avoided_by(self, user: User) -> bool:
        return any(person.pk == user.pk for person in self.avoid.all())

    def open_offer(self) -> Offer | None:
        return _open(self.offers.all(), "offered")

    def open_meeting(self) -> Meeting | None:
        return _open(self.meetings.all(), "called")

    def open_extension(self) -> Extension | None:
        return _open(self.extensions.all(), "asked")

    def open_closure_request(self) -> ClosureRequest | None:
        return _open(self.closure_requests.all(), "asked")

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_solved(self) -> bool:
        return self.state == self.State.CLOSED and self.closure == Closure.SUBSTANTIVE


def _open(rows: Iterable[Row], state: str) -> Row | None:
    """The one of ROWS that is still undecided: the database keeps that there is only one."""
    return next((row for row in rows if row.state == state), None)
