"""转办：an offer must be taken over; after the second refusal a leader decides."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.matters.actions import deciding, replying, sorting, transfer
from lianxin.matters.models import Matter, Meeting, Offer
from lianxin.matters.tests.stories import a_matter
from lianxin.notices.models import Notice
from lianxin.people.models import User


@pytest.fixture
def matter(cast):
    return a_matter(cast)


def fresh(matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def offered(cast, matter, to=None) -> Offer:
    return transfer.offer(
        fresh(matter), by=fresh(matter).owner, to=to or cast.guli, reason="属后勤职责"
    )


def turned_back(offer) -> None:
    offer = Offer.objects.get(pk=offer.pk)
    transfer.turn_back(offer, by=offer.to, reason="不归我们管", basis="职责分工第三条")


def told(person: User) -> list[str]:
    return [notice.sentence() for notice in Notice.objects.filter(to=person)]


def test_until_it_is_taken_over_the_owner_answers(cast, matter):
    offer = offered(cast, matter)
    assert fresh(matter).owner == cast.chen
    assert offer.answer_by > offer.at
    assert told(cast.guli)[0].startswith(f"事项 {matter.number} 请您接收")
    assert replying.reply(fresh(matter), by=cast.chen, text="在查。", kind="interim")


def test_who_takes_over_owns_and_no_clock_begins_anew(cast, matter):
    transfer.take_over(offered(cast, matter), by=cast.guli)
    now = fresh(matter)
    assert (now.owner, now.first_owner) == (cast.guli, cast.chen)
    assert (now.due, now.first_due, now.opened_at) == (
        matter.due,
        matter.first_due,
        matter.opened_at,
    )
    sentences = [event.sentence() for event in Event.objects.about(matter)]
    assert "阿依古丽·买买提 接收转办，成为责任人" in sentences


def test_an_offer_reaches_somebody_who_saw_nothing_before(cast, matter):
    assert not Matter.objects.visible_to(cast.zhao).exists()
    offered(cast, matter, to=cast.zhao)
    assert Matter.objects.visible_to(cast.zhao).get() == matter


def test_who_turned_it_back_does_not_see_it_any_more(cast, matter):
    turned_back(offered(cast, matter, to=cast.zhao))
    assert not Matter.objects.visible_to(cast.zhao).exists()


@pytest.mark.parametrize(
    ("who", "reason"),
    [("guli", "只有责任人可以这样做"), ("wang", "只有责任人可以这样做"), ("li", "只有责任人")],
)
def test_only_the_owner_offers(cast, matter, who, reason):
    with pytest.raises(PermissionDenied, match=reason):
        transfer.offer(matter, by=getattr(cast, who), to=cast.zhao, reason="理由")


@pytest.mark.parametrize(
    ("to", "reason"),
    [("li", "只能交给在册的"), ("chen", "您已经是责任人"), ("guli", "此人需要回避")],
)
def test_not_to_everybody(cast, matter, to, reason):
    matter.avoid.add(cast.guli)
    with pytest.raises(PermissionDenied, match=reason):
        transfer.offer(matter, by=cast.chen, to=getattr(cast, to), reason="理由")


def test_one_offer_at_a_time(cast, matter):
    offered(cast, matter)
    with pytest.raises(PermissionDenied, match="转办还没有答复"):
        offered(cast, matter, to=cast.zhao)


def test_nobody_answers_for_another(cast, matter):
    offer = offered(cast, matter)
    with pytest.raises(PermissionDenied, match="只有转办的接收人可以答复"):
        transfer.take_over(offer, by=cast.wang)


def test_a_refusal_is_counted_and_seen(cast, matter):
    turned_back(offered(cast, matter))
    now = fresh(matter)
    assert (now.bounces, now.owner, now.open_meeting()) == (1, cast.chen, None)
    assert f"事项 {matter.number} 的转办被退回，累计 1 次。" in told(cast.chen)
    offer = now.offers.get()
    assert (offer.answer_reason, offer.answer_basis) == ("不归我们管", "职责分工第三条")


def test_the_second_refusal_calls_a_meeting(cast, matter):
    turned_back(offered(cast, matter))
    turned_back(offered(cast, matter, to=cast.zhao))
    meeting = fresh(matter).open_meeting()
    assert meeting is not None
    assert meeting.cause == Meeting.Cause.TURNED_BACK
    assert fresh(matter).bounces == 2
    assert any("启动会商" in sentence for sentence in told(cast.wang))
    with pytest.raises(PermissionDenied, match="正在会商由谁负责"):
        offered(cast, matter)
    assert replying.reply(fresh(matter), by=cast.chen, text="在查。", kind="interim")


def test_the_leader_decides_and_that_is_an_order(cast, matter):
    turned_back(offered(cast, matter))
    turned_back(offered(cast, matter, to=cast.zhao))
    meeting = Meeting.objects.get()
    with pytest.raises(PermissionDenied, match="只有该单位或上级单位的负责人"):
        deciding.decide(meeting, by=cast.chen, owner=cast.zhao)
    deciding.decide(meeting, by=cast.wang, owner=cast.zhao, note="按属地办理")
    now = fresh(matter)
    assert (now.owner, now.due, now.open_offer(), now.open_meeting()) == (
        cast.zhao,
        matter.due,
        None,
        None,
    )
    assert any("责任人已由负责人决定" in sentence for sentence in told(cast.zhao))


def test_the_leader_may_take_it(cast, matter):
    meeting = deciding.call_meeting(matter, by=None, cause=Meeting.Cause.CONFLICT)
    deciding.decide(meeting, by=cast.wang, owner=cast.wang)
    assert fresh(matter).owner == cast.wang


def test_after_a_decision_two_new_refusals_are_needed(cast, matter):
    turned_back(offered(cast, matter))
    turned_back(offered(cast, matter, to=cast.zhao))
    deciding.decide(Meeting.objects.get(), by=cast.wang, owner=cast.guli)
    turned_back(offered(cast, matter, to=cast.zhao))
    assert fresh(matter).open_meeting() is None
    assert fresh(matter).bounces == 3


def test_an_offer_may_be_withdrawn_until_it_is_answered(cast, matter):
    offer = offered(cast, matter)
    transfer.withdraw(offer, by=cast.chen)
    assert fresh(matter).offers.get().state == Offer.State.WITHDRAWN
    with pytest.raises(PermissionDenied, match="已经有了结果"):
        transfer.take_over(Offer.objects.get(), by=cast.guli)
    notice = Notice.objects.get(to=cast.guli, verb="matter.offer_withdrawn")
    assert notice.url == "/matters/"


def test_answered_by_somebody_else_in_the_meantime(cast, matter):
    offer = offered(cast, matter)
    stale = Offer.objects.select_related("matter").get(pk=offer.pk)
    transfer.take_over(offer, by=cast.guli)
    with pytest.raises(Refused, match="请刷新后再试"):
        transfer.turn_back(stale, by=cast.guli, reason="不归", basis="第三条")
    assert fresh(matter).bounces == 0


class TestAvoid:
    def test_an_owner_who_must_keep_away_calls_a_meeting(self, cast, matter):
        sorting.avoid(matter, [cast.chen], by=cast.chen, reason="亲属")
        assert Meeting.objects.get().cause == Meeting.Cause.CONFLICT
        assert not Matter.objects.visible_to(cast.chen).exists()
        assert fresh(matter).owner == cast.chen
        assert not Notice.objects.filter(to=cast.chen).exists()

    def test_an_open_offer_to_who_must_keep_away_is_withdrawn(self, cast, matter):
        offered(cast, matter)
        sorting.avoid(fresh(matter), [cast.guli], by=cast.chen)
        assert Offer.objects.get().state == Offer.State.WITHDRAWN
        with pytest.raises(PermissionDenied, match="此人需要回避"):
            offered(cast, matter)


class TestPages:
    def test_the_whole_chain_in_a_browser(self, cast, as_, matter):
        page = as_(cast.chen).get(f"/matters/{matter.pk}/offer/")
        assert "阿依古丽·买买提（一连）" in page.content.decode()
        sent = {"to": cast.guli.pk, "reason": "属后勤职责"}
        as_(cast.chen).post(f"/matters/{matter.pk}/offer/", sent)
        offer = Offer.objects.get()
        url = f"/matters/{matter.pk}/offers/{offer.pk}"
        assert "属后勤职责" in as_(cast.guli).get(f"{url}/turn-back/").content.decode()
        answer = as_(cast.guli).post(f"{url}/turn-back/", {"reason": "不归我们管"})
        assert answer.status_code == 422
        assert "不归我们管" in answer.content.decode()
        as_(cast.guli).post(f"{url}/turn-back/", {"reason": "不归我们管", "basis": "第三条"})
        text = as_(cast.chen).get(f"/matters/{matter.pk}/").content.decode()
        assert "退回 1 次" in text
        assert "依据：第三条" in text

    def test_a_text_that_is_no_person_is_explained(self, cast, as_, matter):
        for wrong in ("无", "-1", str(2**70), cast.li.pk):
            sent = {"to": wrong, "reason": "理由"}
            answer = as_(cast.chen).post(f"/matters/{matter.pk}/offer/", sent)
            assert answer.status_code == 422
            assert "这个人不在可选范围内" in answer.content.decode()

    def test_deciding(self, cast, as_, matter):
        meeting = deciding.call_meeting(matter, by=None, cause=Meeting.Cause.CONFLICT)
        url = f"/matters/{matter.pk}/meetings/{meeting.pk}/decide/"
        assert as_(cast.chen).get(url).status_code == 403
        page = as_(cast.wang).post(url, {"owner": cast.guli.pk}, follow=True)
        assert "已决定责任人。" in page.content.decode()
        assert fresh(matter).owner == cast.guli

    def test_offers_of_other_matters_are_not_found_here(self, cast, as_, matter):
        other = a_matter(cast)
        offer = offered(cast, other)
        url = f"/matters/{matter.pk}/offers/{offer.pk}/take-over/"
        assert as_(cast.guli).post(url).status_code == 404


def test_the_offer_ends_on_the_next_working_day(cast, matter):
    offer = offered(cast, matter)
    assert timezone.localdate(offer.answer_by) > timezone.localdate()
    assert offer.answer_by - offer.at < dt.timedelta(days=12)
