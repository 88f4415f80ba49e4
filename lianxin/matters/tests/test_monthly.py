"""每月一题: a lead, a plan, before and after, and what everybody may read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.kernel.errors import Refused
from lianxin.matters import grouping
from lianxin.matters.actions import monthly
from lianxin.matters.actions.monthly import Plan
from lianxin.matters.actions.publishing import Result
from lianxin.matters.models import HotIssue, Voice
from lianxin.matters.names import NAMES
from lianxin.matters.tests.hot_stories import a_monthly, a_nursery, a_pump, an_issue, pumps
from lianxin.matters.tests.stories import a_matter
from lianxin.notices.models import Notice

TODAY = timezone.localdate()
PUBLIC = Result("机井修好了", "机井抽不上水。", "换了水泵，棉花地浇上了水。")


def plan(cast, **changes):
    soon = TODAY + dt.timedelta(days=20)
    return Plan(**{"lead": cast.guli, "plan": "换水泵。", "target_on": soon, **changes})


def test_taking_it_up_keeps_the_counts_of_the_day(cast):
    issue = an_issue(cast)
    monthly.take_as_monthly(issue, plan(cast), by=cast.wang, month=TODAY)
    issue.refresh_from_db()
    assert (issue.state, issue.lead, issue.month) == ("monthly", cast.guli, TODAY.replace(day=1))
    assert (issue.before["voices"], issue.before["people"], issue.before["unsolved"]) == (3, 3, 3)
    assert Notice.objects.get(to=cast.guli).verb == "hot.lead"


def test_only_by_a_leader_of_the_unit(cast):
    for who in (cast.chen, cast.zhao, cast.li):
        with pytest.raises(PermissionDenied):
            monthly.take_as_monthly(an_issue(cast), plan(cast), by=who, month=TODAY)


def test_one_a_month_and_unit(cast):
    a_monthly(cast)
    other = an_issue(cast, a_nursery(cast, 0))
    with pytest.raises(Refused, match="这个月已经有一个每月一题"):
        monthly.take_as_monthly(other, plan(cast), by=cast.wang, month=TODAY)


def test_the_lead_must_hold_an_office(cast):
    with pytest.raises(PermissionDenied, match="在册的政工员或负责人"):
        monthly.take_as_monthly(an_issue(cast), plan(cast, lead=cast.li), by=cast.wang, month=TODAY)


def test_no_run_touches_its_words_but_new_voices_join(cast):
    voices = pumps(cast, 3)
    grouping.regroup(timezone.now())
    issue = HotIssue.objects.get()
    monthly.take_as_monthly(issue, plan(cast), by=cast.wang, month=TODAY)
    before = HotIssue.objects.get().before
    HotIssue.objects.update(title="照旧", place="照旧")
    new = a_pump(cast, 3)
    Voice.objects.filter(pk=voices[0].pk).update(title="全新的说法", body="完全无关的文字。")
    grouping.regroup(timezone.now())
    issue.refresh_from_db()
    assert (issue.title, issue.place, issue.before) == ("照旧", "照旧", before)
    members = set(issue.members.values_list("pk", flat=True))
    assert {voice.pk for voice in voices} | {new.pk} == members


def test_the_result_stands_beside_the_beginning(cast):
    voices = pumps(cast, 3)
    issue = a_monthly(cast, *voices)
    a_matter(cast, voices[0], state="closed", closure="substantive", closed_at=timezone.now())
    monthly.record_result(issue, by=cast.chen, text="已换两台。")
    issue.refresh_from_db()
    assert (issue.before["unsolved"], issue.after["unsolved"]) == (3, 2)


def test_settled_only_with_a_result(cast):
    issue = a_monthly(cast)
    with pytest.raises(PermissionDenied, match="先登记整改结果"):
        monthly.settle(issue, by=cast.chen)
    monthly.record_result(issue, by=cast.chen, text="已换好。")
    monthly.settle(issue, by=cast.chen)
    assert (issue.state, issue.settled_on) == ("settled", TODAY)
    with pytest.raises(PermissionDenied):
        monthly.put_back(issue, by=cast.chen)
    monthly.put_back(issue, by=cast.wang)
    assert issue.state == "watching"


def test_published_words_name_nobody(cast):
    NAMES.forget()
    issue = a_monthly(cast, a_pump(cast, 0, speaker="王大力"), result="已换好")
    bad = Result("机井", "王大力说水泵坏了", "换好了")
    with pytest.raises(Refused, match="反映人的姓名"):
        monthly.publish(issue, bad, by=cast.chen)
    monthly.publish(issue, PUBLIC, by=cast.chen)
    assert issue.is_published


def test_everybody_reads_the_published_words_and_nothing_else(cast, as_):
    issue = a_monthly(cast, result="内部的说法")
    assert "还没有公开的每月一题" in as_(None).get("/a/months/").content.decode()
    monthly.publish(issue, PUBLIC, by=cast.chen)
    page = as_(None).get("/a/months/")
    text = page.content.decode()
    assert "换了水泵，棉花地浇上了水。" in text
    assert not page.cookies
    for hidden in ("内部的说法", issue.title, issue.plan, "陈静"):
        assert hidden not in text
    monthly.withdraw(issue, by=cast.wang)
    assert "换了水泵" not in as_(None).get("/a/months/").content.decode()


def test_before_and_after_only_for_who_sees_all(cast, as_):
    far = a_pump(cast, 1, unit=cast.second)
    issue = a_monthly(cast, a_pump(cast, 0), a_pump(cast, 2), far, unit=cast.regiment)
    page = f"/matters/hot/{issue.pk}/"
    assert "近 28 天件数" in as_(cast.wang).get(page).content.decode()
    text = as_(cast.chen).get(page).content.decode()
    assert "整改前后的数包含您看不到的诉求" in text
    assert "近 28 天件数" not in text
    months = as_(cast.chen).get("/matters/hot/months/").context["cards"]
    assert [card.whole for card in months] == [False]


def test_on_the_pages(cast, as_):
    issue = an_issue(cast)
    client, at = as_(cast.wang), f"/matters/hot/{issue.pk}"
    sent = {
        "lead": cast.guli.pk,
        "month": f"{TODAY:%Y-%m}",
        "plan": "换水泵",
        "target_on": TODAY + dt.timedelta(days=9),
    }
    for bad in ({"month": "某月"}, {"month": "2001-01"}, {"target_on": "2001-01-01"}, {"lead": ""}):
        assert client.post(f"{at}/monthly/", {**sent, **bad}).status_code == 422
    assert client.post(f"{at}/monthly/", sent).status_code == 302
    assert client.post(f"{at}/monthly/", sent).status_code == 403
    lead = as_(cast.guli)
    assert lead.post(f"{at}/plan/", {**sent, "plan": "两台都换"}).status_code == 302
    assert lead.post(f"{at}/result/", {"text": "都换了"}).status_code == 302
    public = {"title": "机井", "problem": "请找赵敏，13900001111", "result": "换了水泵"}
    answer = lead.post(f"{at}/publish/", public)
    assert answer.status_code == 422
    assert "以下内容可能涉及个人" in answer.content.decode()
    assert lead.post(f"{at}/publish/", {**public, "problem": "机井坏了"}).status_code == 302
    assert lead.post(f"{at}/settle/").status_code == 302
    page = client.get(f"{at}/").content.decode()
    assert "都换了" in page
    assert client.post(f"{at}/put-back/").status_code == 302


def test_the_lead_finds_the_page_though_the_voices_are_not_theirs(cast, as_):
    issue = an_issue(cast)
    monthly.take_as_monthly(issue, plan(cast, lead=cast.zhao), by=cast.wang, month=TODAY)
    text = as_(cast.zhao).get(f"/matters/hot/{issue.pk}/").content.decode()
    assert "东风渠机井水泵坏了" in text
    assert "没有您能看到的诉求" in text
    assert "棉花地" not in text
