"""The few helpers every view uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

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
    """A page (or, for htmx, a line) that says in one sentence what was wrong."""
    return show(
        request,
        "ui/refused.html",
        {"reason": reason, "status": status},
        part="ui/_refused.html",
        status=status,
    )


class RefusalMiddleware:
    """Turn a no of the domain or of the framework into a sentence and a 4xx status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case Refused():
                return explain(request, str(error), 409)
            case PermissionDenied():
                return explain(request, str(error) or _("您没有这项权限。"), 403)
            case RequestDataTooBig():
                return explain(request, _("提交的内容过大，请缩短文字或减少附件后再试。"), 413)
            case MultiPartParserError() | UnicodeDecodeError():
                return explain(request, _("提交的内容不完整或编码有误，请返回重试。"), 400)
            case SuspiciousOperation():
                return explain(request, _("这次请求的内容不合规范，未予处理。"), 400)
        return None
