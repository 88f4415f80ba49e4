"""Pages of a long list: any ?page= leads to a page that exists, and no long list is counted."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from lianxin.kernel import pages
from lianxin.people.models import SpecialDay


def ask(page: str | None = None):
    return RequestFactory().get("/", {} if page is None else {"page": page})


@pytest.fixture
def days(db):
    import datetime as dt

    first = dt.date(2020, 1, 1)

    def make(number: int):
        SpecialDay.objects.bulk_create(
            SpecialDay(day=first + dt.timedelta(days=i)) for i in range(number)
        )
        return SpecialDay.objects.order_by("day")

    return make


def test_a_short_list_is_one_page_and_one_query(days, django_assert_num_queries):
    rows = days(50)
    with django_assert_num_queries(1):
        page = pages.paginate(ask(), rows)
    assert (len(page.rows), page.total, page.last) == (50, 50, 1)
    assert not page.has_next
    assert not page.has_previous


def test_nothing_is_a_page_too(days):
    page = pages.paginate(ask(), days(0))
    assert (list(page.rows), page.number, page.total, page.last) == ([], 1, 0, 1)


def test_pages_follow_one_another_without_gap_or_repetition(days):
    rows = days(120)
    seen = []
    for number, has_previous, has_next in [(1, False, True), (2, True, True), (3, True, False)]:
        page = pages.paginate(ask(str(number)), rows)
        assert (page.number, page.has_previous, page.has_next) == (number, has_previous, has_next)
        assert (page.total, page.last) == (120, 3)
        seen += [row.pk for row in page.rows]
    assert seen == [row.pk for row in rows]


@pytest.mark.parametrize("nonsense", ["", "0", "-1", "x", "1.5", "一", "²", "1 ", "\x00", "０x"])
def test_nonsense_is_the_first_page(days, nonsense):
    assert pages.paginate(ask(nonsense), days(60)).number == 1


@pytest.mark.parametrize("far", ["4", "999", "2001", "9" * 19, "9" * 5000, "000099999"])
def test_beyond_the_end_is_the_last_page(days, far):
    page = pages.paginate(ask(far), days(120))
    assert (page.number, len(page.rows), page.has_next) == (3, 20, False)


def test_more_than_a_thousand_are_not_counted(days):
    rows = days(1_200)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = pages.paginate(ask("2"), rows)
    assert (page.total, page.last, page.has_next) == (None, None, True)
    assert "LIMIT 1001" in asked[1]["sql"]


def test_a_thousand_are_still_counted(days):
    assert pages.paginate(ask(), days(1_000)).total == 1_000


def test_what_was_not_counted_can_still_be_reached(days):
    page = pages.paginate(ask("24"), days(1_200))
    assert (page.number, len(page.rows), page.has_next) == (24, 50, False)


def test_beyond_the_end_of_a_very_long_list_is_the_last_counted_page(days):
    page = pages.paginate(ask("1999"), days(1_200))
    assert (page.number, page.has_next) == (20, True)
