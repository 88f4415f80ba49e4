"""Places, organisations, times and numbers that a text mentions."""

import time

import pytest

from lianxin.engines.text.mentions import Kind, mentions


def found(text, *kinds):
    return [one.normal for one in mentions(text) if one.kind in (kinds or tuple(Kind))]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("投诉A3区幸福小区３栋2单元夜间施工", ["A3区", "幸福小区", "3栋", "2单元"]),
        ("我是四团三连的职工", ["4团", "3连"]),
        ("我在一四二团八连种地", ["142团", "8连"]),
        ("座落在A市A3区联丰路", ["A市", "A3区", "联丰路"]),
        ("建设路和解放大道路口堵车", ["建设路", "解放大道"]),
        ("建议6路公交车在新城地铁站增设停靠点", ["6路公交车", "新城地铁站"]),
        ("地铁3号线什么时候通车", ["3号线"]),
        ("A7县春华镇金鼎村的水泥路", ["A7县", "春华镇", "金鼎村"]),
    ],
)
def test_places(text, places):
    assert found(text, Kind.PLACE) == places


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("广园中学强制补课", ["广园中学"]),
        ("反映市人民医院挂号难", ["市人民医院"]),
        ("红星农机有限公司拖欠工资", ["红星农机有限公司"]),
        ("请问经济学院什么时候放假", ["经济学院"]),
    ],
)
def test_organisations(text, bodies):
    assert found(text, Kind.ORGANISATION) == bodies


@pytest.mark.parametrize(
    "text",
    ["老小区的道路不平，路灯也不亮", "马路上没有路灯", "我们小区没人管", "这个学校不好",
     "希望政府重视", "小学生上学不方便", "农村和城市都一样", "网站打不开，没有思路"],
)  # fmt: skip
def test_common_nouns_are_no_names(text):
    assert found(text, Kind.PLACE, Kind.ORGANISATION) == []


def test_times_and_numbers():
    text = "2019年12月3日晚上11点停水，去年也停过，上周五又停了3次，罚款1200元"
    assert found(text, Kind.TIME)[1:] == ["去年", "上周五"]
    assert (
        found("2019/12/3停水", Kind.TIME) == found("2019年12月3日停水", Kind.TIME) == ["2019-12-03"]
    )
    assert found(text, Kind.NUMBER) == ["3次", "1200元"]


def test_a_mention_stands_where_it_says():
    text = "　<b>Ａ３区</b>幸福小区"
    for one in mentions(text):
        assert text[one.start : one.end] == one.text
    assert [one.text for one in mentions(text)] == ["Ａ３区", "幸福小区"]


@pytest.mark.parametrize(
    "text",
    ["", "区", "路", "😀", "\ud800", "ياخشىمۇسىز", "区" * 20_000, "3" * 100_000, "三" * 20_000,
     "A3区幸福小区" * 2_000, "北" * 50_000 + "路"],
)  # fmt: skip
def test_whatever_is_typed_is_read_in_linear_time(text):
    start = time.process_time()
    last = 0
    for one in mentions(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
    assert time.process_time() - start < 3
