import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.text.plain import plain
from lianxin.engines.text.segment import in_dictionary, tagged, words


def cut(text):
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四团三连的滴灌带漏水", ["四团", "三连", "的", "滴灌", "带", "漏水"]),
        ("卡拉ＯＫ厅的5G网络", ["卡拉", "ok", "厅", "的", "5g", "网络"]),
        ("ئىسمىم ئايگۈل، 停电了", ["ئىسمىم", "ئايگۈل", "停电", "了"]),
        ("སློབ་གྲྭ་停电", ["སློབ", "གྲྭ", "停电"]),
        ("Привет水管", ["привет", "水管"]),
        ("café停电2天", ["café", "停电", "2", "天"]),
        ("한국어 안내", ["한국어", "안내"]),
        ("<br>停电&nbsp;！！！😀", ["停电"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert cut(text) == expected


@given(st.text(max_size=120))
def test_words_are_in_order_and_what_stands_there(text):
    spelled, end = plain(text), 0
    for word in words(text):
        assert end <= word.start < word.end
        assert spelled[word.start : word.end] == word.text
        end = word.end


@given(st.text(alphabet="停水电a1é ئاབོད，", max_size=60))
def test_parts_of_speech_belong_to_the_same_words(text):
    assert [one.place for one in tagged(text)] == words(text)


def test_the_dictionary_knows_words_and_no_others():
    assert in_dictionary("食堂")
    assert not in_dictionary("食电堂")


@pytest.mark.parametrize("piece", ["水", "a", "1", "é", "ئا", "བ", "a1é", "停电", "，", "<", "&a"])
def test_the_time_is_linear(piece):
    def cost(length):
        text = (piece * length)[:length]
        best = float("inf")
        for _ in range(2):
            begun = time.process_time()
            words(text)
            best = min(best, time.process_time() - begun)
        return best

    assert cost(60_000) < 30 * max(cost(6_000), 0.001)
