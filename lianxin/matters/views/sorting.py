"""Changing what a matter is about, who keeps away, who helps; notes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.matters.access import sorting as access
from lianxin.matters.actions import sorting
from lianxin.matters.forms.handling import HelperForm, NoteForm
from lianxin.matters.forms.sorting import AvoidForm, ReclassifyForm
from lianxin.matters.views.deeds import Page, back_to, found, perform, posted
from lianxin.matters.views.matters import show_matter
from lianxin.people.http import Request


def reclassify(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_reclassify(request.user, matter))
    form = ReclassifyForm(posted(request), matter=matter)
    page = Page(_("修改分类和缓急"), _("保存"), _("已修改。"))

    def act(values: dict[str, Any]) -> None:
        sorting.reclassify(matter, form.sorting(), by=request.user, reason=values["reason"])

    return perform(request, matter, form, page, act)


def avoid(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_avoid(request.user, matter))
    form = AvoidForm(posted(request), matter=matter)
    page = Page(
        _("登记回避"),
        _("登记"),
        _("已登记，此人不再看到这件事项。"),
        _("此人从此看不到这件事项。如果此人就是责任人，由负责人另定责任人。也可以登记自己回避。"),
    )

    def act(values: dict[str, Any]) -> None:
        people, reason = [values["people"]], values["reason"]
        sorting.avoid(matter, people, by=request.user, reason=reason)

    return perform(request, matter, form, page, act)


def add_helper(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_add_helper(request.user, matter))
    form = HelperForm(posted(request), matter=matter)
    lead = _("协办人能看到这件事项、写办理记录；答复和办结仍由责任人负责。")
    page = Page(_("增加协办人"), _("增加"), _("已增加协办人。"), lead)
    return perform(
        request,
        matter,
        form,
        page,
        lambda values: sorting.add_helper(matter, values["helper"], by=request.user),
    )


@require_POST
def remove_helper(request: Request, pk: int, helper: int) -> HttpResponse:
    matter = found(request, pk)
    person = get_object_or_404(matter.helpers.all(), pk=helper)
    sorting.remove_helper(matter, person, by=request.user)
    messages.success(request, _("已减少协办人。"))
    return back_to(request, matter)


@require_POST
def note(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_matter(request, matter, note_form=form, status=422)
    sorting.note(matter, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("已记下。"))
    return back_to(request, matter)
