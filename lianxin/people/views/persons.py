"""The register: the list, one person, and what keeps it right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import get_visible, show
from lianxin.kernel.pages import paginate
from lianxin.people import access
from lianxin.people.actions import persons, sittings
from lianxin.people.forms import AppointForm, FindForm, PersonForm, ToUnitForm
from lianxin.people.http import Request, posted
from lianxin.people.models import Post, User, UserQuerySet


@require_GET
def index(request: Request) -> HttpResponse:
    form = FindForm(request.GET)
    form.is_valid()
    held = Post.objects.visible_to(request.user).current().select_related("unit__parent")
    people = _wanted(User.objects.visible_to(request.user), form.cleaned_data)
    rows = people.for_list().prefetch_related(Prefetch("posts", held, to_attr="held"))
    context = {
        "page": paginate(request, rows),
        "form": form,
        "may_keep": access.may_keep_register(request.user),
    }
    return show(request, "people/index.html", context, part="people/_people.html")


def _wanted(people: UserQuerySet, asked: dict[str, Any]) -> UserQuerySet:
    who = asked.get("who")
    people = people.filter(is_active=who != "gone")
    if who == "waiting":
        people = people.filter(must_choose_password=True, last_login=None)
    if unit := asked.get("unit"):
        people = people.filter(unit__path__startswith=unit.path)
    if text := asked.get("q"):
        people = people.found_by(text)
    return people


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    require(access.may_add_person(request.user))
    form = PersonForm(posted(request), viewer=request.user)
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        person = persons.add_person(form.particulars(), by=request.user, unit=unit)
        messages.success(request, _("已登记。请打印首次密码交给本人。"))
        return redirect("people:person", person.pk)
    status = 422 if form.is_bound else 200
    return show(request, "people/add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    person = get_visible(User, request.user, pk=pk)
    require(access.may_edit_person(request.user, person))
    names = ("name", "staff_number", "position", "phone", "username")
    known = {name: getattr(person, name) for name in names}
    if person.wanted_name:
        known["name"] = person.wanted_name
    form = PersonForm(posted(request), viewer=request.user, person=person, initial=known)
    if form.is_valid():
        persons.edit_person(person, by=request.user, particulars=form.particulars())
        messages.success(request, _("已保存。"))
        return redirect("people:person", person.pk)
    status = 422 if form.is_bound else 200
    return show(request, "people/edit.html", {"form": form, "person": person}, status=status)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    return show_person(request, get_visible(User, request.user, pk=pk))


@require_POST
def transfer(request: Request, pk: int) -> HttpResponse:
    person = get_visible(User, request.user, pk=pk)
    form = ToUnitForm(request.POST)
    if not form.is_valid():
        return show_person(request, person, transfer=form)
    persons.transfer(person, by=request.user, unit=form.cleaned_data["unit"])
    messages.success(request, _("已调到新单位。"))
    return redirect("people:person", person.pk)


@require_POST
def leave(request: Request, pk: int) -> HttpResponse:
    person = get_visible(User, request.user, pk=pk)
    persons.leave(person, by=request.user)
    messages.success(request, _("已办理离开，任职和登录已结束。"))
    return redirect("people:person", person.pk)


@require_POST
def bring_back(request: Request, pk: int) -> HttpResponse:
    person = get_visible(User, request.user, pk=pk)
    form = ToUnitForm(request.POST)
    if not form.is_valid():
        return show_person(request, person, back=form)
    persons.bring_back(person, by=request.user, unit=form.cleaned_data["unit"])
    messages.success(request, _("已办理返回。请打印首次密码交给本人。"))
    return redirect("people:person", person.pk)


@require_POST
@never_cache
def first_password(request: Request, pk: int) -> HttpResponse:
    person = get_visible(User, request.user, pk=pk)
    return show_slips(request, [(person, sittings.issue_first_password(person, by=request.user))])


@require_POST
@never_cache
def reset_password(request: Request, pk: int) -> HttpResponse:
    person = get_visible(User, request.user, pk=pk)
    return show_slips(request, [(person, sittings.reset_password(person, by=request.user))])


@require_POST
def end_sessions(request: Request, pk: int) -> HttpResponse:
    person = get_visible(User, request.user, pk=pk)
    sittings.end_sessions(person, by=request.user)
    messages.success(request, _("此人的全部登录已结束。"))
    return redirect("people:person", person.pk)


def show_slips(request: Request, slips: list[tuple[User, str]]) -> HttpResponse:
    """Shown in answer to the deed and nowhere kept: a reload asks for new ones."""
    address = request.build_absolute_uri("/")
    return show(request, "people/slips.html", {"slips": slips, "address": address})


def show_person(request: Request, person: User, **wrong: Any) -> HttpResponse:
    """The person; WRONG is the form that was sent with something to put right."""
    viewer = request.user
    posts = Post.objects.visible_to(viewer).filter(user=person)
    posts = posts.select_related("unit__parent", "user")
    context = {
        "person": person,
        "posts": posts.order_by("-since", "pk"),
        "transfer": ToUnitForm(initial={"unit": person.unit_id}),
        "back": ToUnitForm(initial={"unit": person.unit_id}),
        "appoint": AppointForm(),
        "may_keep": access.may_keep_register(viewer),
        "may_first": access.may_issue_first_password(viewer, person),
        "may_leave": access.may_leave(viewer, person),
        "may_appoint": access.may_appoint(viewer, person),
        "may_unlock": access.may_unlock(viewer),
        "may_reset": access.may_reset_password(viewer, person),
        **wrong,
    }
    return show(request, "people/person.html", context, status=422 if wrong else 200)
