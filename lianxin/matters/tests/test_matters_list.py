"""The list of matters: what one may see, narrowed as one likes, with few queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from lianxin.matters.models import Category, Matter
from lianxin.matters.tests.stories import a_matter

NOW = timezone.now
DAY = dt.timedelta(days=1)


def titles(page) -> list[str]:
    assert page.status_code == 200
    return [matter.title for matter in page.context["page"].rows]


def test_open_ones_by_their_term(cast, as_):
    a_matter(cast, title="后到期", due=NOW() + 5 * DAY)
    a_matter(cast, title="先到期", due=NOW() + DAY)
    a_matter(cast, title="已办结", state="closed", closure="staged", closed_at=NOW())
    a_matter(cast, title="二连的", unit=cast.second, owner=cast.zhao, first_owner=cast.zhao)
    assert titles(as_(cast.chen).get("/matters/")) == ["先到期", "后到期"]
    assert set(titles(as_(cast.wang).get("/matters/"))) == {"先到期", "后到期", "二连的"}


@pytest.mark.parametrize("who", ["li", "zhou", "sun", "qian", "zheng"])
def test_not_for_those_who_do_not_handle_matters(cast, as_, who):
    assert as_(getattr(cast, who)).get("/matters/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("state=closed", {"办结的"}),
        ("state=", {"热饭", "办结的", "漏水", "承诺"}),
        ("whose=mine", {"热饭", "办结的", "承诺"}),
        ("whose=helping", {"漏水"}),
        ("mark=late", {"漏水"}),
        ("mark=difficult", {"漏水"}),
        ("mark=queued", {"办结的"}),
        ("kind=promise", {"承诺"}),
        ("urgency=lifeline", {"漏水"}),
        ("unit={first}", {"热饭", "办结的", "承诺"}),
        ("unit={regiment}", {"热饭", "办结的", "漏水", "承诺"}),
        ("category={home}", {"漏水"}),
        ("q=热饭", {"热饭"}),
        ("q=水管+三号楼", {"漏水"}),
        ("q=不存在的词", set()),
        ("state=胡说&unit=x&category=99999999999999999999&page=-3", set("")),
    ],
)
def test_narrowed(cast, as_, asked, expected):
    home = Category.objects.create(code="home", name="住房")
    leak = Category.objects.create(code="leak", name="漏水", parent=home)
    a_matter(cast, title="热饭", owner=cast.wang)
    a_matter(
        cast,
        title="办结的",
        owner=cast.wang,
        state="closed",
        closure="queued",
        closed_at=NOW(),
        review_on=timezone.localdate(),
    )
    leaking = a_matter(
        cast,
        title="漏水",
        summary="三号楼水管",
        unit=cast.second,
        urgency="lifeline",
        due=NOW() - DAY,
        bounces=1,
        category=leak,
    )
    leaking.helpers.add(cast.wang)
    a_matter(cast, title="承诺", kind="promise", owner=cast.wang)
    keys = {"first": cast.first.pk, "regiment": cast.regiment.pk, "home": home.pk}
    found = set(titles(as_(cast.wang).get(f"/matters/?{asked.format(**keys)}")))
    if "胡说" in asked:
        expected = {"热饭", "办结的", "漏水", "承诺"}
    assert found == expected


def test_fifty_rows_with_ten_queries_at_most(cast, as_, django_assert_max_num_queries):
    category = Category.objects.create(code="c", name="食堂")
    for number in range(60):
        a_matter(cast, title=f"第{number}件", category=category)
    client = as_(cast.chen)
    client.get("/matters/")
    with django_assert_max_num_queries(10):
        page = client.get("/matters/?page=1&q=第&state=open")
    assert len(titles(page)) == 50
    assert len(titles(client.get("/matters/?page=2"))) == 10
    leader = as_(cast.wang)
    leader.get("/matters/watched/")
    Matter.objects.update(bounces=1)
    with django_assert_max_num_queries(10):
        assert len(titles(leader.get("/matters/watched/"))) == 50


def test_marks_are_words(cast, as_):
    a_matter(cast, level=3, bounces=2, reopened=1, kind="assigned")
    text = as_(cast.chen).get("/matters/").content.decode()
    for words in ("红牌督办", "退回 2 次", "重启 1 次", "交办"):
        assert words in text
