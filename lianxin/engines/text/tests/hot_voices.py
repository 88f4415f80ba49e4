"""Voices for the tests of hot issues, all made up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lianxin.engines.text.hot.voices import Said

DAY = dt.date(2026, 5, 4)
PUMP = (
    ("红旗农场水泵坏了", "红旗农场的水泵坏了半个月，棉花地浇不上水，机井房没人来修。"),
    ("红旗农场浇不上水", "红旗农场机井房的水泵坏了，棉花都要旱死了，请派人修水泵。"),
    ("水泵坏了没人修", "我在红旗农场种棉花，水泵坏了很久，浇不上水，机井房锁着门。"),
)
KINDERGARTEN = (
    ("金太阳幼儿园伙食费又涨了", "金太阳幼儿园的伙食费这学期又涨了，没有公示收费标准。"),
    ("金太阳幼儿园乱收费", "金太阳幼儿园伙食费涨了一百元，不公示，家长问了也不答。"),
)
BUS = ("夜班没有班车", "下了夜班已经没有班车，职工只能走路回宿舍，天黑不安全。")


def said(key: int, words: tuple[str, str] = PUMP[0], **changes: Any) -> Said:
    return Said(key, *words, **{"day": DAY, "who": f"person {key}", **changes})


def many(*texts: tuple[str, str], start: int = 1, **changes: Any) -> list[Said]:
    return [said(start + at, words, **changes) for at, words in enumerate(texts)]


def sets(grouping: Any) -> list[list[int]]:
    return sorted(sorted(one.keys) for one in grouping.groups)
