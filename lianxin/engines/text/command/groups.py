"""Verbs that look at all rows together: copies, hot issues, replies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from ..dates import read_date
from ..hot.group import group
from ..hot.heat import heat
from ..hot.titles import describe
from ..hot.voices import Said
from ..near.batch import groups, pairs
from .columns import needed
from .job import Job, message
from .refusals import CommandRefused
from .tables import opened, written

ISSUES: Final = ("热度排名", "问题ID", "热度指数", "时间范围", "地点/人群", "问题描述")
DETAILS: Final = (
    *("问题ID", "留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"),
)
_FIELDS: Final = ("编号", "用户", "主题", "时间", "内容", "反对", "点赞")
_NUMBERS: Final = ("反对", "点赞")
MOST_ROWS: Final = 200_000


def near(job: Job) -> str:
    """The group of copies each row belongs to, and the row that came first in it."""
    with opened(job.source, job.columns, job.sheet) as sheet:
        needed(sheet.columns, "内容")
        header, columns, rows = sheet.header, sheet.columns, _all(sheet.rows)
    found = groups(pairs((at, message(row, columns)) for at, row in enumerate(rows)))
    number = {at: count for count, one in enumerate(found, 1) for at in one.members}
    with written(job.target, replace=job.replace) as writer:
        writer.begin("重复", [*header, "重复组", "组内条数", "最早的一行"])
        for at, row in enumerate(rows):
            if at in number:
                one = found[number[at] - 1]
                # The heading is line 1 of the sheet that is written.
                writer.row([*row, number[at], len(one.members), one.representative + 2])
            else:
                writer.row([*row, None, None, None])
    return f"共 {len(rows)} 行，{len(number)} 行有重复，合成 {len(found)} 组。"


def hot(job: Job) -> str:
    """The two tables that are asked for: the issues, and what was said about each."""
    with opened(job.source, job.columns, job.sheet) as sheet:
        needed(sheet.columns, "内容", "时间")
        columns, rows = sheet.columns, _all(sheet.rows)
    said = {}
    for at, row in enumerate(rows):
        day = read_date(row[columns["时间"]], today=job.today).date
        if day is not None:
            said[at] = _said(at, row, columns, day)
    if not said:
        raise CommandRefused("没有一行的时间能读懂，排不出热点；请看“时间”列是否认对了。")
    last = max(one.day for one in said.values())
    grouping = group(list(said.values()))
    ranked = sorted(
        (
            (heat([said[key] for key in one.keys], today=last, cohesion=one.cohesion), one)
            for one in grouping.groups
        ),
        key=lambda pair: (-pair[0].total, pair[1].keys),
    )[: job.top]
    with written(job.target, replace=job.replace) as writer:
        writer.begin("热点问题表", ISSUES)
        for rank, (warm, one) in enumerate(ranked, 1):
            told = describe([said[key] for key in one.keys])
            period = f"{told.first_day:%Y/%m/%d} 至 {told.last_day:%Y/%m/%d}"
            writer.row([rank, rank, round(warm.total, 2), period, told.place, told.title])
        writer.begin("热点问题留言明细表", DETAILS)
        for rank, (_, one) in enumerate(ranked, 1):
            for key in sorted(one.keys, key=lambda key: (said[key].day, key)):
                writer.row([rank, *_detail(rows[key], columns)])
    left = len(rows) - len(said)
    return (
        f"共 {len(rows)} 行，合成 {len(grouping.groups)} 个问题，列出最热的 {len(ranked)} 个。"
        + (f"{left} 行的时间读不懂，没有计入。" if left else "")
    )


def _said(at: int, row: tuple[str, ...], columns: dict[str, int], day: dt.date) -> Said:
    def cell(field: str) -> str:
        return row[columns[field]].strip() if field in columns else ""

    who, likes = cell("用户"), cell("点赞")
    supporters = int(likes) if likes.isascii() and likes.isdecimal() and len(likes) < 10 else 0
    return Said(at, cell("主题"), cell("内容"), day, who, cell("单位"), supporters)


def _detail(row: tuple[str, ...], columns: dict[str, int]) -> list[str | int]:
    cells: list[str | int] = []
    for field in _FIELDS:
        text = row[columns[field]].strip() if field in columns else ""
        number = field in _NUMBERS and text.isascii() and text.isdecimal() and len(text) < 10
        cells.append(int(text) if number else text)
    return cells


def _all(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    held: list[tuple[str, ...]] = []
    for row in rows:
        if len(held) == MOST_ROWS:
            raise CommandRefused(f"超过 {MOST_ROWS} 行，请拆成几份。")
        held.append(row)
    return held
