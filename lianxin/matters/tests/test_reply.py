"""答复：written in peace, given once, brought to every voice."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.files.models import Attachment
from lianxin.journal.models import Event
from lianxin.matters.actions import replying
from lianxin.matters.models import Delivery, Draft, Matter, Reply
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.notices.models import Notice

GOOD = {"text": "您好，夜班食堂今晚起供应热饭到零点半，不必再吃泡面。", "kind": "final"}


@pytest.fixture
def matter(cast):
    nameless, _code = a_nameless_voice(cast)
    return a_matter(cast, a_voice(cast), nameless)


def final(matter, by):
    return replying.reply(matter, by=by, text="已恢复夜间供餐。", kind=Reply.Kind.FINAL)


def test_a_reply_reaches_every_voice_once(cast, matter):
    reply = final(matter, cast.chen)
    assert Delivery.objects.filter(reply=reply).count() == 2
    assert Matter.objects.get().state == Matter.State.ANSWERED
    assert "陈静 答复，送达 2 件诉求" in [e.sentence() for e in Event.objects.about(matter)]


def test_only_those_with_a_name_get_a_notice(cast, matter):
    final(matter, cast.chen)
    assert [notice.to for notice in Notice.objects.filter(verb="voice.replied")] == [cast.li]


def test_an_interim_reply_stops_no_clock(cast, matter):
    replying.reply(matter, by=cast.chen, text="已联系食堂。", kind=Reply.Kind.INTERIM)
    now = Matter.objects.get()
    assert (now.state, now.due) == (Matter.State.IN_HAND, matter.due)


def test_a_second_final_reply_is_possible_until_it_is_closed(cast, matter):
    final(matter, cast.chen)
    final(Matter.objects.get(), cast.chen)
    assert Delivery.objects.count() == 4


@pytest.mark.parametrize("who", ["guli", "wang", "zhao", "li"])
def test_only_the_owner_answers(cast, matter, who):
    with pytest.raises(PermissionDenied, match="只有责任人"):
        final(matter, getattr(cast, who))


class TestDraft:
    def test_it_is_kept_and_comes_back(self, cast, as_, matter):
        url = f"/matters/{matter.pk}/draft/"
        assert as_(cast.chen).post(url, {"text": "写到一半"}).status_code == 204
        assert as_(cast.chen).post(url, {"text": "写到一半，再补"}).status_code == 204
        assert Draft.objects.get().text == "写到一半，再补"
        page = as_(cast.chen).get(f"/matters/{matter.pk}/reply/")
        assert "写到一半，再补" in page.content.decode()

    def test_it_goes_only_with_the_reply(self, cast, as_, matter):
        replying.save_draft(matter, by=cast.chen, text="草稿")
        url = f"/matters/{matter.pk}/reply/"
        assert as_(cast.chen).post(url, {"text": "", "kind": "final"}).status_code == 422
        assert Draft.objects.exists()
        assert as_(cast.chen).post(url, GOOD).status_code == 302
        assert not Draft.objects.exists()

    def test_an_empty_draft_is_none(self, cast, matter):
        replying.save_draft(matter, by=cast.chen, text="草稿")
        replying.save_draft(matter, by=cast.chen, text="  ")
        assert not Draft.objects.exists()

    def test_nobody_writes_a_draft_in_a_matter_of_another(self, cast, as_, matter):
        assert as_(cast.guli).post(f"/matters/{matter.pk}/draft/", {"text": "x"}).status_code == 403

    def test_what_no_database_takes_does_no_harm(self, cast, as_, matter):
        sent = {"text": "a\x00b" + "长" * 100_000}
        assert as_(cast.chen).post(f"/matters/{matter.pk}/draft/", sent).status_code == 204
        assert len(Draft.objects.get().text) == 20_000


class TestPage:
    def test_what_each_person_said_stands_beside(self, cast, as_, matter):
        text = as_(cast.chen).get(f"/matters/{matter.pk}/reply/").content.decode()
        assert "李强" in text
        assert "匿名" in text
        assert text.count("夜班后食堂关门") == 2

    def test_with_a_file(self, cast, as_, matter):
        file = SimpleUploadedFile("通知.txt", "夜间供餐时间 0:30".encode(), "text/plain")
        sent = {"text": "见附件。", "kind": "final", "files": file}
        page = as_(cast.chen).post(f"/matters/{matter.pk}/reply/", sent, follow=True)
        assert "已答复，并送达每位反映人。" in page.content.decode()
        assert Attachment.objects.of(Reply.objects.get()).get().name == "通知.txt"
        assert "通知.txt" in page.content.decode()

    def test_a_file_that_is_not_taken_leaves_the_text(self, cast, as_, matter):
        file = SimpleUploadedFile("a.exe", b"MZ\x90\x00", "application/octet-stream")
        sent = {"text": "见附件。", "kind": "final", "files": file}
        answer = as_(cast.chen).post(f"/matters/{matter.pk}/reply/", sent)
        assert answer.status_code == 422
        assert "见附件。" in answer.content.decode()
        assert not Reply.objects.exists()
