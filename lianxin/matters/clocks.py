"""Which clocks belong to which urgency, and when they end on this site's calendar."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils import timezone

from lianxin.engines.workdays.calendar import Calendar
from lianxin.engines.workdays.clocks import Clock, ClockKind, due, due_from_day, extended
from lianxin.engines.workdays.ladder import Standing, standing
from lianxin.matters.models.categories import Urgency
from lianxin.people.calendar import working_calendar

HOURS, DAYS = ClockKind.WALL_HOURS, ClockKind.WORKING_DAYS


class Terms(NamedTuple):
    """How long to accept a voice, and how long to finish the matter once accepted."""

    accept: Clock
    finish: Clock


TERMS = {
    Urgency.DANGER: Terms(Clock(HOURS, 2), Clock(HOURS, 24)),
    Urgency.LIFELINE: Terms(Clock(HOURS, 8), Clock(HOURS, 24)),
    Urgency.SIMPLE: Terms(Clock(DAYS, 1), Clock(DAYS, 3)),
    Urgency.ORDINARY: Terms(Clock(DAYS, 2), Clock(DAYS, 7)),
    Urgency.COMPLEX: Terms(Clock(DAYS, 2), Clock(DAYS, 15)),
    Urgency.PETITION: Terms(Clock(ClockKind.CALENDAR_DAYS, 15), Clock(ClockKind.CALENDAR_DAYS, 60)),
}
OFFER_ANSWER = Clock(DAYS, 1)  # an offered transfer is accepted or refused within this
DECISION = Clock(DAYS, 1)  # a leader decides on a meeting or a request within this
REMIND_BEFORE = {HOURS: dt.timedelta(hours=2)}  # clocks that run day and night
REMIND_WORKDAYS = 1  # all others
SUPERVISE_STEP = 5  # working days late for each step of supervision
LONGEST_OWN_TERM = dt.timedelta(days=366)  # of a task or a promise with a day of its own


def accept_by(urgency: str, *, day: dt.date, moment: dt.datetime | None = None) -> dt.datetime:
    """When a voice must be taken in: by the minute if there is one, else from the day alone."""
    return _end(TERMS[Urgency(urgency)].accept, day, moment)


def finish_by(urgency: str, start: dt.datetime) -> dt.datetime:
    """When a matter accepted at START must be settled."""
    return due(start, TERMS[Urgency(urgency)].finish, working_calendar())


def term_end(urgency: str, *, day: dt.date, moment: dt.datetime | None) -> dt.datetime:
    """When what began on DAY must be settled; without a MOMENT the day alone decides."""
    return _end(TERMS[Urgency(urgency)].finish, day, moment)


def end_after(clock: Clock, start: dt.datetime) -> dt.datetime:
    return due(start, clock, working_calendar())


def end_on(day: dt.date) -> dt.datetime:
    """A day that people name as a term: until business closes."""
    return working_calendar().closing(day)


def longest_extension(urgency: str, old_due: dt.datetime) -> dt.datetime:
    """The latest moment to which a term may be put off: as long again; petitions 30 days."""
    if urgency == Urgency.PETITION:
        return extended(timezone.localdate(old_due), working_calendar()).due
    return finish_by(urgency, old_due)


def how_it_stands(
    urgency: str, term: dt.datetime, now: dt.datetime, calendar: Calendar
) -> Standing:
    """Whether to remind or to urge: clocks that run at night urge at once."""
    kind = TERMS[Urgency(urgency)].finish.kind
    before = REMIND_BEFORE.get(kind, REMIND_WORKDAYS)
    return standing(now, term, calendar, before, at_once=kind == HOURS)


def _end(clock: Clock, day: dt.date, moment: dt.datetime | None) -> dt.datetime:
    calendar = working_calendar()
    return due(moment, clock, calendar) if moment else due_from_day(day, clock, calendar)
