"""An issue in its own words."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.engines.text.hot.titles import describe
from lianxin.engines.text.hot.trimming import LONGEST, trimmed

from .hot_voices import DAY, PUMP, many, said


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("尊敬的领导您好，反映红旗农场水泵坏了的问题！", "红旗农场水泵坏了"),
        ("关于食堂夜班没有热饭的投诉", "食堂夜班没有热饭"),
        ("请求解决三连停水", "解决三连停水"),
        ("水泵坏了", "水泵坏了"),
        ("投诉", "投诉"),
        ("", ""),
    ],
)
def test_a_title_loses_greeting_and_asking(title, short):
    assert trimmed(title) == short


def test_a_long_title_ends_at_a_stop():
    assert (
        trimmed("食堂夜班没有热饭已经一个多月了，" + "大家都很着急" * 10)
        == "食堂夜班没有热饭已经一个多月了"
    )
    assert len(trimmed("没有标点" * 40)) <= LONGEST


def test_the_title_is_that_of_the_most_central_voice():
    odd = said(9, ("请领导看看我们这里", PUMP[0][1]))
    assert describe([odd, *many(*PUMP)]).title == "红旗农场水泵坏了"


def test_place_days_people_and_examples_are_told():
    voices = [
        *many(*PUMP, who="甲"),
        said(8, PUMP[0], day=DAY + dt.timedelta(days=9), who="乙"),
    ]
    told = describe(voices)
    assert told.place == "红旗农场"
    assert told.people == 2
    assert (told.first_day, told.last_day) == (DAY, DAY + dt.timedelta(days=9))
    assert set(told.examples) <= {1, 2, 3, 8}
    assert len(told.examples) >= 1


def test_keywords_stand_where_they_say():
    voices = many(*PUMP)
    texts = {(one.key, field): getattr(one, field) for one in voices for field in ("title", "body")}
    keywords = describe(voices).keywords
    assert "水泵" in {one.word for one in keywords}
    spans = [(one.word, span) for one in keywords for span in one.spans]
    assert spans
    assert all(texts[at.key, at.field][at.start : at.end] == word for word, at in spans)


def test_the_trend_counts_every_voice_and_leaves_no_week_out():
    days = [DAY, DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=20)]
    told = describe([said(key, day=day) for key, day in enumerate(days)])
    assert [one.voices for one in told.trend] == [2, 0, 1]
    assert not told.by_month


def test_a_long_time_is_told_by_months():
    days = [DAY, DAY + dt.timedelta(days=200)]
    told = describe([said(key, day=day) for key, day in enumerate(days)])
    assert told.by_month
    assert sum(one.voices for one in told.trend) == 2
    assert len(told.trend) == 7


def test_an_issue_without_any_title_is_told_by_its_body():
    assert describe([said(1, ("", "食堂夜班没有热饭。"))]).title == "食堂夜班没有热饭"
    assert describe([said(1, ("", ""))]).title == ""


def test_an_issue_needs_a_voice():
    with pytest.raises(ValueError, match="without voices"):
        describe([])
