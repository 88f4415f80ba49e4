"""On the anonymous doors, forget who is calling before anything can remember it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

PREFIX = "/a/"  # every door for people without an account begins so
TELLING = (  # what a request says about a person or their device
    "HTTP_COOKIE",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_FROM",
    "HTTP_DNT",
    "REMOTE_USER",
    "REMOTE_PORT",
)
HINTS = ("HTTP_SEC_CH_", "HTTP_X_CLIENT", "HTTP_CF_")


class Blindfold:
    """A WSGI application that removes address, device, language and cookies.

    Django, its logs, its error pages and every middleware stand behind it, so none
    of them can keep what they never received.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(PREFIX):
            for name in [n for n in environ if n in TELLING or n.startswith(HINTS)]:
                del environ[name]
            environ["REMOTE_ADDR"] = "0.0.0.0"  # noqa: S104  (nobody's address)
        return self.application(environ, start_response)
