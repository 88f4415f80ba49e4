"""首次密码与重置: shown once on a slip, replaced by one's own."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.people.actions import sittings
from lianxin.people.models import User

CHOSEN = "Lv-zhou-2026"


@pytest.fixture
def newcomer(cast):
    cast.li.must_choose_password = True
    cast.li.save()
    return cast.li


def slip(response):
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return re.search(r">([a-z2-9]{4}(-[a-z2-9]{4}){2})<", response.content.decode())[1]


def sign_in(client, username, password):
    return client.post(reverse("people:sign-in"), {"username": username, "password": password})


def test_from_the_slip_to_ones_own_password(cast, newcomer, as_, client):
    given = slip(as_(cast.sun).post(reverse("people:first-password", args=[newcomer.pk])))
    assert sign_in(client, "li", given).status_code == 302
    for url in ("/", reverse("people:me"), reverse("people:index")):
        assert client.get(url).url == reverse("people:choose-password")
    typed = {"new_password1": CHOSEN, "new_password2": CHOSEN}
    assert client.post(reverse("people:choose-password"), typed).status_code == 302
    assert client.get(reverse("people:me")).status_code == 200
    assert not User.objects.get(pk=newcomer.pk).check_password(given)
    assert Event.objects.get(verb="user.password_chosen").by == newcomer


def test_the_password_stands_nowhere_in_the_journal(cast, newcomer):
    given = sittings.issue_first_password(newcomer, by=cast.sun)
    assert given not in str([event.facts for event in Event.objects.all()])


def test_a_first_password_is_rehashed_as_any_other_at_the_first_sign_in(cast, newcomer, client):
    given = sittings.issue_first_password(newcomer, by=cast.sun)
    newcomer.refresh_from_db()
    assert identify_hasher(newcomer.password).algorithm == "first"
    sign_in(client, "li", given)
    newcomer.refresh_from_db()
    assert identify_hasher(newcomer.password).algorithm != "first"


def test_a_second_slip_makes_the_first_useless(cast, newcomer, client):
    earlier = sittings.issue_first_password(newcomer, by=cast.sun)
    sittings.issue_first_password(newcomer, by=cast.sun)
    assert sign_in(client, "li", earlier).status_code == 422


def test_who_has_signed_in_gets_no_first_password_any_more(cast, newcomer, client):
    given = sittings.issue_first_password(newcomer, by=cast.sun)
    seen_before = User.objects.get(pk=newcomer.pk)
    sign_in(client, "li", given)
    newcomer.refresh_from_db()
    with pytest.raises(PermissionDenied, match="已登录过"):
        sittings.issue_first_password(newcomer, by=cast.sun)
    with pytest.raises(Refused, match="刚刚登录过"):
        sittings.issue_first_password(seen_before, by=cast.sun)


@pytest.mark.parametrize("who", ["sun", "zheng", "wang", "li"])
def test_only_the_security_administrator_resets(cast, who):
    with pytest.raises(PermissionDenied):
        sittings.reset_password(cast.guli, by=getattr(cast, who))


def test_nobody_resets_their_own(cast):
    with pytest.raises(PermissionDenied, match="修改密码"):
        sittings.reset_password(cast.qian, by=cast.qian)


def test_a_reset_ends_sittings_and_asks_for_a_new_password(cast, as_, client):
    cast.chen.set_password(CHOSEN)
    cast.chen.save()
    open_sitting = as_(cast.chen)
    given = slip(as_(cast.qian).post(reverse("people:reset-password", args=[cast.chen.pk])))
    assert open_sitting.get(reverse("people:me")).status_code == 302
    assert sign_in(client, "chen", CHOSEN).status_code == 422
    sign_in(client, "chen", given)
    assert client.get("/").url == reverse("people:choose-password")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("duan", "密码太短，至少要 8 个字符。"),
        ("12345678", "太常见"),
        ("84720165", "只包含数字"),
        ("password", "太常见"),
        ("qiang-2026", "不能包含登录名或工号"),
    ],
)
def test_a_weak_password_is_refused_in_plain_words(cast, newcomer, as_, password, reason):
    newcomer.username = "qiang"
    newcomer.save()
    typed = {"new_password1": password, "new_password2": password}
    response = as_(newcomer).post(reverse("people:choose-password"), typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert reason in html.split("error-summary")[1].split("</ul>")[0]
    assert password not in re.findall(r'value="([^"]*)"', html)


def test_two_that_differ_and_the_same_again_are_refused(cast, newcomer, as_):
    newcomer.set_password(CHOSEN)
    newcomer.save()
    client = as_(newcomer)
    url = reverse("people:choose-password")
    again = client.post(url, {"new_password1": CHOSEN, "new_password2": CHOSEN})
    assert "新密码不能与现在的密码相同" in again.content.decode()
    other = client.post(url, {"new_password1": CHOSEN + "a", "new_password2": CHOSEN + "b"})
    assert other.status_code == 422
    assert "两次输入的新密码不一样" in other.content.decode()


def test_changing_ones_password_needs_the_present_one_and_ends_other_sittings(cast, as_):
    cast.li.set_password(CHOSEN)
    cast.li.save()
    here, elsewhere = as_(cast.li), as_(cast.li)
    typed = {
        "old_password": "falsch",
        "new_password1": "Hong-liu-77",
        "new_password2": "Hong-liu-77",
    }
    response = here.post(reverse("people:password"), typed)
    assert "现在的密码不对" in response.content.decode()
    typed["old_password"] = CHOSEN
    key_before = here.session.session_key
    assert here.post(reverse("people:password"), typed).status_code == 302
    assert here.get(reverse("people:me")).status_code == 200
    assert here.session.session_key != key_before
    assert elsewhere.get(reverse("people:me")).status_code == 302
