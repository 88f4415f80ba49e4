"""Grams and phrases find what a scan finds; snippets show the text as it was given."""

from __future__ import annotations

import random
import time

import pytest

from lianxin.engines.text.plain import LONGEST
from lianxin.engines.text.search import (
    MOST_TERMS,
    document,
    grams,
    is_in,
    marked,
    phrase,
    snippet,
    terms,
)

ODD = [
    "",
    "水",
    "😀👍🏽",
    "ئۇيغۇر تىلى",
    "བོད་སྐད",
    "停水 water 3:00 停水",
    "<p>停水</p>&nbsp;没人管",
    "a\ud83db\x00c\u200bd",
    "'\"*^+-:()AND OR NOT NEAR{}[]",
    "哈" * 1000,
]


def finds_by_grams(text: str, term: str) -> bool:
    """What an index of grams with their places does."""
    found, wanted = grams(text), phrase(term)
    if len(term) == 1:
        return any(gram.startswith(wanted[0]) for gram in found)
    places = range(len(found) - len(wanted) + 1)
    return any(found[at : at + len(wanted)] == wanted for at in places)


@pytest.mark.parametrize("text", ODD)
def test_grams_find_what_a_scan_finds(text):
    chance, spelled = random.Random(text.encode("utf-8", "surrogatepass")), document(text, text)
    signs = sorted(set(spelled) - {" "}) or ["x"]
    pieces = [spelled[at : at + size] for at in range(20) for size in (1, 2, 3, 5)]
    pieces += ["".join(chance.choices(signs, k=size)) for size in (1, 2, 3) for _ in range(20)]
    for term in {term for piece in pieces for term in terms(piece)}:
        assert finds_by_grams(spelled, term) == is_in(spelled, [term]), term


@pytest.mark.parametrize("text", ODD)
def test_no_gram_has_a_sign_that_an_index_could_misread(text):
    for gram in grams(document(text)):
        assert 1 <= len(gram) <= 2
        assert all(not sign.isascii() or sign.isalnum() for sign in gram)
        gram.encode()


def test_no_term_reaches_from_one_part_into_the_next():
    assert not is_in(document("停", "水"), terms("停水"))


def test_terms_are_few_plain_and_different():
    assert terms("Ａ　a A\u200b停水") == ("a", "停水")
    assert len(terms(" ".join(map(str, range(100))))) == MOST_TERMS
    assert terms("<b> \u200b") == ()


def test_all_terms_are_wanted_in_any_order():
    assert is_in(document("三楼停水"), terms("停水 三楼"))
    assert not is_in(document("三楼停水"), terms("停水 四楼"))


@pytest.mark.parametrize("text", ODD)
def test_marked_pieces_put_together_are_the_text(text):
    for query in ("停水", "哈哈", "停 水", "b c", "没有", ""):
        assert "".join(piece.text for piece in marked(text, terms(query))) == text


def test_places_that_touch_are_one_and_widths_do_not_matter():
    pieces = marked("ＡＢ楼停水了", terms("ab b楼 停水"))
    assert [(piece.text, piece.is_match) for piece in pieces] == [
        ("ＡＢ楼停水", True),
        ("了", False),
    ]


def test_a_snippet_begins_at_a_sentence_and_holds_the_match():
    text = "很长的开头" * 40 + "。昨天停水\n一整天。" + "很长的结尾" * 40
    pieces = snippet(text, terms("停水"))
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("…昨天停水 一整天。")
    assert shown.endswith("…")
    assert [piece.text for piece in pieces if piece.is_match] == ["停水"]


def test_a_snippet_of_what_was_found_elsewhere_is_the_beginning():
    assert [piece.text for piece in snippet("停水" * 100, terms("电"))] == ["停水" * 60, "…"]


def test_a_hundred_thousand_signs_take_no_time():
    text = "哈" * (LONGEST + 5)
    began = time.process_time()
    assert len(grams(document(text))) == LONGEST
    assert snippet(text, terms("哈" * 50))
    assert time.process_time() - began < 2
