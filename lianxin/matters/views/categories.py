"""The tree of categories, kept by the system administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import show
from lianxin.matters.access import categories as access
from lianxin.matters.actions import categories
from lianxin.matters.forms.categories import AddForm, EntryForm, MergeCategoryForm, MoveForm
from lianxin.matters.models import Category
from lianxin.people.http import Request


@require_GET
def tree(request: Request) -> HttpResponse:
    require(access.may_edit(request.user))
    rows = Category.objects.prefetch_related("children").filter(parent=None)
    return show(request, "matters/handling/categories.html", {"headings": rows})


def add_category(request: Request) -> HttpResponse:
    require(access.may_edit(request.user))
    form = AddForm(request.POST if request.method == "POST" else None, initial=_parent(request))
    if not form.is_valid():
        context = {"form": form}
        status = 422 if form.is_bound else 200
        return show(request, "matters/handling/category_add.html", context, status=status)
    categories.add_category(form.entry(), by=request.user, parent=form.cleaned_data["parent"])
    messages.success(request, _("已新增。"))
    return redirect("matters:categories")


def _parent(request: Request) -> dict[str, str]:
    parent = request.GET.get("parent", "")
    return {"parent": parent} if parent.isascii() and parent.isdecimal() else {}


def category(request: Request, pk: int) -> HttpResponse:
    """Name, words and urgency; and below it moving, merging, switching off."""
    require(access.may_edit(request.user))
    row = get_object_or_404(Category, pk=pk)
    if request.method != "POST":
        return _page(request, row)
    form = EntryForm(request.POST, category=row)
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    categories.change_category(row, form.entry(), by=request.user)
    messages.success(request, _("已保存。"))
    return redirect("matters:categories")


@require_POST
def move_category(request: Request, pk: int) -> HttpResponse:
    require(access.may_edit(request.user))
    row, form = get_object_or_404(Category, pk=pk), MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, row, move_form=form, status=422)
    require(access.may_move_category(request.user, row, form.cleaned_data["to"]))
    categories.move_category(row, by=request.user, to=form.cleaned_data["to"])
    messages.success(request, _("已移动。"))
    return redirect("matters:categories")


@require_POST
def merge_category(request: Request, pk: int) -> HttpResponse:
    require(access.may_edit(request.user))
    row = get_object_or_404(Category, pk=pk)
    form = MergeCategoryForm(request.POST, category=row)
    if not form.is_valid():
        return _page(request, row, merge_form=form, status=422)
    categories.merge_category(row, form.cleaned_data["into"], by=request.user)
    messages.success(request, _("已合并，原分类已停用。"))
    return redirect("matters:categories")


@require_POST
def switch_category(request: Request, pk: int) -> HttpResponse:
    require(access.may_edit(request.user))
    row = get_object_or_404(Category, pk=pk)
    categories.switch_category(row, by=request.user, is_active=not row.is_active)
    messages.success(request, _("已启用。") if row.is_active else _("已停用。"))
    return redirect("matters:categories")


def _page(request: Request, row: Category, *, status: int = 200, **changed: Any) -> HttpResponse:
    context = {
        "category": row,
        "form": EntryForm(category=row),
        "move_form": MoveForm(initial={"to": row.parent_id}),
        "merge_form": MergeCategoryForm(category=row),
        **changed,
    }
    return show(request, "matters/handling/category.html", context, status=status)
