"""新增、改名、排序：孙系统 keeps the tree of units."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.people import figures
from lianxin.people.actions import units
from lianxin.people.models import Unit
from tests.cast import a_unit


def names(rows):
    return [(row.depth, row.unit.name) for row in rows]


def test_a_new_unit_stands_last_beneath_its_parent(cast):
    unit = units.add_unit(cast.regiment, by=cast.sun, name="三连", short="三")
    assert unit.path == f"{cast.regiment.path}{unit.pk}/"
    assert names(figures.tree())[-1] == (1, "三连")
    assert Event.objects.get(verb="unit.added").facts == {"parent": cast.regiment.pk}


@pytest.mark.parametrize("who", ["chen", "wang", "qian", "zheng", "li"])
def test_only_the_system_administrator_adds_units(cast, who):
    with pytest.raises(PermissionDenied, match="只有系统管理员"):
        units.add_unit(cast.regiment, by=getattr(cast, who), name="三连")


def test_two_open_siblings_never_share_a_name(cast):
    with pytest.raises(Refused, match="“示例团”之下已有名为“一连”的单位"):
        units.add_unit(cast.regiment, by=cast.sun, name="一连")
    with pytest.raises(Refused, match="已有名为“二连”"):
        units.rename_unit(cast.first, by=cast.sun, name="二连")


def test_the_tree_has_at_most_twelve_levels(cast):
    unit = cast.first
    for level in range(3, 13):
        unit = units.add_unit(unit, by=cast.sun, name=f"第{level}级")
    with pytest.raises(Refused, match="最多 12 级"):
        units.add_unit(unit, by=cast.sun, name="太深")


def test_renaming_is_a_deed_without_the_name_in_the_journal(cast):
    units.rename_unit(cast.first, by=cast.sun, name="第一连", short="一连")
    assert Unit.objects.get(pk=cast.first.pk).name == "第一连"
    assert "第一连" not in str(Event.objects.get(verb="unit.renamed").facts)


def test_of_two_who_rename_at_once_the_second_is_told(cast):
    seen_by_another = Unit.objects.get(pk=cast.first.pk)
    units.rename_unit(cast.first, by=cast.sun, name="第一连")
    with pytest.raises(Refused, match="刚刚被别人改动"):
        units.rename_unit(seen_by_another, by=cast.sun, name="壹连")


def test_order_among_siblings_can_be_changed(cast):
    units.reorder_unit(cast.second, by=cast.sun, earlier=True)
    assert [name for _, name in names(figures.tree())] == ["示例团", "二连", "一连"]
    with pytest.raises(Refused, match="已经在最前或最后"):
        units.reorder_unit(Unit.objects.get(pk=cast.second.pk), by=cast.sun, earlier=True)


def test_counts_are_of_the_unit_and_of_its_branch(cast):
    row = figures.tree()[0]
    assert (row.people, row.branch) == (1, 9)
    cast.li.is_active = False
    cast.li.save()
    assert figures.tree()[0].branch == 8


def test_a_large_tree_is_shown_by_its_first_levels(cast, as_):
    group = a_unit("一排", cast.first)
    Unit.objects.bulk_create(
        Unit(name=f"{n} 班", parent=group, path=f"{group.path}{1000 + n}/") for n in range(300)
    )
    rows = figures.tree()
    assert len(rows) == 4
    assert [row.beneath for row in rows] == [0, 0, 300, 0]
    html = as_(cast.sun).get(reverse("people:units"), {"under": group.pk}).content.decode()
    assert "299 班" in html


def test_the_page_of_the_tree_asks_few_questions(cast, as_, django_assert_max_num_queries):
    for n in range(60):
        a_unit(f"{n} 班", cast.first)
    client = as_(cast.sun)
    with django_assert_max_num_queries(10):
        assert "59 班" in client.get(reverse("people:units")).content.decode()


def test_a_wrong_name_is_said_beside_the_field_and_kept(cast, as_):
    url = reverse("people:rename-unit", args=[cast.first.pk])
    response = as_(cast.sun).post(url, {"name": "长" * 101, "short": "一"})
    assert response.status_code == 422
    assert "长" * 101 in response.content.decode()


def test_everyone_may_see_who_is_responsible_for_a_unit(cast, as_):
    html = as_(cast.li).get(reverse("people:unit", args=[cast.first.pk])).content.decode()
    assert "陈静" in html
    assert "王芳" in html  # from above
    assert "新增下级单位" not in html
