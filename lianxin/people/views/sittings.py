"""Signing in and out, and passwords of one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.kernel.http import show
from lianxin.people.actions import sittings
from lianxin.people.forms import ChangePasswordForm, ChoosePasswordForm, SignInForm
from lianxin.people.http import Request, posted
from lianxin.people.models import User


class SignIn(LoginView):
    """Django's own, which refuses redirects to elsewhere and makes a new session key."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "htmx", False):  # a part was asked for after the sitting had ended
            return HttpResponse(headers={"HX-Refresh": "true"})
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        person: User = form.get_user()
        sittings.sign_in(by=person)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        failures = getattr(self.request, "axes_failures_since_start", None)
        if failures:
            locked = getattr(self.request, "axes_locked_out", False)
            sittings.sign_in_failed(form.cleaned_data.get("username", ""), locked=locked)
        response = super().form_invalid(form)
        response.status_code = 422
        return response


@require_POST
def sign_out(request: Request) -> HttpResponse:
    logout(request)
    return redirect("people:sign-in")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def choose_password(request: Request) -> HttpResponse:
    """The first one of one's own, in place of the one from a slip."""
    if not request.user.must_choose_password:
        return redirect("people:password")
    form = ChoosePasswordForm(request.user, posted(request))
    if form.is_valid():
        return _choose(request, form)
    status = 422 if form.is_bound else 200
    return show(request, "people/choose_password.html", {"form": form}, status=status)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    form = ChangePasswordForm(request.user, posted(request))
    if form.is_valid():
        return _choose(request, form)
    status = 422 if form.is_bound else 200
    return show(request, "people/password.html", {"form": form}, status=status)


def _choose(request: Request, form: ChoosePasswordForm) -> HttpResponse:
    person = request.user
    sittings.choose_password(person, by=person, password=form.cleaned_data["new_password1"])
    update_session_auth_hash(request, person)
    messages.success(request, _("密码已设置。在其他电脑或手机上的登录已全部结束。"))
    return redirect("/")
