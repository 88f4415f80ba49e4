"""The first deed of a site."""

from __future__ import annotations

import pytest

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.people.actions import posts
from lianxin.people.actions.founding import found
from lianxin.people.models import ADMINISTRATION, Duty, Unit, User

NAMES = ("孙系统", "阿依古丽 • 买买提", "郑审计")


def test_an_empty_database_gets_a_unit_and_three_administrators(db, client):
    passwords = found(" 示例团 ", administrators=NAMES)
    top = Unit.objects.get()
    assert (top.name, top.path) == ("示例团", f"{top.pk}/")
    assert [username for username, _password in passwords] == ["system", "security", "audit"]
    for duty, (username, password) in zip(ADMINISTRATION, passwords, strict=True):
        person = User.objects.get(username=username)
        assert person.duties() == {duty}
        assert person.check_password(password)
        assert person.must_choose_password
    assert User.objects.get(username="security").name == "阿依古丽·买买提"
    assert Event.objects.get(verb="unit.founded").by is None


def test_the_three_can_go_on_from_there(db):
    found("示例团", administrators=NAMES)
    security, audit = (User.objects.get(username=name) for name in ("security", "audit"))
    with pytest.raises(Refused, match="兼任"):
        posts.appoint(
            audit, by=security, duty=Duty.LEADER, unit=Unit.objects.get(), since=audit.joined_on
        )


def test_only_once(cast):
    with pytest.raises(Refused, match="不能再次初始化"):
        found("另一个团", administrators=NAMES)


@pytest.mark.parametrize("names", [("甲", "乙"), ("甲", "甲", "丙"), ("甲", " ", "丙")])
def test_three_different_people(db, names):
    with pytest.raises(Refused, match="三人不能相同"):
        found("示例团", administrators=names)
    assert not User.objects.exists()


def test_a_unit_needs_a_name(db):
    with pytest.raises(Refused, match="单位名称"):
        found("\u200b", administrators=NAMES)
