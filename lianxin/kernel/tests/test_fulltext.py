"""An index of words by itself: what it forgets, what it notices, what nobody can smuggle in."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from lianxin.engines.text.search import document, terms
from lianxin.kernel.fulltext import Index


class Kept:
    """Documents as a table would give them."""

    def __init__(self, **texts: str) -> None:
        self.texts = {int(key[1:]): document(text) for key, text in texts.items()}

    def after(self, key, count):
        return sorted(pair for pair in self.texts.items() if pair[0] > key)[:count]

    def missing_in(self, keys, count):
        known = {key for (key,) in run(keys)}
        return [pair for pair in self.texts.items() if pair[0] not in known][:count]

    def keys(self):
        some = " UNION ".join(f"SELECT {key}" for key in self.texts) or "SELECT 0"
        return some, ()


def run(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def found(index, query):
    asked = index.keys(terms(query))
    return {key for (key,) in run(asked.sql, asked.params)}


@pytest.fixture
def index(db):
    made = Index("kernel_sample_words")
    made.create()
    yield made
    made.drop()


def test_what_is_entered_is_found_and_what_is_forgotten_is_not(index):
    kept = Kept(k1="三楼停水", k2="停电")
    index.add(kept.texts.items())
    assert found(index, "停") == {1, 2}
    assert found(index, "停水") == {1}
    index.remove(1, kept.texts.pop(1))
    assert found(index, "停") == {2}
    assert not index.compare(kept)


def test_other_words_take_the_place_of_the_old_ones(index):
    kept = Kept(k1="三楼停水")
    index.add(kept.texts.items())
    index.replace(1, document("三楼停水"), document("路灯坏了"))
    assert (found(index, "停水"), found(index, "路灯")) == (set(), {1})
    assert index.compare(kept).wrong == [1]
    assert not index.compare(Kept(k1="路灯坏了"))


def test_what_is_not_there_yet_is_entered_when_it_changes(index):
    index.replace(1, document("三楼停水"), document("路灯坏了"))
    assert found(index, "路灯") == {1}
    assert not index.compare(Kept(k1="路灯坏了"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps the words it forgets")
def test_words_that_belong_to_nobody_are_noticed_and_go_with_a_rebuilding(index, caplog):
    """The deed goes on: out of step, the index may find too much, never break."""
    kept = Kept(k1="路灯坏了")
    index.add([(1, document("三楼停水"))])
    index.replace(1, document("不是原来的字"), kept.texts[1])
    assert "run manage.py reindex" in caplog.text
    assert found(index, "路灯") == found(index, "三楼") == {1}
    assert index.compare(kept).stray > 0
    list(index.rebuild(kept))
    assert not index.compare(kept)
    assert found(index, "三楼") == set()


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "停水* OR",
        "NEAR(停 水)",
        "grams:停",
        "-停",
        "%",
        "_",
        "\\",
        "a'b",
        "'' & ''",
        ":*",
        "{",
    ],
)
def test_no_sign_is_taken_for_a_command(index, query):
    index.add([(1, document(f"停水 {query} 了")), (2, document("停水"))])
    assert found(index, query) == {1}


def test_what_is_undone_was_never_entered(index):
    with transaction.atomic():
        index.add([(1, document("停水"))])
        transaction.set_rollback(True)
    assert found(index, "停水") == set()


def test_settling_an_empty_index_does_nothing(index):
    assert index.settle() == 0


def test_a_text_of_a_hundred_thousand_signs(index):
    kept = Kept(k1="停水" * 49_999 + "末尾", k2="停")
    index.add(kept.texts.items())
    assert found(index, "水末尾") == {1}
    assert not index.compare(kept)
