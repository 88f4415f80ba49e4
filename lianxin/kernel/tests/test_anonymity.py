"""The blindfold: behind the anonymous doors nothing that tells of a person arrives."""

from __future__ import annotations

import pytest

from lianxin.kernel.anonymity import Blindfold

MARK = "MARK-7f3a"
TELLING = {
    "HTTP_COOKIE": f"lianxin_session={MARK}",
    "HTTP_USER_AGENT": MARK,
    "HTTP_REFERER": f"http://x/{MARK}",
    "HTTP_ACCEPT_LANGUAGE": f"ug,{MARK}",
    "HTTP_X_FORWARDED_FOR": MARK,
    "HTTP_X_REAL_IP": MARK,
    "HTTP_FORWARDED": f"for={MARK}",
    "HTTP_VIA": MARK,
    "HTTP_FROM": MARK,
    "HTTP_DNT": MARK,
    "HTTP_SEC_CH_UA_MODEL": MARK,
    "HTTP_X_CLIENT_IP": MARK,
    "HTTP_CF_CONNECTING_IP": MARK,
    "REMOTE_USER": MARK,
    "REMOTE_PORT": MARK,
    "REMOTE_ADDR": MARK,
}
NEEDED = {
    "REQUEST_METHOD": "POST",
    "QUERY_STRING": "q=1",
    "CONTENT_TYPE": "text/plain",
    "CONTENT_LENGTH": "3",
    "HTTP_HOST": "lx.example.cn",
    "HTTP_X_FORWARDED_PROTO": "https",
}


def seen_through(path: str) -> dict[str, str]:
    """The environ that the application behind the blindfold receives."""
    received: dict[str, str] = {}

    def application(environ, start_response):
        received.update(environ)
        return [b"ok"]

    Blindfold(application)({**NEEDED, **TELLING, "PATH_INFO": path}, None)
    return received


@pytest.mark.parametrize("path", ["/a/", "/a/raise/", "/a/follow/?x", "/a/不存在/"])
def test_nothing_that_tells_of_a_person_passes(path):
    assert MARK not in repr(seen_through(path))


def test_what_the_site_needs_passes():
    assert NEEDED.items() <= seen_through("/a/raise/").items()


def test_nobody_has_an_address():
    assert seen_through("/a/")["REMOTE_ADDR"] == "0.0.0.0"


@pytest.mark.parametrize("path", ["/", "/matters/", "/about/", "/a", "/b/a/"])
def test_other_doors_see_who_comes(path):
    assert TELLING.items() <= seen_through(path).items()


def test_the_served_application_wears_it():
    from lianxin.wsgi import application

    assert isinstance(application, Blindfold)
