"""公开：what everybody may read names nobody."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.kernel.errors import Refused
from lianxin.matters.actions import publishing
from lianxin.matters.actions.publishing import Result
from lianxin.matters.models import Publication, Reply
from lianxin.matters.names import NAMES
from lianxin.matters.tests.stories import a_matter, a_voice

PLAIN = Result("夜班有热饭了", "夜班后食堂关门。", "食堂夜间供餐到一点。")


@pytest.fixture
def matter(cast):
    NAMES.forget()
    voice = a_voice(cast, speaker="王大力", contact="13812345678")
    matter = a_matter(
        cast,
        voice,
        state="closed",
        closure="substantive",
        closed_at=timezone.now(),
        summary="李强反映夜班没有热饭，电话13812345678。",
    )
    Reply.objects.create(matter=matter, text="已恢复夜间供餐，联系赵敏。", by=cast.chen)
    return matter


def test_published_withdrawn_and_published_anew(cast, matter):
    publication = publishing.publish(matter, PLAIN, by=cast.chen)
    assert publication.withdrawn_on is None
    publishing.withdraw_publication(publication, by=cast.wang)
    assert Publication.objects.get().withdrawn_on == timezone.localdate()
    with pytest.raises(PermissionDenied, match="已经撤下"):
        publishing.withdraw_publication(publication, by=cast.wang)
    publishing.publish(matter, PLAIN, by=cast.chen)
    assert Publication.objects.get().withdrawn_on is None


@pytest.mark.parametrize("who", ["li", "zhao", "sun"])
def test_not_by_everybody(cast, matter, who):
    with pytest.raises(PermissionDenied):
        publishing.publish(matter, PLAIN, by=getattr(cast, who))


def test_not_before_it_is_closed(cast):
    with pytest.raises(PermissionDenied, match="办结以后才能公开"):
        publishing.publish(a_matter(cast), PLAIN, by=cast.chen)


@pytest.mark.parametrize("name", ["李强", "王大力", "13812345678"])
def test_the_speaker_is_never_named(cast, matter, name):
    with pytest.raises(Refused, match="反映人的姓名或联系方式"):
        publishing.publish(matter, Result("标题", f"{name}反映没有热饭", "已解决"), by=cast.chen)


def test_the_proposal_is_masked(cast, as_, matter):
    form = as_(cast.chen).get(f"/matters/{matter.pk}/publish/").context["form"]
    assert "李强" not in form["problem"].value()
    assert "13812345678" not in form["problem"].value()
    assert "赵敏" not in form["result"].value()


def test_what_still_looks_like_a_person_must_be_confirmed(cast, as_, matter):
    url = f"/matters/{matter.pk}/publish/"
    sent = {"title": "有热饭了", "problem": "夜班没有热饭", "result": "请找赵敏，电话13900001111"}
    answer = as_(cast.chen).post(url, sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "以下内容可能涉及个人" in text
    assert "13900001111" in text
    assert "赵敏" in text
    assert as_(cast.chen).post(url, {**sent, "confirmed": "on"}).status_code == 302
    assert Publication.objects.get().result == sent["result"]


def test_confirming_does_not_let_the_speaker_through(cast, as_, matter):
    sent = {"title": "李强的事", "problem": "p", "result": "r", "confirmed": "on"}
    answer = as_(cast.chen).post(f"/matters/{matter.pk}/publish/", sent)
    assert answer.status_code == 422
    assert not Publication.objects.exists()


def test_taken_down_on_the_page(cast, as_, matter):
    publishing.publish(matter, PLAIN, by=cast.chen)
    page = as_(cast.chen).post(f"/matters/{matter.pk}/unpublish/", follow=True)
    assert "已撤下。" in page.content.decode()
    assert "结果公开" in page.content.decode()
