"""Which pages stand in the menu, for whom. Nothing is asked until a page shows the menu."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.anonymity import PREFIX
from lianxin.matters.figures import counts
from lianxin.notices.models import Notice
from lianxin.people.duties import ADMINISTRATION, HANDLING, Duty

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from lianxin.people.models import User

SEEING_PEOPLE = (*HANDLING, Duty.COUNSELLOR, *ADMINISTRATION)
WATCHING = (Duty.SYSTEM_ADMIN, Duty.AUDIT_ADMIN)
MOST = 100  # counted no further: beside a word in the menu, "99+" says enough


@dataclass(frozen=True)
class Place:
    """A page that stands in the menu of those who hold one of DUTIES, or of everybody."""

    name: str
    text: StrPromise
    icon: str
    duties: tuple[Duty, ...] = ()
    counts: str = ""  # which of Numbers stands beside it


@dataclass(frozen=True)
class Item:
    text: StrPromise
    icon: str
    url: str
    current: bool
    count: int


@dataclass(frozen=True)
class Group:
    title: StrPromise | str
    items: list[Item]


PLACES: tuple[tuple[StrPromise | str, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place("desk:home", _("首页"), "house"),
            Place("notices:index", _("提醒"), "bell", counts="unread"),
            Place("desk:search", _("搜索"), "search"),
            Place("people:index", _("人员"), "people", SEEING_PEOPLE),
        ),
    ),
    (
        _("办"),
        (
            Place("matters:waiting", _("待受理"), "inbox", HANDLING, counts="waiting"),
            Place("matters:alike", _("疑似重复"), "union", HANDLING),
            Place("matters:sort", _("归类核对"), "tags", HANDLING),
            Place("matters:index", _("事项"), "list-check", HANDLING),
            Place("matters:hot", _("热点问题"), "bar-chart", HANDLING),
            Place("matters:watched", _("督办"), "flag", (Duty.LEADER,)),
            Place("matters:record", _("代为登记"), "pencil", HANDLING),
            Place("matters:imports", _("导入表格"), "upload", HANDLING),
            Place("matters:slips", _("意见箱纸条"), "qr-code", HANDLING),
        ),
    ),
    (
        _("写"),
        (
            Place("reports:ledger", _("诉求台账"), "table", HANDLING),
            Place("reports:summary", _("诉求汇总"), "bar-chart", HANDLING),
        ),
    ),
    (
        _("反映"),
        (
            Place("matters:raise", _("我要反映"), "chat-left-text"),
            Place("matters:my-voices", _("我的诉求"), "card-list"),
            Place("people:posts", _("谁负责什么"), "person-check"),
            Place("reports:quarter", _("季度统计"), "bar-chart"),
        ),
    ),
    (
        _("管理"),
        (
            Place("people:rosters", _("导入名册"), "person-plus", (Duty.SYSTEM_ADMIN,)),
            Place("people:units", _("单位"), "diagram-3", (Duty.SYSTEM_ADMIN,)),
            Place("matters:categories", _("分类"), "tags", (Duty.SYSTEM_ADMIN,)),
            Place("people:days", _("工作日历"), "calendar-event", (Duty.SYSTEM_ADMIN,)),
            Place("people:locks", _("锁定"), "lock", (Duty.SECURITY_ADMIN,)),
            Place("journal:index", _("日志"), "journal-text", (Duty.AUDIT_ADMIN,)),
            Place("ops:health", _("运行状况"), "activity", WATCHING),
        ),
    ),
    (
        _("我"),
        (
            Place("desk:my-data", _("我的数据"), "person"),
            Place("queue:index", _("后台任务"), "hourglass-split"),
            Place("desk:help", _("帮助"), "question-circle"),
            Place("matters:engine", _("系统怎样读文字"), "search"),
            Place("desk:certificate", _("合规自证"), "shield-check"),
        ),
    ),
)


class Numbers:
    """The few numbers in the frame of the page, each asked at most once a page."""

    def __init__(self, viewer: User) -> None:
        self.viewer = viewer

    @cached_property
    def unread(self) -> int:
        shown = Notice.objects.visible_to(self.viewer).shown(timezone.now())
        return shown.unread().order_by()[:MOST].count()

    @cached_property
    def waiting(self) -> int:
        return counts.waiting(self.viewer, MOST)


def menu(request: HttpRequest, viewer: User, numbers: Numbers) -> list[Group]:
    groups = []
    for title, places in PLACES:
        items = [
            Item(place.text, place.icon, url, url == request.path, _number(place, numbers))
            for place in places
            if (not place.duties or viewer.holds(*place.duties)) and (url := address(place.name))
        ]
        if items:
            groups.append(Group(title, items))
    return groups


def address(name: str) -> str:
    """Where a page is, or nothing as long as it is not built."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def for_page(request: HttpRequest) -> dict[str, Any]:
    """On the anonymous doors nothing may ask who is there, so there is no menu at all."""
    if request.path_info.startswith(PREFIX):
        return {"menu": [], "unread_notices": 0, "site_name": _("连心")}

    def numbers() -> Numbers | None:
        user: Any = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return None
        if not hasattr(request, "_numbers"):
            request._numbers = Numbers(user)  # type: ignore[attr-defined]
        kept: Numbers = request._numbers  # type: ignore[attr-defined]
        return kept

    def groups() -> list[Group]:
        kept = numbers()
        return menu(request, kept.viewer, kept) if kept else []

    def unread() -> int:
        kept = numbers()
        return kept.unread if kept else 0

    return {
        "menu": SimpleLazyObject(groups),
        "unread_notices": SimpleLazyObject(unread),
        "site_name": _("连心"),
    }


def _number(place: Place, numbers: Numbers) -> int:
    return getattr(numbers, place.counts) if place.counts else 0
