"""延期：asked before the term ends, approved by a leader, told to every person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.kernel.errors import Refused
from lianxin.matters import clocks
from lianxin.matters.actions import extending
from lianxin.matters.models import Extension, Matter, Message, Side
from lianxin.matters.terms import latest_end
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.notices.models import Notice

DAY = dt.timedelta(days=1)


@pytest.fixture
def matter(cast):
    nameless, _code = a_nameless_voice(cast)
    return a_matter(cast, a_voice(cast), nameless)


def asked(matter, by, days=3):
    until = matter.due + days * DAY
    return extending.ask_for_time(matter, by=by, until=until, reason="等配件到货")


def test_until_it_is_approved_the_term_stays(cast, matter):
    asked(matter, cast.chen)
    assert Matter.objects.get().due == matter.due
    assert "请审批" in Notice.objects.get(to=cast.wang).sentence()


def test_approved_it_is_told_to_everyone_who_raised_it(cast, matter):
    extension = asked(matter, cast.chen)
    extending.approve(extension, by=cast.wang, note="同意")
    now = Matter.objects.get()
    assert (now.due, now.first_due) == (extension.until, matter.first_due)
    said = Message.objects.all()
    assert {message.voice_id for message in said} == set(now.voices.values_list("pk", flat=True))
    day = f"{timezone.localdate(extension.until):%Y-%m-%d}"
    assert all(f"期限延长到 {day}" in message.text for message in said)
    assert {(message.side, message.at, message.by) for message in said} == {
        (Side.SYSTEM, None, None)
    }
    assert Notice.objects.filter(verb="voice.time_given").get().to == cast.li


def test_not_after_the_term_has_ended(cast, matter):
    late = a_matter(cast, due=timezone.now() - DAY)
    with pytest.raises(PermissionDenied, match="期限已过，不能再申请延期"):
        asked(late, cast.chen)


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_not_shorter_and_not_longer_than_allowed(cast, matter, days):
    with pytest.raises(Refused, match="新的期限应晚于"):
        asked(matter, cast.chen, days)


def test_all_extensions_together_go_no_further_than_one(cast, matter):
    latest = latest_end(matter)
    assert latest == clocks.longest_extension("ordinary", matter.due)
    extending.approve(asked(matter, cast.chen), by=cast.wang)
    assert latest_end(Matter.objects.get()) == latest


def test_a_petition_at_most_thirty_days(cast):
    petition = a_matter(cast, urgency="petition")
    latest = timezone.localdate(latest_end(petition))
    assert latest >= timezone.localdate(petition.due) + 30 * DAY
    assert latest < timezone.localdate(petition.due) + 45 * DAY


def test_nobody_approves_their_own(cast, matter):
    Matter.objects.update(owner=cast.wang)
    extension = asked(Matter.objects.get(), cast.wang)
    with pytest.raises(PermissionDenied, match="不能审批自己的申请"):
        extending.approve(extension, by=cast.wang)


def test_no_officer_approves(cast, matter):
    with pytest.raises(PermissionDenied, match="只有该单位或上级单位的负责人"):
        extending.approve(asked(matter, cast.chen), by=cast.guli)


def test_refused_the_term_stays_and_nobody_is_troubled(cast, matter):
    extending.refuse(asked(matter, cast.chen), by=cast.wang, note="请抓紧")
    assert Matter.objects.get().due == matter.due
    assert not Message.objects.exists()
    assert "期限仍是" in Notice.objects.get(to=cast.chen).sentence()


def test_one_request_at_a_time(cast, matter):
    asked(matter, cast.chen)
    with pytest.raises(PermissionDenied, match="延期申请还在审批"):
        asked(Matter.objects.get(), cast.chen)


def test_two_leaders_answer_at_once(cast, matter):
    extension = asked(matter, cast.chen)
    stale = Extension.objects.select_related("matter").get()
    extending.approve(extension, by=cast.wang)
    with pytest.raises(Refused, match="请刷新后再试"):
        extending.refuse(stale, by=cast.wang, note="不行")
    assert Extension.objects.get().state == Extension.State.APPROVED


def test_on_the_page(cast, as_, matter):
    url = f"/matters/{matter.pk}/extend/"
    assert "最晚可延到" in as_(cast.chen).get(url).content.decode()
    assert as_(cast.chen).post(url, {"until": "明天", "reason": "x"}).status_code == 422
    refused = as_(cast.chen).post(url, {"until": "2099-01-01", "reason": "等配件到货"})
    assert refused.status_code == 409
    assert "等配件到货" in refused.content.decode()
    day = timezone.localdate(matter.due) + 2 * DAY
    as_(cast.chen).post(url, {"until": f"{day}", "reason": "等配件到货"})
    extension = Extension.objects.get()
    answer = f"/matters/{matter.pk}/extensions/{extension.pk}/answer/"
    page = as_(cast.wang).post(answer, {"approve": "yes"}, follow=True)
    assert "已审批。" in page.content.decode()
    assert Matter.objects.get().due == extension.until
