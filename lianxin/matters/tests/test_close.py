"""办结：with its type, beside what the person thinks; 重启 and 回访."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.matters import clocks
from lianxin.matters.actions import closing, replying, revisiting
from lianxin.matters.actions.closing import Ending
from lianxin.matters.models import (
    ClosureRequest,
    Level,
    Matter,
    Publication,
    Reply,
    Revisit,
    Supervision,
)
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.notices.models import Notice
from lianxin.people.calendar import working_calendar
from lianxin.people.models import Duty, Post

TODAY = timezone.localdate


@pytest.fixture
def matter(cast):
    """Answered: 李强 has had his reply."""
    matter = a_matter(cast)
    replying.reply(matter, by=cast.chen, text="已恢复夜间供餐。", kind=Reply.Kind.FINAL)
    return matter


def closed(matter, by, closure="substantive", **more):
    closing.close(matter, Ending(closure, **more), by=by)
    return Matter.objects.get(pk=matter.pk)


class TestClose:
    def test_solved_in_substance(self, cast, matter):
        now = closed(matter, cast.chen)
        assert now.is_solved
        assert now.closed_at is not None
        assert "陈静 办结" in [e.sentence() for e in Event.objects.about(matter)]

    @pytest.mark.parametrize("closure", ["staged", "explained"])
    def test_only_substance_counts_as_solved(self, cast, matter, closure):
        assert not closed(matter, cast.chen, closure, note="已说明政策").is_solved

    def test_not_before_the_people_have_a_final_reply(self, cast):
        with pytest.raises(PermissionDenied, match="先给反映人正式答复"):
            closed(a_matter(cast), cast.chen)

    def test_not_by_another(self, cast, matter):
        with pytest.raises(PermissionDenied, match="只有责任人可以这样做"):
            closed(matter, cast.wang)

    def test_a_closure_by_procedure_says_why(self, cast, matter):
        with pytest.raises(Refused, match="须写明说明"):
            closed(matter, cast.chen, "explained")

    def test_a_queued_one_says_when_it_comes_back(self, cast, matter):
        with pytest.raises(Refused, match="须写明复查日期"):
            closed(matter, cast.chen, "queued", note="等明年预算")
        day = TODAY() + dt.timedelta(days=300)
        assert (
            closed(matter, cast.chen, "queued", note="等明年预算", review_on=day).review_on == day
        )

    def test_a_revisit_is_due_on_the_next_working_day(self, cast, matter):
        closed(matter, cast.chen)
        assert Revisit.objects.get().due_on == working_calendar().next_workday(TODAY())

    def test_a_matter_without_a_voice_is_closed_without_a_reply(self, cast):
        matter = a_matter(cast)
        matter.voices.update(matter=None, state="waiting")
        assert closed(matter, cast.chen).is_solved
        assert not Revisit.objects.exists()


class TestNotOurs:
    """超出职责范围 and 无法办到 are for a leader to approve."""

    def test_the_owner_asks_and_the_leader_approves(self, cast, matter):
        with pytest.raises(PermissionDenied, match="要由负责人批准"):
            closed(matter, cast.chen, "impossible", note="没有条件")
        ending = Ending("impossible", "没有条件")
        request = closing.ask_to_close(matter, ending, by=cast.chen)
        assert Matter.objects.get().state == Matter.State.ANSWERED
        assert Notice.objects.get(to=cast.wang).sentence().endswith("申请办结，请审批。")
        with pytest.raises(PermissionDenied, match="不能审批自己的申请"):
            closing.approve_closing(request, by=cast.chen)
        closing.approve_closing(ClosureRequest.objects.get(), by=cast.wang)
        now = Matter.objects.get()
        assert (now.closure, now.closure_note) == ("impossible", "没有条件")

    def test_the_leader_may_say_no(self, cast, matter):
        request = closing.ask_to_close(matter, Ending("out_of_scope", "归水务局"), by=cast.chen)
        closing.refuse_closing(request, by=cast.wang, answer="请协调水务局后再报")
        now = Matter.objects.get()
        assert (now.state, now.open_closure_request()) == (Matter.State.ANSWERED, None)

    def test_a_leader_who_owns_it_asks_the_next_above(self, cast, matter):
        Post.objects.create(user=cast.guli, duty=Duty.LEADER, unit=cast.first)
        Matter.objects.update(owner=cast.guli)
        mine = Matter.objects.get()
        with pytest.raises(PermissionDenied, match="要由负责人批准"):
            closed(mine, cast.guli, "impossible", note="没有条件")
        request = closing.ask_to_close(mine, Ending("impossible", "没有条件"), by=cast.guli)
        closing.approve_closing(request, by=cast.wang)
        assert Matter.objects.get().state == Matter.State.CLOSED

    def test_above_the_highest_leader_there_is_nobody_to_ask(self, cast, matter):
        Matter.objects.update(owner=cast.wang)
        assert closed(Matter.objects.get(), cast.wang, "impossible", note="没有条件").closed_at

    def test_in_the_browser_the_same_form_does_both(self, cast, as_, matter):
        url = f"/matters/{matter.pk}/close/"
        as_(cast.chen).post(url, {"closure": "impossible", "note": "没有条件"})
        request = ClosureRequest.objects.get()
        answer = f"/matters/{matter.pk}/closings/{request.pk}/answer/"
        assert as_(cast.guli).get(answer).status_code == 403
        assert "没有条件" in as_(cast.wang).get(answer).content.decode()
        assert as_(cast.wang).post(answer, {"approve": "no"}).status_code == 422
        as_(cast.wang).post(answer, {"approve": "yes"})
        assert Matter.objects.get().state == Matter.State.CLOSED


class TestReopen:
    def test_a_new_term_and_the_first_one_stays(self, cast, matter):
        now = closed(matter, cast.chen)
        closing.reopen(now, by=cast.li, voice=now.voices.get(), reason="还是没有热饭")
        now.refresh_from_db()
        assert (now.state, now.reopened, now.closure) == (Matter.State.IN_HAND, 1, "")
        assert now.first_due == matter.first_due
        assert now.due > timezone.now()
        assert now.remarks.get().text == "还是没有热饭"
        assert not Revisit.objects.exists()
        assert any("重新办理" in n.sentence() for n in Notice.objects.filter(to=cast.chen))

    def test_by_code_only_the_day_is_kept(self, cast):
        voice, _code = a_nameless_voice(cast)
        matter = a_matter(cast, voice, state="answered")
        closing.reopen(matter, by=None, voice=voice, reason="没有解决")
        matter.refresh_from_db()
        event = Event.objects.about(matter).get()
        assert (event.by, f"{timezone.localtime(event.at):%H:%M:%S}") == (None, "00:00:00")
        assert matter.started_at is None
        assert matter.due == clocks.term_end("ordinary", day=TODAY(), moment=None)
        assert not Notice.objects.exists()

    def test_not_without_having_raised_it(self, cast, matter):
        nameless, _code = a_nameless_voice(cast)
        voice = matter.voices.get()
        for by, said in ((cast.guli, voice), (None, voice), (cast.li, nameless), (None, nameless)):
            with pytest.raises(PermissionDenied, match="只有反映人本人"):
                closing.reopen(matter, by=by, voice=said, reason="x")
        with pytest.raises(PermissionDenied):
            closing.reopen(matter, by=None, reason="x")
        with pytest.raises(PermissionDenied, match="只有该单位或上级单位的负责人"):
            closing.reopen(matter, by=cast.guli, reason="x")

    def test_twice_climbs_the_ladder(self, cast, matter):
        for _time in range(2):
            now = Matter.objects.get()
            closing.reopen(now, by=cast.wang, reason="没有解决")
            replying.reply(Matter.objects.get(), by=cast.chen, text="再办", kind="final")
        assert Matter.objects.get().level == Level.ORDINARY
        assert Supervision.objects.get().by is None

    def test_what_was_published_is_taken_down(self, cast, matter):
        now = closed(matter, cast.chen)
        Publication.objects.create(matter=now, title="t", problem="p", result="r", by=cast.chen)
        closing.reopen(now, by=cast.wang, reason="没有解决")
        assert Publication.objects.get().withdrawn_on == TODAY()


class TestReview:
    def test_still_queued_until_another_day(self, cast, matter):
        day = TODAY() + dt.timedelta(days=10)
        now = closed(matter, cast.chen, "queued", note="等预算", review_on=day)
        later = TODAY() + dt.timedelta(days=300)
        closing.review_queued(now, by=cast.wang, review_on=later, note="预算未批")
        assert Matter.objects.get().review_on == later
        said = now.voices.get().messages.get()
        assert f"下次复查日期是 {later}" in said.text

    def test_only_what_is_queued(self, cast, matter):
        with pytest.raises(PermissionDenied, match="只有纳入项目库"):
            closing.review_queued(
                closed(matter, cast.chen), by=cast.wang, review_on=TODAY(), note="x"
            )


class TestRevisit:
    def test_it_is_recorded_once(self, cast, matter):
        closed(matter, cast.chen)
        revisit, stale = Revisit.objects.get(), Revisit.objects.get()
        revisiting.record_revisit(revisit, by=cast.guli, way="phone", step=1, note="还没有热饭")
        assert Revisit.objects.get().outcome() == "电话：不满意"
        with pytest.raises(Refused, match="刚刚由别人登记"):
            revisiting.record_revisit(stale, by=cast.chen, way="visit", step=4)

    def test_on_the_page(self, cast, as_, matter):
        closed(matter, cast.chen)
        revisit = Revisit.objects.get()
        url = f"/matters/{matter.pk}/revisits/{revisit.pk}/"
        assert url in as_(cast.chen).get(f"/matters/{matter.pk}/").content.decode()
        assert as_(cast.chen).post(url, {"way": "电报"}).status_code == 422
        page = as_(cast.chen).post(url, {"way": "visit", "step": ""}, follow=True)
        assert "上门：未表态" in page.content.decode()
        assert "重新办理" in page.content.decode()


def test_a_second_voice_of_the_same_person_changes_nothing_of_the_first(cast, matter):
    a_voice(cast, title="另一件")
    assert closed(matter, cast.chen).voices.count() == 1
