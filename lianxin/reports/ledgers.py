"""Ledgers are queries with named columns; what each column means stands beside it.

There is no way to add a row: a row is there because a voice came in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.engines.typeset.ledger import Kind, Value
from lianxin.matters.figures.ledger import LedgerRow

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NOT_ENTERED = _("未填")  # should be there, and nobody has entered it
NOT_YET = "—"  # has not happened, or does not apply


@dataclass(frozen=True)
class Column:
    """One column: what it says, where its value comes from, and how it shows that it is empty.

    ``width`` is in half-width characters. ``shown`` columns stand on the screen and on paper;
    the spreadsheet has them all.
    """

    key: str
    heading: StrPromise
    width: int
    kind: Kind
    definition: StrPromise
    value: Callable[[Any], Value]  # of a row of its own ledger
    missing: StrPromise | str = NOT_YET
    shown: bool = False

    def cell(self, row: Any) -> Value:
        """What is missing is shown as missing, never as an empty place or a zero."""
        value = self.value(row)
        if value is None or value == "":
            return str(self.missing)
        return value


@dataclass(frozen=True)
class Cell:
    """A value as it stands on the page."""

    key: str
    heading: StrPromise
    text: str
    is_number: bool


@dataclass(frozen=True)
class Line:
    """A row of the ledger with its shown cells."""

    row: LedgerRow
    cells: list[Cell]
    stamp: str


@dataclass(frozen=True)
class Ledger:
    key: str
    title: StrPromise
    about: StrPromise
    columns: tuple[Column, ...]

    def shown(self) -> list[Column]:
        return [column for column in self.columns if column.shown]

    def lines(self, rows: Iterable[LedgerRow]) -> list[Line]:
        """Rows for the screen and for paper."""
        shown = self.shown()
        return [Line(row, [_cell(column, row) for column in shown], stamp(row)) for row in rows]


def _cell(column: Column, row: LedgerRow) -> Cell:
    value = column.cell(row)
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date()
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    return Cell(column.key, column.heading, text, column.kind is Kind.NUMBER)


def stamp(row: LedgerRow) -> str:
    """补录 with the day on which it was written down, for what was written down later."""
    if not row.recorded_late:
        return ""
    return gettext("补录 %(day)s") % {"day": row.received_on.isoformat()}


def _yes(value: bool) -> str:
    return gettext("是") if value else gettext("否")


def _of_matter(row: LedgerRow, value: Value) -> Value:
    """A count of what happened to a matter; where there is no matter there is no zero either."""
    return value if row.matter else None


TEXT, NUMBER, DATE = Kind.TEXT, Kind.NUMBER, Kind.DATE

VOICES = Ledger(
    "voices",
    _("诉求台账"),
    _("一条诉求一行，从受理、办理、答复、评价的过程中自动查出，不能手工添加或改动。"),
    (
        Column(
            "number",
            _("编号"),
            13,
            TEXT,
            _("受理后为事项编号，同一事项的几条诉求编号相同；未受理的导入件为来源系统的编号。"),
            lambda row: row.number,
            shown=True,
        ),
        Column(
            "source",
            _("来源"),
            10,
            TEXT,
            _("本人填写、匿名、意见箱纸条、走访、来访、来电、来信；导入件为来源系统的名称。"),
            lambda row: row.source,
            NOT_ENTERED,
            shown=True,
        ),
        Column(
            "said_on",
            _("反映日期"),
            11,
            DATE,
            _("反映人说这件事的日期；匿名件只记到日期。"),
            lambda row: row.said_on,
            NOT_ENTERED,
            shown=True,
        ),
        Column(
            "received_on",
            _("登记日期"),
            11,
            DATE,
            _("进入本系统的日期；筛选的起止日期按这一列。"),
            lambda row: row.received_on,
        ),
        Column(
            "stamp",
            _("补录"),
            16,
            TEXT,
            _("代为登记或导入的，登记日期晚于反映日期即标补录，并写明登记日期。"),
            stamp,
        ),
        Column(
            "who",
            _("反映人"),
            12,
            TEXT,
            _("实名的姓名；匿名件和纸条为“匿名”；代为登记而没有留名的为“未留名”。"),
            lambda row: row.who,
            NOT_ENTERED,
            shown=True,
        ),
        Column(
            "unit",
            _("涉及单位"),
            14,
            TEXT,
            _("诉求所说的事发生在哪个单位。"),
            lambda row: row.unit,
            NOT_ENTERED,
            shown=True,
        ),
        Column(
            "category",
            _("分类"),
            14,
            TEXT,
            _("受理时核定的分类；未受理的为提交时所选。"),
            lambda row: row.category,
            NOT_ENTERED,
            shown=True,
        ),
        Column(
            "title",
            _("主题"),
            32,
            TEXT,
            _("诉求的标题，提交人或登记人所写。"),
            lambda row: row.title,
            NOT_ENTERED,
            shown=True,
        ),
        Column(
            "text",
            _("内容"),
            48,
            TEXT,
            _("诉求原文。"),
            lambda row: row.text,
            NOT_ENTERED,
        ),
        Column(
            "affected",
            _("涉及人数"),
            9,
            NUMBER,
            _("反映人所说的涉及人数，没有说的按 1 人。"),
            lambda row: row.affected,
        ),
        Column(
            "urgency",
            _("缓急"),
            10,
            TEXT,
            _("受理时核定，决定办理期限；未受理的没有。"),
            lambda row: row.urgency,
        ),
        Column(
            "owner",
            _("责任人"),
            14,
            TEXT,
            _("现在对这件事负责的人；转办在对方接收之前仍是原来的人。"),
            lambda row: row.owner,
            shown=True,
        ),
        Column(
            "helpers",
            _("协办人"),
            16,
            TEXT,
            _("协助办理的人，不承担责任。"),
            lambda row: row.helpers,
        ),
        Column(
            "accepted_at",
            _("受理日期"),
            11,
            DATE,
            _("政工员受理、成为事项的日期。"),
            lambda row: row.accepted_at,
        ),
        Column(
            "due",
            _("办结期限"),
            11,
            DATE,
            _("按缓急和工作日历计算，转办不重新计算；经批准延期的为延期后的日期。"),
            lambda row: row.due,
            shown=True,
        ),
        Column(
            "extended_to",
            _("延期至"),
            11,
            DATE,
            _("最近一次经批准的延期；没有延期的为“—”。"),
            lambda row: row.extended_to,
        ),
        Column(
            "state",
            _("状态"),
            10,
            TEXT,
            _("待受理、不予受理、历史件，或事项的办理中、已答复、已办结。"),
            lambda row: row.state,
            NOT_ENTERED,
            shown=True,
        ),
        Column(
            "is_late",
            _("是否超期"),
            9,
            TEXT,
            _("办理中并且已过办结期限的为“是”；未受理的为“—”。"),
            lambda row: _of_matter(row, _yes(row.is_late)),
        ),
        Column(
            "answered_on",
            _("答复日期"),
            11,
            DATE,
            _("最近一次正式答复送达的日期；没有正式答复的取阶段答复。"),
            lambda row: row.answered_on,
        ),
        Column(
            "reply",
            _("答复摘要"),
            40,
            TEXT,
            _("上述答复的开头部分。"),
            lambda row: row.reply,
        ),
        Column(
            "closure",
            _("办结类型"),
            18,
            TEXT,
            _("实质性、阶段性，或程序性办结（写明哪一种）；只有实质性办结算解决。"),
            lambda row: row.closure,
            shown=True,
        ),
        Column(
            "verdict",
            _("本人评价"),
            10,
            TEXT,
            _("反映人最近一次评价，分非常满意、满意、基本满意、不满意；没有评价的为“—”。"),
            lambda row: row.verdict,
            shown=True,
        ),
        Column(
            "closed_at",
            _("办结日期"),
            11,
            DATE,
            _("办结的日期；重启后再办结的取最近一次。"),
            lambda row: row.closed_at,
        ),
        Column(
            "is_solved",
            _("是否解决"),
            9,
            TEXT,
            _("已办结并且办结类型是实质性办结的为“是”。"),
            lambda row: _of_matter(row, _yes(row.is_solved)),
        ),
        Column(
            "revisit",
            _("回访"),
            20,
            TEXT,
            _("最近一次回访的结果；没有回访的为“—”。"),
            lambda row: row.revisit,
        ),
        Column(
            "bounces",
            _("退回次数"),
            9,
            NUMBER,
            _("转办被退回或逾期未答的次数；未受理的为“—”。"),
            lambda row: _of_matter(row, row.bounces),
        ),
        Column(
            "reopened",
            _("重启次数"),
            9,
            NUMBER,
            _("答复或办结之后又重新办理的次数；未受理的为“—”。"),
            lambda row: _of_matter(row, row.reopened),
        ),
        Column(
            "level",
            _("督办"),
            10,
            TEXT,
            _("普通、黄牌、红牌督办；没有督办的为“—”。"),
            lambda row: row.level,
        ),
    ),
)

LEDGERS = {VOICES.key: VOICES}
