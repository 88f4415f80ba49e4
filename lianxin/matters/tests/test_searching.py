"""Every deed that writes words keeps the index in step; what it finds is what a scan finds."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from lianxin.engines.text.search import is_in, terms
from lianxin.matters import searching
from lianxin.matters.actions import accepting, assigning, replying, sorting
from lianxin.matters.models import Matter, Reply, Voice
from lianxin.matters.searching import ALL, MATTERS, REPLIES, VOICES
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice


def all_in_step() -> bool:
    return not any(searched.index.compare(searched) for searched in ALL)


def finds(searched, words, model):
    return set(model._base_manager.filter(searched.having(words)))


def test_from_voice_to_reply_every_deed_enters_its_words(cast):
    voice = a_voice(cast, title="宿舍漏水", body="三楼卫生间往下滴")
    matter = accepting.accept(
        voice, by=cast.chen, title="漏水抢修", category=None, urgency="ordinary", unit=cast.first
    )
    assert finds(MATTERS, "抢修 卫生间", Matter) == {matter}
    assert finds(MATTERS, matter.number, Matter) == {matter}
    given = replying.reply(matter, by=cast.chen, text="周五换新管道", kind=Reply.Kind.INTERIM)
    assert finds(REPLIES, "换新", Reply) == {given}
    other = a_voice(cast, title="路灯不亮", body="东门", matter=matter, state=Voice.State.TAKEN)
    alone = accepting.separate(other, by=cast.chen)
    assert finds(MATTERS, "路灯 东门", Matter) == {alone}
    assert all_in_step()


def test_another_title_is_found_and_the_old_one_no_more(cast):
    matter = a_matter(cast, title="暖气不热")
    to = sorting.Sorting("锅炉检修", cast.first, None, matter.urgency)
    sorting.reclassify(matter, to, by=cast.chen)
    assert finds(MATTERS, "锅炉", Matter) == {matter}
    assert finds(MATTERS, "暖气", Matter) == set()
    assert all_in_step()


def test_a_promise_taken_up_is_found_by_its_new_title(cast):
    until = timezone.localdate() + dt.timedelta(days=3)
    matter = assigning.promise(by=cast.chen, what="问一问补助", whom="李强", until=until)
    assert finds(MATTERS, "补助", Matter) == {matter}
    to = sorting.Sorting("困难家庭", cast.first, None, matter.urgency)
    assigning.take_up(matter, to, by=cast.chen)
    assert finds(MATTERS, "困难", Matter) == {matter}
    assert all_in_step()


def test_a_deed_that_is_undone_leaves_no_words(cast):
    with transaction.atomic():
        voice = a_voice(cast, title="宿舍漏水")
        assert finds(VOICES, "漏水", Voice) == {voice}
        transaction.set_rollback(True)
    assert finds(VOICES, "漏水", Voice) == set()
    assert all_in_step()


WORDS = [
    "停",
    "停水",
    "停水三天",
    "水三 天停",
    "。",
    "3楼",
    "ab",
    "ＡＢ",
    "楼停",
    "哈哈哈",
    "😀",
    "ۇيغۇر",
]
TEXTS = [
    "停水三天。没人管，三楼停电",
    "3楼 停水 AB",
    "水停三天\n停水",
    "哈" * 300,
    "𠀀𠀁停水😀",
    "ئۇيغۇر تىلى",
    "<b>停</b>水",
    "'\"*停",
]


@pytest.mark.parametrize("words", WORDS)
def test_the_index_finds_what_a_scan_finds(cast, words):
    voices = [a_voice(cast, title=f"第{n}", body=text) for n, text in enumerate(TEXTS)]
    expected = {v for v in voices if is_in(VOICES.text(v), terms(words))}
    assert finds(VOICES, words, Voice) == expected


def test_no_words_find_everything_and_words_of_nothing_find_nothing(cast):
    voice = a_voice(cast)
    assert finds(VOICES, "", Voice) == finds(VOICES, "  ", Voice) == {voice}
    assert finds(VOICES, "\u200b", Voice) == set()


def test_reindex_says_that_all_is_in_step(cast, capsys):
    a_matter(cast)
    call_command("reindex", "--check")
    assert "voice：一致" in capsys.readouterr().out


def test_reindex_finds_and_repairs_what_went_past_the_deeds(cast, capsys):
    kept, lost, gone = (a_voice(cast, title=title) for title in ("漏水一", "漏水二", "漏水三"))
    VOICES.index.remove(lost.pk, VOICES.text(lost))
    Voice.objects.filter(pk=gone.pk).delete()
    Voice.objects.filter(pk=kept.pk).update(title="路灯")
    found = VOICES.index.compare(VOICES)
    assert (found.missing, found.wrong, found.unknown) == ([lost.pk], [kept.pk], [gone.pk])
    with pytest.raises(CommandError, match="索引与内容不一致"):
        call_command("reindex", "--check")
    assert "voice：缺 1，不符 1，多出 1" in capsys.readouterr().out
    call_command("reindex")
    assert finds(VOICES, "漏水", Voice) == {lost}
    assert finds(VOICES, "路灯", Voice) == {kept}
    assert all_in_step()


def test_reindex_takes_up_again_what_was_stopped_and_meets_those_who_write(cast, monkeypatch):
    monkeypatch.setattr("lianxin.kernel.fulltext.PIECE", 2)
    voices = [a_voice(cast, title=f"漏水{n}") for n in range(9)]
    stopped = VOICES.index.rebuild(VOICES)
    assert next(stopped) == 2
    stopped.close()
    running = VOICES.index.rebuild(VOICES)
    next(running)
    done = min(voices, key=lambda voice: voice.pk)  # changed after it was read, or before
    last = max(voices, key=lambda voice: voice.pk)
    for voice in (done, last):
        with searching.kept_in_step(voice):
            voice.title = "路灯"
            voice.save()
    late = a_voice(cast, title="路灯", id=1)
    assert finds(VOICES, "路灯", Voice) == {done, last, late}
    list(running)
    assert finds(VOICES, "路灯", Voice) == {done, last, late}
    assert len(finds(VOICES, "漏水", Voice)) == 7
    assert all_in_step()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no segments of words")
def test_after_a_night_the_index_tells_no_order(cast):
    """FTS5 adds a segment with each transaction; melted into one, its keys stand by themselves."""
    for n in range(7):
        a_nameless_voice(cast, title=f"漏水{n}")
        finds(VOICES, "漏", Voice)  # a question makes FTS5 write down what it has so far
    assert segments() > 1
    assert searching.settle_search(timezone.now()) > 0
    assert segments() == 1
    assert searching.settle_search(timezone.now()) == 0
    assert len(finds(VOICES, "漏水", Voice)) == 7
    assert all_in_step()


def segments() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM matters_voice_words_idx")
        return cursor.fetchone()[0]


def test_the_migration_enters_what_stands_in_the_tables_already(cast):
    migration = import_module("lianxin.matters.migrations.0002_search")
    here = SimpleNamespace(connection=connection)
    matter = a_matter(cast, title="暖气不热")
    migration.drop(apps, here)
    migration.create(apps, here)
    assert finds(MATTERS, "暖气", Matter) == {matter}
    assert all_in_step()
