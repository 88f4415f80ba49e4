"""Two messages: one text, a copy, a form with another place in it, or two texts."""

import random
import time

import pytest

from lianxin.engines.text.near.compare import Reason, Verdict, compare
from lianxin.engines.text.near.swaps import Kind

NOISE = "A3区幸福小区夜间施工，噪音很大，老人孩子无法入睡，请有关部门处理。"
CLASSES = "广园中学强制学生周末补课，每人收费500元，不交钱就不让上课。"


def verdict(one, other):
    return compare(one, other).verdict


@pytest.mark.parametrize(
    "other",
    [
        NOISE,
        "您好！" + NOISE + "谢谢！",
        NOISE.replace("A3", "Ａ３").replace("，", " "),
        "尊敬的领导，您好：" + NOISE + "\n\t盼回复",
    ],
)
def test_signs_widths_and_courtesies_make_no_other_text(other):
    assert verdict(NOISE, other) is Verdict.SAME


@pytest.mark.parametrize(
    "other",
    [
        NOISE.replace("很大", "特别大"),
        NOISE.replace("老人孩子无法入睡，", ""),
        NOISE.replace("请有关部门处理", "请有关部门尽快来现场处理，已经三个月了"),
        NOISE.replace("A3区", ""),
        NOISE.replace("幸福小区", "幸副小区"),  # a slip of the pen
    ],
)
def test_a_text_written_again_is_a_copy(other):
    assert verdict(NOISE, other) is Verdict.COPY


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (NOISE, NOISE.replace("幸福小区", "光明小区"), Reason.OTHER_PLACE),
        (NOISE, NOISE.replace("幸福小区", "光明花园"), Reason.OTHER_PLACE),
        (NOISE, NOISE.replace("A3区", "A7县"), Reason.OTHER_PLACE),
        (CLASSES, CLASSES.replace("广园", "湘江"), Reason.OTHER_ORGANISATION),
        ("四团三连的路灯坏了三天没人修", "四团五连的路灯坏了三天没人修", Reason.OTHER_NUMBER),
        ("建议6路公交车增加夜班车次", "建议16路公交车增加夜班车次", Reason.OTHER_NUMBER),
    ],
)
def test_one_text_with_another_place_school_or_number_is_a_variant(one, other, reason):
    found = compare(one, other)
    assert found.verdict is Verdict.VARIANT
    assert reason in found.reasons


@pytest.mark.parametrize(
    "other",
    [
        CLASSES.replace("500元", "800元"),
        CLASSES.replace("周末", "昨天"),
        "上周" + CLASSES,
    ],
)
def test_another_sum_or_day_is_the_same_matter(other):
    assert verdict(CLASSES, other) is Verdict.COPY


def test_the_door_of_the_writer_is_not_what_it_is_about():
    one = "我是幸福小区3栋的业主，小区的停车位不够用，请解决"
    assert verdict(one, one.replace("3栋", "5栋")) is Verdict.COPY


def test_a_name_of_no_known_kind_filled_in_twice_is_a_variant():
    one = "米兰春天的电梯总是停，打电话给米兰春天的管理处没有人接听，大家都很着急"
    found = compare(one, one.replace("米兰春天", "水岸御园"))
    assert found.verdict is Verdict.VARIANT
    assert Reason.OTHER_WORDS_AGAIN in found.reasons


def test_moved_clauses_are_seen_as_moved():
    one = "食堂夜班没有热饭吃，三号井的水泵坏了两天。"
    other = "三号井的水泵坏了两天。食堂夜班没有热饭吃，"
    found = compare(one, other)
    assert found.verdict is Verdict.COPY
    assert {difference.kind for difference in found.differences} == {Kind.MOVED}


def test_differences_and_shared_words_are_places_in_the_texts_as_given():
    other = " " + NOISE.replace("幸福", "光明")
    found = compare(NOISE, other)
    (difference,) = found.differences
    assert NOISE[difference.one.start : difference.one.end] == "幸福"
    assert other[difference.other.start : difference.other.end] == "光明"
    for here, there in found.shared:
        assert NOISE[here.start : here.end] == other[there.start : there.end]


def test_a_long_part_of_a_longer_text_is_a_copy():
    part = NOISE + CLASSES
    longer = part + "".join(chr(0x4E00 + number) for number in range(200))
    found = compare(part, longer)
    assert found.verdict is Verdict.COPY
    assert found.containment == 1.0
    assert Reason.PART_OF_THE_OTHER in found.reasons


def test_texts_about_other_things_are_different():
    assert verdict(NOISE, CLASSES) is Verdict.DIFFERENT
    assert verdict(NOISE, "") is Verdict.DIFFERENT


@pytest.mark.parametrize(
    "text",
    ["", "。", "水", "😀😀", "\ud800", "ياخشىمۇسىز", "བོད་ཡིག", "<b>水</b>", "\x00", "/\\_" * 50],
)
def test_whatever_is_typed_is_the_same_as_itself(text):
    assert compare(text, text).verdict is Verdict.SAME
    compare(text, NOISE)
    compare(NOISE, text)


def test_time_grows_with_the_length_not_its_square():
    draw = random.Random(7)
    texts = ["".join(chr(0x4E00 + draw.randrange(2_000)) for _ in range(6_000))]
    texts += ["停水" * 3_000, "停" * 6_000, texts[0][3_000:] + texts[0][:3_000]]
    start = time.process_time()
    for one in texts:
        for other in texts:
            compare(one, other + "没人管")
    assert time.process_time() - start < 4  # a quadratic one takes minutes
