"""Which column of somebody else's sheet is what: by its heading, then by what stands in it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from statistics import mean

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.engines.text.dates import read_date


class Field(models.TextChoices):
    """What a column may be, in the order in which people think of it."""

    SOURCE_ID = "source_id", _("来源编号")
    SPEAKER = "speaker", _("反映人")
    TITLE = "title", _("主题")
    BODY = "body", _("内容")
    SAID = "said", _("时间")
    UNIT = "unit", _("单位")
    CATEGORY = "category", _("分类")
    SOURCE = "source", _("来源系统")
    LIKES = "likes", _("点赞数")
    DISLIKES = "dislikes", _("反对数")
    REPLY = "reply", _("答复内容")
    REPLIED = "replied", _("答复时间")
    CONTACT = "contact", _("联系方式")
    AFFECTED = "affected", _("涉及人数")


REASON = _("未导入原因")  # the column that a sheet of refused rows carries; read past

# A heading is compared whole first, then as the end of a longer one: 市民来电时间.
WORDS: dict[Field, str] = {
    Field.SOURCE_ID: "来源编号 留言编号 工单编号 诉求编号 工单号 编号 单号 流水号 id",  # data
    Field.SPEAKER: "反映人 留言用户 留言人 来电人 诉求人 投诉人 写信人 姓名 昵称 网友 用户",  # data
    Field.TITLE: "主题 留言主题 标题 事项名称",  # data
    Field.BODY: "内容 留言详情 留言内容 诉求内容 反映内容 问题描述 详情 正文 描述",  # data
    Field.SAID: "时间 留言时间 反映时间 来电时间 登记时间 提交时间 发布时间 日期",  # data
    Field.UNIT: "单位 涉及单位 责任单位 承办单位 连队 社区",  # data
    Field.CATEGORY: "分类 类别 诉求类型 问题类型 一级标签",  # data
    Field.SOURCE: "来源系统 来源渠道 来源 渠道 平台",  # data
    Field.LIKES: "点赞数 点赞 赞 支持数 支持",  # data
    Field.DISLIKES: "反对数 反对 踩",  # data
    Field.REPLY: "答复内容 答复意见 答复 回复内容 回复意见 回复 办理结果 处理结果 办理情况",  # data
    Field.REPLIED: "答复时间 回复时间 答复日期 回复日期 办结时间 办结日期",  # data
    Field.CONTACT: "联系方式 联系电话 电话 手机 手机号 手机号码 来电号码 电话号码",  # data
    Field.AFFECTED: "涉及人数 人数",  # data
}
KNOWN = tuple(word for words in WORDS.values() for word in words.split())
ENOUGH_DATES = 0.8
LONG_TEXT = 15


def own_headings(headings: Sequence[str]) -> list[str]:
    """The headings without the column of reasons that we put behind them ourselves."""
    found = list(headings)
    return found[:-1] if found and found[-1] == str(REASON) else found


def signature(headings: Sequence[str]) -> str:
    """The same for the same form of next month."""
    names = json.dumps(own_headings(headings), ensure_ascii=False)
    return hashlib.sha256(names.encode()).hexdigest()


def propose(
    headings: Sequence[str], sample: Sequence[Sequence[str]], today: dt.date
) -> dict[str, int]:
    """A guess for a person to confirm: field → place of its column."""
    guess = _by_heading(own_headings(headings))
    columns = {
        place: [row[place] for row in sample if place < len(row) and row[place]]
        for place in range(len(own_headings(headings)))
        if place not in guess.values()
    }
    if Field.SAID not in guess:
        dated = next((p for p, values in columns.items() if _are_dates(values, today)), None)
        if dated is not None:
            guess[Field.SAID] = dated
            del columns[dated]
    if Field.BODY not in guess:
        longest = max(columns, key=lambda place: _length(columns[place]), default=None)
        if longest is not None and _length(columns[longest]) >= LONG_TEXT:
            guess[Field.BODY] = longest
    return {str(field): place for field, place in guess.items()}


def _by_heading(headings: list[str]) -> dict[Field, int]:
    """Whole words before parts of words, so that 答复时间 is not taken for the time it was said."""
    guess: dict[Field, int] = {}
    for whole in (True, False):
        for place, heading in enumerate(headings):
            if place in guess.values():
                continue
            field = _meant(heading, whole)
            if field and field not in guess:
                guess[field] = place
    return guess


def _meant(heading: str, whole: bool) -> Field | None:
    name = "".join(heading.split()).lower().strip("*：:()（）")
    best: tuple[int, Field] | None = None
    for field, words in WORDS.items():
        for word in words.split():
            fits = name == word if whole else len(word) > 1 and name.endswith(word)
            if fits and (best is None or len(word) > best[0]):
                best = (len(word), field)
    return best[1] if best else None


def _are_dates(values: list[str], today: dt.date) -> bool:
    if not values:
        return False
    read = sum(read_date(value, today=today).date is not None for value in values)
    return read >= ENOUGH_DATES * len(values)


def _length(values: list[str]) -> float:
    return mean(map(len, values)) if values else 0
