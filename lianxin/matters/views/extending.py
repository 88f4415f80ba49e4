"""More time, and supervision."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from lianxin.kernel.access import require
from lianxin.matters.access import extending as access
from lianxin.matters.actions import extending, supervising
from lianxin.matters.alerts import written
from lianxin.matters.forms.handling import AnswerForm, EscalateForm, ExtensionForm, ReasonForm
from lianxin.matters.terms import latest_end
from lianxin.matters.views.deeds import Page, found, perform, posted
from lianxin.people.http import Request


def ask_for_time(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_ask_for_time(request.user, matter))
    facts = {"due": written(matter.due), "latest": written(latest_end(matter))}
    lead = _("现在的期限是 %(due)s，最晚可延到 %(latest)s。由负责人审批。") % facts
    page = Page(_("申请延期"), _("提交申请"), _("已提交，批准以前期限不变。"), lead)
    return perform(
        request,
        matter,
        ExtensionForm(posted(request)),
        page,
        lambda values: extending.ask_for_time(matter, by=request.user, **values),
    )


def answer_extension(request: Request, pk: int, extension: int) -> HttpResponse:
    matter = found(request, pk)
    asked = get_object_or_404(matter.extensions.select_related("by"), pk=extension)
    require(access.may_approve(request.user, asked))
    facts = {"by": asked.by, "until": written(asked.until), "reason": asked.reason}
    lead = _("%(by)s 申请延期到 %(until)s。理由：%(reason)s") % facts
    page = Page(_("审批延期"), _("提交"), _("已审批。"), lead)

    def act(values: dict[str, Any]) -> None:
        deed = extending.approve if values["approve"] else extending.refuse
        deed(asked, by=request.user, note=values["note"])

    return perform(request, matter, AnswerForm(posted(request)), page, act)


def escalate(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_escalate(request.user, matter))
    form = EscalateForm(posted(request), matter=matter)
    page = Page(_("督办"), _("督办"), _("已督办。"))
    return perform(
        request,
        matter,
        form,
        page,
        lambda values: supervising.escalate(matter, by=request.user, **values),
    )


def lift(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_lift(request.user, matter))
    page = Page(_("解除督办"), _("解除"), _("已解除督办。"))
    return perform(
        request,
        matter,
        ReasonForm(posted(request)),
        page,
        lambda values: supervising.lift(matter, by=request.user, **values),
    )
