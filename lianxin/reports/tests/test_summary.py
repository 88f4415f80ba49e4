"""What the ledger adds up to: numbers for those who see the rows, and hidden small ones for all."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.matters.models import Category, Matter
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.reports.summary import HIDDEN, Quarter, past_quarters, shared


def page(client, name, status=200, **asked):
    answer = client.get(reverse(f"reports:{name}"), asked)
    assert answer.status_code == status
    return answer.content.decode()


def test_who_sees_the_rows_sees_the_numbers_and_the_way_to_them(cast, as_):
    heating = Category.objects.create(code="heating", name="供暖")
    for _n in range(2):
        a_voice(cast, category=heating)
    closed = a_matter(cast)
    Matter.objects.filter(pk=closed.pk).update(
        state="closed", closure="explained", closed_at=timezone.now()
    )
    text = page(as_(cast.chen), "summary")
    for heading in ("按分类", "按单位", "按状态", "按办结类型"):
        assert heading in text
    for query in (
        f"category={heating.pk}",
        f"unit={cast.first.pk}",
        "state=waiting",
        "closure=explained",
    ):
        assert f'href="{reverse("reports:ledger")}?{query}"' in text
    assert "不显示" not in text


def test_the_way_to_the_rows_keeps_what_was_asked(cast, as_):
    a_voice(cast)
    text = page(as_(cast.chen), "summary", since="2020-01-01")
    assert f'?since=2020-01-01&amp;unit={cast.first.pk}"' in text


def test_only_rows_one_sees_are_counted(cast, as_):
    a_voice(cast)
    a_voice(cast, unit=cast.second)
    assert "二连" not in re.sub(
        r"<select.*?</select>", "", page(as_(cast.chen), "summary"), flags=re.S
    )
    assert "二连" in re.sub(r"<select.*?</select>", "", page(as_(cast.wang), "summary"), flags=re.S)


def test_the_same_limits_as_on_the_ledger(cast, as_):
    a_voice(cast, received_on=dt.date(2025, 1, 1))
    assert "没有可以统计的诉求" in page(as_(cast.chen), "summary", since="2026-01-01")
    page(as_(cast.chen), "summary", status=422, since="x")


LAST = past_quarters(timezone.localdate())[0]
IN_IT = dt.date(LAST.year, LAST.number * 3, 1)


def many(cast, count, **changes):
    for _n in range(count):
        a_nameless_voice(cast, received_on=IN_IT, said_on=IN_IT, **changes)


def three_categories(cast):
    found = [
        Category.objects.create(code=code, name=name, order=n)
        for n, (code, name) in enumerate([("a", "供暖"), ("b", "食堂"), ("c", "请假")])
    ]
    for category, count in zip(found, (12, 8, 2), strict=True):
        many(cast, count, category=category)


def cells(text):
    """Labels and numbers of the first table beside its drawing."""
    body = text[text.index('class="table table-sm counts') :]
    rows = re.findall(r'<th scope="row"[^>]*>([^<]+)</th>\s*<td class="num">(.*?)</td>', body, re.S)
    return {label: re.sub(r"<[^>]+>", "", value).strip() for label, value in rows[:4]}


def test_small_groups_are_hidden_from_who_sees_no_rows(cast, as_):
    three_categories(cast)
    for person in (cast.li, cast.zhou, cast.sun, cast.chen):
        found = cells(page(as_(person), "quarter"))
        assert found["供暖"] == "12"
        assert found["请假"] == HIDDEN
    text = page(as_(cast.li), "quarter")
    assert "件数少于 5，或者显示出来就能算出少于 5 的数" in text
    figure = text[text.index("<figure") : text.index("</figure>")]
    assert not re.search(r"请假</th>\s*<td[^>]*>2<", figure)


def test_what_is_hidden_cannot_be_found_by_subtraction(cast, as_):
    """The total is shown, so a second number is hidden with the small one."""
    three_categories(cast)
    found = cells(page(as_(cast.li), "quarter"))
    assert found["合计"] == "22"
    assert sorted(found.values()).count(HIDDEN) == 2


def test_numbers_are_given_for_whole_past_quarters_only(cast, as_):
    many(cast, 9)
    assert [one.key for one in past_quarters(dt.date(2026, 11, 23))] == [
        *("2026-3", "2026-2", "2026-1", "2025-4"),
    ]
    today = timezone.localdate()
    this = Quarter(today.year, (today.month + 2) // 3)
    assert shared(this, today) == []
    text = page(as_(cast.li), "quarter", quarter=this.key)
    assert (
        f"{LAST}收到的诉求" in text
    )  # nonsense and the running quarter lead to the last whole one


@pytest.mark.parametrize("asked", ["", "x", "2026-9", "9" * 100, "\x00"])
def test_a_quarter_that_cannot_be_leads_to_one_that_is(cast, as_, asked):
    assert str(LAST) in page(as_(cast.li), "quarter", quarter=asked)


def test_an_empty_quarter_is_said(cast, as_):
    assert "没有可以统计的诉求" in page(as_(cast.li), "quarter")


def test_few_queries(cast, as_, django_assert_max_num_queries):
    three_categories(cast)
    for person, name in ((cast.chen, "summary"), (cast.li, "quarter")):
        client = as_(person)
        page(client, name)
        with django_assert_max_num_queries(20):
            page(client, name)
