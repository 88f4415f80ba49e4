"""The same few people in every test, so that a test reads like a short story.

示例团 has 一连 and 二连. 陈静 is the officer of 一连; 李强 works there; 阿依古丽 is a second
officer of 一连; 王芳 leads the whole regiment; 赵敏 is an officer too, but of 二连: she must
see nothing of 一连. 周医生 is the counsellor; 孙 钱 郑 are the three administrators.
"""

from __future__ import annotations

from dataclasses import dataclass

from lianxin.people.models import Duty, Post, Unit, User


@dataclass
class Cast:
    regiment: Unit
    first: Unit
    second: Unit
    chen: User  # officer of the first company
    guli: User  # second officer of the first company
    li: User  # staff of the first company
    wang: User  # leader of the regiment
    zhao: User  # officer of the second company: the outsider
    zhou: User  # counsellor
    sun: User  # system administrator
    qian: User  # security administrator
    zheng: User  # audit administrator


NAMES = {
    "chen": "陈静",
    "guli": "阿依古丽·买买提",
    "li": "李强",
    "wang": "王芳",
    "zhao": "赵敏",
    "zhou": "周医生",
    "sun": "孙系统",
    "qian": "钱安全",
    "zheng": "郑审计",
}


def a_unit(name: str, parent: Unit | None = None) -> Unit:
    unit = Unit.objects.create(name=name, parent=parent, path=f"new {name}")
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save()
    return unit


def assemble() -> Cast:
    regiment = a_unit("示例团")
    first, second = a_unit("一连", regiment), a_unit("二连", regiment)
    homes = {"zhao": second, "wang": regiment}
    people = {
        key: User.objects.create_user(key, name=name, unit=homes.get(key, first))
        for key, name in NAMES.items()
    }
    for key, duty, unit in [
        ("chen", Duty.OFFICER, first),
        ("guli", Duty.OFFICER, first),
        ("wang", Duty.LEADER, regiment),
        ("zhao", Duty.OFFICER, second),
        ("zhou", Duty.COUNSELLOR, regiment),
        ("sun", Duty.SYSTEM_ADMIN, regiment),
        ("qian", Duty.SECURITY_ADMIN, regiment),
        ("zheng", Duty.AUDIT_ADMIN, regiment),
    ]:
        Post.objects.create(user=people[key], duty=duty, unit=unit)
    return Cast(regiment, first, second, **people)
