"""A title without its greetings and phrases of asking."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 40

_BEFORE: Final = re.compile(
    r"^(?:(?:尊敬的)?(?:各位)?[\u4e00-\u9fff]{0,4}(?:领导|书记|市长|县长|区长)(?:们)?[：:，,、\s]*(?:您好|你好)?|您好|你好"
    r"|(?:再次|强烈|二次|第[一二三四五]次|[二三四]次?|实名)?(?:反映|反应|投诉|举报|咨询|请问|请求|恳请|恳求|关于|建议|希望)(?:一下)?"
    r"|(?:请|求)(?=[A-Za-z\u4e00-\u9fff]))[！!，,。：:\s]*"
)
_AFTER: Final = re.compile(
    r"(?:[的]?(?:相关|有关)?(?:问题|情况|事宜|事情|咨询|投诉|反映|建议|请求|报告)"
    r"|[！!？?。．.…~～，,；;\s]+)$"
)


def trimmed(title: str) -> str:
    """TITLE without what says only that somebody speaks or asks.

    >>> trimmed("尊敬的领导您好，反映四团三连滴灌带漏水的问题！")
    '四团三连滴灌带漏水'
    """
    whole = " ".join(title.split())
    text = whole
    for _ in range(3):
        shorter = _BEFORE.sub("", text, count=1)
        text = shorter if len(shorter) >= 4 else text
    for _ in range(3):
        shorter = _AFTER.sub("", text, count=1)
        text = shorter if len(shorter) >= 4 else text
    return _cut(text or whole)


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    stop = max(text.rfind(sign, 12, LONGEST) for sign in "，。；！？,;!?")
    return text[:stop] if stop > 0 else text[: LONGEST - 1] + "…"
