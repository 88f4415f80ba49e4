"""When a period ends.

Rules followed:

* Civil Code of the PRC art. 201: a period counted in days begins on the day after; counted in
  hours it begins at the hour itself.
* Art. 203: when the last day is a day of rest, the day after the rest is the last day; the last
  day ends at 24:00, or when business stops where there are business hours.
* Regulation on Petition Work (信访工作条例, 2022) arts. 23 and 34: told within 15 days of receipt,
  settled within 60 days of acceptance, at most 30 days more; art. 23: an objection to a matter
  passed on within 5 working days.

Decisions:

* Weekends are days of rest in the sense of art. 203; a make-up Saturday is not.
* A clock in working days ends when business closes. A clock in calendar days ends at 24:00,
  because a written answer can be given on the platform at any hour.
* 24:00 is expressed as the last microsecond of the day, so that the date of the end is the day
  people were told, and ``now <= due`` holds all through that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from .calendar import ONE_DAY, Calendar

SAME_DAY_HOURS: Final = 12
HOURS_PER_DAY: Final = 24
LONGEST_EXTENSION: Final = 30


class ClockKind(StrEnum):
    WALL_HOURS = "wall_hours"
    """Hours that run day and night: danger, water, power, heat."""
    WORK_HOURS = "work_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


@dataclass(frozen=True, slots=True)
class Clock:
    """A period: how many of what. The amount is a whole number above 0."""

    kind: ClockKind
    amount: int

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError("a clock runs for at least one unit")


DANGER: Final = Clock(ClockKind.WALL_HOURS, 2)
SUPPLY: Final = Clock(ClockKind.WALL_HOURS, 24)
PETITION_TELL: Final = Clock(ClockKind.CALENDAR_DAYS, 15)
PETITION_FINISH: Final = Clock(ClockKind.CALENDAR_DAYS, 60)
PETITION_OBJECT: Final = Clock(ClockKind.WORKING_DAYS, 5)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How the end of a period was found.

    ``nominal_day`` is the last day before any roll-over and ``last_day`` after it; ``skipped``
    the days of rest that delayed the end; ``certain`` is False when a year on the way has no
    known holidays, so that the end may move when they are published.
    """

    clock: Clock
    due: datetime
    nominal_day: date
    last_day: date
    skipped: tuple[date, ...]
    certain: bool

    @property
    def rolled_over(self) -> bool:
        return self.last_day != self.nominal_day


def due(start: datetime, clock: Clock, calendar: Calendar) -> datetime:
    """The last moment of a period that starts at ``start``, in the zone of ``start``.

    ValueError if ``start`` is naive.
    """
    return reckon(start, clock, calendar).due


def reckon(start: datetime, clock: Clock, calendar: Calendar) -> Reckoning:
    """Like :func:`due`, with the evidence."""
    local = calendar.local(start)
    if clock.kind is ClockKind.WALL_HOURS:
        # Through UTC: in a zone with daylight saving two hours must stay two hours.
        end = (local.astimezone(UTC) + timedelta(hours=clock.amount)).astimezone(calendar.zone)
        found = _reckoning(local.date(), clock, calendar, end)
    elif clock.kind is ClockKind.WORK_HOURS:
        end = calendar.add_work_hours(local, clock.amount)
        found = _reckoning(local.date(), clock, calendar, end)
    else:
        found = reckon_from_day(local.date(), clock, calendar)
    return _in_zone_of(start, found)


def due_from_day(day: date, clock: Clock, calendar: Calendar) -> datetime:
    """The last moment of a period of which only the first day is known.

    For anonymous voices, whose minute of arrival is never kept: the result depends on the day
    alone. In the calendar's zone.

    * wall hours: up to 12 end at 24:00 of the same day, up to 24 at the end of the next day,
      up to 48 of the day after it, and so on;
    * work hours: as many whole working days as they fill, to the close of business; so nobody
      is called late who would not be late by the minute;
    * working days and calendar days: as from any moment of that day.
    """
    return reckon_from_day(day, clock, calendar).due


def reckon_from_day(day: date, clock: Clock, calendar: Calendar) -> Reckoning:
    """Like :func:`due_from_day`, with the evidence."""
    if isinstance(day, datetime):
        raise TypeError("a day is needed, not a moment")
    if clock.kind is ClockKind.WALL_HOURS:
        whole_days = -(-clock.amount // HOURS_PER_DAY) if clock.amount > SAME_DAY_HOURS else 0
        end = end_of_day(day + whole_days * ONE_DAY, calendar)
        return _reckoning(day, clock, calendar, end)
    if clock.kind is ClockKind.CALENDAR_DAYS:
        nominal = day + clock.amount * ONE_DAY
        end = end_of_day(calendar.workday_from(nominal), calendar)
        return _reckoning(day, clock, calendar, end, nominal)
    working_days = clock.amount
    if clock.kind is ClockKind.WORK_HOURS:
        working_days = -(-timedelta(hours=clock.amount) // calendar.day_length)
    return _reckoning(
        day, clock, calendar, calendar.closing(calendar.add_workdays(day, working_days))
    )


def extended(old_end: date, calendar: Calendar, days: int = LONGEST_EXTENSION) -> Reckoning:
    """The new end of a petition whose time is extended by 1 to 30 days (ValueError otherwise).

    Counted from the old end as it was told to the person, whenever the extension is granted.
    """
    if not 1 <= days <= LONGEST_EXTENSION:
        raise ValueError("an extension is 1 to 30 days")
    return reckon_from_day(old_end, Clock(ClockKind.CALENDAR_DAYS, days), calendar)


def end_of_day(day: date, calendar: Calendar) -> datetime:
    """24:00 of the day, as its last microsecond."""
    return datetime.combine(day, time.max, calendar.zone)


def _reckoning(
    start: date, clock: Clock, calendar: Calendar, end: datetime, nominal: date | None = None
) -> Reckoning:
    last = end.date()
    nominal_day = nominal or last
    if clock.kind is ClockKind.CALENDAR_DAYS:
        skipped = calendar.rest_days(nominal_day, last)
    elif clock.kind is ClockKind.WALL_HOURS:
        skipped = ()
    else:
        skipped = calendar.rest_days(start, last)
    years = range(start.year, last.year + 1)
    # Hours that run day and night do not ask the calendar anything.
    certain = clock.kind is ClockKind.WALL_HOURS or all(map(calendar.knows, years))
    return Reckoning(clock, end, nominal_day, last, skipped, certain)


def _in_zone_of(start: datetime, found: Reckoning) -> Reckoning:
    return Reckoning(
        clock=found.clock,
        due=found.due.astimezone(start.tzinfo),
        nominal_day=found.nominal_day,
        last_day=found.last_day,
        skipped=found.skipped,
        certain=found.certain,
    )
