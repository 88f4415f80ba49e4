"""What every door without an account has in common: nothing is asked, kept or remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lianxin.kernel.http import RefusalMiddleware, show
from lianxin.matters.forms.public import CodeForm
from lianxin.matters.guessing import GUARD, Answer
from lianxin.matters.models import Voice

View = Callable[..., HttpResponse]


def nameless(view: View) -> View:
    """Open to anyone, without cookies, and stored by no browser or proxy on the way."""

    @wraps(view)
    def forgetful(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Exception as error:
            refused = RefusalMiddleware(view).process_exception(request, error)
            if refused is None:
                raise
            response = refused
        response["Cache-Control"] = "no-store"
        return response

    return login_not_required(csrf_exempt(forgetful))


def by_code(view: View) -> View:
    """The view gets the one voice whose code was posted, and the code; a wrong one is slowed."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":  # a reloaded or bookmarked address holds no code
            return redirect("public:follow")
        form = CodeForm(request.POST)
        if not form.is_valid():
            return show(request, "matters/public/follow.html", {"form": form}, status=422)
        code: str = form.cleaned_data["code"]
        voice = Voice.objects.visible_to_code(code).for_list().first()
        if voice is None:
            return _wrong(request, form)
        return view(request, voice, code, *args, **kwargs)

    return nameless(opened)


def _wrong(request: HttpRequest, form: CodeForm) -> HttpResponse:
    if GUARD.wrong_code() is Answer.REFUSED:
        form.add_error("code", _("刚才输错的次数太多，请过几分钟再试。"))
        return show(request, "matters/public/follow.html", {"form": form}, status=429)
    form.add_error("code", _("没有找到这个回执码，请对照回执核对。"))
    return show(request, "matters/public/follow.html", {"form": form}, status=422)
