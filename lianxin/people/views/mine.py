"""What is written of oneself, and what one may put right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.http import show
from lianxin.people import figures
from lianxin.people.actions import persons, sittings
from lianxin.people.forms import OwnForm, WantedNameForm
from lianxin.people.http import Request


@require_GET
def me(request: Request) -> HttpResponse:
    return _show(request)


@require_POST
def correct(request: Request) -> HttpResponse:
    form = OwnForm(request.POST)
    if not form.is_valid():
        return _show(request, own=form)
    persons.correct_own(request.user, by=request.user, **form.cleaned_data)
    messages.success(request, _("已更正。"))
    return redirect("people:me")


@require_POST
def ask_for_name(request: Request) -> HttpResponse:
    form = WantedNameForm(request.POST)
    if not form.is_valid():
        return _show(request, wanted=form)
    persons.ask_for_name(request.user, by=request.user, name=form.cleaned_data["name"])
    messages.success(request, _("已转给系统管理员核对，改好后会提醒您。"))
    return redirect("people:me")


@require_POST
def end_sessions(request: Request) -> HttpResponse:
    sittings.end_sessions(request.user, by=request.user)
    return redirect("people:sign-in")


def _show(
    request: Request, own: OwnForm | None = None, wanted: WantedNameForm | None = None
) -> HttpResponse:
    person = request.user
    context = {
        "person": person,
        "posts": figures.my_posts(person),
        "sign_ins": figures.my_sign_ins(person, most=20),
        "own": own or OwnForm({"phone": person.phone, "position": person.position}),
        "wanted": wanted or WantedNameForm(initial={"name": person.wanted_name}),
    }
    return show(request, "people/me.html", context, status=422 if own or wanted else 200)
