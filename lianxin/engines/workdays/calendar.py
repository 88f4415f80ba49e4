"""Which days and hours are worked in China.

The days come from the yearly notice of the General Office of the State Council on holidays
(国务院办公厅关于部分节假日安排的通知), as the package ``chinesecalendar`` records it, and from a
local table that overrides it: extra holidays of an autonomous region, make-up days of one unit.

All moments are aware. They are read in the calendar's own zone, so that a moment stored in UTC
falls on the right local day, and handed back in the zone they came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from types import ModuleType
from typing import Final

import chinese_calendar

# China has had no daylight saving since 1992, and a fixed offset needs no time zone database,
# which some Windows machines lack.
BEIJING: Final = timezone(timedelta(hours=8), "Asia/Shanghai")

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of working time inside one day, from ``start`` up to but without ``end``."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo:
            raise ValueError("working hours are local times, without a zone")
        if self.start >= self.end:
            raise ValueError(f"a period must end after it starts: {self.start}-{self.end}")

    @property
    def length(self) -> timedelta:
        return _since_midnight(self.end) - _since_midnight(self.start)


OFFICE_HOURS: Final = (Period(time(9), time(12)), Period(time(13, 30), time(18)))
XINJIANG_HOURS: Final = (Period(time(10), time(14)), Period(time(16), time(20)))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days and hours. Build it with :meth:`china`; it never changes afterwards.

    ``rest`` are weekdays off, ``worked`` weekend days worked, ``years`` those whose notice is
    known. Outside ``years`` Monday to Friday are taken as worked, and ``knows`` says so.
    """

    rest: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]
    periods: tuple[Period, ...] = OFFICE_HOURS
    zone: tzinfo = BEIJING

    def __post_init__(self) -> None:
        if both := self.rest & self.worked:
            raise ValueError(f"both a holiday and a working day: {min(both)}")
        if not self.periods:
            raise ValueError("a working day needs at least one period")
        if any(earlier.end > later.start for earlier, later in pairwise(self.periods)):
            raise ValueError("periods must follow one another")

    @classmethod
    def china(
        cls,
        years: Iterable[int] | None = None,
        *,
        holidays: Iterable[date] = (),
        workdays: Iterable[date] = (),
        known_years: Iterable[int] = (),
        periods: Iterable[Period] = OFFICE_HOURS,
    ) -> Calendar:
        """The national calendar for ``years`` (default: all recorded), with the local table.

        ``holidays`` and ``workdays`` override the national days; a day in both is a ValueError.
        ``known_years`` are years whose notice the unit has typed into that table in full,
        before the package has it.
        """
        local_rest, local_work = frozenset(holidays), frozenset(workdays)
        recorded = _recorded_years(chinese_calendar)
        wanted = recorded if years is None else recorded & frozenset(years)
        national_rest = _dates_in(chinese_calendar.holidays, wanted)
        national_work = _dates_in(chinese_calendar.workdays, wanted)
        return cls(
            rest=(national_rest - local_work) | local_rest,
            worked=(national_work - local_rest) | local_work,
            years=wanted | frozenset(known_years),
            periods=tuple(periods),
        )

    # Days ------------------------------------------------------------------------------------

    def knows(self, year: int) -> bool:
        """Whether the holidays of the year are known, or only guessed from the week."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        _only_day(day)
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.rest

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th working day after the day (before it, if negative); 0 is the day itself.

        The day itself is never counted (Civil Code art. 201), whether worked or not.
        """
        _only_day(day)
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def next_workday(self, day: date) -> date:
        """The first working day strictly after the day."""
        return self.add_workdays(day, 1)

    def workday_from(self, day: date) -> date:
        """The day itself if it is worked, else the next working day."""
        return day if self.is_workday(day) else self.next_workday(day)

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; negative when ``end`` is earlier.

        The inverse of :meth:`add_workdays`: ``workdays_between(d, add_workdays(d, n)) == n``.
        """
        _only_day(start)
        _only_day(end)
        if end < start:
            return -sum(map(self.is_workday, _days(end, start - ONE_DAY)))
        return sum(map(self.is_workday, _days(start + ONE_DAY, end)))

    def rest_days(self, start: date, end: date) -> tuple[date, ...]:
        """The days from ``start`` to ``end``, both included, that are not worked."""
        _only_day(start)
        _only_day(end)
        return tuple(day for day in _days(start, end) if not self.is_workday(day))

    # Hours -----------------------------------------------------------------------------------

    def local(self, moment: datetime) -> datetime:
        """The moment in the calendar's zone; ValueError if it has none of its own."""
        if moment.tzinfo is None or moment.utcoffset() is None:
            raise ValueError("a moment needs a time zone")
        return moment.astimezone(self.zone)

    def opening(self, day: date) -> datetime:
        """When work begins on that day, were it a working day."""
        return datetime.combine(day, self.periods[0].start, self.zone)

    def closing(self, day: date) -> datetime:
        """When work ends on that day, were it a working day."""
        return datetime.combine(day, self.periods[-1].end, self.zone)

    @property
    def day_length(self) -> timedelta:
        """Working time in one day."""
        return sum((period.length for period in self.periods), timedelta())

    def next_work_moment(self, moment: datetime) -> datetime:
        """The moment itself if it falls in working time, else when work begins next."""
        local = self.local(moment)
        start, _ = next(self._stretches(local))
        return max(start, local).astimezone(moment.tzinfo)

    def add_work_hours(self, moment: datetime, amount: timedelta | float) -> datetime:
        """The moment when ``amount`` (hours, if a number) of working time has passed.

        Ends at the end of a period rather than at the start of the next one: four hours from
        10:00 with work from 10:00 to 14:00 end at 14:00. ValueError if negative.
        """
        left = amount if isinstance(amount, timedelta) else timedelta(hours=amount)
        if left < timedelta():
            raise ValueError("working hours cannot be added backwards")
        local = self.local(moment)
        for start, end in self._stretches(local):
            begin = max(start, local)
            if left <= end - begin:
                return (begin + left).astimezone(moment.tzinfo)
            left -= end - begin
        raise AssertionError("working days never end")

    def work_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from ``start`` to ``end``; negative when ``end`` is earlier."""
        first, last = self.local(start), self.local(end)
        if last < first:
            return -self.work_time_between(end, start)
        total = timedelta()
        for begin, finish in self._stretches(first):
            if begin >= last:
                break
            total += min(finish, last) - max(begin, first)
        return total

    def _stretches(self, local: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Stretches of working time that end after the moment, in order, without end."""
        day = self.workday_from(local.date())
        while True:
            for period in self.periods:
                end = datetime.combine(day, period.end, self.zone)
                if end > local:
                    yield datetime.combine(day, period.start, self.zone), end
            day = self.next_workday(day)


def _since_midnight(moment: time) -> timedelta:
    return datetime.combine(date.min, moment) - datetime.combine(date.min, time.min)


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def _only_day(day: date) -> None:
    # A datetime is a date to Python but equals none, so every holiday would silently be missed.
    if isinstance(day, datetime):
        raise TypeError("a day is needed, not a moment: take its local date first")


def _recorded_years(package: ModuleType) -> frozenset[int]:
    return frozenset(day.year for day in package.holidays)


def _dates_in(recorded: Iterable[date], years: frozenset[int]) -> frozenset[date]:
    return frozenset(day for day in recorded if day.year in years)
