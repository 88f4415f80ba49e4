"""What a text is about: pairs of signs without the words that every letter has.

Pairs (character bigrams) need no dictionary and survive names of places that none knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from .sentences import spelled

# The furniture of letters to and from an office, and words of grammar. Written by reasoning.
_FURNITURE: Final = """
您好 你好 网友 留言 收悉 来信 来电 来函 来邮 帖子 网帖 帖文 反映 反应 问题 情况 回复 答复 如下
相关 有关 部门 单位 工作 感谢 谢谢 支持 理解 监督 关心 关注 领导 书记 市长 县长 区长 局长
尊敬 亲爱 希望 请求 恳请 恳求 请问 咨询 投诉 举报 建议 要求 解决 处理 尽快 尽早 及时 进行
关于 对于 现将 现就 现作 调查 核实 了解 我们 你们 他们 咱们 自己 大家 这个 那个 这些 那些 什么
怎么 为什么 为何 如何 是否 能否 可否 可以 能够 应该 应当 需要 没有 不是 就是 还是 但是 可是
因为 所以 如果 而且 并且 以及 或者 由于 根据 按照 通过 目前 现在 已经 一直 一个 一些 不能
不会 这样 那样 非常 十分 比较 特别 政府 群众 百姓 老百姓 市民 居民 村民 业主 联系 电话 联系人
特此 再次 欢迎 继续 给予 予以 作出 高度 重视 认真 第一时间 组织 人员 收到 交办 转交 转办 办理
经过 下一步 具体 实际 积极 加强 进一步 人民 为民 办事 规定 政策 严重 影响 方面 主要 实施
明确 提出 意见 诉求 考虑 同时 左右 可能 几次 当时 因此 期间 程序 社会 国家 标准 条件 方案 方便 完成
负责 生活 文件 办法 通知 精神 范围 内容 方式 措施 结果 结合 属于 以及 其中 其他 目的 准确 详细 核处
帖子 平台 网站 专门 包括 造成 导致 无法 存在 发现 之后 之前 以后 以前
每年 每天 每月 拨打 来访 反馈 此致 敬礼 时间 今年 去年 明年 年 月 日
""".split()  # noqa: SIM905 - a list of words is read as words
_NOISE: Final = re.compile("|".join(sorted(map(re.escape, _FURNITURE), key=len, reverse=True)))
_GRAMMAR: Final = re.compile(
    "[的了是在和与及或也都就又还很被把对从到向给让吗呢吧啊呀这那我你您他她它们着过地得所之其而但若即等有个以为于不]"
)
_RUN: Final = re.compile(r"[a-z]?\d+[a-z]*|[a-z]+|[^\W\d_a-z]+")

_HAN: Final = re.compile(r"[\u3400-\u9fff]+")
_NUMBERING: Final = re.compile(r"\d{1,2}|(?:19|20)\d\d|[a-z]")
"""Numbers of lists and dates, lone letters: they stand in every letter."""


def pairs(plain_text: str) -> set[str]:
    """Pairs of signs, codes and numbers of a plain text.

    >>> sorted(pairs("您好，请问a3区路灯何时修？"))
    ['a3', '何时', '区路', '时修', '灯何', '路灯']
    """
    found: set[str] = set()
    for run in _RUN.findall(_bare(plain_text)):
        if run[0].isascii() or run.isdecimal():
            if not _NUMBERING.fullmatch(run):
                found.add(run)
        else:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


def signs(plain_text: str) -> set[str]:
    """The single signs of a plain text that carry meaning: other words often keep one of them."""
    return set("".join(_HAN.findall(_bare(plain_text))))


def _bare(plain_text: str) -> str:
    return _GRAMMAR.sub(" ", _NOISE.sub(" ", plain_text))


def about(text: str) -> set[str]:
    """The pairs of a text as it was given."""
    return pairs(spelled(text))


def share(part: set[str], whole: set[str]) -> float:
    """How much of PART stands in WHOLE, 0…1; of nothing, nothing."""
    return len(part & whole) / len(part) if part else 0.0


def union(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)
