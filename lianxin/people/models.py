"""Who is who: units, people, and the posts that give a person duties over a unit."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import StartsWith
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import Moving, ScopedQuerySet
from lianxin.people import access
from lianxin.people.duties import ADMINISTRATION, HANDLING, Duty
from lianxin.people.names import tidy_name

__all__ = ["ADMINISTRATION", "HANDLING", "Duty", "Post", "Unit", "User"]


class Beneath(StartsWith):
    """path__beneath="1/7/": the unit with this path and all under it, found through the index.

    SQLite reads every row for LIKE, which asks for no case there, but not for GLOB.
    """

    lookup_name = "beneath"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return str(connection.operators["startswith"] % rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        path, params = self.process_lhs(compiler, connection)
        return f"{path} GLOB %s", [*params, f"{self.rhs}*"]


class UnitQuerySet(models.QuerySet["Unit"]):
    def served_by(self, user: User, *duties: Duty) -> UnitQuerySet:
        """Units where USER holds one of DUTIES today, and every unit beneath them."""
        paths = user.paths_served(*duties)
        return self.filter(reduce(or_, (Q(path__beneath=path) for path in paths), Q(pk__in=[])))

    def within(self, unit: Unit) -> UnitQuerySet:
        """UNIT and everything beneath it."""
        return self.filter(path__beneath=unit.path)

    def open(self) -> UnitQuerySet:
        return self.filter(closed_on__isnull=True)

    def still_open(self, unit: Unit) -> bool:
        """Whether UNIT is open now, and stays so until this deed is done."""
        held = self.open().select_for_update().filter(pk=unit.pk).order_by()
        return bool(held.values_list("pk"))

    def with_counts(self) -> UnitQuerySet:
        """Each with `people`: how many of the register work in it, not counting beneath it."""
        return self.annotate(
            people=models.Count("members", filter=Q(members__is_active=True), distinct=True)
        )


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

    @property
    def is_top(self) -> bool:
        return self.parent_id is None

    @property
    def brief(self) -> str:
        return self.short or self.name

    @property
    def placed(self) -> str:
        """The name, after the unit above where that tells it apart: 一连 一排; not 示例团 一连."""
        if self.parent is None or self.parent.is_top:
            return self.brief
        return f"{self.parent.brief} {self.brief}"

    @property
    def fate(self) -> str:
        """What became of a closed unit, for pages that show old rows."""
        if self.is_open:
            return ""
        if self.merged_into is None:
            return gettext("已撤销")
        return gettext("已并入%(unit)s") % {"unit": self.merged_into.name}

    def line(self) -> list[int]:
        """The ids from the top of the tree down to this unit."""
        return [int(part) for part in self.path.strip("/").split("/")]


Unit._meta.get_field("path").register_lookup(Beneath)


class UserQuerySet(ScopedQuerySet["User"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)

    def present(self) -> UserQuerySet:
        """Those who may sign in."""
        return self.filter(is_active=True)

    def found_by(self, text: str) -> UserQuerySet:
        """Whose name, staff number, sign-in name or unit contains TEXT."""
        named = tidy_name(text)
        return self.filter(
            Q(name__icontains=named)
            | Q(staff_number__icontains=text)
            | Q(username__icontains=text)
            | Q(unit__name__icontains=text)
            | Q(unit__short__icontains=text)
        )

    def for_list(self) -> UserQuerySet:
        return self.select_related("unit__parent")

    def administering(self, *duties: Duty) -> UserQuerySet:
        """Those who hold one of these administration duties today: they are over the whole."""
        posts = Post.objects.current().filter(duty__in=duties)
        return self.present().filter(pk__in=posts.values("user"))

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
    sittings_ended = models.PositiveIntegerField(default=0)  # counted up, all sessions end
    wanted_name = models.CharField(_("请求更正的姓名"), max_length=80, blank=True)
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

    def posts_held(self) -> tuple[tuple[str, str], ...]:
        """The duties held today, each with the path of its unit; asked once a request."""
        if not hasattr(self, "_posts_held"):
            posts = Post.objects.current().filter(user=self).order_by()
            self._posts_held = tuple(posts.values_list("duty", "unit__path"))
        return self._posts_held

    def duties(self) -> frozenset[str]:
        """The duties held today, over any unit."""
        return frozenset(duty for duty, _path in self.posts_held())

    def paths_served(self, *duties: Duty) -> list[str]:
        """The paths of the units over which one of DUTIES is held, none beneath another."""
        paths = sorted({path for duty, path in self.posts_held() if duty in duties})
        return [path for path in paths if not path.startswith(tuple(set(paths) - {path}))]

    @property
    def awaits_first_password(self) -> bool:
        """On the register, and never signed in: nobody's own password would be overwritten."""
        return self.is_active and self.must_choose_password and self.last_login is None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match to stay open; counting ``sittings_ended`` up ends them all."""
        salt = "lianxin.people.models.User.sittings"
        told = f"{self.password}:{self.sittings_ended}"
        return salted_hmac(salt, told, secret=secret, algorithm="sha256").hexdigest()

    def serves_from_the_top(self, *duties: Duty) -> bool:
        """Whether one of DUTIES is held over a whole tree: then most rows are theirs to see."""
        return any(path.count("/") == 1 for path in self.paths_served(*duties))

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

    def not_over(self, today: dt.date | None = None) -> PostQuerySet:
        """Those of today and those that begin later."""
        return self.filter(Q(until=None) | Q(until__gte=today or timezone.localdate()))

    def overlapping(self, since: dt.date, until: dt.date | None) -> PostQuerySet:
        """Those with a day between SINCE and UNTIL, both included."""
        before_the_end = Q() if until is None else Q(since__lte=until)
        return self.filter(before_the_end, Q(until=None) | Q(until__gte=since))


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

    def stands_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()


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


class RosterImportQuerySet(ScopedQuerySet["RosterImport"]):
    def rule(self, user: User) -> Q:
        return access.visible_imports(user)

    def stale(self, today: dt.date) -> RosterImportQuerySet:
        """Older than the week in which a roster may be looked at again."""
        return self.filter(created_on__lt=today - dt.timedelta(days=RosterImport.KEPT_DAYS))


class RosterImport(Moving):
    """A roster someone put in: its rows until they are applied, and then what became of them.

    The rows are names and numbers of people, so they are kept for a week and no longer.
    """

    KEPT_DAYS: ClassVar[int] = 7

    class State(models.TextChoices):
        PREVIEW = "preview", _("待确认")
        APPLIED = "applied", _("已导入")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "apply": (frozenset({State.PREVIEW}), State.APPLIED),
    }

    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEW)
    by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("导入人"))
    created_on = models.DateField(_("上传日期"), default=timezone.localdate)
    file_name = models.CharField(_("文件名"), max_length=200)
    unused = models.JSONField(default=list)  # headers of columns that were not taken
    rows = models.JSONField(default=list)  # as read: line, name, number, unit…
    added = models.JSONField(default=list)  # keys of the people this roster brought
    changed_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)  # rows that were not applied, with reasons

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("名册导入")
        ordering = ["-created_on", "-pk"]

    def __str__(self) -> str:
        return self.file_name
