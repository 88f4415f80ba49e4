"""The frame around every page: what it holds, and what the public one must never hold."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from lianxin.kernel.tests.sample import LONG_TITLE

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lianxin.kernel.tests.sample")]


@pytest.fixture
def page(cast, as_):
    def open_as(user, path="/sample/list/"):
        return as_(user).get(path).content.decode()

    return open_as


def test_it_names_the_person_and_the_unit(page, cast):
    text = page(cast.guli)
    assert "阿依古丽·买买提" in text
    assert "一连" in text


def test_the_title_is_the_heading_unless_the_page_has_its_own(page, cast):
    text = page(cast.chen, "/sample/detail/")
    assert f"<title>{LONG_TITLE} · 连心</title>" in text
    assert f"<h1>{LONG_TITLE}</h1>" in text


def test_the_menu_shows_where_one_is_and_how_much_waits(page, cast):
    text = page(cast.chen)
    assert re.search(
        r'<a href="#" aria-current="page">.*?<span>事项</span><span class="count">17<', text, re.S
    )
    assert "未读提醒" in text


def test_a_page_may_have_no_menu(page, cast):
    text = page(cast.chen, "/sample/nowhere/")
    assert "<main" in text


def test_everything_comes_from_the_site_itself_and_nothing_is_inline(page, cast):
    text = page(cast.chen, "/sample/detail/") + page(cast.chen, "/sample/form/")
    assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//[^"']*""", text)
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text)


def test_the_policy_refuses_what_is_inline_or_from_outside(cast, as_):
    policy = as_(cast.chen).get("/sample/list/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_htmx_2_is_served_without_eval_and_shows_what_was_refused(page, cast):
    text = page(cast.chen)
    assert "htmx-2.min.js" in text
    config = json.loads(re.search(r"name=\"htmx-config\" content='(.*?)'", text)[1])
    assert (config["allowEval"], config["includeIndicatorStyles"]) == (False, False)
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0  # no page of somebody's matters is kept in the browser
    rules = config["responseHandling"]

    def rule(status: int) -> dict:
        return next(r for r in rules if re.search(r["code"], str(status)))

    for status in (200, 204, 302, 400, 403, 404, 409, 413, 422, 429, 500):
        assert rule(status)["swap"] is (status not in (204, 500)), status
    for status in (400, 403, 404, 409, 413, 429):  # beside the form, which keeps what was typed
        assert rule(status)["target"] == "#refusal"
    assert "target" not in rule(422)


def test_what_was_typed_comes_back_with_the_errors(cast, as_):
    answer = as_(cast.chen).post("/sample/form/", {"title": "长" * 70})
    assert answer.status_code == 422
    assert f'value="{"长" * 70}"' in answer.content.decode()


def test_the_public_page_sets_no_cookie():
    client = Client()
    for answer in (client.get("/a/sample/"), client.post("/a/sample/", {"title": "x"})):
        assert "Set-Cookie" not in answer.headers
        assert not answer.cookies
    assert not client.cookies


@pytest.mark.parametrize("path", ["/a/nowhere/", "/a/sample/refuse/"])
def test_the_public_refusal_sets_no_cookie_either(path):
    answer = Client().post(path)
    assert answer.status_code in (404, 409)
    assert "Set-Cookie" not in answer.headers


def test_the_public_page_has_neither_token_nor_person_nor_menu(cast, as_):
    text = as_(cast.chen).get("/a/sample/").content.decode()
    for unwanted in ("csrf", "htmx", "陈静", "主菜单", "退出", "data-who"):
        assert unwanted not in text
    assert 'content="no-referrer"' in text


def test_the_public_page_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        Client().get("/a/sample/")


def test_every_form_that_posts_behind_the_wall_carries_its_token():
    """Write {% csrf_token %} in it. The test client would not notice; a browser does."""
    from pathlib import Path

    import lianxin

    guilty = []
    for path in Path(lianxin.__file__).parent.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        if "public" in "/".join(path.parts) or "public.html" in text:
            continue
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, re.S):
            if "csrf_token" not in form and "public:" not in form:
                guilty.append(f"{path.name}: {form[:80]}")
    assert not guilty
