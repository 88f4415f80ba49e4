"""Statements composed once do what the composed-anew ones do."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.prepared import Question, enter
from lianxin.people.models import SpecialDay, Unit

pytestmark = pytest.mark.django_db


def test_a_question_finds_what_its_query_finds_with_any_value():
    first = Unit.objects.create(name="一连", path="1/")
    closed = Unit.objects.create(name="二连", path="2/", closed_on=dt.date(2026, 1, 2))
    ask = Question(lambda pk, name: Unit.objects.filter(pk=pk).exclude(name=name), pk=0, name="?")
    assert ask(pk=first.pk, name="二连") == [first]
    assert ask(pk=closed.pk, name="二连") == []
    found = ask(pk=closed.pk, name="一连")
    assert found == [closed]
    assert found[0].closed_on == dt.date(2026, 1, 2)  # a day, not a text
    assert found[0].name == "二连"


def test_a_found_row_can_be_changed_and_saved():
    Unit.objects.create(name="一连", path="1/")
    (unit,) = Question(Unit.objects.order_by)()
    unit.name = "三连"
    unit.save()
    assert Unit.objects.get().name == "三连"


def test_a_value_that_is_not_in_the_statement_is_said_aloud():
    with pytest.raises(AssertionError, match="not found again"):
        Question(lambda pk: Unit.objects.all(), pk=1)(pk=1)


def test_a_row_is_entered_once_and_as_it_is():
    day = SpecialDay(pk=7, day=dt.date(2026, 10, 1), is_workday=True, name="示例")
    assert enter(day)
    kept = SpecialDay.objects.get()
    assert (kept.pk, kept.day, kept.is_workday, kept.name) == (7, day.day, True, "示例")
    day.name = "改"
    day.save()  # it knows that it is there
    assert SpecialDay.objects.get().name == "改"


def test_what_is_there_already_is_not_entered_and_nothing_breaks():
    assert enter(SpecialDay(pk=7, day=dt.date(2026, 10, 1)))
    again = SpecialDay(pk=8, day=dt.date(2026, 10, 1))
    with CaptureQueriesContext(connection) as asked:
        assert not enter(again)
    assert len(asked) == 1
    assert [kept.pk for kept in SpecialDay.objects.all()] == [7]
