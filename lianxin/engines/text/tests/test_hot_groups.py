"""Which voices make one issue."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from lianxin.engines.text.hot.group import Why, group

from .hot_voices import BUS, DAY, KINDERGARTEN, PUMP, many, said, sets

FORM = (
    "{0}楼下烧烤摊半夜油烟扰民",
    "{0}楼下的烧烤摊每天营业到凌晨，油烟直排进住户家里，孩子没法睡觉，打过电话也没有人来管。",
)
INTERNSHIP = (
    "{0}强制学生到工厂实习",
    "{0}强制我们去外地工厂流水线上实习，每天十二个小时，不去就不发毕业证，学生没有选择。",
)


def filled(form: tuple[str, str], name: str) -> tuple[str, str]:
    return form[0].format(name), form[1].format(name)


def test_voices_about_one_trouble_at_one_place_are_one_issue():
    voices = [*many(*PUMP), *many(*KINDERGARTEN, start=11), said(21, BUS)]
    grouping = group(voices)
    assert sets(grouping) == [[1, 2, 3], [11, 12]]
    assert grouping.lone == (21,)


def test_the_order_in_which_voices_come_changes_nothing():
    voices = [*many(*PUMP), *many(*KINDERGARTEN, start=11), said(21, BUS)]
    shuffled = voices[:]
    random.Random(4).shuffle(shuffled)
    assert group(shuffled) == group(voices)


def test_one_form_filled_in_for_two_estates_is_two_issues():
    here = many(*[filled(FORM, "杏林小区")] * 3)
    there = many(*[filled(FORM, "荷塘花园")] * 3, start=11)
    assert sets(group([*here, *there])) == [[1, 2, 3], [11, 12, 13]]


def test_a_school_whose_name_is_a_part_of_another_is_another_school():
    here = many(*[filled(INTERNSHIP, "工程学院")] * 2)
    there = many(*[filled(INTERNSHIP, "华东工程学院")] * 2, start=11)
    assert sets(group([*here, *there])) == [[1, 2], [11, 12]]


def test_two_troubles_at_one_place_are_two_issues():
    other = ("红旗农场卫生室没有医生", "红旗农场卫生室半年没有医生，老人看病要跑四十公里。")
    again = ("红旗农场卫生室没人看病", "红旗农场的卫生室没有医生坐诊，老人看病买药都不方便。")
    assert sets(group([*many(*PUMP), *many(other, again, start=11)])) == [[1, 2, 3], [11, 12]]


def test_the_same_words_in_two_units_are_two_issues():
    here = many(BUS, BUS, place="一车间")
    there = many(BUS, BUS, start=11, place="二车间")
    assert sets(group([*here, *there])) == [[1, 2], [11, 12]]


def test_the_same_trouble_after_more_than_a_year_is_a_new_issue():
    later = many(*PUMP, start=11, day=DAY + dt.timedelta(days=500))
    assert sets(group([*many(*PUMP), *later])) == [[1, 2, 3], [11, 12, 13]]


def test_what_an_officer_has_joined_stays_together():
    voices = [*many(*PUMP), said(21, BUS)]
    grouping = group(voices, together=[frozenset({1, 21})])
    assert 21 in grouping.groups[0].keys
    reasons = {member.key: member.reasons for member in grouping.groups[0].members}
    assert Why.OFFICER in {reason.kind for reason in reasons[21]}


def test_what_an_officer_has_parted_stays_apart_even_when_the_words_are_the_same():
    voices = many(PUMP[0], PUMP[0], *PUMP)
    grouping = group(voices, apart=[(1, 2)])
    assert grouping.group_of.get(1) != grouping.group_of.get(2)


def test_a_split_wins_over_a_join():
    grouping = group(many(*PUMP), together=[frozenset({1, 2, 3})], apart=[(1, 3)])
    assert grouping.group_of.get(1) != grouping.group_of.get(3)


def test_decisions_about_voices_that_are_gone_are_passed_over():
    voices = many(*PUMP)
    assert group(voices, together=[frozenset({1, 99})], apart=[(98, 2), (97, 97)]) == group(voices)


def test_each_member_says_what_it_has_in_common():
    members = group(many(*PUMP)).groups[0].members
    told = {reason.kind: reason.words for reason in members[0].reasons}
    assert any("红旗农场" in word for word in told[Why.PLACE])
    assert any("水泵" in word for word in told[Why.TROUBLE])
    assert [member.likeness for member in members] == sorted(
        (member.likeness for member in members), reverse=True
    )


def test_nothing_said_makes_no_issue():
    assert group([]).groups == ()
    assert group([said(1, ("", ""))]).lone == (1,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "水",
        "😀😀😀",
        "ياخشىمۇسىز مەن",
        "བོད་ལྗོངས།",
        "<b>停水</b>",
        "\ud800停",
        "\x00",
        "¯\\_(ツ)_/¯",
    ],
)
def test_any_text_is_placed_or_left_alone(text):
    grouping = group([*many(*PUMP), said(31, (text, text)), said(32, (text, text * 2))])
    assert [1, 2, 3] in sets(grouping)
    assert {31, 32} <= {*grouping.lone, *grouping.group_of}


def test_a_text_of_a_hundred_thousand_signs_is_read_in_its_beginning():
    assert sets(group([*many(*PUMP), said(41, ("长", "长" * 100_000))])) == [[1, 2, 3]]


def test_one_message_sent_ten_thousand_times_is_one_group():
    grouping = group([said(key, BUS) for key in range(10_000)])
    assert len(grouping.groups) == 1
    assert len(grouping.groups[0].members) == 10_000
    assert Why.COPY in {reason.kind for reason in grouping.groups[0].members[0].reasons}
