from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.workdays.calendar import (
    BEIJING,
    OFFICE_HOURS,
    XINJIANG_HOURS,
    Calendar,
    Period,
)

CHINA = Calendar.china()
XINJIANG = Calendar.china(periods=XINJIANG_HOURS)

days = st.dates(date(2023, 1, 1), date(2027, 12, 31))
moments = st.datetimes(
    datetime.fromisoformat("2024-01-01"),
    datetime.fromisoformat("2026-12-31"),
    timezones=st.sampled_from([UTC, BEIJING]),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-01-26", True),  # Sunday worked before Spring Festival
        ("2025-01-27", True),
        ("2025-01-28", False),
        ("2025-02-04", False),
        ("2025-02-05", True),
        ("2025-02-08", True),  # Saturday worked after it
        ("2026-02-14", True),  # Saturday worked before Spring Festival
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-02-28", True),  # Saturday worked after it
        ("2026-05-09", True),  # Saturday worked after Labour Day
        ("2025-10-08", False),
        ("2024-02-29", True),
        ("2025-12-31", True),
        ("2026-01-01", False),
        ("2026-01-04", True),  # Sunday worked after New Year
    ],
)
def test_is_workday(day, worked):
    assert CHINA.is_workday(date.fromisoformat(day)) is worked


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-02-14", 5, "2026-02-28"),
        ("2025-01-24", 3, "2025-02-05"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2024-02-28", 1, "2024-02-29"),
        ("2024-02-29", 1, "2024-03-01"),
        ("2026-02-24", -1, "2026-02-14"),
        ("2026-02-20", 0, "2026-02-20"),
        ("2026-02-20", 1, "2026-02-24"),
    ],
)
def test_add_workdays(day, count, expected):
    assert CHINA.add_workdays(date.fromisoformat(day), count) == date.fromisoformat(expected)


def test_next_workday_is_strictly_after_and_workday_from_is_not():
    assert CHINA.next_workday(date(2026, 3, 2)) == date(2026, 3, 3)
    assert CHINA.workday_from(date(2026, 3, 2)) == date(2026, 3, 2)
    assert CHINA.workday_from(date(2026, 3, 7)) == date(2026, 3, 9)


def test_local_table_overrides_the_national_days():
    calendar = Calendar.china(
        holidays=[date(2026, 5, 27), date(2026, 5, 9)],  # Corban; and no make-up Saturday here
        workdays=[date(2026, 10, 1), date(2026, 5, 30)],
    )
    assert not calendar.is_workday(date(2026, 5, 27))
    assert not calendar.is_workday(date(2026, 5, 9))
    assert calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_workday(date(2026, 5, 30))


def test_a_day_cannot_be_both():
    with pytest.raises(ValueError, match="2026-05-27"):
        Calendar.china(holidays=[date(2026, 5, 27)], workdays=[date(2026, 5, 27)])


def test_unknown_years_fall_back_to_the_week():
    calendar = Calendar.china([2025], holidays=[date(2031, 1, 1)])
    assert calendar.knows(2025)
    assert not calendar.knows(2026)
    assert calendar.is_workday(date(2026, 2, 17))  # Spring Festival, but not asked for
    assert not calendar.is_workday(date(2099, 1, 3))  # a Saturday
    assert calendar.is_workday(date(2099, 10, 1))
    assert not calendar.is_workday(date(2031, 1, 1))  # the local table counts in any year
    assert Calendar.china(known_years=[2031]).knows(2031)


def test_a_moment_is_not_taken_for_a_day():
    with pytest.raises(TypeError, match="moment"):
        CHINA.is_workday(at("2026-02-17T00:00"))
    with pytest.raises(TypeError, match="moment"):
        CHINA.workdays_between(date(2026, 1, 1), at("2026-02-17T00:00"))
    with pytest.raises(TypeError, match="moment"):
        CHINA.add_workdays(at("2026-02-17T00:00"), 1)


