"""The tree of units, and one unit with what may be done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.http import show
from lianxin.people import access, figures
from lianxin.people.actions import units
from lianxin.people.forms import TargetForm, UnitForm
from lianxin.people.http import Request
from lianxin.people.models import Post, Unit, User


@require_GET
def index(request: Request) -> HttpResponse:
    asked = request.GET.get("under", "")
    top = Unit.objects.open().filter(pk=asked).first() if asked.isdecimal() else None
    context = {
        "rows": figures.tree(top),
        "top": top,
        "closed": Unit.objects.filter(closed_on__isnull=False).select_related("merged_into")[:200],
        "may_keep": access.may_keep_register(request.user),
    }
    return show(request, "people/units.html", context)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    return _show(request, _unit(pk))


@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    parent = _unit(pk)
    form = UnitForm(request.POST)
    if not form.is_valid():
        return _show(request, parent, add=form)
    unit = units.add_unit(parent, by=request.user, **form.cleaned_data)
    messages.success(request, _("已新增“%(unit)s”。") % {"unit": unit})
    return redirect("people:unit", parent.pk)


@require_POST
def rename(request: Request, pk: int) -> HttpResponse:
    unit = _unit(pk)
    form = UnitForm(request.POST)
    if not form.is_valid():
        return _show(request, unit, rename=form)
    units.rename_unit(unit, by=request.user, **form.cleaned_data)
    messages.success(request, _("已保存。"))
    return redirect("people:unit", unit.pk)


@require_POST
def reorder(request: Request, pk: int) -> HttpResponse:
    units.reorder_unit(_unit(pk), by=request.user, earlier=request.POST.get("to") == "earlier")
    return redirect("people:units")


@require_POST
def move(request: Request, pk: int) -> HttpResponse:
    unit = _unit(pk)
    form = _move_form(unit, request.POST)
    if not form.is_valid():
        return _show(request, unit, move=form)
    units.move_unit(unit, by=request.user, parent=form.cleaned_data["target"])
    messages.success(request, _("已调整隶属。"))
    return redirect("people:unit", unit.pk)


@require_POST
def merge(request: Request, pk: int) -> HttpResponse:
    unit = _unit(pk)
    form = _merge_form(unit, request.POST)
    if not form.is_valid():
        return _show(request, unit, merge=form)
    into = form.cleaned_data["target"]
    units.merge_unit(unit, by=request.user, into=into)
    messages.success(request, _("已合并，人员和任职已转入目标单位。"))
    return redirect("people:unit", into.pk)


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    units.close_unit(_unit(pk), by=request.user)
    messages.success(request, _("已撤销。"))
    return redirect("people:units")


def _unit(pk: int) -> Unit:
    return get_object_or_404(Unit.objects.select_related("parent", "merged_into"), pk=pk)


def _move_form(unit: Unit, typed: Any = None) -> TargetForm:
    return TargetForm(typed, unit=unit, label=_("新的上级"), prefix="move")


def _merge_form(unit: Unit, typed: Any = None) -> TargetForm:
    return TargetForm(typed, unit=unit, label=_("并入"), prefix="merge")


def _show(request: Request, unit: Unit, **wrong: Any) -> HttpResponse:
    """The unit; WRONG is the form that was sent with something to put right."""
    posts = Post.objects.visible_to(request.user).current().filter(unit__in=unit.line())
    members = User.objects.visible_to(request.user).present().filter(unit=unit)
    context = {
        "unit": unit,
        "line": Unit.objects.filter(pk__in=unit.line()).order_by("path"),
        "children": Unit.objects.open().filter(parent=unit).order_by("order", "pk"),
        "posts": posts.select_related("user", "unit__parent"),
        "members": members.count(),
        "add": UnitForm(),
        "rename": UnitForm({"name": unit.name, "short": unit.short}),
        "move": _move_form(unit),
        "merge": _merge_form(unit),
        "may_add": access.may_add_unit(request.user, unit),
        "may_close": access.may_close_unit(request.user, unit),
        "may_keep": access.may_keep_register(request.user),
        "may_unlock": access.may_unlock(request.user),
        **wrong,
    }
    return show(request, "people/unit.html", context, status=422 if wrong else 200)
