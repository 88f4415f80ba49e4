"""The working calendar of this site: the national one, the local table, the office hours."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from lianxin.engines.workdays.calendar import Calendar, Period
from lianxin.kernel.memory import ShortMemory
from lianxin.kernel.prepared import Question
from lianxin.people.models import SpecialDay

SPECIAL_DAYS = Question(SpecialDay.objects.order_by)


def hours(text: str) -> tuple[Period, ...]:
    """Read "09:00-12:00,13:30-18:00" as periods of work."""
    spans = (span.split("-") for span in text.split(","))
    return tuple(Period(_time(start), _time(end)) for start, end in spans)


def quiet_hours() -> tuple[dt.time, dt.time]:
    start, end = settings.QUIET_HOURS.split("-")
    return _time(start), _time(end)


def _as_the_table_has_it(work_hours: str) -> Calendar:
    days = {special.day: special.is_workday for special in SPECIAL_DAYS()}
    return _calendar(frozenset(days.items()), work_hours)


REMEMBERED = ShortMemory(_as_the_table_has_it)


def working_calendar() -> Calendar:
    """A day changed by this process counts at once, by another two seconds later."""
    return REMEMBERED(settings.WORK_HOURS)


_built: dict[tuple[frozenset[tuple[dt.date, bool]], str], Calendar] = {}


def _calendar(days: frozenset[tuple[dt.date, bool]], work_hours: str) -> Calendar:
    """Building the national calendar costs a millisecond; the last one built is kept."""
    if (days, work_hours) not in _built:
        _built.clear()
        _built[(days, work_hours)] = Calendar.china(
            holidays=[day for day, works in days if not works],
            workdays=[day for day, works in days if works],
            periods=hours(work_hours),
        )
    return _built[(days, work_hours)]


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text.strip())


def unknown_years(today: dt.date) -> list[int]:
    """This year and, from November on, the next, if their holidays are not yet recorded.

    Deadlines that fall into such a year are counted by weekdays alone until the yearly update
    of the calendar package, or until the days are typed in by hand.
    """
    calendar = working_calendar()
    years = [today.year, today.year + 1] if today.month >= 11 else [today.year]
    return [year for year in years if not calendar.knows(year)]
