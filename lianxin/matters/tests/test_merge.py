"""合并：voices go to one matter, keep what is theirs, and come back when it is undone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.matters.actions import merging, replying, transfer
from lianxin.matters.models import Delivery, Matter, Merge, Rating
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice

DAY = dt.timedelta(days=1)


@pytest.fixture
def pair(cast):
    """Two matters about the same hot meal; the second belongs to another officer."""
    nameless, _code = a_nameless_voice(cast)
    one = a_matter(cast, a_voice(cast), nameless, title="夜班没有热饭")
    other = a_matter(cast, a_voice(cast, raised_by=cast.zhou), owner=cast.guli, title="食堂关门早")
    return one, other


def fresh(matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def merged(cast, one, other) -> Merge:
    return merging.merge(fresh(one), fresh(other), by=cast.chen, reason="同一件事")


def test_all_voices_are_answered_by_one_owner(cast, pair):
    one, other = pair
    merged(cast, one, other)
    assert fresh(one).merged_into == other
    assert other.voices.count() == 3
    replying.reply(fresh(other), by=cast.guli, text="夜间供餐恢复。", kind="final")
    assert Delivery.objects.count() == 3


def test_a_voice_keeps_its_code_and_its_verdict(cast, pair):
    one, other = pair
    before = list(one.voices.order_by("pk").values_list("pk", "code_hash", "tag"))
    Rating.objects.create(voice=one.voices.first(), step=1)
    merged(cast, one, other)
    keys = [pk for pk, _code, _tag in before]
    assert (
        list(other.voices.filter(pk__in=keys).order_by("pk").values_list("pk", "code_hash", "tag"))
        == before
    )
    assert Rating.objects.get().voice.matter == other


def test_both_stories_tell_it(cast, pair):
    one, other = pair
    merged(cast, one, other)
    mine = Event.objects.about(one).get().sentence()
    theirs = Event.objects.about(other).get().sentence()
    assert mine == f"陈静 将本事项并入 {other.number}，随同诉求 2 件"
    assert theirs == f"陈静 将事项 {one.number} 并入本事项，随同诉求 2 件"


def test_merging_gives_nobody_more_time(cast, pair):
    one, other = pair
    Matter.objects.filter(pk=one.pk).update(due=timezone.now() - DAY)
    merged(cast, one, other)
    assert fresh(other).due == fresh(one).due


def test_late_voices_get_the_reply_that_stands(cast, pair):
    one, other = pair
    replying.reply(other, by=cast.guli, text="夜间供餐恢复。", kind="final")
    merged(cast, one, other)
    assert Delivery.objects.count() == 3


def test_who_must_avoid_one_must_avoid_the_whole(cast, pair):
    one, other = pair
    one.avoid.add(cast.wang)
    merged(cast, one, other)
    assert not Matter.objects.visible_to(cast.wang).exists()


def test_not_into_a_matter_whose_owner_must_avoid_it(cast, pair):
    one, other = pair
    one.avoid.add(cast.guli)
    with pytest.raises(PermissionDenied, match="不能并入"):
        merged(cast, one, other)


def test_not_into_itself_and_not_round_in_a_ring(cast, pair):
    one, other = pair
    with pytest.raises(PermissionDenied, match="不能并入自己"):
        merged(cast, one, one)
    merged(cast, one, other)
    with pytest.raises(PermissionDenied, match="已办结或已并入"):
        merged(cast, other, one)


def test_not_while_something_waits_for_an_answer(cast, pair):
    one, other = pair
    transfer.offer(one, by=cast.chen, to=cast.guli, reason="后勤")
    with pytest.raises(PermissionDenied, match="转办还没有答复"):
        merged(cast, one, other)


def test_only_by_who_handles_both(cast, pair):
    one, _other = pair
    far = a_matter(cast, unit=cast.second, owner=cast.zhao)
    with pytest.raises(PermissionDenied, match="只有责任人和服务该单位"):
        merging.merge(one, far, by=cast.chen, reason="同一件事")


class TestUndone:
    def test_the_voices_return_with_the_replies_they_got(self, cast, pair):
        one, other = pair
        due = other.due
        Matter.objects.filter(pk=one.pk).update(due=timezone.now() + DAY)
        made = merged(cast, one, other)
        replying.reply(fresh(other), by=cast.guli, text="夜间供餐恢复。", kind="final")
        merging.unmerge(Merge.objects.get(pk=made.pk), by=cast.chen, reason="不是一件事")
        assert (one.voices.count(), other.voices.count()) == (2, 1)
        assert (fresh(one).state, fresh(one).merged_into) == (Matter.State.IN_HAND, None)
        assert fresh(one).owner == cast.chen
        assert fresh(other).due == due
        assert Delivery.objects.filter(voice__matter=one).count() == 2

    def test_also_when_the_other_was_merged_on(self, cast, pair):
        one, other = pair
        third = a_matter(cast, title="第三件")
        made = merged(cast, one, other)
        merging.merge(fresh(other), fresh(third), by=cast.chen, reason="同一件事")
        assert third.voices.count() == 4
        merging.unmerge(Merge.objects.get(pk=made.pk), by=cast.chen, reason="不是一件事")
        assert (one.voices.count(), other.voices.count(), third.voices.count()) == (2, 0, 2)

    def test_once(self, cast, pair):
        one, other = pair
        made = merged(cast, one, other)
        merging.unmerge(Merge.objects.get(pk=made.pk), by=cast.chen, reason="不是一件事")
        with pytest.raises(PermissionDenied, match="已经撤销"):
            merging.unmerge(Merge.objects.get(pk=made.pk), by=cast.chen, reason="不是一件事")


class TestPage:
    def test_by_number_and_back(self, cast, as_, pair):
        one, other = pair
        url = f"/matters/{one.pk}/merge/"
        assert other.number not in as_(cast.chen).get(url).content.decode()
        assert other.number in as_(cast.chen).get(f"{url}?like=关门").content.decode()
        wrong = as_(cast.chen).post(url, {"number": "2020-00001", "reason": "同一件事"})
        assert wrong.status_code == 422
        sent = {"number": other.number, "reason": "同一件事"}
        page = as_(cast.chen).post(url, sent, follow=True)
        assert "已合并。" in page.content.decode()
        back = f"/matters/{one.pk}/merges/{Merge.objects.get().pk}/undo/"
        assert back in as_(cast.chen).get(f"/matters/{one.pk}/").content.decode()
        assert as_(cast.chen).post(back, {"reason": "不是一件事"}).status_code == 302
        assert fresh(one).state == Matter.State.IN_HAND
