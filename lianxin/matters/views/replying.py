"""Writing a reply, with what each person said beside it; the draft is kept as one writes."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.matters.access import closing as access
from lianxin.matters.actions import replying
from lianxin.matters.casefile import CaseFile
from lianxin.matters.forms.handling import LONGEST_REPLY, ReplyForm
from lianxin.matters.models import Matter
from lianxin.matters.views.deeds import Page, found, perform
from lianxin.people.http import Request


def reply(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_reply(request.user, matter))
    case = CaseFile(matter, request.user)
    voices, more = case.voices()
    page = Page(
        _("答复"),
        _("送出答复"),
        _("已答复，并送达每位反映人。"),
        template="matters/handling/reply.html",
        more={"voices": voices, "more_voices": more, "replies": case.replies()},
    )
    return perform(
        request,
        matter,
        _form(request, matter),
        page,
        lambda values: replying.reply(matter, by=request.user, **values),
    )


def _form(request: Request, matter: Matter) -> ReplyForm:
    if request.method == "POST":
        return ReplyForm(request.POST, request.FILES)
    draft = matter.drafts.filter(by=request.user).first()
    return ReplyForm(initial={"text": draft.text if draft else ""})


@require_POST
def draft(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    text = request.POST.get("text", "").replace("\x00", "")[:LONGEST_REPLY]
    replying.save_draft(matter, by=request.user, text=text)
    return HttpResponse(status=204)
