"""The first deed of a site: a unit, and three people who administer it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.errors import Refused
from lianxin.people.models import ADMINISTRATION, Duty, Post, Unit, User
from lianxin.people.names import tidy, tidy_name
from lianxin.people.passwords import FirstPasswordHasher, first_password


@transaction.atomic
def found(unit_name: str, *, administrators: Sequence[str]) -> list[tuple[str, str]]:
    """On an empty database: the top unit, and the system, security and audit administrator.

    ADMINISTRATORS are their names in that order; what comes back are their sign-in names and
    first passwords. Nobody is there yet to ask a rule about.
    """
    names = [tidy_name(name) for name in administrators]
    if User.objects.exists() or Unit.objects.exists():
        raise Refused(_("数据库中已有单位或人员，不能再次初始化。"))
    if len(names) != len(ADMINISTRATION) or not all(names) or len(set(names)) != len(names):
        raise Refused(_("请给出系统、安全、审计三位管理员的姓名，三人不能相同。"))
    if not (top := tidy(unit_name)):
        raise Refused(_("请给出单位名称。"))
    unit = Unit.objects.create(name=top, path="new")
    unit.path = f"{unit.pk}/"
    unit.save(update_fields=["path"])
    record("unit.founded", unit, by=None)
    pairs = zip(ADMINISTRATION, names, strict=True)
    return [_administrator(unit, duty, name) for duty, name in pairs]


def _administrator(unit: Unit, duty: Duty, name: str) -> tuple[str, str]:
    """The sign-in name is the duty's own word: system, security, audit."""
    password = first_password()
    person = User(unit=unit, username=str(duty), name=name, must_choose_password=True)
    person.password = make_password(password, hasher=FirstPasswordHasher.algorithm)
    person.save()
    Post.objects.create(user=person, duty=duty, unit=unit)
    record("user.added", person, by=None, unit=unit.pk)
    return person.username, password
