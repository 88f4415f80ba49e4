"""Two people press at the same moment, each in a connection of their own."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.utils import timezone

from lianxin.kernel.errors import Refused
from lianxin.people.actions import persons, posts, units
from lianxin.people.models import Duty, Post, Unit, User
from lianxin.people.particulars import Particulars
from tests.cast import a_unit, assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return assemble()


def both(*deeds):
    """Run the deeds side by side; what each was told, None for done."""
    start, told = threading.Barrier(len(deeds)), [None] * len(deeds)

    def press(place, deed):
        start.wait()
        try:
            deed()
        except Refused as refused:
            told[place] = str(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.parametrize("round_", range(3))
def test_the_last_two_administrators_are_not_both_ended(cast, round_):
    today = timezone.localdate()
    other = Post.objects.create(user=cast.li, duty=Duty.SYSTEM_ADMIN, unit=cast.regiment)
    mine = Post.objects.get(user=cast.sun)
    told = both(
        lambda: posts.end_post(mine, by=cast.qian, day=today),
        lambda: posts.end_post(other, by=User.objects.get(pk=cast.qian.pk), day=today),
    )
    assert User.objects.administering(Duty.SYSTEM_ADMIN).count() == 1
    assert [text is None for text in told].count(True) == 1


@pytest.mark.parametrize("round_", range(3))
def test_two_units_moved_beneath_each_other_make_no_circle(cast, round_):
    first, second = Unit.objects.get(pk=cast.first.pk), Unit.objects.get(pk=cast.second.pk)
    told = both(
        lambda: units.move_unit(cast.first, by=cast.sun, parent=second),
        lambda: units.move_unit(cast.second, by=cast.sun, parent=first),
    )
    assert [text is None for text in told].count(True) == 1
    assert Unit.objects.within(cast.regiment).count() == 3


@pytest.mark.parametrize("round_", range(3))
def test_nobody_is_put_into_a_unit_while_it_is_closed(cast, round_):
    unit = a_unit("三连", cast.regiment)
    seen = Unit.objects.get(pk=unit.pk)
    both(
        lambda: units.close_unit(unit, by=cast.sun),
        lambda: persons.add_person(Particulars("张三"), by=cast.sun, unit=seen),
    )
    unit.refresh_from_db()
    assert unit.is_open == User.objects.filter(unit=unit).exists()


@pytest.mark.parametrize("round_", range(3))
def test_nobody_gets_two_administrations(cast, round_):
    today = timezone.localdate()
    one, same = User.objects.get(pk=cast.li.pk), User.objects.get(pk=cast.li.pk)
    told = both(
        lambda: posts.appoint(one, by=cast.qian, duty="system", unit=cast.regiment, since=today),
        lambda: posts.appoint(same, by=cast.qian, duty="audit", unit=cast.regiment, since=today),
    )
    assert [text is None for text in told].count(True) == 1
    assert Post.objects.filter(user=cast.li).count() == 1
