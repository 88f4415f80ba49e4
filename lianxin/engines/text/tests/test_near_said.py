"""Already said: what others have raised about the same thing, in their own words."""

import time

from lianxin.engines.text.near.said import Reason, rank

CANDIDATES = [
    (1, "A3区幸福小区夜间施工，噪音很大，老人孩子无法入睡。"),
    (2, "光明小区楼下工地夜里还在施工，声音太大睡不着。"),
    (3, "食堂夜班没有热饭吃。"),
    (4, "幸福小区停车位不够，晚上回来没有地方停车。"),
    (5, "三号井的水泵坏了两天。"),
]
ASKED = "幸福小区旁边工地夜里施工，吵得人睡不着觉"


def test_the_same_trouble_at_the_same_place_comes_first():
    found = rank(ASKED, CANDIDATES)
    assert [said.key for said in found][:1] == [1]
    assert found[0].same_place
    assert Reason.SAME_PLACE in found[0].reasons
    other = next(said for said in found if said.key == 2)
    assert not other.same_place
    assert Reason.OTHER_PLACE in other.reasons
    assert not {3, 5} & {said.key for said in found}


def test_shared_words_are_places_in_the_text_asked_about():
    found = rank(ASKED, CANDIDATES)
    shared = {ASKED[span.start : span.end] for span in found[0].shared_words}
    assert "幸福小区" in shared
    assert "施工" in shared


def test_the_very_text_is_marked_so():
    found = rank("您好，" + CANDIDATES[2][1], CANDIDATES)
    assert found[0].key == 3
    assert found[0].reasons[0] is Reason.SAME_TEXT
    assert found[0].score > 0.9


def test_nothing_to_say_and_nobody_to_say_it():
    assert rank("", CANDIDATES) == []
    assert rank("😀。", CANDIDATES) == []
    assert rank(ASKED, []) == []
    assert rank(ASKED, [(1, ""), (2, "\ud800")]) == []
    assert [said.key for said in rank(ASKED, CANDIDATES[:1])] == [1]


def test_hundreds_of_candidates_take_milliseconds():
    many = [(key, CANDIDATES[key % 5][1] + str(key)) for key in range(400)]
    start = time.process_time()
    assert len(rank(ASKED, many, limit=7)) == 7
    assert time.process_time() - start < 1
