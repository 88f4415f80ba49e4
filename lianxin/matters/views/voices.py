"""The desk of those who handle voices: what waits, one voice with its dialogue, writing down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.kernel.http import get_visible, show
from lianxin.kernel.pages import paginate
from lianxin.matters.access import voices as access
from lianxin.matters.actions import dialogue, intake
from lianxin.matters.forms.voices import DeclineForm, NamedMessageForm, RecordForm, WaitingFilter
from lianxin.matters.models import Channel, Voice
from lianxin.matters.models.voices import VoiceQuerySet
from lianxin.matters.story import events_of, standing, story
from lianxin.matters.views.accepting import handling_context
from lianxin.people.duties import HANDLING
from lianxin.people.http import Request
from lianxin.people.models import Unit


def waiting(request: Request) -> HttpResponse:
    """Oldest first; the list itself is the reminder, no notice is written for it."""
    require(access.may_look_through(request.user))
    units = Unit.objects.served_by(request.user, *HANDLING)
    filters = WaitingFilter(request.GET, units=units)
    rows = Voice.objects.visible_to_handler(request.user).waiting().matching(**filters.chosen())
    page = paginate(
        request, rows.for_list().select_related("suggested__category").order_by("received_on", "pk")
    )
    context = {"page": page, "filters": filters}
    return show(request, "matters/voices/waiting.html", context)


def voice(request: Request, pk: int) -> HttpResponse:
    if get_visible(Voice, request.user, pk=pk) and not _handled(request).filter(pk=pk).exists():
        return redirect("matters:my-voice", pk)
    return _page(request, _found(request, pk))


@require_POST
def ask(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = NamedMessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, message_form=form, status=422)
    dialogue.ask(found, by=request.user, **form.cleaned_data)
    return redirect("matters:voice", pk)


@require_POST
def decline(request: Request, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, decline_form=form, status=422)
    dialogue.decline(found, by=request.user, **form.cleaned_data)
    return redirect("matters:voice", pk)


@require_POST
def reconsider(request: Request, pk: int) -> HttpResponse:
    dialogue.reconsider(_found(request, pk), by=request.user)
    return redirect("matters:voice", pk)


def record(request: Request) -> HttpResponse:
    """What someone said in person, or a slip from the box."""
    require(access.may_look_through(request.user))
    if request.method != "POST":
        return _record_form(request, RecordForm(reader=request.user))
    if "show_holders" in request.POST:
        typed = {**request.POST.dict(), "avoid": request.POST.getlist("avoid")}
        return _record_form(request, RecordForm(initial=typed, reader=request.user))
    form = RecordForm(request.POST, request.FILES, reader=request.user)
    if not form.is_valid():
        return _record_form(request, form, status=422)
    try:
        made = _recorded(request, form)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _record_form(request, form, status=422)
    messages.success(request, _("已登记。"))
    if not access.handles(request.user, made):  # the sender asked that this officer not see it
        return redirect("matters:waiting")
    return redirect("matters:voice", made.pk)


def _recorded(request: Request, form: RecordForm) -> Voice:
    values = form.cleaned_data
    if values["channel"] == Channel.SLIP:
        code, day = values["slip"], values["said_on"]
        return intake.record_slip(form.said(), by=request.user, code=code, on=day)
    key = values["form_key"]
    return intake.record_for(form.said(), form.spoken(), by=request.user, form_key=key)


def _record_form(request: Request, form: RecordForm, status: int = 200) -> HttpResponse:
    return show(request, "matters/voices/record.html", {"form": form}, status=status)


def _handled(request: Request) -> VoiceQuerySet:
    return Voice.objects.visible_to_handler(request.user)


def _found(request: Request, pk: int) -> Voice:
    return get_object_or_404(_handled(request).for_list(), pk=pk)


def _page(request: Request, voice: Voice, *, status: int = 200, **changed: Any) -> HttpResponse:
    turns = story(voice)
    context = {
        "voice": voice,
        "turns": turns,
        "standing": standing(voice),
        "events": events_of(voice),
        "may_ask": access.may_ask(request.user, voice),
        "may_decline": access.may_decline(request.user, voice),
        "may_reconsider": access.may_reconsider(request.user, voice),
        "message_form": NamedMessageForm(initial={"since": voice.turns()}),
        "decline_form": DeclineForm(),
        **handling_context(request, voice),
        **changed,
    }
    response = show(request, "matters/voices/voice.html", context, status=status)
    if any(turn.is_new and turn.side == "person" for turn in turns):
        dialogue.mark_seen_by_office(voice)
    return response
