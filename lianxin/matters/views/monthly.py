"""每月一题: its plan and result, for those at work on it and, published, for everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from lianxin.kernel.access import require
from lianxin.kernel.http import get_visible, show
from lianxin.kernel.pages import paginate
from lianxin.matters import issues
from lianxin.matters.access import hot as access
from lianxin.matters.actions import monthly as actions
from lianxin.matters.figures import hot as figures
from lianxin.matters.forms.hot import MonthlyForm, PlanForm, PublishResultForm, ResultForm
from lianxin.matters.models import HotIssue
from lianxin.matters.names import masked
from lianxin.matters.views.deeds import Page, posted
from lianxin.matters.views.hot import perform
from lianxin.matters.views.nameless import nameless
from lianxin.people.http import Request


@require_GET
def months(request: Request) -> HttpResponse:
    """All issues of the month, the latest first; figures only of what one sees oneself."""
    require(access.may_see_board(request.user))
    rows = HotIssue.objects.visible_to(request.user).filter(taken_on__isnull=False)
    page = paginate(request, rows.select_related("unit", "lead").order_by("-month", "pk"), per=20)
    today = timezone.localdate()
    shown = [figures.card(request.user, issue, today) for issue in page.rows]
    return show(request, "matters/hot/months.html", {"page": page, "cards": shown})


def take_as_monthly(request: Request, pk: int) -> HttpResponse:
    issue = get_visible(HotIssue, request.user, pk=pk)
    require(access.may_take_as_monthly(request.user, issue))
    today = timezone.localdate()
    initial = {"month": today, "plan": issue.plan, "lead": issue.lead_id or request.user.pk}
    form = MonthlyForm(posted(request), initial=initial)
    lead = _("列为每月一题后，今天的诉求数记为整改前的数，到时与整改后的数对照。")
    page = Page(_("列为每月一题"), _("确定"), _("已列为每月一题。"), lead)

    def act(values: dict[str, Any]) -> None:
        month = values["month"]
        actions.take_as_monthly(issue, form.for_plan(), by=request.user, month=month)

    return perform(request, issue, form, page, act)


def change_plan(request: Request, pk: int) -> HttpResponse:
    issue = get_visible(HotIssue, request.user, pk=pk)
    require(access.may_change_plan(request.user, issue))
    names = ("plan", "target_on")
    initial = {**{name: getattr(issue, name) for name in names}, "lead": issue.lead_id}
    form = PlanForm(posted(request), initial=initial)
    page = Page(_("修改整改方案"), _("保存"), _("已保存。"))
    return perform(
        request,
        issue,
        form,
        page,
        lambda _values: actions.change_plan(issue, form.for_plan(), by=request.user),
    )


def record_result(request: Request, pk: int) -> HttpResponse:
    issue = get_visible(HotIssue, request.user, pk=pk)
    require(access.may_record_result(request.user, issue))
    form = ResultForm(posted(request), initial={"text": issue.result})
    page = Page(_("登记整改结果"), _("登记"), _("已登记。"))
    return perform(
        request,
        issue,
        form,
        page,
        lambda values: actions.record_result(issue, by=request.user, **values),
    )


def publish(request: Request, pk: int) -> HttpResponse:
    issue = get_visible(HotIssue, request.user, pk=pk)
    require(access.may_publish(request.user, issue))
    voices = issues.voices_of(issue, request.user)
    form = PublishResultForm(posted(request), voices=voices, initial=_proposed(issue))
    page = Page(
        _("公开整改结果"),
        _("公开"),
        _("已公开。"),
        _("所有人都能看到，包括没有登录的人。姓名、电话、住址等已先行遮盖，请写成大家看得懂的话。"),
        template="matters/hot/publish.html",
        more={"may_withdraw": access.may_withdraw(request.user, issue)},
    )
    return perform(
        request,
        issue,
        form,
        page,
        lambda _values: actions.publish(issue, form.for_publishing(), by=request.user),
    )


def _proposed(issue: HotIssue) -> dict[str, str]:
    if issue.published_on:
        names = ("title", "problem", "result")
        return {name: getattr(issue, f"public_{name}") for name in names}
    return {
        "title": masked(issue.title),
        "problem": masked(issue.plan),
        "result": masked(issue.result),
    }


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    issue = get_visible(HotIssue, request.user, pk=pk)
    actions.withdraw(issue, by=request.user)
    messages.success(request, _("已撤下。"))
    return redirect("matters:hot-issue", pk)


@require_POST
def settle(request: Request, pk: int) -> HttpResponse:
    issue = get_visible(HotIssue, request.user, pk=pk)
    actions.settle(issue, by=request.user)
    messages.success(request, _("已确认解决。以后再有人反映，会列为新的问题。"))
    return redirect("matters:hot-issue", pk)


@require_POST
def put_back(request: Request, pk: int) -> HttpResponse:
    issue = get_visible(HotIssue, request.user, pk=pk)
    actions.put_back(issue, by=request.user)
    messages.success(request, _("已改回关注中。"))
    return redirect("matters:hot-issue", pk)


@nameless
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """For everybody: what was promised and what came of it, in the published words alone."""
    rows = HotIssue.objects.visible_to_everybody()
    return show(request, "matters/public/months.html", {"page": paginate(request, rows, per=20)})
