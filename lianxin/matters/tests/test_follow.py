"""查看进展: whoever holds the receipt talks, judges, and begins again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin.files.actions import attach
from lianxin.files.models import Attachment
from lianxin.journal.models import Event
from lianxin.matters import codes
from lianxin.matters.actions import dialogue
from lianxin.matters.guessing import FREE, GUARD
from lianxin.matters.models import Delivery, Matter, Message, Rating, Reply, Side
from lianxin.matters.tests.stories import a_matter, a_nameless_voice
from lianxin.notices.models import Notice


def follow(code, address="/a/follow/", **typed):
    return Client().post(address, {"code": code, **typed})


def answered(cast):
    voice, code = a_nameless_voice(cast)
    matter = a_matter(cast, voice, state="answered")
    reply = Reply.objects.create(matter=matter, text="已安排夜宵窗口。", by=cast.chen)
    Delivery.objects.create(voice=voice, reply=reply)
    return voice, code, matter


def test_the_code_opens_the_dialogue_however_it_is_typed(cast):
    voice, code = a_nameless_voice(cast)
    page = follow(codes.grouped(code)).content.decode()
    assert "已收到，等待受理。" in page
    assert voice.body in page


def test_reply_and_office_are_shown_but_no_name_and_no_minute(cast):
    _, code, matter = answered(cast)
    page = follow(code).content.decode()
    assert "已安排夜宵窗口。" in page
    assert "承办单位：一连" in page
    assert "陈静" not in page
    assert f"{timezone.localtime(matter.opened_at):%H:%M}" not in page


def test_reading_is_kept_as_a_day(cast):
    voice, code, _ = answered(cast)
    dialogue.ask(voice, by=cast.chen, text="几点下班？")
    assert "新" in follow(code).content.decode()
    assert Delivery.objects.get().read_on == timezone.localdate()
    assert Message.objects.get().read_on == timezone.localdate()


def test_a_message_reaches_the_office_with_its_day_alone(cast):
    voice, code, _ = answered(cast)
    page = follow(code, "/a/follow/write/", text="窗口还没开。").content.decode()
    assert "留言已送达承办单位。" in page
    message = Message.objects.get(side=Side.PERSON)
    assert (message.text, message.by, message.at) == ("窗口还没开。", None, None)
    event = Event.objects.about(voice).get(verb="voice.written")
    assert event.by is None
    assert timezone.localtime(event.at).time() == dt.time(0)


def test_no_notice_keeps_the_minute_of_someone_nameless(cast):
    _, code, _ = answered(cast)
    follow(code, "/a/follow/write/", text="窗口还没开。")
    follow(code, "/a/follow/rate/", step="1")
    follow(code, "/a/follow/reopen/", reason="没解决")
    assert not Notice.objects.exists()


def test_sending_the_same_page_twice_says_it_once(cast):
    _, code = a_nameless_voice(cast)
    for _ in range(2):
        follow(code, "/a/follow/write/", text="补充一句", since="0")
    assert Message.objects.count() == 1
    follow(code, "/a/follow/write/", text="补充一句", since="1")
    assert Message.objects.count() == 2


def test_files_go_both_ways(cast):
    voice, code = a_nameless_voice(cast)
    message = dialogue.ask(voice, by=cast.chen, text="见附件")
    theirs = attach(message, SimpleUploadedFile("通知.txt", "内容".encode()), by=cast.chen)
    sent = SimpleUploadedFile("我的名字.txt", "情况".encode())
    follow(code, "/a/follow/write/", text="这是我的", attachments=[sent])

    page = follow(code).content.decode()
    assert "通知.txt" in page
    assert "附件1.txt" in page
    assert "我的名字" not in page
    got = follow(code, f"/a/follow/files/{theirs.pk}/")
    assert b"".join(got.streaming_content) == "内容".encode()
    assert got["Cache-Control"] == "no-store"


def test_a_code_opens_no_file_of_another_voice(cast):
    other, _ = a_nameless_voice(cast)
    file = attach(other, SimpleUploadedFile("a.txt", b"x"), by=None)
    _, code = a_nameless_voice(cast)
    assert follow(code, f"/a/follow/files/{file.pk}/").status_code == 404
    assert follow(code, f"/a/follow/files/{'9' * 40}/").status_code == 404
    assert Attachment.objects.count() == 1


def test_rating_in_four_steps_the_latest_counts_and_the_same_twice_is_one(cast):
    _, code, _ = answered(cast)
    for step in ("2", "2", "4"):
        assert follow(code, "/a/follow/rate/", step=step, comment="").status_code == 200
    assert list(Rating.objects.values_list("turn", "step")) == [(1, 2), (2, 4)]


@pytest.mark.parametrize("step", ["", "0", "5", "很好", "9" * 30])
def test_a_rating_is_one_of_four(cast, step):
    _, code, _ = answered(cast)
    assert follow(code, "/a/follow/rate/", step=step).status_code == 422
    assert not Rating.objects.exists()


def test_there_is_nothing_to_rate_before_an_answer(cast):
    _, code = a_nameless_voice(cast)
    page = follow(code, "/a/follow/rate/", step="4")
    assert page.status_code == 403
    assert "收到正式答复后即可评价。" in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_it_begins_again_with_a_reason(cast):
    voice, code, matter = answered(cast)
    assert follow(code, "/a/follow/reopen/", reason="").status_code == 422
    page = follow(code, "/a/follow/reopen/", reason="窗口一直没开").content.decode()
    matter.refresh_from_db()
    assert matter.state == Matter.State.IN_HAND
    assert "窗口一直没开" in page
    assert Event.objects.about(voice).filter(verb="voice.reopening_asked", by=None).exists()


def test_a_typing_error_is_told_as_one(cast):
    _, code = a_nameless_voice(cast)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    page = follow(wrong)
    assert page.status_code == 422
    assert "有一位写错了或写反了" in page.content.decode()
    assert "您填了 15 位" in follow(code[:-1]).content.decode()


@pytest.mark.parametrize("typed", ["", "\x00", "abc", "1" * 5000, "²" * 16])
def test_nonsense_is_no_code(cast, typed):
    assert follow(typed).status_code == 422


def test_a_wrong_code_is_told_in_one_sentence(cast):
    page = follow(codes.for_slip())
    assert page.status_code == 422
    assert "没有找到这个回执码，请对照回执核对。" in page.content.decode()


def test_a_flood_of_wrong_codes_is_sent_away_and_the_right_one_still_works(cast, monkeypatch):
    _, code = a_nameless_voice(cast)
    monkeypatch.setattr(GUARD, "_waiting", 99)
    for _ in range(FREE):
        follow(codes.for_slip())
    page = follow(codes.for_slip())
    assert page.status_code == 429
    assert "输错的次数太多" in page.content.decode()
    assert follow(code).status_code == 200


def test_typing_errors_do_not_count_as_guesses(cast, monkeypatch):
    monkeypatch.setattr(GUARD, "_waiting", 99)
    for _ in range(FREE + 5):
        assert follow("1234567890123456"[:15]).status_code == 422


def test_the_dialogue_asks_the_database_little(cast, django_assert_max_num_queries):
    voice, code, _ = answered(cast)
    for turn in range(6):
        dialogue.ask(voice, by=cast.chen, text=f"第 {turn} 问")
    follow(code)
    with django_assert_max_num_queries(12):
        follow(code)
