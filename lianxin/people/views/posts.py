"""Posts and locks: what the security administrator keeps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import get_visible, show
from lianxin.kernel.pages import paginate
from lianxin.people import access, locks
from lianxin.people.actions import posts, sittings
from lianxin.people.forms import AppointForm, EndPostForm, ExtendPostForm
from lianxin.people.http import Request, posted
from lianxin.people.models import Duty, Post, User
from lianxin.people.views.persons import show_person


@require_GET
def index(request: Request) -> HttpResponse:
    """Who holds what is no secret; only the buttons are for few."""
    duty = request.GET.get("duty", "")
    rows = Post.objects.visible_to(request.user).not_over().select_related("user", "unit__parent")
    if duty in Duty.values:
        rows = rows.filter(duty=duty)
    context = {
        "page": paginate(request, rows),
        "duties": Duty.choices,
        "chosen": duty,
        "may_unlock": access.may_unlock(request.user),
    }
    return show(request, "people/posts.html", context)


@require_POST
def appoint(request: Request, pk: int) -> HttpResponse:
    person = get_visible(User, request.user, pk=pk)
    form = AppointForm(request.POST)
    if not form.is_valid():
        return show_person(request, person, appoint=form)
    posts.appoint(person, by=request.user, **form.cleaned_data)
    messages.success(request, _("已办理任职。"))
    return redirect("people:person", person.pk)


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    post = get_visible(Post, request.user, pk=pk)
    require(access.may_end_post(request.user, post))
    form = EndPostForm(posted(request))
    if form.is_valid():
        posts.end_post(post, by=request.user, day=form.cleaned_data["day"])
        messages.success(request, _("已结束任职。"))
        return redirect("people:person", post.user_id)
    return _show(request, post, form, _("结束任职"))


@require_http_methods(["GET", "POST"])
def extend(request: Request, pk: int) -> HttpResponse:
    post = get_visible(Post, request.user, pk=pk)
    require(access.may_extend_post(request.user, post))
    form = ExtendPostForm(posted(request))
    if form.is_valid():
        posts.extend_post(post, by=request.user, until=form.cleaned_data["until"])
        messages.success(request, _("任职期限已调整。"))
        return redirect("people:person", post.user_id)
    return _show(request, post, form, _("调整任职期限"))


def _show(
    request: Request, post: Post, form: EndPostForm | ExtendPostForm, title: str
) -> HttpResponse:
    context = {"post": post, "form": form, "title": title}
    return show(request, "people/post.html", context, status=422 if form.is_bound else 200)


@require_GET
def locked(request: Request) -> HttpResponse:
    require(access.may_unlock(request.user))
    return show(request, "people/locks.html", {"people": locks.locked_people()})


@require_POST
def unlock(request: Request, pk: int) -> HttpResponse:
    person = get_visible(User, request.user, pk=pk)
    sittings.unlock(person, by=request.user)
    messages.success(request, _("已解除锁定。"))
    return redirect("people:locks")
