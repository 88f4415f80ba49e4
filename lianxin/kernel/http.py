"""The few helpers every view uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404, render, resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from lianxin.kernel.anonymity import PREFIX
from lianxin.kernel.errors import Refused
from lianxin.kernel.models import ScopedQuerySet

M = TypeVar("M", bound=Model)


def get_visible(model: type[M], user: AbstractBaseUser | AnonymousUser, **lookup: Any) -> M:
    """The object, or 404: what a person may not see does not exist for them."""
    rows = model._default_manager.all()
    assert isinstance(rows, ScopedQuerySet), f"{model.__name__} has no rule of visibility"
    found: M = get_object_or_404(rows.visible_to(user), **lookup)
    return found


def show(
    request: HttpRequest,
    page: str,
    context: dict[str, Any],
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render PAGE, or only its PART when htmx asks for a piece of the page."""
    template = part if part and getattr(request, "htmx", False) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def explain(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    """A page (or, for htmx, a line) that says in one sentence what was wrong.

    Before a page exists (a bad host, a body that cannot be read) nobody is known yet,
    and behind the anonymous doors nobody may be: then the page asks for no one.
    """
    if request.path_info.startswith(PREFIX):
        page, home = "ui/refused_public.html", PREFIX
    else:
        page, home = "ui/refused.html" if hasattr(request, "user") else "ui/refused_bare.html", "/"
    heading = _("没有找到") if status == 404 else _("没有办成")
    context = {"reason": reason, "status": status, "heading": heading, "home": home}
    return show(request, page, context, part="ui/_refused.html", status=status)


def reading(error: Exception) -> tuple[str, int] | None:
    """What ERROR means for the person: a sentence and a status; None if it is our own fault."""
    unreadable = (MultiPartParserError, UnicodeDecodeError, BadRequest)
    texts = (  # the first kind that fits
        (Refused, 409, str(error)),
        (PermissionDenied, 403, str(error) or _("您没有这项权限。")),
        (RequestDataTooBig, 413, _("提交的内容过大，请缩短文字或减少附件后再试。")),
        ((TooManyFieldsSent, TooManyFilesSent), 413, _("一次提交的项目过多，请分几次提交。")),
        (unreadable, 400, _("提交的内容不完整或编码有误，请返回重试。")),
        (SuspiciousOperation, 400, _("这次请求的内容不合规范，未予处理。")),
    )
    return next(((text, status) for kind, status, text in texts if isinstance(error, kind)), None)


def leads_to_sign_in(response: HttpResponse) -> bool:
    target = response.headers.get("Location", "").partition("?")[0]
    return response.status_code == 302 and target == resolve_url(settings.LOGIN_URL)


class RefusalMiddleware:
    """Turn a no of the domain or of the framework into a sentence and a 4xx status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "htmx", False) and leads_to_sign_in(response):
            # Following the redirect would put the whole sign-in page into a part of this one.
            reason = _("登录已过期，这一步没有完成。请先复制已填写的内容，再刷新页面重新登录。")
            return explain(request, reason, 403)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        answer = reading(error)
        return explain(request, *answer) if answer else None


# --- the last pages, named in urls.py and settings.py, for what no view has answered ------------


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return explain(request, *(reading(exception) or (_("这次请求的内容不合规范，未予处理。"), 400)))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return explain(request, str(exception) or _("您没有这项权限。"), 403)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without the token of this browser: an old page, or somebody else's."""
    return explain(request, _("页面停留太久，已失效。请返回并刷新页面，再提交一次。"), 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return explain(request, _("没有这个页面，或者您无权查看。请检查网址，或从首页重新进入。"), 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own fault: the page is drawn without the database, which may be what failed."""
    reason = _("系统出了问题，这一步没有完成。请稍后再试；如果一直这样，请告诉系统管理员。")
    context = {"reason": reason, "heading": _("没有办成"), "home": "/"}
    return HttpResponse(render_to_string("ui/refused_bare.html", context), status=500)
