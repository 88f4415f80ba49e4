"""What the first page shows to whom: one part for each duty a person has.

Only what waits for the reader stands here. Nothing on it is a number about a person.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.desk.navigation import address
from lianxin.kernel import charts
from lianxin.matters.figures import today as figures
from lianxin.matters.figures import weekly
from lianxin.people.duties import HANDLING, Duty

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from lianxin.people.models import User


@dataclass(frozen=True)
class Kind:
    """A kind of thing to do: how it is called, and the list where all of them stand."""

    key: str  # a field of figures.Today
    title: StrPromise
    icon: str
    place: str = ""
    asked: str = ""  # of that list
    tone: str = "secondary"


@dataclass(frozen=True)
class Section:
    title: StrPromise
    icon: str
    tone: str
    items: figures.Several
    more: str


@dataclass(frozen=True)
class Part:
    """What one duty brings today; FIRST is what to do when nothing waits."""

    title: StrPromise | str
    sections: list[Section]
    first: StrPromise | str


LIST = "matters:index"
DECIDING = (
    Kind("meetings", _("会商，等您指定责任人"), "people-fill", tone="danger"),
    Kind("approvals", _("延期和办结，等您审批"), "clipboard-check", tone="warning"),
    Kind("watched", _("督办中的事项"), "flag", "matters:watched"),
    Kind("overdue", _("超期的事项"), "alarm", "matters:watched", tone="danger"),
)
HANDLING_KINDS = (
    Kind("late", _("我负责的，已超期"), "alarm", LIST, "?whose=mine&mark=late", "danger"),
    Kind("waiting", _("等着受理的诉求"), "inbox", "matters:waiting", tone="warning"),
    Kind("offers", _("别人转给我的，等我接收或退回"), "arrow-left-right", tone="warning"),
    Kind(
        "due",
        _("三个工作日内到期"),
        "hourglass-split",
        LIST,
        "?whose=mine&state=in_hand",
        "warning",
    ),
    Kind("messages", _("反映人的新留言"), "envelope"),
    Kind("revisits", _("该回访了"), "telephone"),
    Kind("promises", _("我答应过的"), "pin-angle", LIST, "?whose=mine&kind=promise"),
    Kind("drafts", _("没写完的答复"), "pencil"),
    Kind("answered", _("已答复，等我办结"), "check-circle", LIST, "?whose=mine&state=answered"),
)
OWN = (
    Kind("answers", _("有新答复"), "reply", "matters:my-voices", tone="success"),
    Kind("raised", _("我反映的，正在办"), "card-list", "matters:my-voices"),
)
OFFERED = HANDLING_KINDS[2:3]


def parts(viewer: User, found: figures.Today) -> list[Part]:
    """The parts of all one's duties, what must be decided first."""
    shown = []
    if viewer.holds(Duty.LEADER):
        nothing = gettext("没有等您决定的事。有会商、延期申请或超期的事项时，会出现在这里。")
        shown.append(Part(gettext("等您决定和督促的"), _sections(DECIDING, found), nothing))
    if viewer.holds(*HANDLING):
        nothing = gettext(
            "没有等您办的事。下去走走，听到的事用“代为登记”录进来，后面就有人管、有期限。"
        )
        shown.append(Part(gettext("等您办的"), _sections(HANDLING_KINDS, found), nothing))
    elif found.offers:
        shown.append(Part(gettext("等您办的"), _sections(OFFERED, found), ""))
    nothing = gettext(
        "您还没有反映过事情。有困难、有意见、有建议，点“我要反映”，谁在办、办到哪一步都看得到。"
    )
    own = _sections(OWN, found)
    if own or not viewer.holds(*HANDLING):
        shown.append(Part(gettext("您反映的"), own, nothing))
    return shown


def _sections(kinds: tuple[Kind, ...], found: figures.Today) -> list[Section]:
    return [
        Section(one.title, one.icon, one.tone, items, _more(one))
        for one in kinds
        if (items := getattr(found, one.key))
    ]


def _more(kind: Kind) -> str:
    url = address(kind.place) if kind.place else ""
    return f"{url}{kind.asked}" if url else ""


def weeks(viewer: User, today: dt.date) -> SafeString | str:
    """For leaders: how many voices came in each week, by subject."""
    if not viewer.holds(Duty.LEADER):
        return ""
    found = weekly.by_subject(viewer, today)
    if not found.subjects:
        return ""
    labels = [f"{monday.month}-{monday.day:02}" for monday in found.mondays]
    return charts.lines(gettext("近 12 周各类诉求（件，按周一的日期）"), labels, found.subjects)
