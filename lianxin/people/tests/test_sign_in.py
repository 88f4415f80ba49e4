"""登录: five wrong passwords lock for a quarter of an hour; no address and no device is kept."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.people.actions import sittings
from lianxin.people.jobs import forget_wrong_passwords
from lianxin.people.models import User

RIGHT = "Lv-zhou-2026"
URL = "/people/sign-in/"


@pytest.fixture
def li(cast):
    cast.li.set_password(RIGHT)
    cast.li.save()
    return cast.li


def attempt(client, password, username="li", **more):
    return client.post(URL, {"username": username, "password": password}, **more)


def verbs():
    return list(Event.objects.order_by("at").values_list("verb", flat=True))


def test_the_page_is_open_to_guests(client, db):
    html = client.get(URL).content.decode()
    assert "登录名" in html
    assert "忘记密码" in html


def test_the_right_password_opens_and_is_written_down(client, li):
    assert attempt(client, RIGHT).url == "/"
    event = Event.objects.get()
    assert (event.verb, event.by, event.facts) == ("user.signed_in", li, {})
    assert event.sentence() == "李强 登录"


@pytest.mark.parametrize("typed", ["LI", " li ", "ｌｉ"])
def test_the_name_may_be_typed_in_any_width_and_case(client, li, typed):
    assert attempt(client, RIGHT, typed).status_code == 302


def test_the_session_key_changes_at_sign_in(client, li):
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    attempt(client, RIGHT)
    assert client.session.session_key not in (None, before)


def test_a_wrong_password_says_no_more_than_that(client, li):
    response = attempt(client, "wrong")
    unknown = attempt(Client(), "wrong", "niemand")
    assert response.status_code == unknown.status_code == 422
    sentence = "登录名或密码不对，或账号已停用。连续输错 5 次将锁定 15 分钟。"
    assert sentence in response.content.decode()
    assert sentence in unknown.content.decode()
    assert "wrong" not in response.content.decode()


def test_five_wrong_ones_lock_and_the_right_one_no_longer_opens(client, li):
    statuses = [attempt(client, "wrong").status_code for _ in range(5)]
    assert statuses == [422, 422, 422, 422, 429]
    refused = attempt(client, RIGHT)
    assert refused.status_code == 429
    assert "已锁定 15 分钟" in refused.content.decode()
    assert verbs().count("user.sign_in_failed") == 5
    assert verbs().count("user.locked_out") == 1
    assert attempt(Client(), "x", "chen").status_code == 422  # others are not locked


def test_after_fifteen_minutes_it_opens_even_if_one_kept_trying(client, li, monkeypatch):
    for _ in range(5):
        attempt(client, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=10))
    assert attempt(client, RIGHT).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=5, seconds=0))
    assert attempt(client, RIGHT).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=15, seconds=1))
    assert attempt(client, RIGHT).status_code == 302


def test_trying_while_locked_does_not_lengthen_the_lock(client, li):
    for _ in range(5):
        attempt(client, "wrong")
    since = timezone.now() - dt.timedelta(minutes=14)
    AccessAttempt.objects.update(attempt_time=since)
    attempt(client, "wrong")
    assert AccessAttempt.objects.get().attempt_time == since


def test_the_count_begins_anew_after_a_right_one(client, li):
    for _ in range(4):
        attempt(client, "wrong")
    attempt(client, RIGHT)
    assert not AccessAttempt.objects.exists()


def test_nothing_of_the_device_or_the_place_is_kept_anywhere(client, li):
    marker = "m4rk3r"
    told = {
        "HTTP_USER_AGENT": f"Agent {marker}",
        "HTTP_ACCEPT": f"text/{marker}",
        "HTTP_ACCEPT_LANGUAGE": marker,
        "HTTP_X_FORWARDED_FOR": "203.0.113.77",
        "REMOTE_ADDR": "203.0.113.77",
        "QUERY_STRING": f"next=/{marker}",
    }
    for password in ("wrong", "wrong", f"{marker}-typed", RIGHT):
        attempt(client, password, **told)
    typed = {"username": "li", "password": "wrong", "extra": marker, "next": f"/{marker}"}
    Client().post(URL, typed, **told)
    attempt(Client(), "wrong", "niemand", **told)
    assert AccessAttempt.objects.exists()
    assert_nowhere(marker, "203.0.113.77")


def assert_nowhere(*markers):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            kept = str(cursor.fetchall())
            for marker in markers:
                assert marker not in kept, table


def test_wrong_names_leave_a_day_and_no_name_and_cannot_flood_the_journal(client, db, monkeypatch):
    monkeypatch.setattr(sittings, "UNKNOWN_A_DAY", 3)
    for n in range(5):
        attempt(client, "wrong", f"niemand{n}")
    events = Event.objects.filter(verb="user.unknown_sign_in_failed")
    assert events.count() == 3
    for event in events:
        local = timezone.localtime(event.at)
        assert (local.hour, local.minute, event.by, event.facts) == (0, 0, None, {})
        assert event.sentence() == "有人以不存在的登录名登录，未成功"


def test_who_has_left_is_refused_like_a_wrong_password(client, li):
    User.objects.filter(pk=li.pk).update(is_active=False)
    assert attempt(client, RIGHT).status_code == 422


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"],
)
def test_nobody_is_sent_elsewhere_after_signing_in(li, elsewhere):
    response = Client().post(URL, {"username": "li", "password": RIGHT, "next": elsewhere})
    assert response.url == "/"


def test_one_comes_back_to_the_page_that_was_asked_for(client, li):
    wanted = client.get("/people/me/").url
    assert wanted == f"{URL}?next=/people/me/"
    response = client.post(URL, {"username": "li", "password": RIGHT, "next": "/people/me/"})
    assert response.url == "/people/me/"


def test_a_part_asked_for_after_the_sitting_reloads_the_whole_page(client, db):
    response = client.get(URL, headers={"HX-Request": "true"})
    assert response["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    "typed",
    [{}, {"username": "li"}, {"username": "\x00", "password": "x"},
     {"username": "长" * 100_000, "password": "x"}, {"username": "li", "password": "x" * 100_000}],
)  # fmt: skip
def test_nonsense_is_a_form_to_put_right(client, li, typed):
    assert client.post(URL, typed).status_code == 422


def test_thirty_minutes_without_a_request_end_the_sitting(as_, li, monkeypatch):
    client = as_(li)
    now = time.time()
    assert client.get("/people/me/").status_code == 200
    monkeypatch.setattr("lianxin.people.http.time.time", lambda: now + 29 * 60)
    assert client.get("/people/me/").status_code == 200
    monkeypatch.setattr("lianxin.people.http.time.time", lambda: now + 58 * 60)
    assert client.get("/people/me/").status_code == 200  # counted from the last request
    monkeypatch.setattr("lianxin.people.http.time.time", lambda: now + 58 * 60 + 1801)
    response = client.get("/people/me/", follow=True)
    assert response.redirect_chain[0][0].startswith(URL)
    assert "您已较长时间没有操作" in response.content.decode()


def test_signing_out_needs_a_press_of_the_button(as_, li):
    client = as_(li)
    assert client.get(reverse("people:sign-out")).status_code == 405
    client.post(reverse("people:sign-out"))
    assert client.get("/people/me/").status_code == 302


def test_all_sittings_of_a_person_can_be_ended(cast, as_, li):
    one, other = as_(li), as_(li)
    as_(cast.qian).post(reverse("people:end-sessions", args=[li.pk]))
    assert one.get("/people/me/").status_code == other.get("/people/me/").status_code == 302
    again = as_(User.objects.get(pk=li.pk))
    assert again.get("/people/me/").status_code == 200
    again.post(reverse("people:end-own-sessions"))
    assert again.get("/people/me/").status_code == 302
    with pytest.raises(PermissionDenied):
        sittings.end_sessions(li, by=cast.sun)


def test_the_security_administrator_sees_and_opens_locks(cast, as_, client, li):
    for _ in range(5):
        attempt(client, "wrong")
        attempt(Client(), "wrong", "niemand")
    security = as_(cast.qian)
    html = security.get(reverse("people:locks")).content.decode()
    assert "李强" in html
    assert "niemand" not in html
    security.post(reverse("people:unlock", args=[li.pk]))
    assert attempt(Client(), RIGHT).status_code == 302
    assert Event.objects.get(verb="user.unlocked").by == cast.qian
    again = security.post(reverse("people:unlock", args=[li.pk]))
    assert again.status_code == 409
    assert "没有锁定" in again.content.decode()


def test_counts_of_wrong_passwords_are_forgotten(client, li):
    attempt(client, "wrong")
    assert forget_wrong_passwords(timezone.now()) == 0
    assert forget_wrong_passwords(timezone.now() + dt.timedelta(minutes=16)) == 1


def test_passwords_are_kept_with_argon2_outside_of_tests():
    text = (settings.BASE / "lianxin" / "settings.py").read_text(encoding="utf-8")
    assert 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"' in text
