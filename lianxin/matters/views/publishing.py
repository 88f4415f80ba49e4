"""Publishing a result; the text is proposed with everything masked that leads to a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.matters.access import closing as access
from lianxin.matters.actions import publishing
from lianxin.matters.forms.publishing import PublishForm
from lianxin.matters.models import Matter, Publication
from lianxin.matters.names import masked
from lianxin.matters.views.deeds import Page, back_to, found, perform, posted
from lianxin.people.http import Request


def publish(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_publish(request.user, matter))
    published = Publication.objects.filter(matter=matter).first()
    initial = _as_published(published) if published else _proposed(matter)
    form = PublishForm(posted(request), matter=matter, initial=initial)
    page = Page(
        _("公开结果"),
        _("公开"),
        _("已公开。"),
        _(
            "所有人都能看到，包括没有登录的人。姓名、电话、住址等已先行遮盖，请改写成大家看得懂的话。"
        ),
        template="matters/handling/publish.html",
        more={"publication": published},
    )

    def act(values: dict[str, Any]) -> None:
        publishing.publish(matter, form.result_to_publish(), by=request.user)

    return perform(request, matter, form, page, act)


@require_POST
def unpublish(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    publication = Publication.objects.filter(matter=matter).first()
    if publication:
        publishing.withdraw_publication(publication, by=request.user)
        messages.success(request, _("已撤下。"))
    return back_to(request, matter)


def _as_published(publication: Publication) -> dict[str, str]:
    names = ("title", "problem", "result")
    return {name: getattr(publication, name) for name in names}


def _proposed(matter: Matter) -> dict[str, str]:
    reply = matter.replies.filter(kind="final").last()
    return {
        "title": masked(matter.title),
        "problem": masked(matter.summary),
        "result": masked(reply.text if reply else matter.closure_note),
    }
