"""Near-duplicates among many: one by one and all at once."""

import random
import time

import pytest

from lianxin.engines.text.near.batch import groups
from lianxin.engines.text.near.compare import Verdict
from lianxin.engines.text.near.index import NearIndex, Pair, pairs

NOISE = "A3区幸福小区夜间施工，噪音很大，老人孩子无法入睡，请有关部门处理。"
ITEMS = [
    (10, NOISE),
    (11, "您好，" + NOISE),
    (12, NOISE.replace("幸福", "光明")),
    (13, NOISE.replace("老人孩子", "一家老小")),
    (14, "食堂夜班没有热饭吃，三号井的水泵坏了两天。"),
    (15, "。。。"),
    (16, ""),
]


def test_pairs_come_with_likeness_and_verdict():
    found = {(pair.one, pair.other): pair for pair in pairs(ITEMS)}
    assert found[10, 11] == Pair(10, 11, 1.0, Verdict.SAME)
    assert found[10, 12].verdict is Verdict.VARIANT
    assert found[10, 13].verdict is Verdict.COPY
    assert 0.5 <= found[10, 13].likeness < 1
    assert {key for pair in found for key in pair} == {10, 11, 12, 13}


def test_groups_keep_a_planted_text_apart():
    (group,) = groups(pairs(ITEMS))
    assert group.representative == 10
    assert set(group.members) == {10, 11, 13}


def test_a_copy_of_both_does_not_join_what_is_apart():
    """A text that leaves the place out is like both; it goes to one of them, not both."""
    without = NOISE.replace("A3区幸福小区", "")
    found = groups(pairs([(1, NOISE), (2, NOISE.replace("幸福", "光明")), (3, without)]))
    assert all(not {1, 2} <= set(group.members) for group in found)


def test_the_index_finds_what_was_added_and_forgets_what_was_removed():
    index = NearIndex()
    index.add_many(ITEMS)
    assert [near.key for near in index.query(NOISE)] == [10, 11, 12, 13]
    assert index.query(NOISE)[2].verdict is Verdict.VARIANT
    assert [near.key for near in index.query(NOISE, limit=1)] == [10]
    assert index.remove(10)
    assert not index.remove(10)
    assert [near.key for near in index.query(NOISE)] == [11, 12, 13]
    assert index.remove(11)
    assert [near.key for near in index.query(NOISE)] == [12, 13]


def test_a_key_added_again_stands_for_its_new_text():
    index = NearIndex()
    index.add(1, NOISE)
    index.add(1, "食堂夜班没有热饭吃，三号井的水泵坏了两天。")
    assert index.query(NOISE) == []
    assert [near.key for near in index.query("食堂夜班没有热饭吃，三号井的水泵坏了两天")] == [1]
    assert len(index) == 1
    assert 1 in index


@pytest.mark.parametrize(
    "text", ["", "。", "水", "😀", "\ud800停水", "ياخشىمۇسىز", "<b>水</b>", "停" * 100_000]
)
def test_whatever_is_typed_is_placed(text):
    index = NearIndex()
    index.add_many([(1, text), (2, text), (3, NOISE)])
    assert {near.key for near in index.query(text)} <= {1, 2}
    assert {(pair.one, pair.other) for pair in pairs([(1, text), (2, text), (3, NOISE)])} <= {
        (1, 2)
    }


def test_nothing_has_no_pairs():
    assert pairs([]) == []
    assert groups([]) == []


def test_the_same_message_ten_thousand_times_is_one_group():
    start = time.process_time()
    found = pairs((key, NOISE) for key in range(10_000))
    assert len(found) == 9_999
    (group,) = groups(found)
    assert group.representative == 0
    assert len(group.members) == 10_000
    index = NearIndex()
    index.add_many((key, NOISE) for key in range(10_000))
    assert len(index.query(NOISE, limit=5)) == 5
    assert time.process_time() - start < 6  # a quadratic one takes minutes


def test_a_text_sent_on_by_thousands_stays_linear():
    """Each adds a word of their own: no two are the same, every one is like every other."""
    draw = random.Random(3)
    tails = [
        "".join(draw.sample("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", 4)) for _ in range(400)
    ]
    items = [(key, NOISE + tail) for key, tail in enumerate(tails)]
    found = pairs(items)
    assert len(found) <= 24 * len(items)  # not 200
    (group,) = groups(found)
    assert len(group.members) == len(items)


def test_the_same_question_has_the_same_answer():
    assert pairs(ITEMS) == pairs(ITEMS)
