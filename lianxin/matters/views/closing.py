"""Closing with its type, the leader's answer to it, reopening, and asking whether it helped."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from lianxin.kernel.access import require
from lianxin.matters.access import closing as access
from lianxin.matters.actions import closing, revisiting
from lianxin.matters.forms.handling import (
    AnswerForm,
    CloseForm,
    ReasonForm,
    ReviewForm,
    RevisitForm,
)
from lianxin.matters.views.deeds import Page, found, perform, posted
from lianxin.people.http import Request


def close(request: Request, pk: int) -> HttpResponse:
    """What only a leader may agree to becomes a request, in the same form."""
    matter = found(request, pk)
    require(access.may_close(request.user, matter))
    form = CloseForm(posted(request))
    page = Page(_("办结"), _("办结"), _("已办结，或已提交负责人审批。"))

    def act(values: dict[str, Any]) -> None:
        if form.needs_a_leader(request.user, matter):
            closing.ask_to_close(matter, form.ending(), by=request.user)
        else:
            closing.close(matter, form.ending(), by=request.user)

    return perform(request, matter, form, page, act)


def answer_closing(request: Request, pk: int, asked: int) -> HttpResponse:
    matter = found(request, pk)
    closure = get_object_or_404(matter.closure_requests.select_related("by"), pk=asked)
    require(access.may_approve_closing(request.user, closure))
    facts = {"by": closure.by, "closure": closure.get_closure_display(), "note": closure.note}
    lead = _("%(by)s 申请按“%(closure)s”办结。说明：%(note)s") % facts
    page = Page(_("审批办结"), _("提交"), _("已审批。"), lead)

    def act(values: dict[str, Any]) -> None:
        deed = closing.approve_closing if values["approve"] else closing.refuse_closing
        deed(closure, by=request.user, answer=values["note"])

    return perform(request, matter, AnswerForm(posted(request)), page, act)


def reopen(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_reopen(request.user, matter))
    lead = _("重新办理会得到新的期限，最初的期限仍然显示。重启次数所有办理的人都能看到。")
    page = Page(_("重新办理"), _("重新办理"), _("已重新办理。"), lead)
    return perform(
        request,
        matter,
        ReasonForm(posted(request)),
        page,
        lambda values: closing.reopen(matter, by=request.user, **values),
    )


def review(request: Request, pk: int) -> HttpResponse:
    """纳入项目库: still waiting, until another day. If it can be done now, it is reopened."""
    matter = found(request, pk)
    require(access.may_review_queued(request.user, matter))
    lead = _("条件仍不具备的，写明情况和下次复查日期，会告知反映人；可以办理的，请选择重新办理。")
    page = Page(_("项目库复查"), _("登记复查"), _("已登记复查，并告知反映人。"), lead)
    return perform(
        request,
        matter,
        ReviewForm(posted(request)),
        page,
        lambda values: closing.review_queued(matter, by=request.user, **values),
    )


def revisit(request: Request, pk: int, revisit: int) -> HttpResponse:
    matter = found(request, pk)
    due = get_object_or_404(matter.revisits.all(), pk=revisit)
    require(access.may_record_revisit(request.user, due))
    lead = _("问反映人问题是不是真的解决了。如果不满意，登记后可以重新办理。")
    page = Page(_("登记回访"), _("登记"), _("已登记回访。"), lead)
    return perform(
        request,
        matter,
        RevisitForm(posted(request)),
        page,
        lambda values: revisiting.record_revisit(due, by=request.user, **values),
    )
