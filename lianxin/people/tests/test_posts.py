"""任职、结束、调整期限: 钱安全 keeps the duties, and nobody holds two thirds of the power."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.notices.models import Notice
from lianxin.people.actions import posts
from lianxin.people.models import ADMINISTRATION, Duty, Post, User

DAY = dt.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def appoint(cast, person, duty, unit=None, **changes):
    values = {"by": cast.qian, "unit": unit or cast.regiment, "since": timezone.localdate()}
    return posts.appoint(person, duty=duty, **values | changes)


def test_an_appointment_gives_the_duty_and_tells_the_person(cast):
    post = appoint(cast, cast.li, Duty.OFFICER, cast.first)
    assert User.objects.get(pk=cast.li.pk).serves(cast.first, Duty.OFFICER)
    assert Event.objects.get(verb="post.appointed").subject_id == post.pk
    assert Notice.objects.get(to=cast.li).sentence() == "您已担任一连的政工员。"


@pytest.mark.parametrize("who", ["sun", "zheng", "wang", "chen", "li"])
def test_only_the_security_administrator_appoints(cast, who):
    with pytest.raises(PermissionDenied, match="只有安全管理员"):
        appoint(cast, cast.li, Duty.OFFICER, cast.first, by=getattr(cast, who))


@pytest.mark.parametrize("duty", list(Duty))
def test_a_security_administrator_gives_nothing_to_themselves(cast, duty):
    with pytest.raises(PermissionDenied, match="不能给自己办理"):
        appoint(cast, cast.qian, duty)


@pytest.mark.parametrize("duty", ADMINISTRATION)
@pytest.mark.parametrize("who", ["chen", "wang", "zhou"])
def test_administration_is_not_held_beside_any_other_duty(cast, duty, who):
    person = getattr(cast, who)
    with pytest.raises(Refused, match="由同一人兼任"):
        appoint(cast, person, duty)


@pytest.mark.parametrize("duty", [d for d in Duty if d != Duty.SYSTEM_ADMIN])
def test_an_administrator_takes_no_other_duty(cast, duty):
    with pytest.raises(Refused, match="系统管理员"):
        appoint(cast, cast.sun, duty)


def test_a_duty_that_begins_only_later_clashes_too(cast, today):
    appoint(cast, cast.li, Duty.OFFICER, cast.first, since=today + 30 * DAY)
    with pytest.raises(Refused, match="兼任"):
        appoint(cast, cast.li, Duty.AUDIT_ADMIN)


def test_after_the_other_duty_has_ended_it_may_be_held(cast, today):
    Post.objects.filter(user=cast.chen).update(since=today - 9 * DAY, until=today - DAY)
    assert appoint(cast, cast.chen, Duty.AUDIT_ADMIN)


def test_officer_and_leader_may_be_one_person(cast):
    assert appoint(cast, cast.chen, Duty.LEADER, cast.first)


def test_the_same_twice_is_refused(cast):
    with pytest.raises(Refused, match="已任该单位的这项职责"):
        appoint(cast, cast.chen, Duty.OFFICER, cast.first)


def test_administration_is_over_the_whole_and_without_an_end(cast, today):
    with pytest.raises(Refused, match="全站有效"):
        appoint(cast, cast.li, Duty.SYSTEM_ADMIN, cast.first)
    with pytest.raises(Refused, match="不设截止日期"):
        appoint(cast, cast.li, Duty.SYSTEM_ADMIN, until=today + DAY)


def test_who_has_left_is_not_appointed(cast):
    cast.li.is_active = False
    cast.li.save()
    with pytest.raises(PermissionDenied, match="已离开"):
        appoint(cast, cast.li, Duty.OFFICER, cast.first)


def test_of_two_who_appoint_at_once_nobody_gets_two_administrations(cast):
    seen_by_another = User.objects.get(pk=cast.li.pk)
    appoint(cast, cast.li, Duty.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="兼任"):
        appoint(cast, seen_by_another, Duty.AUDIT_ADMIN)


def test_ending_today_takes_the_duty_at_once(cast, today):
    post = Post.objects.get(user=cast.chen)
    Post.objects.filter(pk=post.pk).update(since=today - DAY)
    post.refresh_from_db()
    posts.end_post(post, by=cast.qian, day=today)
    assert not User.objects.get(pk=cast.chen.pk).holds(Duty.OFFICER)
    assert Post.objects.get(pk=post.pk).until == today - DAY
    assert Notice.objects.get(to=cast.chen).sentence() == "您不再担任一连的政工员。"


def test_what_did_not_last_a_day_leaves_only_its_lines_in_the_journal(cast, today):
    post = appoint(cast, cast.li, Duty.OFFICER, cast.first)
    posts.end_post(post, by=cast.qian, day=today)
    assert not Post.objects.filter(user=cast.li).exists()
    verbs = Event.objects.filter(subject_id=post.pk, subject="people.Post")
    assert set(verbs.values_list("verb", flat=True)) == {"post.appointed", "post.ended"}


def test_ending_later_keeps_the_duty_until_then(cast, today):
    post = Post.objects.get(user=cast.chen)
    posts.end_post(post, by=cast.qian, day=today + 5 * DAY)
    assert Post.objects.get(pk=post.pk).until == today + 4 * DAY
    assert User.objects.get(pk=cast.chen.pk).holds(Duty.OFFICER)


@pytest.mark.parametrize(
    ("who", "title"), [("sun", "系统管理员"), ("qian", "安全管理员"), ("zheng", "审计管理员")]
)
def test_the_last_of_each_administration_remains(cast, as_, who, title):
    post = Post.objects.get(user=getattr(cast, who))
    url = reverse("people:end-post", args=[post.pk])
    response = as_(cast.qian).post(url, {"day": timezone.localdate()})
    assert response.status_code == 409
    assert f"至少要保留一位长期任职的{title}" in response.content.decode()
    assert Post.objects.get(pk=post.pk).until is None


def test_with_a_second_one_the_first_may_end(cast, today):
    appoint(cast, cast.li, Duty.SYSTEM_ADMIN)
    posts.end_post(Post.objects.get(user=cast.sun), by=cast.qian, day=today)
    assert list(User.objects.administering(Duty.SYSTEM_ADMIN)) == [cast.li]


def test_of_two_administrators_ended_at_once_one_remains(cast, today):
    other = appoint(cast, cast.li, Duty.SYSTEM_ADMIN)
    mine = Post.objects.get(user=cast.sun)
    posts.end_post(other, by=cast.qian, day=today)
    with pytest.raises(Refused, match="至少要保留一位"):
        posts.end_post(mine, by=cast.qian, day=today)


def test_one_who_has_left_does_not_count_as_remaining(cast, today):
    appoint(cast, cast.li, Duty.SYSTEM_ADMIN)
    User.objects.filter(pk=cast.li.pk).update(is_active=False)
    with pytest.raises(Refused, match="至少要保留一位"):
        posts.end_post(Post.objects.get(user=cast.sun), by=cast.qian, day=today)


def test_the_last_cannot_be_given_an_end_either(cast, today):
    with pytest.raises(Refused, match="至少要保留一位"):
        posts.extend_post(Post.objects.get(user=cast.zheng), by=cast.qian, until=today + 9 * DAY)


def test_a_term_is_extended_or_shortened(cast, today):
    post = Post.objects.get(user=cast.chen)
    posts.extend_post(post, by=cast.qian, until=today + 99 * DAY)
    assert Post.objects.get(pk=post.pk).until == today + 99 * DAY
    posts.extend_post(post, by=cast.qian, until=None)
    assert Post.objects.get(pk=post.pk).until is None
    with pytest.raises(Refused, match="截止日期不能早于"):
        posts.extend_post(post, by=cast.qian, until=today - DAY)


def test_a_longer_term_may_not_run_into_an_administration(cast, today):
    post = Post.objects.get(user=cast.chen)
    posts.extend_post(post, by=cast.qian, until=today + 9 * DAY)
    appoint(cast, cast.chen, Duty.AUDIT_ADMIN, since=today + 10 * DAY)
    with pytest.raises(Refused, match="兼任"):
        posts.extend_post(post, by=cast.qian, until=None)


def test_of_two_who_end_at_once_one_wins_and_the_other_reads_why(cast, today):
    Post.objects.filter(user=cast.chen).update(since=today - DAY)
    mine, seen_by_another = Post.objects.get(user=cast.chen), Post.objects.get(user=cast.chen)
    posts.end_post(mine, by=cast.qian, day=today)
    with pytest.raises(Refused, match="刚刚被别人改动"):
        posts.end_post(seen_by_another, by=cast.qian, day=today)


def test_a_day_that_is_no_day_is_said_and_nothing_happens(cast, as_):
    url = reverse("people:appoint", args=[cast.li.pk])
    for since in ("0001-01-01", "9999-12-31", "2026-13-01", "昨天", ""):
        typed = {"duty": "officer", "unit": cast.first.pk, "since": since, "until": ""}
        response = as_(cast.qian).post(url, typed)
        assert response.status_code == 422
    assert not Post.objects.filter(user=cast.li).exists()


def test_the_page_of_posts_asks_few_questions(cast, as_, django_assert_max_num_queries):
    people = [User(username=f"p{n}", name=f"人{n}", unit=cast.first) for n in range(60)]
    for person in User.objects.bulk_create(people):
        Post.objects.create(user=person, duty=Duty.OFFICER, unit=cast.first)
    client = as_(cast.li)
    with django_assert_max_num_queries(10):
        html = client.get(reverse("people:posts"), {"duty": "officer"}).content.decode()
    assert "陈静" in html or "人1" in html
    assert "下一页" in html
