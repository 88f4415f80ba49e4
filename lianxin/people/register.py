"""How a line of the register is written, whether it comes from a form or from a roster."""

from __future__ import annotations

from lianxin.people.models import User
from lianxin.people.names import SIGN_IN_NAME, sign_in_name
from lianxin.people.particulars import Particulars

OWN_SCHEME = "lx"  # sign-in names for those without a staff number: lx00001, lx00002…


class NewNames:
    """Sign-in names that are free: the one asked for, the staff number, or the next of our own."""

    def __init__(self) -> None:
        self._taken = set(User.objects.values_list("username", flat=True))
        own = (name.removeprefix(OWN_SCHEME) for name in self._taken if name[:2] == OWN_SCHEME)
        self._last = max((int(rest) for rest in own if rest.isdecimal()), default=0)

    def is_taken(self, name: str) -> bool:
        return name in self._taken

    def name_for(self, particulars: Particulars) -> str:
        """A name asked for is given even if taken: the table then refuses it in words."""
        name = particulars.username or self._from_number(particulars.staff_number)
        self._taken.add(name)
        return name

    def _from_number(self, staff_number: str) -> str:
        name = sign_in_name(staff_number)
        if SIGN_IN_NAME.fullmatch(name) and name not in self._taken:
            return name
        while True:
            self._last += 1
            name = f"{OWN_SCHEME}{self._last:05}"
            if name not in self._taken:
                return name


def fill(person: User, particulars: Particulars) -> list[str]:
    """Write PARTICULARS on the row, unsaved; which fields have changed."""
    wanted = {
        "name": particulars.name,
        "staff_number": particulars.staff_number or None,
        "position": particulars.position,
        "phone": particulars.phone,
        "username": particulars.username or person.username,
    }
    changed = [field for field, value in wanted.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, wanted[field])
    return changed
