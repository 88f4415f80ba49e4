"""工作日历: the local table counts at once, and a year not yet known is said."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lianxin.kernel.errors import Refused
from lianxin.people.actions import days
from lianxin.people.calendar import unknown_years, working_calendar
from lianxin.people.models import SpecialDay

MONDAY = dt.date(2026, 11, 23)


def test_a_local_holiday_counts_at_once(cast, as_):
    assert working_calendar().is_workday(MONDAY)
    typed = {"day": "2026-11-23", "is_workday": "no", "name": "本地放假"}
    assert as_(cast.sun).post(reverse("people:days"), typed).status_code == 302
    assert not working_calendar().is_workday(MONDAY)
    assert "本地放假" in as_(cast.sun).get(reverse("people:days")).content.decode()


def test_setting_a_day_again_changes_it_and_removing_restores_the_nation(cast):
    days.set_special_day(MONDAY, by=cast.sun, is_workday=False)
    row = days.set_special_day(MONDAY, by=cast.sun, is_workday=True)
    assert SpecialDay.objects.get() == row
    assert row.is_workday
    days.remove_special_day(row, by=cast.sun)
    assert not SpecialDay.objects.exists()
    with pytest.raises(Refused, match="刚刚被别人删去"):
        days.remove_special_day(SpecialDay(pk=row.pk or 1, day=MONDAY), by=cast.sun)


@pytest.mark.parametrize("who", ["qian", "zheng", "wang"])
def test_only_the_system_administrator_sets_days(cast, who):
    with pytest.raises(PermissionDenied):
        days.set_special_day(MONDAY, by=getattr(cast, who), is_workday=False)


@pytest.mark.parametrize(
    "typed",
    [{}, {"day": "昨天", "is_workday": "no"}, {"day": "0001-01-01", "is_workday": "no"},
     {"day": "2026-12-01", "is_workday": "maybe"}],
)  # fmt: skip
def test_nonsense_is_a_form_to_put_right(cast, as_, typed):
    assert as_(cast.sun).post(reverse("people:days"), {"name": "x", **typed}).status_code == 422


def test_a_coming_year_that_is_not_known_is_warned_of_from_november_on(db):
    known = max(working_calendar().years)
    assert unknown_years(dt.date(known, 10, 31)) == []
    assert unknown_years(dt.date(known, 11, 1)) == [known + 1]
    assert unknown_years(dt.date(known + 1, 3, 1)) == [known + 1]
