"""Who is who: units, people, and the posts that give a person duties over a unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import StartsWith
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import ScopedQuerySet
from lianxin.people import access
from lianxin.people.duties import ADMINISTRATION, HANDLING, Duty

__all__ = ["ADMINISTRATION", "HANDLING", "Duty", "Post", "Unit", "User"]


class UnitQuerySet(models.QuerySet["Unit"]):
    def served_by(self, user: User, *duties: Duty) -> UnitQuerySet:
        """Units where USER holds one of DUTIES today, and every unit beneath them."""
        above = StartsWith(models.OuterRef("path"), F("unit__path"))
        posts = Post.objects.current().filter(above, user=user, duty__in=duties)
        return self.filter(models.Exists(posts))

    def within(self, unit: Unit) -> UnitQuerySet:
        """UNIT and everything beneath it."""
        return self.filter(path__startswith=unit.path)

    def open(self) -> UnitQuerySet:
        return self.filter(closed_on__isnull=True)


class Unit(models.Model):
    """A place in the tree: 师市 → 团镇 → 连队/社区/中心."""

    open_to_all = True

    name = models.CharField(_("名称"), max_length=100)
    short = models.CharField(_("简称"), max_length=30, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级"),
    )
    path = models.CharField(max_length=255, unique=True)  # ids of the line above: "1/", "1/7/"
    order = models.PositiveIntegerField(_("排序"), default=0)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("并入单位")
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        return self.path.count("/") - 1

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def line(self) -> list[int]:
        """The ids from the top of the tree down to this unit."""
        return [int(part) for part in self.path.strip("/").split("/")]


class UserQuerySet(ScopedQuerySet["User"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)

    def present(self) -> UserQuerySet:
        """Those who may sign in."""
        return self.filter(is_active=True)

    def holding(self, unit: Unit, *duties: Duty) -> UserQuerySet:
        """Those who hold one of DUTIES over UNIT today, from UNIT itself or from above."""
        posts = Post.objects.current().filter(duty__in=duties, unit__in=unit.line())
        return self.present().filter(pk__in=posts.values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user: User = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person of the site. There is no superuser: nobody is above the rules."""

    username = models.CharField(_("登录名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=80)  # 买买提·艾力…: up to four parts and more
    staff_number = models.CharField(_("工号"), max_length=30, unique=True, null=True, blank=True)
    phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name=_("单位"))
    position = models.CharField(_("岗位"), max_length=60, blank=True)
    is_active = models.BooleanField(_("在册"), default=True)
    must_choose_password = models.BooleanField(default=False)
    joined_on = models.DateField(_("登记日期"), default=timezone.localdate)

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("人员")
        ordering = ["unit__path", "name", "pk"]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def label(self) -> str:
        """How a person stands in a list to choose from: 姓名（单位 岗位）."""
        return f"{self}（{self.unit} {self.position}".rstrip() + "）"

    def duties(self) -> frozenset[str]:
        """The duties held today, over any unit; asked once a request."""
        if not hasattr(self, "_duties"):
            self._duties = frozenset(
                Post.objects.current().filter(user=self).values_list("duty", flat=True)
            )
        return self._duties

    def holds(self, *duties: Duty) -> bool:
        return bool(self.duties() & set(duties))

    def serves(self, unit: Unit, *duties: Duty) -> bool:
        """Whether this person holds one of DUTIES over UNIT, directly or from above."""
        return (
            Post.objects.current().filter(user=self, duty__in=duties, unit__in=unit.line()).exists()
        )


class PostQuerySet(ScopedQuerySet["Post"]):
    def rule(self, user: User) -> Q:
        return access.visible_posts(user)

    def current(self, today: dt.date | None = None) -> PostQuerySet:
        today = today or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


class Post(models.Model):
    """A duty over a unit and its branch, from a day to a day (both included)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name=_("人员"))
    duty = models.CharField(_("职责"), max_length=20, choices=Duty.choices)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="posts", verbose_name=_("单位"))
    since = models.DateField(_("起"), default=timezone.localdate)
    until = models.DateField(_("止"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        ordering = ["unit__path", "duty", "since", "pk"]
        indexes = [models.Index(fields=["user", "duty"], name="post_of_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "duty", "unit", "since"], name="post_held_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="post_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_duty_display()} {self.unit}"


class SpecialDay(models.Model):
    """A day on which this site works or rests otherwise than the national calendar says."""

    open_to_all = True

    day = models.DateField(_("日期"), unique=True)
    is_workday = models.BooleanField(_("上班"), default=False)
    name = models.CharField(_("说明"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("特殊日期")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
