"""往来与不予受理: the office asks, the person answers, or the voice is declined."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lianxin.files.models import Attachment
from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.matters.actions import dialogue
from lianxin.matters.models import Message, Side, Voice
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.notices.models import Notice

Declined = Voice.DeclineKind


def test_the_office_asks_and_the_person_is_told_without_content(cast):
    voice = a_voice(cast)
    dialogue.ask(voice, by=cast.chen, text="哪天的夜班？")

    message = Message.objects.get()
    assert (message.side, message.by, message.turn) == (Side.OFFICE, cast.chen, 1)
    notice = Notice.objects.get()
    assert (notice.to, notice.url) == (cast.li, f"/matters/mine/{voice.pk}/")
    assert "哪天" not in notice.sentence() + str(notice.facts)
    assert Event.objects.about(voice).get().sentence() == "陈静 向反映人了解情况"


def test_the_person_answers_and_the_owner_is_told(cast):
    voice = a_voice(cast)
    a_matter(cast, voice)
    dialogue.write(voice, by=cast.li, text="上周三。")

    assert Message.objects.get().at is None
    notice = Notice.objects.get()
    assert notice.to == cast.chen
    assert notice.sentence() == f"事项 {voice.matter.number} 的反映人有新的留言。"


def test_of_a_waiting_voice_nobody_is_notified(cast):
    dialogue.write(a_voice(cast), by=cast.li, text="上周三。")
    assert not Notice.objects.exists()


@pytest.mark.parametrize("who", ["li", "zhao", "zhou", "sun", "qian", "zheng"])
def test_only_those_who_handle_it_ask(cast, who):
    with pytest.raises(PermissionDenied, match="只有负责这件诉求的人"):
        dialogue.ask(a_voice(cast), by=getattr(cast, who), text="？")


@pytest.mark.parametrize("who", ["chen", "wang", "zhao"])
def test_only_the_person_writes_as_the_person(cast, who):
    with pytest.raises(PermissionDenied, match="只有反映人本人"):
        dialogue.write(a_voice(cast), by=getattr(cast, who), text="我来替他说")


def test_an_archived_voice_is_only_to_be_read(cast):
    voice = a_voice(cast, state=Voice.State.ARCHIVED)
    with pytest.raises(PermissionDenied, match="历史件"):
        dialogue.write(voice, by=cast.li, text="再问")


def test_both_sides_attach_files_to_what_they_say(cast, as_):
    voice = a_voice(cast)
    file = SimpleUploadedFile("排班.txt", b"x")
    as_(cast.li).post(f"/matters/mine/{voice.pk}/write/", {"text": "见附件", "attachments": [file]})
    kept = Attachment.objects.get()
    assert (kept.owner, kept.by) == ("matters.Message", cast.li)
    assert as_(cast.chen).get(f"/files/{kept.pk}/").status_code == 200
    assert as_(cast.zhao).get(f"/files/{kept.pk}/").status_code == 404


def test_the_talk_stands_on_both_pages_and_names_the_officer_only_inside(cast, as_):
    voice = a_voice(cast)
    as_(cast.chen).post(f"/matters/voices/{voice.pk}/ask/", {"text": "哪天的夜班？"})
    as_(cast.li).post(f"/matters/mine/{voice.pk}/write/", {"text": "上周三的夜班。"})

    inside = as_(cast.guli).get(f"/matters/voices/{voice.pk}/").content.decode()
    assert "上周三的夜班。" in inside
    assert "<b>承办单位</b> 陈静" in inside
    outside = as_(cast.li).get(f"/matters/mine/{voice.pk}/").content.decode()
    assert "哪天的夜班？" in outside
    assert "<b>承办单位</b> 陈静" not in outside


def test_what_the_person_wrote_is_read_once_the_office_opens_the_page(cast, as_):
    voice = a_voice(cast)
    dialogue.write(voice, by=cast.li, text="上周三。")
    as_(cast.chen).get(f"/matters/voices/{voice.pk}/")
    assert Message.objects.get().read_on == timezone.localdate()


def test_the_writer_does_not_read_his_own_message_for_the_office(cast, as_):
    voice = a_voice(cast)
    dialogue.write(voice, by=cast.li, text="上周三。")
    as_(cast.li).get(f"/matters/mine/{voice.pk}/")
    assert Message.objects.get().read_on is None


def test_the_same_page_sent_twice_is_one_message(cast, as_):
    voice = a_voice(cast)
    for _ in range(2):
        as_(cast.chen).post(f"/matters/voices/{voice.pk}/ask/", {"text": "哪天？", "since": "0"})
    assert Message.objects.count() == 1


def test_declining_says_of_which_kind_and_tells_the_person(cast):
    voice = a_voice(cast)
    dialogue.decline(voice, by=cast.chen, kind=Declined.OTHER_OFFICE, note="请找人社所，带身份证。")
    voice.refresh_from_db()
    assert (voice.state, voice.decline_kind) == (Voice.State.DECLINED, Declined.OTHER_OFFICE)
    assert Message.objects.get().text == "请找人社所，带身份证。"
    assert Notice.objects.get().to == cast.li


def test_the_person_reads_why_and_where_to_go(cast, as_):
    voice = a_voice(cast)
    dialogue.decline(voice, by=cast.chen, kind=Declined.OTHER_OFFICE, note="请找人社所。")
    page = as_(cast.li).get(f"/matters/mine/{voice.pk}/").content.decode()
    assert "没有受理：属其他部门职责。" in page
    assert "请找人社所。" in page


def test_two_officers_declining_at_once_cannot_both_succeed(cast):
    voice = a_voice(cast)
    same_row = Voice.objects.get(pk=voice.pk)
    dialogue.decline(voice, by=cast.chen, kind=Declined.UNCLEAR, note="请补充。")
    with pytest.raises(Refused, match="状态已经变化"):
        dialogue.decline(same_row, by=cast.guli, kind=Declined.UNCLEAR, note="请补充。")
    assert Message.objects.count() == 1


@pytest.mark.parametrize("typed", [{"kind": "", "note": "x"}, {"kind": "boring", "note": "x"}, {}])
def test_declining_needs_a_kind_and_a_sentence(cast, as_, typed):
    voice = a_voice(cast)
    page = as_(cast.chen).post(f"/matters/voices/{voice.pk}/decline/", typed)
    assert page.status_code == 422
    voice.refresh_from_db()
    assert voice.state == Voice.State.WAITING


def test_what_was_declined_can_wait_again_with_the_clock_it_had(cast):
    voice = a_voice(cast)
    before = voice.accept_by
    dialogue.decline(voice, by=cast.chen, kind=Declined.UNCLEAR, note="请补充。")
    dialogue.reconsider(voice, by=cast.guli)
    voice.refresh_from_db()
    assert (voice.state, voice.decline_kind, voice.accept_by) == ("waiting", "", before)


def test_only_what_waits_is_declined_and_only_what_was_declined_waits_again(cast):
    voice = a_voice(cast)
    with pytest.raises(PermissionDenied, match="不予受理的诉求"):
        dialogue.reconsider(voice, by=cast.chen)
    a_matter(cast, voice)
    with pytest.raises(PermissionDenied, match="待受理的诉求"):
        dialogue.decline(voice, by=cast.chen, kind=Declined.UNCLEAR, note="x")


def test_the_nameless_read_it_by_their_code_and_get_no_notice(cast):
    voice, _ = a_nameless_voice(cast)
    dialogue.decline(voice, by=cast.chen, kind=Declined.DISCIPLINE, note="请向纪检监察机关反映。")
    assert not Notice.objects.exists()
    assert Message.objects.get().read_on is None


@pytest.mark.parametrize("typed", ["\x00", "字" * 5001, ""])
def test_what_cannot_be_sent_is_said(cast, as_, typed):
    page = as_(cast.chen).post(f"/matters/voices/{a_voice(cast).pk}/ask/", {"text": typed})
    assert page.status_code == 422
    assert not Message.objects.exists()


def test_one_who_only_raised_it_is_led_to_their_own_page(cast, as_):
    voice = a_voice(cast)
    page = as_(cast.li).get(f"/matters/voices/{voice.pk}/")
    assert (page.status_code, page.url) == (302, f"/matters/mine/{voice.pk}/")
