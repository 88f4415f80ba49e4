"""The first deed of a site: a unit, and three people who administer it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.errors import Refused
from lianxin.people.models import ADMINISTRATION, Duty, Post, Unit, User
from lianxin.people.particulars import Particulars
from lianxin.people.passwords import FirstPasswordHasher, first_password
from lianxin.people.register import NewNames, fill


@transaction.atomic
def found(
    unit_name: str, *, administrators: Mapping[Duty, Particulars]
) -> list[tuple[User, Duty, str]]:
    """On an empty database: the top unit, one of each administrator, and their first passwords."""
    if User.objects.exists() or Unit.objects.exists():
        raise Refused(_("数据库中已有单位或人员，不能再次初始化。"))
    if set(administrators) != set(ADMINISTRATION):
        raise Refused(_("请给出系统、安全、审计三位管理员，各一位。"))
    unit = Unit.objects.create(name=unit_name, path="1/")
    if unit.path != f"{unit.pk}/":
        unit.path = f"{unit.pk}/"
        unit.save(update_fields=["path"])
    record("unit.founded", unit, by=None)
    return [_administrator(unit, duty, administrators[duty]) for duty in ADMINISTRATION]


def _administrator(unit: Unit, duty: Duty, particulars: Particulars) -> tuple[User, Duty, str]:
    password = first_password()
    person = User(unit=unit, must_choose_password=True, username=NewNames().name_for(particulars))
    fill(person, particulars)
    person.password = make_password(password, hasher=FirstPasswordHasher.algorithm)
    person.save()
    Post.objects.create(user=person, duty=duty, unit=unit)
    record("user.added", person, by=None, unit=unit.pk)
    return person, duty, password
