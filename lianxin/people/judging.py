"""What each row of a roster would do to the register as it stands now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.people.models import Unit, User
from lianxin.people.names import SIGN_IN_NAME, sign_in_name
from lianxin.people.particulars import Particulars
from lianxin.people.roster import HEADINGS, Row, UnitBook

IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXxＸ](?!\d)")
LONGEST = {"name": 80, "staff_number": 30, "position": 60, "phone": 30, "username": 60}


class Kind(models.TextChoices):
    ADD = "add", gettext_lazy("新增")
    CHANGE = "change", gettext_lazy("变更")
    SAME = "same", gettext_lazy("不变")
    REFUSED = "refused", gettext_lazy("不导入")


@dataclass(frozen=True)
class Change:
    heading: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Judged:
    """A row and its fate; PERSON is the line of the register it means, if there is one."""

    row: Row
    kind: Kind
    reason: str = ""
    person: User | None = None
    unit: Unit | None = None
    changes: tuple[Change, ...] = ()

    @property
    def particulars(self) -> Particulars:
        """Empty cells of the table erase nothing that is known."""
        row, known = self.row, self.person
        return Particulars(
            name=row.name,
            staff_number=row.staff_number or (known and known.staff_number) or "",
            position=row.position or (known.position if known else ""),
            phone=row.phone or (known.phone if known else ""),
            username=sign_in_name(row.username) or (known.username if known else ""),
        )


class Refusal(Exception):
    """This row is not taken; the message says why."""


class Judge:
    """Reads the register once, then judges row after row; rows are compared with earlier ones."""

    def __init__(self) -> None:
        units = list(Unit.objects.open())
        self._units = {unit.pk: unit for unit in units}
        self._book = UnitBook((u.pk, u.name, u.short, u.path) for u in units)
        self._by_number: dict[str, User] = {}
        self._by_username: dict[str, User] = {}
        self._by_place: dict[tuple[str, int], list[User]] = defaultdict(list)
        for person in User.objects.all():
            if person.staff_number:
                self._by_number[person.staff_number] = person
            self._by_username[person.username] = person
            self._by_place[(person.name, person.unit_id)].append(person)
        self._seen: dict[tuple[str, object], int] = {}

    def judge_all(self, rows: Iterable[Row]) -> list[Judged]:
        return [self.judge(row) for row in rows]

    def judge(self, row: Row) -> Judged:
        try:
            return self._judge(row)
        except Refusal as refusal:
            return Judged(row, Kind.REFUSED, str(refusal))

    def _judge(self, row: Row) -> Judged:
        _refuse_unreadable(row)
        unit = self._unit(row.unit)
        person = self._person(row, unit)
        if person and not person.is_active:
            raise Refusal(_("登记为已离开的人员，请先在人员页办理返回。"))
        if unit is None:
            raise Refusal(_("没有填写单位。"))
        self._refuse_taken_name(row, person)
        self._refuse_twice(row, unit, person)
        judged = Judged(row, Kind.ADD, person=person, unit=unit)
        if person is None:
            return judged
        changes = tuple(self._changes(person, judged.particulars, unit))
        kind = Kind.CHANGE if changes else Kind.SAME
        return Judged(row, kind, person=person, unit=unit, changes=changes)

    def _unit(self, text: str) -> Unit | None:
        if not text:
            return None
        found = self._book.find(text)
        if not found:
            raise Refusal(_("没有名为“%(unit)s”的单位。") % {"unit": text[:60]})
        if len(found) > 1:
            paths = "、".join(self._book.path_of(pk) for pk in found[:3])
            raise Refusal(
                _("名为“%(unit)s”的单位有 %(count)s 个（%(paths)s），请写成“上级/下级”。")
                % {"unit": text[:60], "count": len(found), "paths": paths}
            )
        return self._units[found[0]]

    def _person(self, row: Row, unit: Unit | None) -> User | None:
        """By number; by sign-in name; else by name and unit, if that is one person.

        A number or sign-in name that belongs to somebody of another name is refused: else a
        typing error, or a number given anew, would turn one person's account into another's.
        """
        if person := self._by_number.get(row.staff_number) if row.staff_number else None:
            if person.name != row.name:
                raise Refusal(
                    _("工号“%(number)s”登记的是“%(name)s”。如确是同一人，请先在人员页更正姓名。")
                    % {"number": row.staff_number, "name": person.name}
                )
            return person
        if person := self._by_username.get(sign_in_name(row.username)) if row.username else None:
            another = person.name != row.name or self._is_another(person, row)
            return None if another else person
        if unit is None:
            return None
        same = [p for p in self._by_place[(row.name, unit.pk)] if not self._is_another(p, row)]
        if len(same) > 1:
            raise Refusal(_("该单位有 %(count)s 位同名人员，请填写工号。") % {"count": len(same)})
        return same[0] if same else None

    @staticmethod
    def _is_another(person: User, row: Row) -> bool:
        return bool(
            row.staff_number and person.staff_number and row.staff_number != person.staff_number
        )

    def _refuse_taken_name(self, row: Row, person: User | None) -> None:
        holder = self._by_username.get(sign_in_name(row.username)) if row.username else None
        if holder and (person is None or holder.pk != person.pk):
            raise Refusal(_("登录名“%(name)s”已被别人使用。") % {"name": row.username})

    def _refuse_twice(self, row: Row, unit: Unit, person: User | None) -> None:
        """One person once: by number, sign-in name, or name and unit without a number."""
        keys: list[tuple[str, object]] = []
        if row.staff_number:
            keys.append(("number", row.staff_number))
        else:
            keys.append(("place", (row.name, unit.pk)))
        if row.username:
            keys.append(("username", sign_in_name(row.username)))
        if person:
            keys.append(("person", person.pk))
        for key in keys:
            if earlier := self._seen.get(key):
                raise Refusal(_("与第 %(line)s 行重复。") % {"line": earlier})
        self._seen |= dict.fromkeys(keys, row.line)

    def _changes(self, person: User, wanted: Particulars, unit: Unit) -> Iterable[Change]:
        for name in ("name", "staff_number", "position", "phone", "username"):
            was, becomes = getattr(person, name) or "", getattr(wanted, name)
            if was != becomes:
                yield Change(str(HEADINGS[name]), was, becomes)
        if person.unit_id != unit.pk:
            was_in = self._units.get(person.unit_id)
            yield Change(str(HEADINGS["unit"]), was_in.name if was_in else "", unit.name)


def _refuse_unreadable(row: Row) -> None:
    if row.flaw:
        raise Refusal(row.flaw)
    if not row.name:
        raise Refusal(_("没有填写姓名。"))
    for name, longest in LONGEST.items():
        text = getattr(row, name)
        if len(text) > longest:
            raise Refusal(
                _("“%(column)s”超过 %(count)s 个字。")
                % {"column": HEADINGS[name], "count": longest}
            )
        if IDENTITY_NUMBER.search(text):
            raise Refusal(
                _("“%(column)s”像是身份证号，本平台不收集身份证号。") % {"column": HEADINGS[name]}
            )
    if row.username and not SIGN_IN_NAME.fullmatch(sign_in_name(row.username)):
        raise Refusal(_("登录名要用字母、数字开头，只含字母、数字和 . _ -，至少两位。"))
