"""Verbs that look at one row at a time: masking, words, keywords."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import AbstractContextManager
from typing import Final

from ..keywords import keywords as find_keywords
from ..masking import mask as masked
from ..personal import Kind
from ..segment import words
from .columns import needed, place_of
from .job import Job, message
from .tables import Writer, opened, written

LABELS: Final = {
    Kind.MOBILE: "手机号",
    Kind.LANDLINE: "电话",
    Kind.ID_CARD: "身份证号",
    Kind.BANK_CARD: "银行卡号",
    Kind.EMAIL: "邮箱",
    Kind.ACCOUNT: "QQ 或微信",
    Kind.PLATE: "车牌",
    Kind.ADDRESS: "门牌",
    Kind.NAME: "姓名",
}
STARS: Final = "***"
MOST_OTHERS: Final = 2_000
"""Texts of other groups that a group is compared with."""
_READ: Final = ("主题", "内容", "答复")
_PERSONS: Final = ("姓名", "人")


def mask(job: Job) -> str:
    """Every text with stars for what leads to a person; names and telephones of their own columns
    go altogether."""
    rows = hidden = 0
    with opened(job.source, job.columns, job.sheet) as sheet, _out(job) as writer:
        whole = {sheet.columns[field] for field in ("联系方式",) if field in sheet.columns}
        if "用户" in sheet.columns and sheet.header[sheet.columns["用户"]].endswith(_PERSONS):
            whole.add(sheet.columns["用户"])
        read = {sheet.columns[field] for field in _READ if field in sheet.columns}
        if job.everything:
            read = set(range(len(sheet.header))) - whole
        elif not whole and not read:
            needed(sheet.columns, "内容")
        writer.begin("遮盖", [*sheet.header, "遮盖了什么"])
        for row in sheet.rows:
            cells, counted = _masked(row, read, whole)
            rows, hidden = rows + 1, hidden + counted.total()
            writer.row([*cells, "、".join(f"{name} {count}" for name, count in counted.items())])
    return f"共 {rows} 行，遮盖 {hidden} 处。遮盖由规则完成，发出前请再看一遍。"


def _masked(
    row: tuple[str, ...], read: set[int], whole: set[int]
) -> tuple[list[str], Counter[str]]:
    cells, counted = list(row), Counter[str]()
    for place, text in enumerate(row):
        if place in whole and text.strip():
            cells[place] = STARS
            counted["整格"] += 1
        elif place in read:
            result = masked(text)
            cells[place] = result.text
            counted.update(LABELS[found.kind] for found in result.found)
    return cells, counted


def terms(job: Job) -> str:
    """The words of each row, by which it can be found."""
    rows = 0
    with opened(job.source, job.columns, job.sheet) as sheet, _out(job) as writer:
        needed(sheet.columns, "内容")
        writer.begin("分词", [*sheet.header, "词"])
        for rows, row in enumerate(sheet.rows, 1):  # noqa: B007 - counted on purpose
            cut = (word.text for word in words(message(row, sheet.columns)))
            writer.row([*row, " ".join(cut)])
    return f"共 {rows} 行。"


def keywords(job: Job) -> str:
    """The words that tell what a sheet is about; with a column to group by, each group against
    the others."""
    groups: dict[str, list[str]] = defaultdict(list)
    with opened(job.source, job.columns, job.sheet) as sheet:
        needed(sheet.columns, "内容")
        place = place_of(sheet.header, job.by) if job.by else None
        for row in sheet.rows:
            group = "全部" if place is None else row[place].strip() or "（空）"
            groups[group].append(message(row, sheet.columns))
    with _out(job) as writer:
        writer.begin("关键词", [job.by or "范围", "关键词", "分值", "出现在几条里"])
        for group, texts in groups.items():
            others = _others(groups, group)
            for found in find_keywords(texts, others or None, job.top):
                writer.row([group, found.word, round(found.score, 2), found.count])
    return f"共 {sum(map(len, groups.values()))} 行，{len(groups)} 组。"


def _others(groups: dict[str, list[str]], group: str) -> list[str]:
    """Texts of the other groups, taken evenly: enough to know which words are common."""
    texts = [text for name, held in groups.items() if name != group for text in held]
    return texts[:: len(texts) // MOST_OTHERS + 1]


def _out(job: Job) -> AbstractContextManager[Writer]:
    return written(job.target, replace=job.replace)
