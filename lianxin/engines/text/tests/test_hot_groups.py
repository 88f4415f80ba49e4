"""Which voices make one issue."""

from __future__ import annotations

import datetime as dt

from lianxin.engines.text.hot.group import group
from lianxin.engines.text.hot.voices import Said

DAY = dt.date(2026, 5, 4)
PUMP = ("三连水泵坏了", "红旗农场三连的水泵坏了半个月，棉花地浇不上水，机井房没人来修。")


def said(key: int, words: tuple[str, str] = PUMP, **changes: object) -> Said:
    return Said(key, *words, **{"day": DAY, "who": f"p{key}", **changes})


def test_voices_about_one_trouble_at_one_place_are_one_issue():
    others = [
        said(2, ("红旗农场三连浇不上水", "三连机井房的水泵坏了，棉花都要旱死了，请派人修水泵。")),
        said(3, ("幼儿园收费太高", "金太阳幼儿园的伙食费又涨了，没有公示。")),
    ]
    grouping = group([said(1), *others])
    assert [sorted(one.keys) for one in grouping.groups] == [[1, 2]]
    assert grouping.lone == (3,)


def test_nothing_said_makes_no_issue():
    assert group([]).groups == ()
    assert group([said(1, ("", ""))]).groups == ()
