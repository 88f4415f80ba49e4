"""Whatever is typed is checked: no crash, places inside the texts, time linear in the length."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from lianxin.engines.text.replies.check import check
from lianxin.engines.text.replies.points import MOST_POINTS, points
from lianxin.engines.text.replies.reuse import suggest

TEXTS = [
    "", " ", "好", "?", "\n\t\t\t", "。" * 50, "😀😀😀？", "\ud800为什么\udfff？",
    "a\x00b为何\x00？",
    "سۇ توختاپ قالدى؟", "ཆུ་ཆད་སོང་།", "<p>停水<br/>三天</p>&nbsp;何时修？", "1、2、3、", "《" * 40,
    "(¯`·._)｡◕‿◕｡ 谁管？", "①②③", "一、一、一、", "2026年13月45日前修好", "99999999999年内完成",
    "九十九个工作日内，九九月九九日，三十二日前", "将于0月0日完成", "“" * 300 + "反映",
]  # fmt: skip
TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("other", ["", "路灯何时修好？", "已派人查看，三天内修好。"])
def test_nothing_crashes_and_every_place_is_inside(text, other):
    for voice, reply in ((text, other), (other, text), (text, text)):
        seen = check(voice, reply, earlier=[(1, text)], received=TODAY, today=TODAY, due=TODAY)
        for one in seen.points:
            assert voice[one.point.start : one.point.end] == one.point.text
        parts = seen.parts
        spans = [*parts.says_who, *parts.says_when, *parts.basis, *parts.explains]
        spans += [span for one in seen.points for span in one.reply_spans]
        spans += [span for copy in seen.copied for span in copy.spans]
        assert all(0 <= span.start < span.end <= len(reply) for span in spans)
        assert 0 <= seen.explains_probability <= 1
        assert 0 <= seen.is_about <= 1
        suggest(voice, [(1, text, reply), (2, reply, text)])


HARD = {
    "one sign": "啊",
    "questions": "为什么不修？",
    "items": "1、请修路灯，",
    "dates": "将于6月底前完成，",
    "quotes": "反映“",
    "brackets": "《第一条",
    "lines": "停水了\n\t\t",
    "no stop": "已经转交有关部门调查核实处理",
    "digits": "1.",
    "marks": "<!(（",
}


def seconds(text: str) -> float:
    begin = time.process_time()
    check(text, text, earlier=[(1, text)], today=TODAY)
    return time.process_time() - begin


@pytest.mark.parametrize("unit", HARD.values(), ids=HARD.keys())
def test_four_times_the_text_takes_about_four_times_as_long(unit):
    small, large = (seconds((unit * size)[:size]) for size in (4_000, 16_000))
    assert large < 10 * small + 0.1  # quadratic were sixteen times


def test_a_hundred_thousand_signs_take_a_few_seconds():
    assert seconds("".join(HARD.values()) * 2_000) < 6


def test_no_more_points_than_anyone_answers():
    asked = "".join(f"第{n}号路灯什么时候修好？" for n in range(5_000))
    assert len(points(asked)) <= MOST_POINTS
