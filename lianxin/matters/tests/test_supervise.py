"""督办：up by a leader at once, down with a reason; and the page for leaders."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.kernel.errors import Refused
from lianxin.matters.actions import supervising
from lianxin.matters.models import Level, Matter
from lianxin.matters.tests.stories import a_matter
from lianxin.notices.models import Notice


def test_a_leader_puts_it_under_supervision_at_once(cast):
    supervising.escalate(a_matter(cast), by=cast.wang, level=Level.YELLOW, note="三天内答复")
    matter = Matter.objects.get()
    assert matter.level == Level.YELLOW
    assert matter.supervisions.get().note == "三天内答复"
    assert Notice.objects.get(to=cast.chen).sentence() == f"事项 {matter.number} 列入黄牌督办。"


@pytest.mark.parametrize("who", ["chen", "guli", "zhao", "li"])
def test_others_may_not(cast, who):
    with pytest.raises(PermissionDenied, match="只有该单位或上级单位的负责人"):
        supervising.escalate(a_matter(cast), by=getattr(cast, who), level=1)


def test_only_upwards(cast):
    matter = a_matter(cast, level=Level.YELLOW)
    for level in (Level.ORDINARY, Level.YELLOW, 9):
        with pytest.raises(Refused, match="只能提高督办级别"):
            supervising.escalate(matter, by=cast.wang, level=level)


def test_lifted_with_a_reason(cast):
    matter = a_matter(cast, level=Level.RED)
    supervising.lift(matter, by=cast.wang, reason="已答复")
    matter.refresh_from_db()
    assert matter.level == Level.NONE
    assert matter.lifted_at is not None
    with pytest.raises(PermissionDenied, match="没有在督办"):
        supervising.lift(matter, by=cast.wang, reason="已答复")


def test_the_page_shows_what_is_difficult_in_ones_branch(cast, as_):
    now = timezone.now()
    a_matter(cast, title="在督办", level=Level.RED)
    a_matter(cast, title="被退回", bounces=1)
    a_matter(cast, title="重启过", reopened=1)
    a_matter(cast, title="已超期", due=now - dt.timedelta(days=1))
    a_matter(cast, title="正常的")
    page = as_(cast.wang).get("/matters/watched/")
    titles = [matter.title for matter in page.context["page"].rows]
    assert titles[0] == "在督办"
    assert sorted(titles[1:]) == ["已超期", "被退回", "重启过"]
    assert as_(cast.chen).get("/matters/watched/").status_code == 403


def test_on_the_page_of_the_matter(cast, as_):
    matter = a_matter(cast)
    url = f"/matters/{matter.pk}/escalate/"
    assert as_(cast.wang).post(url, {"level": "7", "note": "快办"}).status_code == 422
    page = as_(cast.wang).post(url, {"level": "1", "note": "三天内答复"}, follow=True)
    assert "普通督办" in page.content.decode()
    assert "三天内答复" in page.content.decode()
    page = as_(cast.wang).post(f"/matters/{matter.pk}/lift/", {"reason": "好了"}, follow=True)
    assert "已解除督办。" in page.content.decode()
