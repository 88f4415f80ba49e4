"""The notice board of receipts: which nameless voices have something new to read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from lianxin.matters.models import Delivery, Message, Side
from lianxin.people.models import Unit

SHOWN_DAYS = 90


@dataclass(frozen=True)
class DayOnBoard:
    day: dt.date
    tags: list[str]


@dataclass
class UnitOnBoard:
    """Tags only: neither what was said nor what was answered."""

    unit: Unit
    days: list[DayOnBoard] = field(default_factory=list)


def board(today: dt.date) -> list[UnitOnBoard]:
    """By unit, the newest day first; a tag leaves the board when its reply has been read."""
    since = today - dt.timedelta(days=SHOWN_DAYS)
    unread = {"read_on": None, "on__gte": since, "voice__code_hash__isnull": False}
    wanted = ("voice__unit", "on", "voice__tag")
    lines = set(Delivery.objects.filter(**unread).values_list(*wanted))
    lines |= set(Message.objects.filter(**unread).exclude(side=Side.PERSON).values_list(*wanted))
    tags: dict[int, dict[dt.date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for unit, day, tag in lines:
        tags[unit][day].add(tag)
    return [
        UnitOnBoard(
            unit,
            [DayOnBoard(day, sorted(tags[unit.pk][day])) for day in sorted(tags[unit.pk])[::-1]],
        )
        for unit in Unit.objects.filter(pk__in=tags)
    ]
