"""Which column of a sheet is what, by its heading or as the command says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from .refusals import CommandRefused

_WORDS: Final = {
    "编号": "留言编号 工单编号 诉求编号 来源编号 工单号 编号 单号 流水号 id",
    "用户": "留言用户 留言人 来电人 诉求人 投诉人 反映人 写信人 姓名 昵称 网友 用户",
    "主题": "留言主题 事项名称 主题 标题",
    "内容": "留言详情 留言内容 诉求内容 反映内容 问题描述 详情 正文 内容 描述 留言 text",
    "时间": "留言时间 反映时间 来电时间 登记时间 提交时间 发布时间 时间 日期",
    "单位": "涉及单位 责任单位 承办单位 单位 连队 社区",
    "分类": "一级标签 诉求类型 问题类型 分类 类别 label",
    "点赞": "点赞数 支持数 点赞 支持",
    "反对": "反对数 反对",
    "答复": "答复意见 答复内容 回复意见 回复内容 办理结果 处理结果 答复 回复",
    "答复时间": "答复时间 回复时间 答复日期 回复日期 办结时间",
    "联系方式": "联系方式 联系电话 手机号码 手机号 电话号码 电话 手机",
}
FIELDS: Final = {field: tuple(words.split()) for field, words in _WORDS.items()}
KNOWN: Final = tuple(dict.fromkeys(word for words in FIELDS.values() for word in words))


def recognised(header: Sequence[str], told: Sequence[str]) -> dict[str, int]:
    """Field → place. TOLD are 内容=留言详情 or just 留言详情 (then it is the 内容).

    Raises CommandRefused for a column that is not there and for a field nobody knows.
    """
    found: dict[str, int] = {}
    for each in told:
        field, named, heading = each.partition("=")
        if not named:
            field, heading = "内容", each
        if field not in FIELDS:
            raise CommandRefused(f"不认识“{field}”这一项；可以用：{'、'.join(FIELDS)}。")
        found[field] = place_of(header, heading)
    for whole in (True, False):
        for field, words in FIELDS.items():
            if field not in found:
                place = _by_words(header, words, set(found.values()), whole)
                if place is not None:
                    found[field] = place
    return found


def place_of(header: Sequence[str], heading: str) -> int:
    wanted = _spelled(heading)
    for place, name in enumerate(header):
        if _spelled(name) == wanted:
            return place
    raise CommandRefused(f"没有名为“{heading}”的列；表里有：{'、'.join(header)}。")


def needed(found: Mapping[str, int], *fields: str) -> None:
    """Raises CommandRefused when one of FIELDS has no column."""
    missing = [field for field in fields if field not in found]
    if missing:
        options = " ".join(f"--column {field}=列名" for field in missing)
        raise CommandRefused(f"认不出哪一列是“{'、'.join(missing)}”，请写明：{options}")


def _by_words(
    header: Sequence[str], words: Sequence[str], taken: set[int], whole: bool
) -> int | None:
    """Whole headings before endings of longer ones; 答复时间 is not taken for 时间 this way."""
    for word in words:
        for place, name in enumerate(header):
            spelled = _spelled(name)
            fits = spelled == word if whole else len(word) > 1 and spelled.endswith(word)
            if fits and place not in taken:
                return place
    return None


def _spelled(heading: str) -> str:
    return "".join(heading.split()).lower().strip("*：:()（）")
