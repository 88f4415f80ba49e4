"""交办 and 承诺: matters without a voice, with the same owner, clock and closure."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.matters.actions import assigning, closing, transfer
from lianxin.matters.actions.assigning import Task
from lianxin.matters.actions.closing import Ending
from lianxin.matters.models import Kind, Matter, Offer
from lianxin.notices.models import Notice
from lianxin.people.calendar import working_calendar


def assigned(cast, **changes) -> Matter:
    task = Task("检查冬季供暖", "逐户检查，周五前报结果。", cast.first)
    return assigning.assign(task, **{"by": cast.wang, "to": cast.chen, **changes})


class TestTask:
    def test_who_assigns_answers_until_it_is_taken_over(self, cast):
        matter = assigned(cast)
        assert (matter.kind, matter.owner, matter.assigned_by) == (
            Kind.ASSIGNED,
            cast.wang,
            cast.wang,
        )
        transfer.take_over(Offer.objects.get(), by=cast.chen)
        assert Matter.objects.get().owner == cast.chen

    def test_it_may_be_turned_back_like_any_other(self, cast):
        assigned(cast)
        transfer.turn_back(Offer.objects.get(), by=cast.chen, reason="非本职", basis="第三条")
        assert Matter.objects.get().owner == cast.wang

    def test_it_is_reported_back_by_closing(self, cast):
        assigned(cast)
        transfer.take_over(Offer.objects.get(), by=cast.chen)
        closing.close(Matter.objects.get(), Ending("substantive", "已逐户检查"), by=cast.chen)
        sentences = [n.sentence() for n in Notice.objects.filter(to=cast.wang)]
        assert f"您交办的事项 {Matter.objects.get().number} 已办结。" in sentences

    @pytest.mark.parametrize(
        ("by", "to", "reason"),
        [
            ("chen", "guli", "只有单位负责人可以交办"),
            ("wang", "li", "只能交办给本单位和下级单位"),
            ("wang", "wang", "只能交办给本单位和下级单位"),
        ],
    )
    def test_who_assigns_to_whom(self, cast, by, to, reason):
        with pytest.raises(PermissionDenied, match=reason):
            assigned(cast, by=getattr(cast, by), to=getattr(cast, to))

    def test_on_the_page_with_a_day_of_its_own(self, cast, as_):
        day = timezone.localdate() + dt.timedelta(days=20)
        sent = {
            "title": "检查供暖",
            "unit": cast.first.pk,
            "urgency": "ordinary",
            "text": "逐户检查",
            "due_on": f"{day}",
            "to": cast.chen.pk,
        }
        assert as_(cast.wang).get("/matters/assign/").status_code == 200
        wrong = as_(cast.wang).post("/matters/assign/", {**sent, "due_on": "2020-01-01"})
        assert wrong.status_code == 422
        assert "日期不能早于今天" in wrong.content.decode()
        page = as_(cast.wang).post("/matters/assign/", sent, follow=True)
        assert "已交办，等待对方接收。" in page.content.decode()
        assert Matter.objects.get().due == working_calendar().closing(day)
        assert as_(cast.chen).get("/matters/assign/").status_code == 403


class TestPromise:
    def promised(self, cast, **changes) -> Matter:
        values = {"what": "问清楚取暖补贴标准", "whom": "三号楼老张", "until": timezone.localdate()}
        return assigning.promise(by=cast.chen, **{**values, **changes})

    def test_one_line_with_a_day(self, cast):
        matter = self.promised(cast)
        assert (matter.kind, matter.owner, matter.promised_to) == (
            Kind.PROMISE,
            cast.chen,
            "三号楼老张",
        )
        assert matter.due == working_calendar().closing(timezone.localdate())

    def test_kept(self, cast):
        closing.close(self.promised(cast), Ending("substantive"), by=cast.chen)
        assert Matter.objects.get().is_solved

    def test_it_becomes_a_matter_and_its_day_stays(self, cast, as_):
        matter = self.promised(cast)
        sent = {"title": "取暖补贴", "unit": cast.first.pk, "urgency": "complex"}
        as_(cast.chen).post(f"/matters/{matter.pk}/take-up/", sent)
        now = Matter.objects.get()
        assert (now.kind, now.title, now.due) == (Kind.VOICE, "取暖补贴", matter.due)

    def test_not_by_staff(self, cast, as_):
        with pytest.raises(PermissionDenied, match="承诺供政工员和单位负责人"):
            assigning.promise(by=cast.li, what="x", whom="y", until=timezone.localdate())
        assert as_(cast.li).get("/matters/promise/").status_code == 403

    def test_on_the_page(self, cast, as_):
        sent = {"what": "问补贴", "whom": "老张", "until": "2020-01-01"}
        assert as_(cast.chen).post("/matters/promise/", sent).status_code == 422
        sent["until"] = f"{timezone.localdate() + dt.timedelta(days=2)}"
        page = as_(cast.chen).post("/matters/promise/", sent, follow=True)
        assert "已记下，到期前会提醒您。" in page.content.decode()
        assert "老张" in page.content.decode()
