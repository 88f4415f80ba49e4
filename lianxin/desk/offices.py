"""What the first page offers: the doors of one's work, and the thirds of the administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lianxin.desk.navigation import address
from lianxin.people.duties import HANDLING, Duty

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from lianxin.people.models import User


@dataclass(frozen=True)
class Way:
    name: str
    text: StrPromise
    icon: str
    url: str = ""


@dataclass(frozen=True)
class Door:
    """讲 写 帮 办: a sign, what it is for, and the ways that lead on from it today."""

    sign: StrPromise
    about: StrPromise
    duties: tuple[Duty, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Office:
    """What an administrator looks after, and what to do first."""

    title: StrPromise
    about: StrPromise
    duty: Duty
    ways: tuple[Way, ...]


# 讲 (talks and briefings) and 帮 (visits and help) come with their parts of the product.
DOORS = (
    Door(
        _("办"),
        _("听到的事录一次，有人管到底"),
        HANDLING,
        (
            Way("matters:record", _("代为登记"), "pencil"),
            Way("matters:waiting", _("待受理"), "inbox"),
            Way("matters:imports", _("导入表格"), "upload"),
        ),
    ),
    Door(
        _("写"),
        _("台账从办理过程里出来"),
        HANDLING,
        (
            Way("reports:ledger", _("诉求台账"), "table"),
            Way("reports:summary", _("诉求汇总"), "bar-chart"),
        ),
    ),
    Door(
        _("说"),
        _("有困难、有意见，在这里说"),
        (),
        (
            Way("matters:raise", _("我要反映"), "chat-left-text"),
            Way("matters:my-voices", _("我的诉求"), "card-list"),
            Way("public:start", _("匿名入口和回执查询"), "eye-slash"),
            Way("public:results", _("公开的办理结果"), "megaphone"),
        ),
    ),
)

OFFICES = (
    Office(
        _("人员和单位"),
        _("先从上到下建好单位，再用表格导入人员。这项职责看不到诉求和办理内容。"),
        Duty.SYSTEM_ADMIN,
        (
            Way("people:units", _("单位"), "diagram-3"),
            Way("people:rosters", _("导入名册"), "person-plus"),
            Way("people:index", _("人员"), "people"),
            Way("matters:categories", _("分类"), "tags"),
            Way("people:days", _("工作日历"), "calendar-event"),
            Way("ops:health", _("运行状况"), "activity"),
        ),
    ),
    Office(
        _("任职和锁定"),
        _("给每个单位任命政工员和负责人，否则诉求没有人受理。这项职责看不到诉求和办理内容。"),
        Duty.SECURITY_ADMIN,
        (
            Way("people:posts", _("任职"), "person-check"),
            Way("people:locks", _("锁定的账号"), "lock"),
        ),
    ),
    Office(
        _("日志和运行状况"),
        _("看得到谁做了什么动作，看不到内容。先看有没有异常的导出和任职变动。"),
        Duty.AUDIT_ADMIN,
        (
            Way("journal:index", _("日志"), "journal-text"),
            Way("ops:health", _("运行状况"), "activity"),
        ),
    ),
    Office(
        _("关爱"),
        _("现在没有交给您的事：预约和咨询记录在以后的版本提供，到时会出现在这里。"),
        Duty.COUNSELLOR,
        (),
    ),
)


def doors(viewer: User) -> list[Door]:
    """Those of one's duties, with the ways that are built."""
    mine = [door for door in DOORS if not door.duties or viewer.holds(*door.duties)]
    return [Door(door.sign, door.about, door.duties, built(door.ways)) for door in mine]


def offices(viewer: User) -> list[Office]:
    mine = [one for one in OFFICES if viewer.holds(one.duty)]
    return [Office(one.title, one.about, one.duty, built(one.ways)) for one in mine]


def built(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    found = (Way(way.name, way.text, way.icon, address(way.name)) for way in ways)
    return tuple(way for way in found if way.url)
