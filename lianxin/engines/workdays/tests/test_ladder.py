from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.workdays.calendar import BEIJING, Calendar
from lianxin.engines.workdays.ladder import Stage, Step, after_quiet, stage, standing

CHINA = Calendar.china()
NIGHT = (time(22), time(8))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


FRIDAY_CLOSE = at("2026-02-13T18:00")  # then a worked Saturday, then Spring Festival


@pytest.mark.parametrize(
    ("now", "expected", "step"),
    [
        ("2026-02-11T23:59", Stage.IN_TIME, Step.NONE),
        ("2026-02-12T00:00", Stage.DUE_SOON, Step.REMIND),
        ("2026-02-13T18:00", Stage.DUE_SOON, Step.REMIND),
        ("2026-02-13T18:01", Stage.OVERDUE, Step.NONE),
        ("2026-02-14T00:00", Stage.OVERDUE, Step.URGE),
        ("2026-02-23T09:00", Stage.OVERDUE, Step.URGE),
        ("2026-02-27T23:59", Stage.OVERDUE, Step.URGE),  # the fifth working day after
        ("2026-02-28T00:00", Stage.LONG_OVERDUE, Step.SUPERVISE),
    ],
)
def test_the_ladder(now, expected, step):
    found = standing(at(now), FRIDAY_CLOSE, CHINA, 1)
    assert (found.stage, found.step) == (expected, step)
    assert stage(at(now), FRIDAY_CLOSE, CHINA, 1) is expected


def test_urging_waits_for_a_working_day_unless_the_clock_never_sleeps():
    friday = at("2026-03-06T18:00")
    saturday = at("2026-03-07T09:00")
    assert standing(saturday, friday, CHINA, 1).step is Step.NONE
    assert standing(saturday, friday, CHINA, 1, at_once=True).step is Step.URGE
    assert standing(at("2026-03-09T00:00"), friday, CHINA, 1).step is Step.URGE


def test_the_reminder_can_be_a_stretch_of_time():
    due = at("2026-03-06T12:00")
    half_an_hour = timedelta(minutes=30)
    assert stage(at("2026-03-06T11:29"), due, CHINA, half_an_hour) is Stage.IN_TIME
    assert stage(at("2026-03-06T11:30"), due, CHINA, half_an_hour) is Stage.DUE_SOON


def test_the_standing_counts_working_days():
    assert standing(at("2026-02-13T09:00"), at("2026-02-25T18:00"), CHINA, 1).workdays_left == 3
    assert standing(at("2026-02-25T09:00"), FRIDAY_CLOSE, CHINA, 1).workdays_late == 3


def test_supervision_can_come_sooner():
    found = standing(at("2026-03-10T09:00"), at("2026-03-06T18:00"), CHINA, 1, supervise_after=1)
    assert found.step is Step.SUPERVISE


@pytest.mark.parametrize("before", [-1, timedelta(-1)])
def test_a_reminder_comes_before(before):
    with pytest.raises(ValueError, match="before"):
        stage(at("2026-03-02T09:00"), at("2026-03-06T18:00"), CHINA, before)


def test_naive_moments_are_refused():
    with pytest.raises(ValueError, match="zone"):
        stage(datetime(2026, 3, 2), FRIDAY_CLOSE, CHINA, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        after_quiet(datetime(2026, 3, 2), *NIGHT)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "quiet", "calendar", "expected"),
    [
        ("2026-03-02T21:59", NIGHT, None, "2026-03-02T21:59"),
        ("2026-03-02T22:00", NIGHT, None, "2026-03-03T08:00"),
        ("2026-03-03T03:00", NIGHT, None, "2026-03-03T08:00"),
        ("2026-03-03T08:00", NIGHT, None, "2026-03-03T08:00"),
        ("2026-03-06T23:00", NIGHT, None, "2026-03-07T08:00"),
        ("2026-03-06T23:00", NIGHT, CHINA, "2026-03-09T08:00"),  # over the weekend
        ("2026-02-17T12:00", NIGHT, CHINA, "2026-02-24T08:00"),  # out of Spring Festival
        ("2026-02-14T12:00", NIGHT, CHINA, "2026-02-14T12:00"),  # a worked Saturday
        ("2026-03-02T14:30", (time(14), time(16)), CHINA, "2026-03-02T16:00"),
        ("2026-03-02T23:00", (time(0), time(0)), None, "2026-03-02T23:00"),
    ],
)
def test_after_quiet(moment, quiet, calendar, expected):
    assert after_quiet(at(moment), *quiet, calendar) == at(expected)


@given(
    st.datetimes(
        datetime.fromisoformat("2025-01-01"),
        datetime.fromisoformat("2026-12-01"),
        timezones=st.just(UTC),
    ),
    st.times(),
    st.times(),
    st.sampled_from([None, CHINA]),
)
def test_after_quiet_moves_forward_once(moment, start, end, calendar):
    moved = after_quiet(moment, start, end, calendar)
    assert moved >= moment
    assert moved.tzinfo is UTC
    assert after_quiet(moved, start, end, calendar) == moved
    if calendar:
        assert calendar.is_workday(moved.astimezone(BEIJING).date())
