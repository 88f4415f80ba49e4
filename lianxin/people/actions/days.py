"""The local table of the working calendar."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.people import access
from lianxin.people.calendar import REMEMBERED
from lianxin.people.models import SpecialDay, User


@transaction.atomic
def set_special_day(day: dt.date, *, by: User, is_workday: bool, name: str = "") -> SpecialDay:
    """From now on DAY is worked or not, whatever the national calendar says."""
    require(access.may_set_special_day(by))
    row, _new = SpecialDay.objects.update_or_create(
        day=day, defaults={"is_workday": is_workday, "name": name}
    )
    REMEMBERED.forget()
    record("day.set", row, by=by, day=day, is_workday=is_workday)
    return row


@transaction.atomic
def remove_special_day(row: SpecialDay, *, by: User) -> None:
    require(access.may_remove_special_day(by))
    if not SpecialDay.objects.filter(pk=row.pk).delete()[0]:
        raise Refused(_("这一天刚刚被别人删去。"))
    REMEMBERED.forget()
    record("day.removed", row, by=by, day=row.day)