@pytest.mark.parametrize(
    ("calendar", "moment", "hours", "expected"),
    [
        (CHINA, "2026-03-02T11:00", 2, "2026-03-02T14:30"),  # across lunch
        (CHINA, "2026-03-02T09:00", 3, "2026-03-02T12:00"),  # ends with the period
        (CHINA, "2026-03-02T12:30", 1, "2026-03-02T14:30"),  # asked at lunch
        (CHINA, "2026-03-02T17:00", 2, "2026-03-03T10:00"),  # over night
        (CHINA, "2026-03-06T17:30", 1, "2026-03-09T09:30"),  # over a weekend
        (CHINA, "2026-02-14T17:00", 2, "2026-02-24T10:00"),  # over Spring Festival
        (CHINA, "2025-12-31T17:30", 1, "2026-01-04T09:30"),  # into a make-up Sunday
        (CHINA, "2026-03-02T09:00", 7.5, "2026-03-02T18:00"),
        (CHINA, "2026-03-02T20:00", 0, "2026-03-03T09:00"),
        (XINJIANG, "2026-03-02T13:00", 2, "2026-03-02T17:00"),
        (XINJIANG, "2026-03-02T19:00", 2, "2026-03-03T11:00"),
    ],
)
def test_add_work_hours(calendar, moment, hours, expected):
    assert calendar.add_work_hours(at(moment), hours) == at(expected)
    assert calendar.add_work_hours(at(moment), timedelta(hours=hours)) == at(expected)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-02T08:00", "2026-03-02T09:00"),
        ("2026-03-02T10:00", "2026-03-02T10:00"),
        ("2026-03-02T12:00", "2026-03-02T13:30"),
        ("2026-03-02T18:00", "2026-03-03T09:00"),
        ("2026-02-20T10:00", "2026-02-24T09:00"),
    ],
)
def test_next_work_moment(moment, expected):
    assert CHINA.next_work_moment(at(moment)) == at(expected)


def test_the_zone_is_kept_but_days_are_local():
    evening_in_utc = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 01:00 on the 3rd in Beijing
    end = CHINA.add_work_hours(evening_in_utc, 1)
    assert end.tzinfo is UTC
    assert end == at("2026-03-03T10:00")
    tokyo = timezone(timedelta(hours=9))
    assert CHINA.next_work_moment(datetime(2026, 3, 2, 10, 0, tzinfo=tokyo)).tzinfo is tokyo


@pytest.mark.parametrize("deed", ["next_work_moment", "local"])
def test_naive_moments_are_refused(deed):
    with pytest.raises(ValueError, match="zone"):
        getattr(CHINA, deed)(datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        CHINA.add_work_hours(datetime(2026, 3, 2, 9, 0), 1)  # noqa: DTZ001


def test_working_hours_must_make_sense():
    with pytest.raises(ValueError, match="end after"):
        Period(time(18), time(9))
    with pytest.raises(ValueError, match="zone"):
        Period(time(9, tzinfo=UTC), time(10))
    with pytest.raises(ValueError, match="at least one"):
        Calendar.china(periods=[])
    with pytest.raises(ValueError, match="follow"):
        Calendar.china(periods=reversed(OFFICE_HOURS))
    with pytest.raises(ValueError, match="backwards"):
        CHINA.add_work_hours(at("2026-03-02T09:00"), -1)


@given(days, st.integers(-60, 60))
def test_add_then_count_gives_the_number_back(day, count):
    assert CHINA.workdays_between(day, CHINA.add_workdays(day, count)) == count


@given(days, days, st.integers(0, 30))
def test_add_workdays_is_monotone(one, other, count):
    first, last = sorted([one, other])
    assert CHINA.add_workdays(first, count) <= CHINA.add_workdays(last, count)
    assert CHINA.workdays_between(first, last) == -CHINA.workdays_between(last, first) + (
        CHINA.is_workday(last) - CHINA.is_workday(first)
    )


@given(moments, st.timedeltas(timedelta(), timedelta(hours=60)))
def test_work_time_comes_back(moment, amount):
    end = XINJIANG.add_work_hours(moment, amount)
    assert XINJIANG.work_time_between(moment, end) == amount
    assert XINJIANG.work_time_between(end, moment) == -amount
    assert end >= XINJIANG.next_work_moment(moment) >= moment
    assert end.tzinfo is moment.tzinfo


@given(moments, moments, st.timedeltas(timedelta(), timedelta(hours=30)))
def test_add_work_hours_is_monotone(one, other, amount):
    first, last = sorted([one, other])
    assert CHINA.add_work_hours(first, amount) <= CHINA.add_work_hours(last, amount)
