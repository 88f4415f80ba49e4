"""督办: up the three steps by the ladder or by a leader at once, and down with a reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters.access import extending as access
from lianxin.matters.access.matters import nearest_leaders
from lianxin.matters.alerts import alert
from lianxin.matters.models import Level, Matter, Supervision
from lianxin.people.models import User


@transaction.atomic
def escalate(
    matter: Matter, *, by: User | None, level: int, note: str = "", quiet: bool = False
) -> Supervision:
    """To LEVEL, which is above the present one. Without BY it is the ladder, and a day is kept.

    QUIET when somebody nameless moved it: a notice would keep their minute.
    """
    require(access.may_escalate(by, matter))
    if level <= matter.level or level not in Level.values:
        raise Refused(_("只能提高督办级别。"))
    _set(matter, level)
    step = Supervision.objects.create(matter=matter, level=level, by=by, note=note, at=_when(by))
    record("matter.escalated", matter, by=by, level=level, step=step.pk)
    people = [] if quiet else [matter.owner, *nearest_leaders(matter, matter.owner)]
    alert(matter, "matter.escalated", people, by=by, level=str(Level(level).label))
    return step


@transaction.atomic
def lift(matter: Matter, *, by: User, reason: str) -> None:
    """The ladder counts anew from today; what was late stays late."""
    require(access.may_lift(by, matter))
    _set(matter, Level.NONE)
    matter.change(lifted_at=timezone.now())
    step = Supervision.objects.create(matter=matter, level=Level.NONE, by=by, note=reason)
    record("matter.lifted", matter, by=by, step=step.pk)
    alert(matter, "matter.lifted", [matter.owner], by=by)


def _set(matter: Matter, level: int) -> None:
    """Of two at once one wins: the level must be the one that was read."""
    rows = Matter.objects.filter(pk=matter.pk, level=matter.level)
    if not rows.update(level=level):
        raise Refused(_("督办级别刚刚变化，请刷新后再试。"))
    matter.level = level


def _when(by: User | None) -> dt.datetime:
    now = timezone.localtime()
    return now if by else now.replace(hour=0, minute=0, second=0, microsecond=0)
