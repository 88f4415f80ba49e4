from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.workdays.calendar import BEIJING, Calendar
from lianxin.engines.workdays.clocks import (
    DANGER,
    PETITION_FINISH,
    PETITION_OBJECT,
    PETITION_TELL,
    SUPPLY,
    Clock,
    ClockKind,
    due,
    due_from_day,
    extended,
    reckon,
    reckon_from_day,
)

CHINA = Calendar.china()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def midnight_after(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), time.max, BEIJING)


def clock(kind: str, amount: int) -> Clock:
    return Clock(ClockKind(kind), amount)


@pytest.mark.parametrize(
    ("start", "the_clock", "expected"),
    [
        ("2026-02-17T23:30", DANGER, at("2026-02-18T01:30")),  # by night, in a holiday
        ("2026-02-28T18:00", SUPPLY, at("2026-03-01T18:00")),
        ("2026-03-02T11:00", clock("work_hours", 2), at("2026-03-02T14:30")),
        ("2026-03-02T23:59", clock("working_days", 3), at("2026-03-05T18:00")),
        ("2026-02-13T09:00", clock("working_days", 3), at("2026-02-25T18:00")),
        ("2026-02-20T09:00", clock("working_days", 1), at("2026-02-24T18:00")),
        ("2025-12-30T09:00", clock("working_days", 2), at("2026-01-04T18:00")),
        ("2026-03-02T09:00", clock("calendar_days", 1), midnight_after("2026-03-03")),
        ("2026-03-02T09:00", clock("calendar_days", 5), midnight_after("2026-03-09")),
        ("2024-02-28T09:00", clock("calendar_days", 1), midnight_after("2024-02-29")),
        ("2026-02-01T09:00", clock("calendar_days", 14), midnight_after("2026-02-24")),
        ("2026-02-01T09:00", clock("calendar_days", 13), midnight_after("2026-02-14")),
        ("2026-03-02T09:00", PETITION_OBJECT, at("2026-03-09T18:00")),
    ],
)
def test_due(start, the_clock, expected):
    assert due(at(start), the_clock, CHINA) == expected


def test_the_petition_clocks():
    assert due(at("2026-03-02T16:00"), PETITION_TELL, CHINA) == midnight_after("2026-03-17")
    finish = reckon(at("2026-03-10T10:00"), PETITION_FINISH, CHINA)
    assert finish.due == midnight_after("2026-05-09")
    assert not finish.rolled_over  # a Saturday, but one that is worked
    assert extended(finish.last_day, CHINA).due == midnight_after("2026-06-08")


def test_the_same_petition_rolls_over_where_that_saturday_is_free():
    calendar = Calendar.china(holidays=[date(2026, 5, 9)])
    finish = reckon_from_day(date(2026, 3, 10), PETITION_FINISH, calendar)
    assert finish.rolled_over
    assert finish.nominal_day == date(2026, 5, 9)
    assert finish.last_day == date(2026, 5, 11)
    assert finish.skipped == (date(2026, 5, 9), date(2026, 5, 10))
    assert extended(finish.last_day, calendar, 20).last_day == date(2026, 6, 1)


@pytest.mark.parametrize("days", [0, 31])
def test_an_extension_is_at_most_thirty_days(days):
    with pytest.raises(ValueError, match="30"):
        extended(date(2026, 5, 9), CHINA, days)


@pytest.mark.parametrize(
    ("day", "the_clock", "expected"),
    [
        ("2026-03-02", DANGER, midnight_after("2026-03-02")),
        ("2026-03-02", clock("wall_hours", 12), midnight_after("2026-03-02")),
        ("2026-03-02", clock("wall_hours", 13), midnight_after("2026-03-03")),
        ("2026-03-02", SUPPLY, midnight_after("2026-03-03")),
        ("2026-03-02", clock("wall_hours", 36), midnight_after("2026-03-04")),
        ("2026-03-02", clock("work_hours", 4), at("2026-03-03T18:00")),
        ("2026-03-02", clock("work_hours", 8), at("2026-03-04T18:00")),
        ("2026-03-02", clock("working_days", 3), at("2026-03-05T18:00")),
        ("2026-03-02", PETITION_TELL, midnight_after("2026-03-17")),
    ],
)
def test_due_from_day(day, the_clock, expected):
    assert due_from_day(date.fromisoformat(day), the_clock, CHINA) == expected


def test_a_moment_stored_in_utc_counts_from_the_local_day():
    start = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # 01:00 on 2 March in Beijing
    end = due(start, clock("working_days", 1), CHINA)
    assert end.tzinfo is UTC
    assert end == at("2026-03-03T18:00")


def test_two_hours_stay_two_hours_where_clocks_are_changed():
    paris = Calendar(CHINA.rest, CHINA.worked, CHINA.years, CHINA.periods, ZoneInfo("Europe/Paris"))
    start = datetime(2026, 3, 29, 1, 0, tzinfo=ZoneInfo("Europe/Paris"))
    assert (due(start, DANGER, paris).astimezone(UTC) - start.astimezone(UTC)).seconds == 7200


def test_the_reckoning_says_what_it_does_not_know():
    start = at("2026-12-28T09:00")
    assert not reckon(start, clock("working_days", 10), CHINA).certain
    assert reckon(start, clock("working_days", 2), CHINA).certain
    assert reckon(at("2026-12-31T23:00"), DANGER, CHINA).certain
    told = reckon(at("2026-02-13T09:00"), clock("working_days", 2), CHINA)
    assert told.skipped[0] == date(2026, 2, 15)
    assert len(told.skipped) == 9


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="zone"):
        due(datetime(2026, 3, 2, 9, 0), DANGER, CHINA)  # noqa: DTZ001
    with pytest.raises(ValueError, match="at least one"):
        Clock(ClockKind.WORKING_DAYS, 0)
    with pytest.raises(TypeError, match="day"):
        due_from_day(at("2026-03-02T09:00"), DANGER, CHINA)


clocks = st.builds(Clock, st.sampled_from(ClockKind), st.integers(1, 70))
moments = st.datetimes(
    datetime.fromisoformat("2024-01-01"),
    datetime.fromisoformat("2026-09-01"),
    timezones=st.sampled_from([UTC, BEIJING]),
)


@given(moments, moments, clocks)
def test_a_later_start_never_ends_earlier(one, other, the_clock):
    first, last = sorted([one, other])
    assert due(first, the_clock, CHINA) <= due(last, the_clock, CHINA)


@given(moments, clocks)
def test_more_time_never_ends_earlier_and_the_end_lies_ahead(start, the_clock):
    end = due(start, the_clock, CHINA)
    assert start < end <= due(start, Clock(the_clock.kind, the_clock.amount + 1), CHINA)


@given(moments, clocks)
def test_the_day_is_never_stricter_than_the_minute_except_for_short_wall_hours(start, the_clock):
    if the_clock.kind is ClockKind.WALL_HOURS and the_clock.amount % 24 not in {0, *range(13, 24)}:
        return
    local_day = CHINA.local(start).date()
    by_day = due_from_day(local_day, the_clock, CHINA)
    if the_clock.kind is ClockKind.WALL_HOURS:
        assert by_day.date() == local_day.fromordinal(
            local_day.toordinal() + -(-the_clock.amount // 24)
        )
    else:
        assert by_day >= due(start, the_clock, CHINA)
