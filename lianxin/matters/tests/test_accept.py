"""受理：陈静 takes a voice of her company in hand and is the first to answer for it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.matters.actions import accepting
from lianxin.matters.models import Avoidance, Category, Delivery, Matter, Reply, Voice
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.notices.models import Notice


def accepted(voice, by, **changes):
    values = {"title": voice.title, "category": None, "urgency": "ordinary", "unit": voice.unit}
    return accepting.accept(voice, by=by, **{**values, **changes})


def test_who_accepts_is_the_owner_and_the_clock_begins(cast):
    voice = a_voice(cast)
    matter = accepted(voice, cast.chen, urgency="danger")
    matter.refresh_from_db()
    assert (matter.owner, matter.first_owner, matter.unit) == (cast.chen, cast.chen, cast.first)
    assert matter.due == matter.first_due == matter.opened_at + dt.timedelta(hours=24)
    assert matter.number == f"{timezone.localdate().year}-00001"
    voice.refresh_from_db()
    assert (voice.state, voice.matter) == (Voice.State.TAKEN, matter)
    told = Event.objects.about(matter).get()
    assert told.sentence().startswith("陈静 受理，编号 ")
    assert Notice.objects.get(to=cast.li).sentence().endswith("提出的诉求已受理。")


def test_numbers_of_a_year_follow_each_other(cast):
    numbers = [accepted(a_voice(cast), cast.chen).number[-5:] for _ in range(3)]
    assert numbers == ["00001", "00002", "00003"]


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("li", "只有服务该单位的政工员和负责人可以受理。"),
        ("zhao", "只有服务该单位的政工员和负责人可以受理。"),
        ("sun", "只有服务该单位的政工员和负责人可以受理。"),
        ("guli", "您需要回避这件诉求。"),
    ],
)
def test_who_may_not_accept(cast, who, reason):
    voice = a_voice(cast)
    Avoidance.objects.create(voice=voice, user=cast.guli)
    with pytest.raises(PermissionDenied, match=reason):
        accepted(voice, getattr(cast, who))


def test_nobody_accepts_what_they_said_themselves(cast):
    with pytest.raises(PermissionDenied, match="请同事或上级受理"):
        accepted(a_voice(cast, raised_by=cast.chen), cast.chen)


def test_whom_the_speaker_named_is_kept_away_from_the_matter(cast):
    voice, _code = a_nameless_voice(cast)
    Avoidance.objects.create(voice=voice, user=cast.guli)
    matter = accepted(voice, cast.chen)
    assert not Matter.objects.visible_to(cast.guli).exists()
    assert Matter.objects.visible_to(cast.wang).get() == matter


def test_what_is_taken_in_cannot_be_taken_in_again(cast):
    voice = a_voice(cast)
    stale = Voice.objects.get(pk=voice.pk)
    accepted(voice, cast.chen)
    with pytest.raises(Refused, match="请刷新后再试"):
        accepted(stale, cast.guli)
    assert Matter.objects.count() == 1


def test_a_second_voice_joins_and_gets_the_reply_that_stands(cast):
    matter = a_matter(cast, state="answered")
    reply = Reply.objects.create(matter=matter, text="已恢复夜间供餐。", by=cast.chen)
    late, _code = a_nameless_voice(cast)
    accepting.join(late, matter, by=cast.guli)
    late.refresh_from_db()
    assert (late.state, late.matter) == (Voice.State.TAKEN, matter)
    assert Delivery.objects.get(voice=late).reply == reply
    sentence = Event.objects.about(late).get().sentence()
    assert sentence == f"阿依古丽·买买提 受理，并入事项 {matter.number}"


def test_a_voice_does_not_join_a_matter_whose_owner_must_not_see_it(cast):
    matter, voice = a_matter(cast), a_voice(cast)
    Avoidance.objects.create(voice=voice, user=cast.chen)
    with pytest.raises(PermissionDenied, match="请另行受理"):
        accepting.join(voice, matter, by=cast.guli)


def test_joining_keeps_away_those_whom_the_speaker_named(cast):
    matter, voice = a_matter(cast), a_voice(cast)
    matter.helpers.add(cast.guli)
    Avoidance.objects.create(voice=voice, user=cast.guli)
    accepting.join(voice, matter, by=cast.chen)
    assert not matter.helpers.exists()
    assert not Matter.objects.visible_to(cast.guli).exists()


def test_nothing_joins_what_is_closed(cast):
    matter = a_matter(cast, state="closed", closure="substantive", closed_at=timezone.now())
    with pytest.raises(PermissionDenied, match="已办结"):
        accepting.join(a_voice(cast), matter, by=cast.chen)


def test_a_voice_taken_out_keeps_owner_and_clock(cast):
    one, other = a_voice(cast), a_voice(cast, title="宿舍漏水")
    matter = a_matter(cast, one, other)
    alone = accepting.separate(Voice.objects.get(pk=other.pk), by=cast.guli)
    alone.refresh_from_db()
    assert (alone.owner, alone.due, alone.first_due) == (cast.chen, matter.due, matter.first_due)
    assert alone.title == "宿舍漏水"
    assert list(matter.voices.all()) == [one]
    assert alone.number in Event.objects.about(matter).get(verb="matter.separated").sentence()


def test_the_last_voice_stays(cast):
    matter = a_matter(cast)
    with pytest.raises(PermissionDenied, match="不必分出"):
        accepting.separate(matter.voices.get(), by=cast.chen)


class TestPage:
    def test_the_form_begins_with_what_was_said(self, cast, as_):
        heat = Category.objects.create(code="heat", name="暖气", urgency="lifeline")
        voice = a_voice(cast, category=heat)
        page = as_(cast.chen).get(f"/matters/voices/{voice.pk}/accept/")
        form = page.context["accept_form"]
        assert form["title"].value() == "食堂夜班无热饭"
        assert form["urgency"].value() == "lifeline"

    def test_accepting_leads_to_the_matter(self, cast, as_):
        voice = a_voice(cast)
        sent = {"title": "夜班热饭", "unit": cast.first.pk, "urgency": "simple"}
        answer = as_(cast.chen).post(f"/matters/voices/{voice.pk}/accept/", sent, follow=True)
        assert "已受理，您是责任人。" in answer.content.decode()
        assert Matter.objects.get().title == "夜班热饭"

    def test_what_is_missing_is_said_and_what_was_typed_stays(self, cast, as_):
        voice = a_voice(cast)
        sent = {"title": "夜班热饭", "unit": "999999999999999999999", "urgency": "不急"}
        answer = as_(cast.chen).post(f"/matters/voices/{voice.pk}/accept/", sent)
        assert answer.status_code == 422
        assert "夜班热饭" in answer.content.decode()
        assert "这个单位不在可选范围内" in answer.content.decode()

    def test_joining_by_number(self, cast, as_):
        matter, voice = a_matter(cast), a_voice(cast, title="也没热饭")
        page = as_(cast.chen).get(f"/matters/voices/{voice.pk}/accept/")
        assert matter in [found.matter for found in page.context["candidates"]]
        url = f"/matters/voices/{voice.pk}/join/"
        assert as_(cast.chen).post(url, {"number": "2020-99999"}).status_code == 422
        assert as_(cast.chen).post(url, {"number": matter.number}).status_code == 302
        assert matter.voices.count() == 2

    def test_only_what_is_alike_is_proposed(self, cast, as_):
        alike = a_matter(cast, title="夜班食堂没有热饭", summary="夜班后食堂关门")
        a_matter(cast, title="路灯坏了", summary="连部门口的路灯不亮")
        a_matter(cast, title="食堂夜班无热饭", kind="promise")
        voice = a_voice(cast)
        page = as_(cast.chen).get(f"/matters/voices/{voice.pk}/accept/")
        (found,) = page.context["candidates"]
        assert found.matter == alike
        assert "食堂" in found.shared
        assert "相同的词：" in page.content.decode()
        page = as_(cast.chen).get(f"/matters/voices/{voice.pk}/accept/?like=路灯")
        assert [found.matter.title for found in page.context["candidates"]] == ["路灯坏了"]

    def test_nobody_joins_a_matter_they_do_not_see(self, cast, as_):
        hidden = a_matter(cast, unit=cast.second, owner=cast.zhao, first_owner=cast.zhao)
        voice = a_voice(cast)
        answer = as_(cast.chen).post(f"/matters/voices/{voice.pk}/join/", {"number": hidden.number})
        assert answer.status_code == 422
        assert "没有找到这个编号的事项" in answer.content.decode()
