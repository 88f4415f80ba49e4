"""What the reply check sees, on sentences of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.engines.text.replies.advice import Code
from lianxin.engines.text.replies.check import check
from lianxin.engines.text.replies.points import Kind, points
from lianxin.engines.text.replies.reuse import suggest

VOICE = (
    "三连水管爆裂\n您好！我们三连的自来水管爆裂已经五天，家里停水，老人做饭都困难。"
    "1、水管什么时候修好？2、停水期间能否安排消防队的送水车进村？谢谢！"
)
REPLY = (
    "您好，您的留言已收悉，现回复如下：经水务站现场查看，三连自来水管爆裂是由于冻裂造成，"
    "水务站将于2026年12月5日前修好水管。感谢您的监督。2026年11月23日"
)


def test_of_a_voice_with_a_list_the_list_is_what_it_raises():
    found = points(VOICE)
    assert [point.kind for point in found] == [Kind.QUESTION, Kind.QUESTION]
    assert found[0].text == "1、水管什么时候修好？"
    assert all(VOICE[point.start : point.end] == point.text for point in found)


def test_without_a_list_complaints_and_requests_are_points_and_courtesy_is_not():
    found = points("尊敬的领导：\n\t\t您好！路灯坏了五天。请给村口装减速带。盼复！谢谢！")
    assert [(point.text, point.kind) for point in found] == [
        ("路灯坏了五天。", Kind.COMPLAINT),
        ("请给村口装减速带。", Kind.REQUEST),
    ]


def test_the_point_left_open_is_found_beside_the_answered_one():
    seen = check(VOICE, REPLY)
    assert [point.answered for point in seen.points] == [True, False]
    assert "送水车" in seen.points[1].point.text
    missing = next(advice for advice in seen.advice if advice.code is Code.UNANSWERED)
    assert [VOICE[span.start : span.end] for span in missing.spans] == [seen.points[1].point.text]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (REPLY, "explains"),
        ("您好，留言已收悉。", "acknowledges"),
        ("您好，您反映的问题已转交水务站办理。2026年11月23日", "forwards"),
        ("网友您好，感谢您对我们工作的支持与监督！", "thanks"),
        ("水务站已安排抢修队连夜开挖，11月20日完成管道更换，并已恢复供水。", "acts"),
        ("", "acknowledges"),
    ],
)
def test_kinds(reply, kind):
    seen = check(VOICE, reply)
    assert seen.kind == kind
    assert (seen.explains_probability >= 0.5) == (kind in ("explains", "acts"))


def test_a_reply_belongs_to_its_own_voice_rather_than_to_another():
    other = "您好，职工食堂夜班窗口从下周起供应热饭，后勤中心已经增加两名厨师。"
    assert check(VOICE, REPLY).is_about > 0.5 > check(VOICE, other).is_about


def test_promises_keep_the_day_they_name():
    seen = check(VOICE, "我们将尽快更换阀门。" + REPLY, today=dt.date(2026, 11, 23))
    assert [promise.due for promise in seen.promises] == [None, dt.date(2026, 12, 5)]
    codes = {advice.code for advice in seen.advice}
    assert {Code.PROMISE_WITH_DAY, Code.PROMISE_WITHOUT_DAY} <= codes


def test_delay_is_counted_against_the_day_it_was_due():
    days = {"received": dt.date(2026, 11, 1), "due": dt.date(2026, 11, 20)}
    seen = check(VOICE, REPLY, today=dt.date(2026, 11, 23), **days)
    assert (seen.waited, seen.delay) == (22, 3)
    assert Code.LATE in {advice.code for advice in seen.advice}
    assert check(VOICE, REPLY).delay is None


def test_what_is_copied_names_its_source():
    seen = check(VOICE, REPLY, earlier=[(7, REPLY), (8, "食堂夜班窗口下周起供应热饭。" * 3)])
    assert [(copy.key, copy.likeness) for copy in seen.copied] == [(7, 1.0)]
    span = seen.copied[0].spans[0]
    assert "三连自来水管爆裂" in REPLY[span.start : span.end]


def test_an_earlier_reply_to_a_like_voice_is_offered_with_its_clauses():
    earlier = [
        (1, "二连水管爆裂停水三天", REPLY + "依据《供水管理办法》第十二条抢修。"),
        (2, "食堂夜班没有热饭", "食堂夜班窗口下周起供应热饭，后勤中心增加厨师。"),
        (3, "三连水管爆裂停水", "您好，留言已收悉。"),
    ]
    found = suggest(VOICE, earlier)
    assert [one.key for one in found] == [1]
    told = [earlier[0][2][span.start : span.end] for span in found[0].clauses]
    assert any("《供水管理办法》第十二条" in text for text in told)
