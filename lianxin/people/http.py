"""The request behind the login wall, and what ends a sitting."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from lianxin.kernel.anonymity import PREFIX
from lianxin.people.models import User

Answer = Callable[[HttpRequest], HttpResponse]


class Request(HttpRequest):
    """A request behind the login wall: the user is known to be one of ours."""

    user: User
    htmx: HtmxDetails


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; an empty form that was sent is still a form that was sent."""
    return request.POST if request.method == "POST" else None


class IdleMiddleware:
    """Sign out after IDLE_MINUTES without a request; remember at most once a minute.

    It looks just before the view, when the way to leave a message to the person is open.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> None:
        if request.path_info.startswith(PREFIX) or not request.user.is_authenticated:
            return
        now, seen = int(time.time()), request.session.get("seen")
        if seen and now - seen > settings.IDLE_MINUTES * 60:
            logout(request)
            messages.info(request, _("您已较长时间没有操作，系统已自动退出，请重新登录。"))
        elif not seen or now - seen > 60:
            request.session["seen"] = now


class FirstPasswordMiddleware:
    """Until a person has chosen a password of their own, every page leads there."""

    FREE = frozenset({"people:choose-password", "people:sign-out"})

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        if request.path_info.startswith(PREFIX):
            return None
        user, match = request.user, request.resolver_match
        name = match.view_name if match else ""
        if user.is_authenticated and user.must_choose_password and name not in self.FREE:
            return redirect("people:choose-password")
        return None
