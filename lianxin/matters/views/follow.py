"""The dialogue of whoever holds a receipt. The code is posted each time and kept by nobody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lianxin.files.serving import serve
from lianxin.kernel.errors import Refused
from lianxin.kernel.http import show
from lianxin.matters.access import voices as access
from lianxin.matters.actions import dialogue, verdicts
from lianxin.matters.forms.public import CodeForm, MessageForm, RatingForm, ReopenForm
from lianxin.matters.models import Voice
from lianxin.matters.stored import stored
from lianxin.matters.story import files_of, standing, story
from lianxin.matters.views.nameless import by_code, nameless


@nameless
def follow(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return opened(request)
    return show(request, "matters/public/follow.html", {"form": CodeForm()})


@by_code
def opened(request: HttpRequest, voice: Voice, code: str) -> HttpResponse:
    return _dialogue(request, voice, code)


@by_code
def write(request: HttpRequest, voice: Voice, code: str) -> HttpResponse:
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _dialogue(request, voice, code, message_form=form, status=422)
    try:
        dialogue.write_by_code(voice, **form.cleaned_data)
    except Refused as refused:
        form.add_error("attachments", str(refused))
        return _dialogue(request, voice, code, message_form=form, status=422)
    return _dialogue(request, voice, code, done=_("留言已送达承办单位。"))


@by_code
def rate(request: HttpRequest, voice: Voice, code: str) -> HttpResponse:
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _dialogue(request, voice, code, rating_form=form, status=422)
    verdicts.rate_by_code(voice, **form.cleaned_data)
    return _dialogue(request, voice, code, done=_("评价已记下，谢谢您。"))


@by_code
def reopen(request: HttpRequest, voice: Voice, code: str) -> HttpResponse:
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _dialogue(request, voice, code, reopen_form=form, status=422)
    verdicts.reopen_by_code(voice, **form.cleaned_data)
    return _dialogue(request, voice, code, done=_("已要求重新办理，承办单位会再次答复您。"))


@by_code
def attachment(request: HttpRequest, voice: Voice, code: str, pk: int) -> HttpResponse:
    for file in files_of(voice):
        if file.pk == pk:
            return serve(file)  # type: ignore[return-value]
    raise Http404


@by_code
def what_is_stored(request: HttpRequest, voice: Voice, code: str) -> HttpResponse:
    context = {"rows": stored(voice), "code": code}
    return show(request, "matters/public/stored.html", context)


def _dialogue(
    request: HttpRequest, voice: Voice, code: str, *, status: int = 200, **changed: Any
) -> HttpResponse:
    turns = story(voice)
    context = {
        "voice": voice,
        "code": code,
        "turns": turns,
        "standing": standing(voice),
        "may_write": access.can_be_written(voice),
        "may_rate": access.can_be_rated(voice),
        "may_reopen": access.can_be_reopened(voice),
        "message_form": MessageForm(initial={"since": voice.turns()}),
        "rating_form": RatingForm(),
        "reopen_form": ReopenForm(),
        **changed,
    }
    response = show(request, "matters/public/dialogue.html", context, status=status)
    if any(turn.is_new and turn.side != "person" for turn in turns):
        dialogue.mark_seen_by_person(voice)
    return response
