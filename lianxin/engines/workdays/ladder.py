"""How a matter stands against its end, and when a notice about it may be sent.

The ladder (reminder before the end, written urging on the first working day after it,
supervision when more than five working days have passed) follows the practice of bureaus with
rules on 首问负责 and 限时办结; its numbers are parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from .calendar import BEIJING, ONE_DAY, Calendar

SUPERVISE_AFTER: Final = 5


class Stage(StrEnum):
    """What a reader of the matter sees. Overdue from the first moment after the end."""

    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long_overdue"


class Step(StrEnum):
    """What is to be done about it now. Between the end and the next working day: nothing yet."""

    NONE = "none"
    REMIND = "remind"
    URGE = "urge"
    SUPERVISE = "supervise"


@dataclass(frozen=True, slots=True)
class Standing:
    """``workdays_left`` counts after today up to the last day; ``workdays_late`` after the last
    day up to today. Both are 0 on the last day itself."""

    stage: Stage
    step: Step
    workdays_left: int
    workdays_late: int


def stage(
    now: datetime, due: datetime, calendar: Calendar, remind_before: timedelta | int
) -> Stage:
    """The stage alone; see :func:`standing`."""
    return standing(now, due, calendar, remind_before).stage


def standing(
    now: datetime,
    due: datetime,
    calendar: Calendar,
    remind_before: timedelta | int,
    *,
    at_once: bool = False,
    supervise_after: int = SUPERVISE_AFTER,
) -> Standing:
    """How a matter with the end ``due`` stands at ``now``.

    ``remind_before`` is a stretch of plain time, or a number of working days: 1 means from the
    start of the last working day before the last day. ``at_once``: for clocks that run day and
    night, urge as soon as the end has passed instead of on the next working day.
    ValueError if a moment is naive or ``remind_before`` negative.
    """
    today, last_day = calendar.local(now).date(), calendar.local(due).date()
    left = max(calendar.workdays_between(today, last_day), 0)
    if now <= due:
        soon = _due_soon(now, due, left, remind_before)
        if soon:
            return Standing(Stage.DUE_SOON, Step.REMIND, left, 0)
        return Standing(Stage.IN_TIME, Step.NONE, left, 0)
    late = max(calendar.workdays_between(last_day, today), 0)
    if late > supervise_after:
        return Standing(Stage.LONG_OVERDUE, Step.SUPERVISE, 0, late)
    step = Step.URGE if late or at_once else Step.NONE
    return Standing(Stage.OVERDUE, step, 0, late)


def _due_soon(now: datetime, due: datetime, left: int, remind_before: timedelta | int) -> bool:
    if isinstance(remind_before, timedelta):
        if remind_before < timedelta():
            raise ValueError("a reminder comes before the end")
        return now >= due - remind_before
    if remind_before < 0:
        raise ValueError("a reminder comes before the end")
    return left <= remind_before


def after_quiet(
    moment: datetime,
    quiet_start: time,
    quiet_end: time,
    calendar: Calendar | None = None,
    zone: tzinfo = BEIJING,
) -> datetime:
    """The first moment, not before ``moment``, at which a notice may be sent.

    Quiet hours run from ``quiet_start`` up to ``quiet_end``, across midnight if the start is
    the later of the two; if they are equal there are none. With a calendar (whose zone then
    counts) days not worked are quiet as a whole. ValueError if ``moment`` is naive.
    """
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    local = moment.astimezone(calendar.zone if calendar else zone)
    while True:
        if calendar and not calendar.is_workday(local.date()):
            local = datetime.combine(calendar.next_workday(local.date()), time.min, local.tzinfo)
        awake = _out_of_quiet(local, quiet_start, quiet_end)
        if awake == local:
            return local.astimezone(moment.tzinfo)
        local = awake


def _out_of_quiet(local: datetime, quiet_start: time, quiet_end: time) -> datetime:
    clock = local.time()
    until = datetime.combine(local.date(), quiet_end, local.tzinfo)
    if quiet_start <= quiet_end:
        return until if quiet_start <= clock < quiet_end else local
    if clock >= quiet_start:
        return until + ONE_DAY
    return until if clock < quiet_end else local
