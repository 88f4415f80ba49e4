"""The menu: the pages of one's duties, the current one marked, and hardly a query."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from lianxin.desk import offices
from lianxin.desk.navigation import PLACES, for_page
from lianxin.matters.tests.stories import a_voice
from lianxin.notices.models import Notice
from lianxin.people.models import User


def menu(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    return {str(i.text): i for group in for_page(request)["menu"] for i in group.items}


@pytest.mark.parametrize("place", [p for _, places in PLACES for p in places], ids=lambda p: p.name)
def test_every_page_of_the_menu_is_built(place):
    try:
        reverse(place.name)
    except NoReverseMatch:
        pytest.fail(f"{place.name} is not a page")


WAYS = [way for kind in (offices.DOORS, offices.OFFICES) for one in kind for way in one.ways]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_every_way_from_the_first_page_is_built(way):
    assert reverse(way.name)


def test_each_duty_has_its_pages(cast):
    assert "我要反映" in menu(cast.li)
    assert "诉求台账" not in menu(cast.li)
    assert {"待受理", "诉求台账", "代为登记"} <= menu(cast.chen).keys()
    assert "日志" in menu(cast.zheng)
    for administrator in (cast.sun, cast.qian, cast.zheng):
        assert not {"待受理", "事项", "诉求台账"} & menu(administrator).keys()


def test_no_link_leads_to_a_refusal(cast, as_):
    """What stands in somebody's menu lets them in."""
    for key in ("li", "chen", "wang", "zhao", "zhou", "sun", "qian", "zheng"):
        person = getattr(cast, key)
        for text, item in menu(person).items():
            assert as_(person).get(item.url).status_code == 200, (key, text)


def test_the_current_page_is_marked(cast):
    found = menu(cast.chen, reverse("reports:ledger"))
    assert [text for text, item in found.items() if item.current] == ["诉求台账"]


def test_what_is_new_is_counted(cast):
    now = timezone.now()
    a_voice(cast)
    Notice.objects.create(
        to=cast.chen, verb="x", subject="x", subject_id=1, url="/", at=now, show_from=now
    )
    found = menu(cast.chen)
    assert found["待受理"].count == 1
    assert found["提醒"].count == 1
    assert menu(cast.zhao)["待受理"].count == 0


def test_a_page_without_a_menu_asks_nothing(cast, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=cast.chen.pk)
    with django_assert_num_queries(0):
        for_page(request)


def test_the_menu_costs_three_queries(cast, django_assert_num_queries):
    """The duties, what waits, what is unread."""
    person = User.objects.get(pk=cast.chen.pk)
    with django_assert_num_queries(3):
        menu(person)


class Nobody:
    def __getattr__(self, name):
        raise AssertionError(f"somebody asked the caller for {name}")


def test_the_anonymous_doors_are_not_asked_who_is_there():
    request = RequestFactory().get("/a/raise/")
    request.user = request.session = Nobody()
    found = for_page(request)
    assert not found["menu"]
    assert not found["unread_notices"]
