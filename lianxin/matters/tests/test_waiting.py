"""待受理: the inbox of those who serve, oldest first."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from lianxin.matters.models import Category, Channel
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice

TODAY = timezone.localdate()


def titles(page) -> list[str]:
    return re.findall(r'/matters/voices/\d+/">([^<]*)</a>', page.content.decode())


def test_oldest_first_with_its_term(cast, as_):
    a_voice(cast, title="新的")
    a_voice(
        cast,
        title="旧的",
        received_on=TODAY - dt.timedelta(days=9),
        accept_by=timezone.now() - dt.timedelta(days=7),
    )
    page = as_(cast.chen).get("/matters/waiting/")
    assert titles(page) == ["旧的", "新的"]
    assert "已超 7 天" in page.content.decode()


def test_each_sees_what_they_serve(cast, as_):
    a_voice(cast, title="一连的")
    a_voice(cast, title="二连的", unit=cast.second)
    seen = {
        who: set(titles(as_(getattr(cast, who)).get("/matters/waiting/")))
        for who in ("chen", "zhao", "wang")
    }
    assert seen == {"chen": {"一连的"}, "zhao": {"二连的"}, "wang": {"一连的", "二连的"}}


def test_what_is_taken_in_waits_no_longer(cast, as_):
    a_matter(cast)
    assert titles(as_(cast.chen).get("/matters/waiting/")) == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("q=暖气", ["暖气不热"]),
        ("q=泡面", ["没有热饭"]),
        ("channel=anonymous", ["暖气不热"]),
        ("category={heat}", ["暖气不热"]),
        ("category={living}", ["暖气不热"]),
        ("unit={first}", ["没有热饭"]),
        ("unit={regiment}&q=不热", ["暖气不热"]),
        ("channel=nonsense&unit=abc&category=9999999999999999999999", ["暖气不热", "没有热饭"]),
        ("q=%00", ["暖气不热", "没有热饭"]),
    ],
)
def test_filters_and_search(cast, as_, asked, expected):
    living = Category.objects.create(code="living", name="生活")
    heat = Category.objects.create(code="heat", name="供暖", parent=living)
    a_nameless_voice(
        cast,
        title="暖气不热",
        body="十五度",
        unit=cast.second,
        category=heat,
        received_on=TODAY - dt.timedelta(days=1),
    )
    a_voice(cast, title="没有热饭")
    keys = {
        "heat": heat.pk,
        "living": living.pk,
        "first": cast.first.pk,
        "regiment": cast.regiment.pk,
    }
    assert titles(as_(cast.wang).get(f"/matters/waiting/?{asked.format(**keys)}")) == expected


def test_staff_read_where_their_own_voices_are(cast, as_):
    page = as_(cast.li).get("/matters/waiting/")
    assert page.status_code == 403
    assert "您自己的诉求请看“我的诉求”" in page.content.decode()


def test_fifty_rows_need_few_queries(cast, as_, django_assert_max_num_queries):
    category = Category.objects.create(code="food", name="食堂")
    for n in range(55):
        a_voice(cast, category=category, title=f"第 {n} 件")
    client = as_(cast.chen)
    client.get("/matters/waiting/")
    with django_assert_max_num_queries(10):
        page = client.get("/matters/waiting/")
    assert len(titles(page)) == 50


def test_the_page_of_a_voice_needs_few_queries(cast, as_, django_assert_max_num_queries):
    voice = a_voice(cast, channel=Channel.VISIT, recorded_by=cast.guli, speaker="马大娘")
    client = as_(cast.chen)
    client.get(f"/matters/voices/{voice.pk}/")
    with django_assert_max_num_queries(25):
        client.get(f"/matters/voices/{voice.pk}/")
