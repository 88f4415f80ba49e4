"""The list of one's notices: new ones first, and nobody else learns what one has read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.notices import actions
from lianxin.notices.models import Notice
from lianxin.notices.wording import wording


@pytest.fixture(autouse=True)
def a_sentence(monkeypatch):
    """A wording of our own, so that these tests do not depend on the other apps' sentences."""
    monkeypatch.setitem(wording(), "test.told", "事项 %(number)s 有新进展")


def a_notice(person, number="2026-00001", url="/help/", **changes):
    now = timezone.now()
    values = {
        "verb": "test.told",
        "facts": {"number": number},
        "subject": "people.User",
        "subject_id": person.pk,
        "at": now,
        "show_from": now,
    }
    return Notice.objects.create(to=person, url=url, **values | changes)


def page(client, **query):
    return client.get(reverse("notices:index"), query).content.decode()


def test_an_empty_list_says_what_will_come(cast, as_):
    assert "还没有提醒" in page(as_(cast.li))


def test_unread_notices_stand_first(cast, as_):
    now = timezone.now()
    a_notice(cast.li, "2026-00009", read_at=now)
    a_notice(cast.li, "2026-00002", show_from=now - dt.timedelta(days=3))
    text = page(as_(cast.li))
    assert text.index("事项 2026-00002") < text.index("事项 2026-00009")
    assert "有 1 条未读" in text


def test_nobody_else_learns_what_one_has_read(cast, as_):
    """Not the officer, not the leader, not an administrator: the list is one's own."""
    notice = a_notice(cast.li)
    actions.mark_read(cast.li, notice)
    for other in (cast.chen, cast.wang, cast.sun, cast.qian, cast.zheng):
        assert not Notice.objects.visible_to(other).exists()
        assert "2026-00001" not in page(as_(other))


def test_what_waits_for_the_morning_is_not_shown_yet(cast, as_):
    a_notice(cast.li, show_from=timezone.now() + dt.timedelta(hours=8))
    assert "2026-00001" not in page(as_(cast.li))


def test_opening_marks_it_read_and_leads_to_what_it_is_about(cast, as_):
    notice = a_notice(cast.li, url="/help/")
    answer = as_(cast.li).get(reverse("notices:open", args=[notice.pk]))
    assert answer.url == "/help/"
    notice.refresh_from_db()
    assert notice.read_at


def test_the_first_time_of_reading_is_kept(cast, as_):
    earlier = timezone.now() - dt.timedelta(days=1)
    notice = a_notice(cast.li, read_at=earlier)
    as_(cast.li).get(reverse("notices:open", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == earlier


@pytest.mark.parametrize(
    "url", ["https://example.com/", "//example.com/", "javascript:alert(1)", "/\\example.com", ""]
)
def test_a_notice_leads_nowhere_outside(cast, as_, url):
    notice = a_notice(cast.li, url=url)
    answer = as_(cast.li).get(reverse("notices:open", args=[notice.pk]))
    assert answer.url == reverse("notices:index")


def test_one_can_be_marked_read_alone(cast, as_):
    first, second = a_notice(cast.li), a_notice(cast.li, "2026-00002")
    as_(cast.li).post(reverse("notices:read", args=[first.pk]))
    assert list(Notice.objects.unread()) == [second]


def test_all_can_be_marked_read_but_not_what_is_still_held_back(cast, as_):
    a_notice(cast.li)
    held = a_notice(cast.li, show_from=timezone.now() + dt.timedelta(hours=8))
    others = a_notice(cast.chen)
    as_(cast.li).post(reverse("notices:read-all"))
    assert set(Notice.objects.unread()) == {held, others}


def test_another_persons_notice_does_not_exist(cast, as_):
    notice = a_notice(cast.chen)
    for door, ask in (("open", "get"), ("read", "post")):
        answer = getattr(as_(cast.li), ask)(reverse(f"notices:{door}", args=[notice.pk]))
        assert answer.status_code == 404


@pytest.mark.parametrize("pk", [10**30, 2**63, 0])
def test_a_number_that_cannot_be_is_not_found(cast, as_, pk):
    assert as_(cast.li).get(f"/notices/{pk}/").status_code == 404


def test_fifty_a_page_in_a_handful_of_queries(cast, as_, django_assert_max_num_queries):
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(
            to=cast.li,
            verb="test.told",
            facts={"number": f"2026-{n:05d}"},
            subject="people.User",
            subject_id=1,
            url="/",
            at=now,
            show_from=now,
        )
        for n in range(120)
    )
    client = as_(cast.li)
    page(client)  # the first page of a sitting writes the session
    with django_assert_max_num_queries(10):
        text = page(client)
    assert text.count("事项 2026-") == 50
