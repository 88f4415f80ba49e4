"""The page of promises: open to everybody, without a cookie, and honest about what is not there."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from lianxin.desk.promises import COMING, LINES


def test_anyone_may_read_it_and_it_leaves_nothing_behind(db):
    answer = Client().get(reverse("desk:certificate"))
    assert answer.status_code == 200
    assert not answer.cookies
    assert reverse("desk:certificate") == "/about/promises/"


def test_it_is_the_same_for_those_who_are_signed_in(cast, as_):
    assert as_(cast.wang).get(reverse("desk:certificate")).status_code == 200


def test_every_line_stands_there_with_its_tests(db):
    text = Client().get(reverse("desk:certificate")).content.decode()
    for line in LINES:
        assert str(line.words) in text
        for test in line.tests:
            assert test in text


def test_what_is_not_claimed_is_said(db):
    text = Client().get(reverse("desk:certificate")).content.decode()
    assert "还不能声明的" in text
    for later in COMING:
        assert str(later.words) in text
