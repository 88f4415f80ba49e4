"""Each person finds what they may see, and nothing that they may not."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.matters import searching
from lianxin.matters.models import Delivery, Reply, Voice
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from tests.doors import VISITORS


def page(client, words, status=200, **more):
    answer = client.get(reverse("desk:search"), {"q": words, **more})
    assert answer.status_code == status
    return answer.content.decode()


def found(client, words, status=200, **more):
    """What stands on the page, without the marks."""
    text = page(client, words, status, **more)
    return text.replace("<mark>", "").replace("</mark>", "")


def test_the_empty_page_asks_for_words(cast, as_):
    answer = as_(cast.li).get(reverse("desk:search"))
    assert answer.status_code == 200
    assert "没有找到" not in answer.content.decode()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "请输入要找的词"),
        ("   ", "请输入要找的词"),
        ("暖" * 10_000, "要找的词太长了"),
        ("暖\x00气", "无法识别的字符"),
        ("\u200b\u200d", "没有看得见的字"),
    ],
    ids=["empty", "blank", "ten thousand signs", "nul", "nothing to be seen"],
)
def test_what_cannot_be_searched_for_is_said(cast, as_, words, reason):
    assert reason in found(as_(cast.chen), words, status=422)


def test_nothing_found_is_said(cast, as_):
    assert "没有找到" in found(as_(cast.chen), "不存在的词")


@pytest.mark.parametrize("words", ["%%", "__", "\\\\", "'; drop table", "𠀀𠀀", "\ud83d😀"])
def test_odd_signs_find_nothing_and_break_nothing(cast, as_, words):
    a_voice(cast)
    assert "食堂夜班无热饭" not in found(as_(cast.chen), words.encode("utf-8", "replace").decode())


def whoever_finds(cast, as_, words, title):
    people = [key for key in VISITORS if key != "guest"] + ["guli"]
    return {key for key in people if title in found(as_(getattr(cast, key)), words)}


def test_a_voice_is_found_by_its_person_and_those_who_handle_it(cast, as_):
    a_voice(cast, title="宿舍漏水", body="三楼卫生间往下滴")
    assert whoever_finds(cast, as_, "卫生间", "宿舍漏水") == {"li", "chen", "guli", "wang"}


def test_a_nameless_voice_is_found_by_those_who_handle_it(cast, as_):
    a_nameless_voice(cast, title="宿舍漏水")
    assert whoever_finds(cast, as_, "漏水", "宿舍漏水") == {"chen", "guli", "wang"}


def test_who_must_avoid_it_does_not_find_it(cast, as_):
    voice = a_voice(cast, title="关于陈静")
    voice.avoid.add(cast.chen)
    matter = a_matter(cast, voice, title="关于陈静的事", owner=cast.guli)
    assert matter.avoid.get() == cast.chen
    assert "chen" not in whoever_finds(cast, as_, "关于", "关于陈静")


def test_a_matter_is_found_by_number_title_and_summary(cast, as_):
    matter = a_matter(cast, title="暖气不热", summary="锅炉房压力不够")
    for words in (matter.number, "暖气", "锅炉房"):
        assert "暖气不热" in found(as_(cast.chen), words)
        assert "暖气不热" not in found(as_(cast.zhao), words)


def test_all_words_must_be_there(cast, as_):
    a_voice(cast, title="宿舍漏水", body="三楼")
    assert "宿舍漏水" in found(as_(cast.chen), "漏水 三楼")
    assert "没有找到" in found(as_(cast.chen), "漏水 五楼")


def answered(cast):
    voice = a_voice(cast, title="夜班无热饭")
    matter = a_matter(cast, voice, title="夜班供餐")
    reply = Reply.objects.create(matter=matter, text="十二月一日起加设夜班窗口", by=cast.chen)
    searching.enter(reply)
    Delivery.objects.create(voice=voice, reply=reply)


def test_a_reply_is_found_by_the_person_and_those_who_handle_the_matter(cast, as_):
    answered(cast)
    assert whoever_finds(cast, as_, "夜班窗口", "加设夜班窗口") == {"li", "chen", "guli", "wang"}


def test_a_reply_that_came_with_an_imported_voice_is_found(cast, as_):
    voice = a_voice(cast, title="老信箱", raised_by=None, state=Voice.State.ARCHIVED)
    searching.enter(Delivery.objects.create(voice=voice, text="已转供电所处理"))
    assert "已转供电所处理" in found(as_(cast.chen), "供电所")
    assert "已转供电所处理" not in found(as_(cast.zhao), "供电所")


def test_people_are_found_by_those_who_look_after_people(cast, as_):
    assert whoever_finds(cast, as_, "李强", f'/{cast.li.pk}/">李强</a>') == {
        *("chen", "guli", "wang"),
        *("sun", "qian", "zheng"),
    }


def test_units_are_found_by_those_who_serve_them(cast, as_):
    assert whoever_finds(cast, as_, "二连", ">二连</a>") == {
        *("zhao", "wang"),
        *("sun", "qian", "zheng"),
    }


def test_ten_of_a_kind_and_the_way_to_the_rest(cast, as_):
    for n in range(25):
        a_voice(cast, title=f"漏水 {n:02}", received_on=dt.date(2026, 1, 1 + n))
    text = found(as_(cast.li), "漏水")
    assert titles(text) == [f"漏水 {n:02}" for n in range(24, 14, -1)]
    more = {"q": "漏水", "in": "voices"}
    assert f'href="?{urlencode(more).replace("&", "&amp;")}">全部诉求结果' in text
    first, second = (found(as_(cast.li), "漏水", **{"in": "voices", "page": n}) for n in (1, 2))
    assert titles(first) == [f"漏水 {n:02}" for n in range(24, 4, -1)]
    assert titles(second) == [f"漏水 {n:02}" for n in range(4, -1, -1)]
    assert 'rel="next"' in first
    assert 'rel="next"' not in second


def titles(text):
    return re.findall(r'<a href="/[^"]+">(漏水 \d\d)</a>', text)


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "zwei", "51", ""])
def test_a_page_that_is_not_there_leads_to_one_that_is(cast, as_, number):
    a_voice(cast, title="漏水 01")
    assert titles(found(as_(cast.li), "漏水", **{"in": "voices", "page": number})) == ["漏水 01"]


def test_a_kind_that_is_not_there_shows_all_kinds(cast, as_):
    a_voice(cast, title="漏水 01")
    assert titles(found(as_(cast.li), "漏水", **{"in": "secrets"})) == ["漏水 01"]


def test_nothing_found_of_one_kind_is_said(cast, as_):
    assert "没有找到" in found(as_(cast.chen), "漏水", **{"in": "replies"})


@pytest.mark.parametrize("words", ["暖", "ｎ３", "N3号", "，大", "３ 号"])
def test_one_sign_other_widths_and_marks_are_found(cast, as_, words):
    a_voice(cast, title="n3号暖气", body="不热，大家冷。")
    assert "n3号暖气" in found(as_(cast.chen), words)


def test_a_word_does_not_reach_across_what_parts_it(cast, as_):
    a_voice(cast, title="宿舍漏水", body="不热，大家冷。")
    for words in ("热大", "水不", "家冷 四楼"):
        assert "没有找到" in found(as_(cast.chen), words)


def test_what_was_found_is_marked_and_leads_to_its_page(cast, as_):
    voice = a_voice(cast, title="宿舍漏水", body="三楼卫生间漏水")
    text = page(as_(cast.chen), "漏水 楼")
    assert (
        f'<a href="{reverse("matters:voice", args=[voice.pk])}">宿舍<mark>漏水</mark></a>' in text
    )
    assert "三<mark>楼</mark>卫生间<mark>漏水</mark>" in text


def test_people_and_units_lead_to_their_pages(cast, as_):
    text = page(as_(cast.wang), "李强")
    assert f'<a href="{reverse("people:person", args=[cast.li.pk])}"><mark>李强</mark></a>' in text
    text = page(as_(cast.wang), "二连")
    assert (
        f'<a href="{reverse("people:unit", args=[cast.second.pk])}"><mark>二连</mark></a>' in text
    )


def test_the_words_around_are_shown_escaped(cast, as_):
    a_voice(cast, body="很长的开头" * 30 + "<b>漏水</b>" + "很长的结尾" * 30)
    text = page(as_(cast.chen), "漏水")
    assert "&lt;b&gt;<mark>漏水</mark>&lt;/b&gt;" in text
    assert "<b>漏水" not in text


def test_a_handful_of_queries(cast, as_, django_assert_max_num_queries):
    for n in range(30):
        a_matter(cast, a_voice(cast, title=f"漏水 {n}"), title=f"漏水 {n}", summary="漏水")
    answered(cast)
    for key in ("chen", "wang", "li", "sun"):
        client = as_(getattr(cast, key))
        found(client, "漏水")
        with django_assert_max_num_queries(12):
            found(client, "漏水")


def test_a_voice_of_today_stands_before_one_of_last_year(cast, as_):
    today = timezone.localdate()
    a_voice(cast, title="旧的漏水", received_on=today.replace(year=today.year - 1, day=1))
    a_voice(cast, title="新的漏水")
    text = found(as_(cast.chen), "漏水")
    assert text.index("新的漏水") < text.index("旧的漏水")
