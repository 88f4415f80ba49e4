"""What a matter is about, who keeps away, who helps, and notes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.kernel.errors import Refused
from lianxin.matters import clocks
from lianxin.matters.actions import accepting, sorting
from lianxin.matters.actions.sorting import Sorting
from lianxin.matters.models import Category, Matter
from lianxin.matters.tests.stories import a_voice
from lianxin.notices.models import Notice


@pytest.fixture
def matter(cast):
    voice = a_voice(cast)
    return accepting.accept(
        voice, by=cast.chen, title="没有热饭", category=None, urgency="ordinary", unit=cast.first
    )


def as_sorted(matter, **changes) -> Sorting:
    same = {"title": matter.title, "unit": matter.unit, "category": None, "urgency": matter.urgency}
    return Sorting(**{**same, **changes})


class TestReclassify:
    def test_a_shorter_clock_counts_from_the_same_start(self, cast, matter):
        started = timezone.now() - dt.timedelta(days=1)
        Matter.objects.update(started_at=started)
        sorting.reclassify(Matter.objects.get(), as_sorted(matter, urgency="danger"), by=cast.chen)
        now = Matter.objects.get()
        assert now.due == started + dt.timedelta(hours=24)
        assert now.first_due == matter.first_due

    def test_a_longer_one_is_for_a_leader_with_a_reason(self, cast, matter):
        longer = as_sorted(matter, urgency="complex")
        with pytest.raises(PermissionDenied, match="须由负责人调整"):
            sorting.reclassify(matter, longer, by=cast.chen, reason="复杂")
        with pytest.raises(Refused, match="请写明理由"):
            sorting.reclassify(matter, longer, by=cast.wang)
        sorting.reclassify(matter, longer, by=cast.wang, reason="涉及两个单位")
        now = Matter.objects.get()
        assert now.due == clocks.finish_by("complex", matter.started_at)
        assert now.remarks.get().text == "涉及两个单位"

    def test_by_day_when_only_the_day_is_known(self, cast, matter):
        Matter.objects.update(started_at=None)
        sorting.reclassify(Matter.objects.get(), as_sorted(matter, urgency="simple"), by=cast.chen)
        day = timezone.localdate()
        assert Matter.objects.get().due == clocks.term_end("simple", day=day, moment=None)

    def test_the_rest_leaves_the_clock_alone(self, cast, matter):
        canteen = Category.objects.create(code="canteen", name="食堂")
        changed = as_sorted(matter, title="夜班热饭", category=canteen, unit=cast.second)
        sorting.reclassify(matter, changed, by=cast.chen)
        now = Matter.objects.get()
        assert (now.title, now.category, now.unit) == ("夜班热饭", canteen, cast.second)
        assert now.due == matter.first_due
        assert now.owner == cast.chen

    def test_on_the_page(self, cast, as_, matter):
        url = f"/matters/{matter.pk}/reclassify/"
        form = as_(cast.chen).get(url).context["form"]
        assert form["title"].value() == "没有热饭"
        sent = {"title": "夜班热饭", "unit": cast.first.pk, "urgency": "complex"}
        denied = as_(cast.chen).post(url, sent)
        assert denied.status_code == 403
        assert "须由负责人调整" in denied.content.decode()
        assert "夜班热饭" in denied.content.decode()
        answer = as_(cast.wang).post(url, sent)
        assert answer.status_code == 409
        assert "请写明理由" in answer.content.decode()
        assert "夜班热饭" in answer.content.decode()


class TestHelpers:
    def test_a_helper_sees_it_and_may_write_notes_but_not_answer(self, cast, as_, matter):
        sorting.add_helper(matter, cast.zhao, by=cast.chen)
        assert Notice.objects.get(to=cast.zhao).sentence() == f"请您协办事项 {matter.number}。"
        url = f"/matters/{matter.pk}"
        assert as_(cast.zhao).get(f"{url}/").status_code == 200
        assert as_(cast.zhao).post(f"{url}/note/", {"text": "已联系食堂"}).status_code == 302
        assert as_(cast.zhao).get(f"{url}/reply/").status_code == 403
        assert "已联系食堂" in as_(cast.chen).get(f"{url}/").content.decode()

    @pytest.mark.parametrize(
        ("who", "reason"), [("chen", "责任人不必"), ("li", "只能交给在册"), ("guli", "需要回避")]
    )
    def test_not_everybody_helps(self, cast, matter, who, reason):
        matter.avoid.add(cast.guli)
        with pytest.raises(PermissionDenied, match=reason):
            sorting.add_helper(matter, getattr(cast, who), by=cast.chen)

    def test_removed_they_see_it_no_more(self, cast, as_, matter):
        as_(cast.chen).post(f"/matters/{matter.pk}/helpers/add/", {"helper": cast.zhao.pk})
        assert Matter.objects.visible_to(cast.zhao).exists()
        as_(cast.chen).post(f"/matters/{matter.pk}/helpers/{cast.zhao.pk}/remove/")
        assert not Matter.objects.visible_to(cast.zhao).exists()
        with pytest.raises(Refused, match="已经不是协办人"):
            sorting.remove_helper(Matter.objects.get(), cast.zhao, by=cast.chen)


class TestAvoidPage:
    def test_stepping_aside_leads_away_from_what_one_no_longer_sees(self, cast, as_, matter):
        url = f"/matters/{matter.pk}/avoid/"
        answer = as_(cast.guli).post(url, {"people": cast.guli.pk, "reason": "亲属"})
        assert answer["Location"] == "/matters/"
        assert as_(cast.guli).get(f"/matters/{matter.pk}/").status_code == 404
        assert as_(cast.chen).get(f"/matters/{matter.pk}/").status_code == 200


def test_an_empty_note_is_refused_in_place(cast, as_, matter):
    answer = as_(cast.chen).post(f"/matters/{matter.pk}/note/", {"text": " "})
    assert answer.status_code == 422
    assert "请写下内容。" in answer.content.decode()
