"""Writing a reply, with what each person said beside it; the draft is kept as one writes.

Before it is sent the writer may see what it says to whom; a final reply that leaves points open
is shown so once, and goes out when they press again.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import show
from lianxin.matters.access import closing as access
from lianxin.matters.actions import assigning, replying
from lianxin.matters.casefile import CaseFile, Heard
from lianxin.matters.forms.handling import LONGEST_REPLY, ReplyForm
from lianxin.matters.models import Matter, Reply
from lianxin.matters.replychecking import Checked, checked, promised, whom
from lianxin.matters.reusing import clause, suggestions
from lianxin.matters.views.deeds import Page, found, perform
from lianxin.people.http import Request

TEMPLATE, PART = "matters/handling/reply.html", "matters/handling/_reply_check.html"


def reply(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    require(access.may_reply(request.user, matter))
    form, page = _form(request, matter), _page(request, matter)
    if "insert" in request.POST:
        return _show(request, page, matter, form=_with_clause(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if "promise" in request.POST:
            _promise(request, matter, values["text"])
        seen = _checked(request, page, matter, values["text"])
        if {"check", "promise"} & set(request.POST):
            return _show(request, page, matter, form=form, checked=seen)
        if seen.missing and _is_held(request, values):
            return _show(request, page, matter, form=form, checked=seen, held=True, status=422)
    if form.is_bound and not form.is_valid() and request.htmx:
        return _show(request, page, matter, form=form, status=422)
    return perform(
        request,
        matter,
        form,
        page,
        lambda values: replying.reply(matter, by=request.user, **values),
    )


def _is_held(request: Request, values: dict[str, Any]) -> bool:
    """Once, and not with files: the answer may stand in them, and a page cannot keep them."""
    is_final = values["kind"] == Reply.Kind.FINAL
    return is_final and not values["files"] and "seen" not in request.POST


def _form(request: Request, matter: Matter) -> ReplyForm:
    if request.method == "POST":
        return ReplyForm(request.POST, request.FILES)
    draft = matter.drafts.filter(by=request.user).first()
    return ReplyForm(initial={"text": draft.text if draft else ""})


def _page(request: Request, matter: Matter) -> Page:
    case = CaseFile(matter, request.user)
    voices, more = case.voices()
    return Page(
        _("答复"),
        _("送出答复"),
        _("已答复，并送达每位反映人。"),
        template=TEMPLATE,
        more={
            "voices": voices,
            "more_voices": more,
            "replies": case.replies(),
            "suggestions": lambda: suggestions(matter, _said(voices), by=request.user),
        },
    )


def _said(voices: list[Heard]) -> list[Any]:
    return [heard.voice for heard in voices]


def _checked(request: Request, page: Page, matter: Matter, text: str) -> Checked:
    return checked(matter, text, by=request.user, voices=_said(page.more["voices"]))


def _promise(request: Request, matter: Matter, text: str) -> None:
    """What the reply promises with a day stands among the writer's promises from now on."""
    one = promised(matter, text, request.POST["promise"])
    if one and not one.kept:
        what, unit = one.text[:200], matter.unit
        assigning.promise(by=request.user, what=what, whom=whom(matter), until=one.until, unit=unit)
    if not request.htmx:
        done = _("已记为承诺，到期前会提醒您。") if one else _("答复有改动，请重新检查后再记。")
        messages.info(request, done)


def _with_clause(request: Request) -> ReplyForm:
    """What was typed, with the words asked for at its end."""
    typed = request.POST.dict()
    text, more = str(typed.get("text", "")), clause(str(typed["insert"]), by=request.user)
    both = "\n".join(filter(None, [text.rstrip(), more]))[:LONGEST_REPLY]
    return ReplyForm(initial={**typed, "text": both})


def _show(
    request: Request, page: Page, matter: Matter, *, status: int = 200, **changed: Any
) -> HttpResponse:
    context = {"matter": matter, "page": page, **page.more, **changed}
    return show(request, TEMPLATE, context, part=PART, status=status)


@require_POST
def draft(request: Request, pk: int) -> HttpResponse:
    matter = found(request, pk)
    text = request.POST.get("text", "").replace("\x00", "")[:LONGEST_REPLY]
    replying.save_draft(matter, by=request.user, text=text)
    return HttpResponse(status=204)
