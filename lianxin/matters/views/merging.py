"""Putting two matters together, and taking them apart."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from lianxin.kernel.access import require
from lianxin.matters.access import merging as access
from lianxin.matters.actions import merging
from lianxin.matters.forms.handling import ReasonForm
from lianxin.matters.forms.sorting import MergeForm
from lianxin.matters.models import Matter
from lianxin.matters.views.accepting import asked_like, candidates
from lianxin.matters.views.deeds import Page, found, perform, posted
from lianxin.people.http import Request


def merge(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_merge(request.user, matter))
    words = asked_like(request)
    others = Matter.objects.visible_to(request.user).exclude(pk=matter.pk)
    form = MergeForm(posted(request), matters=others)
    near = candidates(request.user, matter, words, besides=matter.pk)
    page = Page(
        _("合并"),
        _("合并"),
        _("已合并。"),
        _(
            "本事项的诉求并入对方事项，由对方责任人按较早的期限答复；每件诉求的编号、答复和评价各自保留。"
        ),
        template="matters/handling/merge.html",
        more={"candidates": near, "like": words},
    )

    def act(values: dict[str, Any]) -> Matter:
        into: Matter = values["number"]
        merging.merge(matter, into, by=request.user, reason=values["reason"])
        return into

    return perform(request, matter, form, page, act)


def unmerge(request: Request, pk: int, merge: int) -> HttpResponse:
    matter = found(request, pk)
    made = get_object_or_404(matter.merges.select_related("into"), pk=merge)
    require(access.may_unmerge(request.user, made))
    lead = _("当时随本事项并入的诉求会回到本事项，已经收到的答复保留，期限照原来的计算。")
    page = Page(_("撤销合并"), _("撤销合并"), _("已撤销合并。"), lead)
    return perform(
        request,
        matter,
        ReasonForm(posted(request)),
        page,
        lambda values: merging.unmerge(made, by=request.user, **values),
    )
