"""合并: people, posts and sub-units go over, and what hangs on the old unit is still served."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.people.actions import units
from lianxin.people.models import Duty, Post, Unit, User
from tests.cast import a_unit


def merge(cast):
    units.merge_unit(cast.second, by=cast.sun, into=cast.first)
    cast.second.refresh_from_db()


def test_people_posts_and_sub_units_go_over(cast):
    platoon = a_unit("一排", cast.second)
    merge(cast)
    platoon.refresh_from_db()
    assert User.objects.get(pk=cast.zhao.pk).unit == cast.first
    assert Post.objects.get(user=cast.zhao).unit == cast.first
    assert platoon.parent == cast.first
    assert platoon.path == f"{cast.first.path}{platoon.pk}/"
    facts = Event.objects.get(verb="unit.merged").facts
    assert facts == {"into": cast.first.pk, "people": 1, "posts": 1}
    assert Event.objects.filter(verb__in=["user.transferred", "post.moved"]).count() == 2


def test_the_merged_unit_is_closed_and_says_what_became_of_it(cast, as_):
    merge(cast)
    assert cast.second.closed_on == timezone.localdate()
    assert cast.second.fate == "已并入一连"
    assert "已并入一连" in as_(cast.li).get(reverse("people:units")).content.decode()


def test_who_serves_the_target_serves_what_still_hangs_on_the_merged_unit(cast):
    """Its matters keep their unit; it now lies in the branch of the target."""
    merge(cast)
    assert cast.second in Unit.objects.served_by(cast.chen, Duty.OFFICER)
    assert cast.chen in User.objects.holding(cast.second, Duty.OFFICER)


def test_the_same_duty_over_both_becomes_one_that_covers_both_times(cast):
    today = timezone.localdate()
    Post.objects.filter(user=cast.chen).update(until=today + dt.timedelta(days=9))
    since = today - dt.timedelta(days=99)
    Post.objects.create(user=cast.chen, duty=Duty.OFFICER, unit=cast.second, since=since)
    merge(cast)
    post = Post.objects.get(user=cast.chen)
    assert (post.unit, post.since, post.until) == (cast.first, since, None)


def test_ended_posts_stay_as_they_were(cast):
    past = timezone.localdate() - dt.timedelta(days=400)
    old = Post.objects.create(
        user=cast.li, duty=Duty.OFFICER, unit=cast.second, since=past, until=past
    )
    merge(cast)
    old.refresh_from_db()
    assert old.unit == cast.second


def test_a_unit_is_not_merged_into_its_own_branch_or_into_a_closed_one(cast):
    platoon = a_unit("一排", cast.second)
    with pytest.raises(Refused, match="自己及自己的下级"):
        units.merge_unit(cast.second, by=cast.sun, into=platoon)
    empty = a_unit("三连", cast.regiment)
    units.close_unit(empty, by=cast.sun)
    with pytest.raises(Refused, match="已撤销"):
        units.merge_unit(cast.second, by=cast.sun, into=empty)


def test_sub_units_of_one_name_must_be_told_apart_first(cast):
    a_unit("一排", cast.first)
    a_unit("一排", cast.second)
    with pytest.raises(Refused, match="“一连”之下已有名为“一排”"):
        units.merge_unit(cast.second, by=cast.sun, into=cast.first)
    cast.zhao.refresh_from_db()
    assert cast.zhao.unit == cast.second  # nothing half done


def test_into_its_own_parent(cast):
    platoon = a_unit("一排", cast.first)
    units.merge_unit(platoon, by=cast.sun, into=cast.first)
    platoon.refresh_from_db()
    assert (platoon.merged_into, platoon.path) == (cast.first, f"{cast.first.path}{platoon.pk}/")


@pytest.mark.parametrize("who", ["qian", "zheng", "wang"])
def test_only_the_system_administrator_merges(cast, who):
    with pytest.raises(PermissionDenied):
        units.merge_unit(cast.second, by=getattr(cast, who), into=cast.first)


def test_of_two_who_merge_at_once_one_wins(cast):
    seen_by_another = Unit.objects.get(pk=cast.second.pk)
    merge(cast)
    with pytest.raises(Refused, match="刚刚被别人改动"):
        units.merge_unit(seen_by_another, by=cast.sun, into=cast.regiment)


def test_a_merged_unit_cannot_be_changed_any_more(cast):
    merge(cast)
    with pytest.raises(PermissionDenied, match="已撤销，不能再改动"):
        units.rename_unit(cast.second, by=cast.sun, name="二连队")
