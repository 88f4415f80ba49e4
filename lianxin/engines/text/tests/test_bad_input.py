"""Whatever is typed is placed or left alone: nothing crashes, and nothing takes quadratic time.

A function of the engine is added by one line in FUNCTIONS (for one text) or MANY (for many).
"""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.engines.text import keywords, masking, mentions, plain, search, segment
from lianxin.engines.text.classify.training import untrained
from lianxin.engines.text.classify.tree import Label
from lianxin.engines.text.hot.group import group
from lianxin.engines.text.hot.heat import heat
from lianxin.engines.text.hot.titles import describe
from lianxin.engines.text.hot.voices import Said
from lianxin.engines.text.near.batch import groups, pairs
from lianxin.engines.text.near.compare import compare
from lianxin.engines.text.near.index import NearIndex
from lianxin.engines.text.near.said import rank
from lianxin.engines.text.replies.check import check

MODEL = untrained(
    [
        Label("water", "供水", None, ("停水", "水压", "没水"), ("水管爆了没人修",)),
        Label("food", "食堂", None, ("饭菜", "食堂"), ("食堂晚上没有热饭",)),
    ]
)
DAY = dt.date(2026, 3, 1)


def near_index(text):
    index = NearIndex()
    index.add(1, text)
    return index.query(text), index.remove(1)


def said(text, key=1):
    return Said(key, text[:30], text, DAY, f"U{key}")


FUNCTIONS = {
    "plain": lambda text: list(plain.runs(plain.plain(text))),
    "words": segment.words,
    "tagged": segment.tagged,
    "mask": masking.mask,
    "names mentioned": lambda text: masking.names_mentioned(text, ["王小明", text]),
    "keywords": lambda text: keywords.keywords([text, text], ["停水"]),
    "keywords of": keywords.keywords_of,
    "mentions": mentions.mentions,
    "terms": lambda text: search.marked(text, search.terms(text[:100])),
    "suggest": MODEL.suggest,
    "compare": lambda text: compare(text, f"{text}停水"),
    "near": near_index,
    "rank": lambda text: rank(text, [(1, text), (2, "停水")]),
    "hot": lambda text: group([said(text), said(text, 2), said("停水", 3)]),
    "describe": lambda text: describe([said(text), said(text, 2)]),
    "reply": lambda text: (check(text, "已转办"), check("停水了", text)),
}
TEXTS = {
    "empty": "",
    "a blank": " \t\r\n\u3000\u200b",
    "one sign": "水",
    "one stop": "。",
    "emoji": "😀👨‍👩‍👧‍👦🇨🇳" * 30,
    "Uyghur": "بىزنىڭ مەھەللىدە سۇ يوق، ئىسمىم ئايگۈل، تېلېفون 13812345678",
    "Tibetan": "ང་ཚོའི་གྲོང་ཚོར་ཆུ་མི་འདུག བཀྲ་ཤིས་བདེ་ལེགས།",
    "Mongolian": "ᠤᠰᠤ ᠦᠭᠡᠢ ᠪᠠᠶᠢᠨ᠎ᠠ",
    "mixed": "停水ياخشى་བོད abc Привет 한국어 １２３ ②",
    "ASCII art": "/\\_/\\\n( o.o )\n > ^ <\n" * 40,
    "HTML": "<script>alert('停水')</script><p onclick=x>&nbsp;&#20572;" * 20 + "<" * 50,
    "lone surrogates": "停\ud800水\udfff了",
    "NUL": "停\x00水\x00",
    "right to left marks": "\u202e停水\u202c\u2066abc\u2069",
    "combining": "停" + "\u0301" * 500 + "水",
    "traditional": "電錶壞了，廠裡沒人管",
    "only digits": "1" * 500,
    "formula": "=HYPERLINK(\"http://x\",\"停水\")",
    "JSON": '{"a": ["停水", null]}' * 20,
}  # fmt: skip
LONG = {
    "signs": "水",
    "a sentence": "三连停水三天了，没有人管。",
    "no stop": "三连停水三天了没有人管",
    "digits": "13",
    "blanks": " 1",
    "dots": "阿·",
    "tags": "<a",
    "Uyghur": "ئا",
    "emoji": "😀",
    "lines": "停\n",
    "quotes": "“",
    "questions": "吗？",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_text_is_placed_or_left_alone(name, text):
    FUNCTIONS[name](text)


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_twenty_thousand_signs_without_sense_take_their_time_and_no_more(name, piece):
    begun = time.process_time()
    FUNCTIONS[name]((piece * 20_000)[:20_000])
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_hundred_thousand_signs_take_their_time_and_no_more(name):
    begun = time.process_time()
    FUNCTIONS[name](("三连停水三天了，没有人管。" * 10_000)[:100_000])
    # Whatever is quadratic in so many signs takes minutes; the slowest takes a second or two.
    assert time.process_time() - begun < 12


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
@pytest.mark.parametrize("name", FUNCTIONS)
def test_any_text_at_all(name, text):
    FUNCTIONS[name](text)


MANY = {
    "pairs": lambda texts: groups(pairs(enumerate(texts))),
    "index": lambda texts: NearIndex().add_many(enumerate(texts)),
    "suggest": MODEL.suggest_many,
    "keywords": keywords.keywords,
    "hot": lambda texts: group([said(text, key) for key, text in enumerate(texts)]),
    "heat": lambda texts: heat([said(text, key) for key, text in enumerate(texts)], today=DAY),
    "describe": lambda texts: describe([said(text, key) for key, text in enumerate(texts)]),
}


@pytest.mark.parametrize("name", MANY)
def test_one_message_ten_thousand_times(name):
    begun = time.process_time()
    MANY[name](["三连停水三天了，没有人管，请尽快来修。"] * 10_000)
    assert time.process_time() - begun < 12


@pytest.mark.parametrize("name", MANY)
def test_a_crowd_of_odd_texts(name):
    MANY[name](list(TEXTS.values()))
