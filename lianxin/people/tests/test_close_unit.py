"""撤销: only what is empty."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lianxin.kernel.errors import Refused
from lianxin.people.actions import units
from lianxin.people.models import Duty, Post, Unit
from tests.cast import a_unit


def test_an_empty_unit_is_closed(cast, as_):
    unit = a_unit("三连", cast.regiment)
    as_(cast.sun).post(reverse("people:close-unit", args=[unit.pk]))
    unit.refresh_from_db()
    assert (unit.is_open, unit.fate) == (False, "已撤销")


def test_not_while_units_people_or_posts_are_in_it(cast, as_):
    with pytest.raises(Refused, match="还有 7 人"):
        units.close_unit(cast.first, by=cast.sun)
    group = a_unit("连部", cast.regiment)
    inner = a_unit("文书", group)
    with pytest.raises(Refused, match="未撤销的下级单位"):
        units.close_unit(group, by=cast.sun)
    Post.objects.create(user=cast.li, duty=Duty.OFFICER, unit=inner)
    response = as_(cast.sun).post(reverse("people:close-unit", args=[inner.pk]))
    assert response.status_code == 409
    assert "还有在任职务" in response.content.decode()


def test_those_who_have_left_do_not_keep_a_unit_open(cast):
    unit = a_unit("三连", cast.regiment)
    cast.li.unit, cast.li.is_active = unit, False
    cast.li.save()
    units.close_unit(unit, by=cast.sun)
    assert not Unit.objects.get(pk=unit.pk).is_open


def test_the_top_cannot_be_closed_and_only_the_system_administrator_closes(cast):
    with pytest.raises(PermissionDenied, match="最上级单位"):
        units.close_unit(cast.regiment, by=cast.sun)
    with pytest.raises(PermissionDenied, match="只有系统管理员"):
        units.close_unit(a_unit("三连", cast.regiment), by=cast.qian)


def test_of_two_who_close_at_once_one_wins(cast):
    unit = a_unit("三连", cast.regiment)
    seen_by_another = Unit.objects.get(pk=unit.pk)
    units.close_unit(unit, by=cast.sun)
    with pytest.raises(Refused, match="刚刚被别人改动"):
        units.close_unit(seen_by_another, by=cast.sun)
