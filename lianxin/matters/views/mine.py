"""What a person of the site raised by name: saying it, reading what became of it, judging it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from lianxin.kernel.errors import Refused
from lianxin.kernel.http import show
from lianxin.kernel.pages import paginate
from lianxin.matters.access import voices as access
from lianxin.matters.actions import dialogue, intake, verdicts
from lianxin.matters.alreadysaid import Known, known_to
from lianxin.matters.forms.public import RatingForm, ReopenForm
from lianxin.matters.forms.voices import NamedForm, NamedMessageForm
from lianxin.matters.models import Voice
from lianxin.matters.stored import stored
from lianxin.matters.story import standing, story
from lianxin.people.http import Request


def raise_voice(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _form(request, NamedForm(initial={"unit": request.user.unit_id}))
    if "show_holders" in request.POST:
        typed = {**request.POST.dict(), "avoid": request.POST.getlist("avoid")}
        return _form(request, NamedForm(initial=typed))
    form = NamedForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=422)
    said, key = form.said(), form.cleaned_data["form_key"]
    if "known" not in request.POST and (known := known_to(request.user, said, key)):
        return _form(request, form, known=known, status=422)
    try:
        voice = intake.raise_named(said, by=request.user, form_key=key)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _form(request, form, status=422)
    return redirect("matters:my-voice", voice.pk)


def my_voices(request: Request) -> HttpResponse:
    rows = Voice.objects.visible_to_raiser(request.user).for_list()
    return show(request, "matters/voices/mine.html", {"page": paginate(request, rows)})


def my_voice(request: Request, pk: int) -> HttpResponse:
    return _page(request, _own(request, pk))


@require_POST
def write(request: Request, pk: int) -> HttpResponse:
    voice = _own(request, pk)
    form = NamedMessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, voice, message_form=form, status=422)
    dialogue.write(voice, by=request.user, **form.cleaned_data)
    return redirect("matters:my-voice", pk)


@require_POST
def rate(request: Request, pk: int) -> HttpResponse:
    voice = _own(request, pk)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _page(request, voice, rating_form=form, status=422)
    verdicts.rate(voice, by=request.user, **form.cleaned_data)
    return redirect("matters:my-voice", pk)


@require_POST
def ask_to_reopen(request: Request, pk: int) -> HttpResponse:
    voice = _own(request, pk)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, voice, reopen_form=form, status=422)
    verdicts.ask_to_reopen(voice, by=request.user, **form.cleaned_data)
    return redirect("matters:my-voice", pk)


def what_is_stored(request: Request, pk: int) -> HttpResponse:
    voice = _own(request, pk)
    return show(request, "matters/voices/stored.html", {"voice": voice, "rows": stored(voice)})


def _own(request: Request, pk: int) -> Voice:
    return get_object_or_404(Voice.objects.visible_to_raiser(request.user).for_list(), pk=pk)


def _form(
    request: Request, form: NamedForm, *, known: Known | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "known": known}
    return show(request, "matters/voices/raise.html", context, status=status)


def _page(request: Request, voice: Voice, *, status: int = 200, **changed: Any) -> HttpResponse:
    turns = story(voice)
    context = {
        "voice": voice,
        "turns": turns,
        "standing": standing(voice),
        "all_avoid": access.all_avoid(voice.unit, list(voice.avoid.all())),
        "may_write": access.may_write(request.user, voice),
        "may_rate": access.may_rate(request.user, voice),
        "may_reopen": access.may_ask_to_reopen(request.user, voice),
        "message_form": NamedMessageForm(initial={"since": voice.turns()}),
        "rating_form": RatingForm(),
        "reopen_form": ReopenForm(),
        **changed,
    }
    response = show(request, "matters/voices/my_voice.html", context, status=status)
    if any(turn.is_new and turn.side != "person" for turn in turns):
        dialogue.mark_seen_by_person(voice)
    return response
