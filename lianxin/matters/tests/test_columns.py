import datetime as dt

import pytest

from lianxin.matters.columns import REASON, Field, propose, signature

TODAY = dt.date(2026, 11, 23)


def proposed(*headings, sample=()):
    return {headings[place]: field for field, place in propose(headings, sample, TODAY).items()}


def test_columns_are_known_by_their_headings():
    assert proposed("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数") == {
        "留言编号": "source_id",
        "留言用户": "speaker",
        "留言主题": "title",
        "留言时间": "said",
        "留言详情": "body",
        "点赞数": "likes",
    }


def test_the_time_of_the_answer_is_not_taken_for_the_time_it_was_said():
    found = proposed("市民来电时间", "承办单位答复意见", "承办单位答复时间", "市民诉求内容")
    assert found["市民来电时间"] == "said"
    assert found["承办单位答复意见"] == "reply"
    assert found["承办单位答复时间"] == "replied"
    assert found["市民诉求内容"] == "body"


@pytest.mark.parametrize("heading", ["序号", "备注", "办理时限", "年龄"])
def test_what_means_nothing_to_us_is_left_out(heading):
    assert proposed(heading, "诉求内容") == {"诉求内容": "body"}


def test_without_telling_headings_the_cells_decide():
    long = "三号宿舍楼顶漏水，已经半个月没有人来修。"
    sample = [["1", "2026-03-05", long], ["2", "3月6日", long]]
    assert proposed("A", "B", "C", sample=sample) == {"B": "said", "C": "body"}


def test_short_words_are_not_taken_for_contents():
    assert proposed("A", "B", sample=[["甲", "乙"]]) == {}


def test_each_field_is_given_to_one_column():
    assert proposed("内容", "诉求内容") == {"内容": "body"}


def test_a_sheet_of_refused_rows_is_the_same_form_as_the_one_it_came_from():
    names = ["编号", "内容"]
    assert signature([*names, str(REASON)]) == signature(names)
    assert signature(["内容", "编号"]) != signature(names)
    assert propose([*names, str(REASON)], [], TODAY) == {Field.SOURCE_ID: 0, Field.BODY: 1}
