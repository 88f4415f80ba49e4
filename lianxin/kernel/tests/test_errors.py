"""Whatever goes wrong, a person reads one Chinese sentence that says what to do."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from lianxin.kernel import http
from lianxin.kernel.tests.sample import LONG_TITLE

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lianxin.kernel.tests.sample")]
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/matters/7/?page=2"}


@pytest.fixture
def chen(cast):
    client = Client(raise_request_exception=False)
    client.force_login(cast.chen)
    return client


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/sample/refuse/", 409, "这件事项已由别人办结，请刷新后再看。"),
        ("/sample/forbid/", 403, "只有责任人可以办结。"),
        ("/sample/nowhere/", 404, "没有这个页面，或者您无权查看。请检查网址，或从首页重新进入。"),
        ("/sample/fail/", 500, "系统出了问题，这一步没有完成。请稍后再试"),
        ("/a/nowhere/", 404, "没有这个页面"),
    ],
)
def test_each_failure_has_its_sentence_and_a_way_back(chen, path, status, words):
    page = chen.get(path)
    text = page.content.decode()
    assert page.status_code == status
    assert words in text
    assert "返回" in text
    assert "回首页" in text
    assert "Traceback" not in text


def test_a_refusal_shown_whole_keeps_the_menu(chen):
    assert 'class="top"' in chen.get("/sample/forbid/").content.decode()
    assert "陈静" in chen.get("/sample/forbid/").content.decode()


def test_for_htmx_a_refusal_is_a_line_that_leads_back_to_the_page_one_was_on(chen):
    page = chen.post("/sample/refuse/", headers=HTMX)
    text = page.content.decode()
    assert page.status_code == 409
    assert "这件事项已由别人办结" in text
    assert "<html" not in text
    assert 'href="/matters/7/?page=2"' in text


def test_a_foreign_address_is_not_linked(chen):
    text = chen.post(
        "/sample/refuse/", headers={**HTMX, "HX-Current-URL": "https://evil.example/x"}
    ).content.decode()
    assert "evil" not in text
    assert 'href="/sample/refuse/"' in text


def test_a_form_without_its_token_is_explained(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.chen)
    page = client.post("/sample/form/", {"title": "x"})
    assert page.status_code == 403
    assert "页面停留太久，已失效。请返回并刷新页面，再提交一次。" in page.content.decode()


def test_a_strange_host_is_refused_without_asking_who_it_is(chen):
    page = chen.get("/sample/list/", headers={"host": "evil.example"})
    assert page.status_code == 400
    assert "这次请求的内容不合规范，未予处理。" in page.content.decode()


@pytest.mark.parametrize("path", ["/sample/form/", "/a/sample/"])
def test_too_much_is_refused_whole(chen, path):
    page = chen.post(path, {"text": "字" * 1_000_000})
    assert page.status_code == 413
    assert "提交的内容过大，请缩短文字或减少附件后再试。" in page.content.decode()


@pytest.mark.parametrize("path", ["/sample/form/", "/a/sample/"])
def test_too_many_fields_are_refused_whole(chen, path):
    page = chen.post(path, {f"f{i}": "" for i in range(2_500)})
    assert page.status_code == 413
    assert "一次提交的项目过多，请分几次提交。" in page.content.decode()


BROKEN = [
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data; na"),
    ("multipart/form-data; boundary=" + "b" * 300, b"--b"),
    ("application/x-www-form-urlencoded; charset=gb18030", "title=中".encode("gb18030")),
    ("application/x-www-form-urlencoded", b"title=%ff%fe%00&\xff=\xed\xa0\x80"),
    ("application/x-www-form-urlencoded", b"=&&==%&%%%"),
    ("multipart/form-data; charset=nonsense; boundary=b", b"--b--\r\n"),
    ("application/json", b"{"),
    ("", b"\x00" * 100),
]


@pytest.mark.parametrize(("kind", "body"), BROKEN)
@pytest.mark.parametrize("path", ["/sample/form/", "/a/sample/"])
def test_a_broken_body_never_breaks_the_site(chen, path, kind, body):
    page = chen.generic("POST", path, body, content_type=kind)
    assert page.status_code in (400, 422)
    assert "有内容需要修改" in page.content.decode() or "请返回重试" in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/%ff%fe/", "/%00/", "/a/%ed%a0%80/", "/" + "x" * 5000, "/?q=%ff"]
)
def test_a_broken_address_never_breaks_the_site(chen, path):
    assert chen.get(path).status_code in (200, 302, 404)


def test_the_database_is_not_asked_to_say_that_it_failed(django_assert_num_queries):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        assert http.server_error(request).status_code == 500


def test_htmx_does_not_get_the_sign_in_page_into_a_part_of_the_page(settings):
    settings.LOGIN_URL = "/people/sign-in/"
    page = Client().post("/sample/form/", {"title": LONG_TITLE}, headers=HTMX)
    assert page.status_code == 403
    assert "登录已过期，这一步没有完成。请先复制已填写的内容" in page.content.decode()


def test_without_htmx_one_is_led_to_the_sign_in_page(settings):
    settings.LOGIN_URL = "/people/sign-in/"
    page = Client().get("/sample/form/")
    assert (page.status_code, page["Location"]) == (302, "/people/sign-in/?next=/sample/form/")


@pytest.mark.parametrize(("status", "place"), [(302, "/matters/"), (200, "/people/sign-in/")])
def test_other_answers_pass_as_they_are(settings, status, place):
    settings.LOGIN_URL = "/people/sign-in/"
    assert not http.leads_to_sign_in(HttpResponse(status=status, headers={"Location": place}))
