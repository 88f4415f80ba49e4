"""Promises, their days, and the advice that follows from what a reply says and leaves out."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.engines.text.replies.advice import Code
from lianxin.engines.text.replies.check import check
from lianxin.engines.text.replies.promises import due_day

TODAY = dt.date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("将于2026年12月5日前修好", "2026-12-05"),
        ("预计12月底完工", "2026-12-31"),
        ("计划明年3月上旬开工", "2027-03-10"),
        ("力争1月15日前发放", "2027-01-15"),
        ("12月前完成", "2026-11-30"),
        ("三个工作日内退款", "2026-11-26"),
        ("5天内答复", "2026-11-28"),
        ("两周内答复", "2026-12-07"),
        ("本周内安排", "2026-11-29"),
        ("月底前清理", "2026-11-30"),
        ("下季度启动", "2027-03-31"),
        ("年底前通车", "2026-12-31"),
        ("2027年上半年交付", "2027-06-30"),
        ("13月40日前完成", None),
        ("尽快解决", None),
    ],
)
def test_the_last_day_a_promise_names(text, due):
    assert due_day(text, TODAY) == (dt.date.fromisoformat(due) if due else None)


def test_without_today_only_full_dates_are_read():
    assert due_day("2026年12月5日前修好", None) == dt.date(2026, 12, 5)
    assert due_day("月底前清理", None) is None
    assert due_day("12月5日前修好", None) is None


def codes(reply: str, **days: dt.date) -> set[Code]:
    return {advice.code for advice in check("路灯坏了，何时能修？", reply, **days).advice}


def test_to_put_a_road_into_a_plan_is_no_promise_and_to_mend_it_soon_is_one():
    reply = "您好，我局已将该路纳入计划。电力站将尽快安排更换灯头。"
    seen = check("路灯坏了，何时能修？", reply, today=TODAY)
    assert [promise.text for promise in seen.promises] == ["电力站将尽快安排更换灯头"]
    assert Code.PROMISE_WITHOUT_DAY in codes(reply, today=TODAY)


def test_a_promise_whose_day_is_over_is_pointed_at():
    assert Code.PROMISE_PAST in codes("电力站将于2026年11月1日前修好路灯。", today=TODAY)


def test_a_refusal_without_a_rule_is_pointed_at_and_with_one_is_not():
    refusal = "您好，经核实，该路段路灯不属于政府建设，电力站无法安排维修。"
    assert Code.NO_BASIS in codes(refusal)
    assert Code.NO_BASIS not in codes(refusal + "依据《城市照明管理规定》第九条。")


def test_who_when_and_basis_are_marked_where_they_stand():
    reply = "您好，依据《照明规定》第九条，电力站将于12月5日前派人更换灯头。2026年11月23日"
    parts = check("路灯坏了，何时能修？", reply, today=TODAY).parts
    assert (parts.greets, parts.dated) == (True, True)
    assert [reply[span.start : span.end] for span in parts.basis] == ["《照明规定》第九条"]
    assert [reply[span.start : span.end] for span in parts.says_when] == ["12月5日前"]
    assert any("电力站将于" in reply[span.start : span.end] for span in parts.next_step)


def test_an_answer_to_another_voice_is_pointed_at():
    voice = (
        "四号井到生活区的班车早上总是晚到，下井的工人在风里等半个小时，冬天有人冻伤了脚。"
        "司机说调度排班排不开。请把首班车提前到六点半，并在井口搭一个避风的候车棚。"
    )
    reply = (
        "职工食堂夜班窗口从下周起供应热饭和豆浆，后勤中心已增加两名厨师，"
        "菜单每天公布在门口的黑板上，饭菜价格与白天相同。"
    )
    found = {advice.code for advice in check(voice, reply).advice}
    assert {Code.NOT_ABOUT, Code.UNANSWERED} <= found
