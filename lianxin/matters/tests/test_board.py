"""回执公告栏 and 结果公开: what anybody may look at."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from lianxin.matters.actions import dialogue
from lianxin.matters.board import board
from lianxin.matters.models import Delivery, Publication, Reply
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice

TODAY = timezone.localdate()


def answered(cast, **changes):
    voice, code = a_nameless_voice(cast, **changes)
    matter = a_matter(cast, voice, unit=voice.unit)
    reply = Reply.objects.create(matter=matter, text="已经修好。", by=cast.chen)
    Delivery.objects.create(voice=voice, reply=reply)
    return voice, code


def test_an_unread_reply_puts_the_tag_on_the_board_by_unit_and_day(cast, client):
    here, _ = answered(cast)
    there, _ = answered(cast, unit=cast.second)
    assert [(one.unit, [(line.day, line.tags) for line in one.days]) for one in board(TODAY)] == [
        (cast.first, [(TODAY, [here.tag])]),
        (cast.second, [(TODAY, [there.tag])]),
    ]
    page = client.get("/a/board/").content.decode()
    assert here.tag in page
    for content in (here.title, here.body, "已经修好"):
        assert content not in page


def test_once_read_it_leaves_the_board(cast, client):
    _, code = answered(cast)
    client.post("/a/follow/", {"code": code})
    assert board(TODAY) == []


def test_a_question_and_a_refusal_are_on_the_board_too(cast):
    asked, _ = a_nameless_voice(cast)
    dialogue.ask(asked, by=cast.chen, text="哪个车间？")
    declined, _ = a_nameless_voice(cast)
    dialogue.decline(declined, by=cast.chen, kind="unclear", note="请补充。")
    assert board(TODAY)[0].days[0].tags == sorted([asked.tag, declined.tag])


def test_what_the_person_wrote_and_what_has_a_name_is_not(cast):
    voice, _ = a_nameless_voice(cast)
    dialogue.write_by_code(voice, text="还有一点。")
    dialogue.ask(a_voice(cast), by=cast.chen, text="哪天？")
    assert board(TODAY) == []


def test_after_three_months_it_is_taken_down(cast):
    answered(cast)
    assert board(TODAY + dt.timedelta(days=91)) == []


def test_the_board_asks_the_database_little(cast, client, django_assert_max_num_queries):
    for _ in range(10):
        answered(cast)
    with django_assert_max_num_queries(4):
        client.get("/a/board/")


def test_published_results_are_for_everyone_and_withdrawn_ones_are_not(cast, client):
    for title, withdrawn in (("食堂加开夜宵窗口", None), ("撤下的结果", TODAY)):
        Publication.objects.create(
            matter=a_matter(cast),
            title=title,
            problem="夜班无热饭",
            result="已加开窗口",
            by=cast.chen,
            withdrawn_on=withdrawn,
        )
    page = client.get("/a/results/").content.decode()
    assert "食堂加开夜宵窗口" in page
    assert "已加开窗口" in page
    assert "撤下的结果" not in page
