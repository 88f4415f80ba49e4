"""调整隶属: a unit and its whole branch hang elsewhere."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.people.actions import units
from lianxin.people.models import Duty, Unit
from tests.cast import a_unit


@pytest.fixture
def platoon(cast):
    return a_unit("一排", cast.first)


def test_the_branch_moves_whole(cast, platoon):
    squad = a_unit("一班", platoon)
    units.move_unit(platoon, by=cast.sun, parent=cast.second)
    platoon.refresh_from_db()
    squad.refresh_from_db()
    assert platoon.parent == cast.second
    assert platoon.path == f"{cast.second.path}{platoon.pk}/"
    assert squad.path == f"{platoon.path}{squad.pk}/"
    assert squad.parent == platoon
    event = Event.objects.get(verb="unit.moved")
    assert event.facts == {"was": cast.first.pk, "parent": cast.second.pk}


def test_paths_are_rewritten_in_one_statement(cast, platoon):
    for n in range(5):
        a_unit(f"{n}班", platoon)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        units.move_unit(platoon, by=cast.sun, parent=cast.second)
    assert len([q for q in queries if q["sql"].startswith('UPDATE "people_unit"')]) == 1


def test_duties_follow_the_tree_at_once(cast, platoon):
    assert cast.chen.serves(platoon, Duty.OFFICER)
    units.move_unit(platoon, by=cast.sun, parent=cast.second)
    assert not cast.chen.serves(platoon, Duty.OFFICER)
    assert cast.zhao.serves(platoon, Duty.OFFICER)
    assert list(Unit.objects.served_by(cast.chen, Duty.OFFICER)) == [cast.first]


def test_a_unit_never_hangs_beneath_itself(cast, platoon):
    for target in (platoon, cast.first):
        with pytest.raises(Refused, match="自己及自己的下级"):
            units.move_unit(cast.first, by=cast.sun, parent=target)


def test_a_unit_like_another_in_its_digits_is_not_taken_along(cast, platoon):
    """The path "1/2/" does not begin "1/21/"."""
    other = Unit.objects.create(
        pk=int(f"{cast.first.pk}1"), name="十一连", parent=cast.regiment, path="x"
    )
    other.path = f"{cast.regiment.path}{other.pk}/"
    other.save()
    units.move_unit(cast.first, by=cast.sun, parent=cast.second)
    other.refresh_from_db()
    assert other.path == f"{cast.regiment.path}{other.pk}/"


def test_the_top_stays_where_it_is(cast):
    with pytest.raises(PermissionDenied, match="最上级单位"):
        units.move_unit(cast.regiment, by=cast.sun, parent=cast.first)


def test_not_beneath_a_closed_unit_and_not_where_it_already_is(cast, platoon):
    with pytest.raises(Refused, match="已经在所选上级之下"):
        units.move_unit(platoon, by=cast.sun, parent=cast.first)
    empty = a_unit("三连", cast.regiment)
    units.close_unit(empty, by=cast.sun)
    with pytest.raises(Refused, match="已撤销"):
        units.move_unit(platoon, by=cast.sun, parent=empty)


@pytest.mark.parametrize("who", ["qian", "zheng", "wang", "chen"])
def test_only_the_system_administrator_moves_units(cast, platoon, who):
    with pytest.raises(PermissionDenied):
        units.move_unit(platoon, by=getattr(cast, who), parent=cast.second)


def test_of_two_who_move_at_once_one_wins_and_the_other_reads_why(cast, platoon):
    seen_by_another = Unit.objects.get(pk=platoon.pk)
    units.move_unit(platoon, by=cast.sun, parent=cast.second)
    with pytest.raises(Refused, match="刚刚被别人改动"):
        units.move_unit(seen_by_another, by=cast.sun, parent=cast.regiment)


def test_two_units_moved_beneath_each_other_at_once_make_no_circle(cast):
    first, second = Unit.objects.get(pk=cast.first.pk), Unit.objects.get(pk=cast.second.pk)
    units.move_unit(first, by=cast.sun, parent=second)
    with pytest.raises(Refused):
        units.move_unit(cast.second, by=cast.sun, parent=cast.first)


def test_on_the_page_the_own_branch_is_not_offered(cast, platoon, as_):
    html = as_(cast.sun).get(reverse("people:unit", args=[cast.first.pk])).content.decode()
    picker = html.split('name="move-target"')[1].split("</select>")[0]
    assert "二连" in picker
    assert "一排" not in picker
