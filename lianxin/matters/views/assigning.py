"""Tasks from above, and promises."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from lianxin.kernel.access import require
from lianxin.matters.access import assigning as access
from lianxin.matters.actions import assigning
from lianxin.matters.forms.sorting import AssignForm, PromiseForm, TakeUpForm
from lianxin.matters.models import Matter
from lianxin.matters.views.deeds import Page, found, perform, posted
from lianxin.people.http import Request


def assign(request: Request) -> HttpResponse:
    require(access.may_assign(request.user))
    form = AssignForm(posted(request), leader=request.user)
    lead = _("对方接收以前由您负责。")
    page = Page(_("交办"), _("交办"), _("已交办，等待对方接收。"), lead)

    def act(values: dict[str, Any]) -> Matter:
        return assigning.assign(form.task(), by=request.user, to=values["to"])

    return perform(request, None, form, page, act)


def promise(request: Request) -> HttpResponse:
    require(access.may_promise(request.user))
    lead = _("答应了群众的事，先记下来，到期前会提醒您。")
    page = Page(_("记一个承诺"), _("记下"), _("已记下，到期前会提醒您。"), lead)
    return perform(
        request,
        None,
        PromiseForm(posted(request)),
        page,
        lambda values: assigning.promise(by=request.user, **values),
    )


def take_up(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_take_up(request.user, matter))
    form = TakeUpForm(posted(request), matter=matter)
    page = Page(_("转为事项"), _("转为事项"), _("已转为事项，期限不变。"))

    def act(values: dict[str, Any]) -> None:
        assigning.take_up(matter, form.sorting(), by=request.user)

    return perform(request, matter, form, page, act)
