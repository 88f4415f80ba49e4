"""The demonstration: told by real deeds, with something true on every page of every duty."""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.matters.figures.today import today
from lianxin.matters.models import Matter, Rating, Reply, Voice
from lianxin.matters.seeds import seed
from lianxin.ops.demo.telling import tell
from lianxin.people.models import Unit, User


@pytest.fixture
def told(db):
    seed()
    tell(timezone.now())


def test_a_regiment_with_a_quarter_of_life(told):
    assert Unit.objects.count() == 7
    assert 140 <= User.objects.count() <= 170
    assert Voice.objects.count() > 50
    assert set(Matter.objects.values_list("state", flat=True)) >= {"in_hand", "answered", "closed"}
    assert Matter.objects.filter(bounces__gte=2).exists()
    assert Matter.objects.filter(reopened__gte=1).exists()
    assert Matter.objects.filter(level__gte=1).exists(), "the jobs have climbed the ladder"
    assert Rating.objects.count() > 20
    assert not Event.objects.filter(at__gt=timezone.now()).exists(), "nothing is told of tomorrow"
    for reply in Reply.objects.all():
        said = timezone.localdate(reply.at)
        for month, day in re.findall(r"(\d+)月(\d+)日", reply.text):
            ahead = said.replace(month=int(month), day=int(day)) - said
            assert not 0 < ahead.days < 180, f"on {said} nobody knew: {reply.text}"


def test_each_desk_has_something_waiting(told):
    for name in ("chenjing", "wangfang"):
        person = User.objects.get(username=name)
        waiting = today(person, timezone.now())
        assert any(bool(value) for value in vars(waiting).values()), name


def test_it_never_enters_a_database_that_is_in_use(cast):
    with pytest.raises(CommandError, match="只能载入空库"):
        call_command("demo")
