"""Taking a voice in: as a matter of its own, into one that exists, and out again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import get_visible
from lianxin.matters.access import accepting as access
from lianxin.matters.actions import accepting
from lianxin.matters.forms.finding import matching
from lianxin.matters.forms.sorting import AcceptForm, JoinForm
from lianxin.matters.models import Kind, Matter, Voice
from lianxin.matters.nearness import nearness, pairs
from lianxin.matters.views.deeds import Page, perform, posted
from lianxin.people.http import Request
from lianxin.people.models import Unit, User

RECENT = dt.timedelta(days=90)
COMPARED = 300  # of the newest
SHOWN = 6
ALIKE = 0.15


def handling_context(request: Request, voice: Voice) -> dict[str, Any]:
    """For the page of a voice: matters/handling/_accept.html shows all of it."""
    may_accept = access.may_accept(request.user, voice)
    return {
        "may_accept": may_accept,
        **(accepting_context(request, voice) if may_accept else {}),
    }


def accepting_context(request: Request, voice: Voice) -> dict[str, Any]:
    words = asked_like(request)
    return {
        "accept_form": AcceptForm(voice=voice),
        "join_form": JoinForm(matters=_joinable(request.user)),
        "like": words,
        "candidates": candidates(request.user, voice, words),
    }


def asked_like(request: Request) -> str:
    """What someone typed to find a matter by; no table can hold a NUL, so none is looked for."""
    return request.GET.get("like", "").replace("\0", "").strip()[:60]


def candidates(
    user: User, about: Voice | Matter, words: str, *, besides: int | None = None
) -> list[Matter]:
    """Open matters about perhaps the same thing: by the words typed, or else by what was said."""
    matters = _joinable(user).exclude(pk=besides).order_by("-opened_at", "-pk")
    if words:
        return list(matters.filter(matching(words)).prefetch_related("replies")[:SHOWN])
    around = Unit.objects.within(about.unit.parent or about.unit)
    near = matters.filter(unit__in=around, opened_at__gte=timezone.now() - RECENT)
    said = pairs(f"{about.title} {body_of(about)}")
    scored = [(nearness(said, pairs(f"{m.title} {m.summary}")), m) for m in near[:COMPARED]]
    found = sorted(scored, key=lambda pair: -pair[0])[:SHOWN]
    alike = [matter for score, matter in found if score >= ALIKE]
    prefetch_related_objects(alike, "replies")
    return alike


def body_of(about: Voice | Matter) -> str:
    return about.body if isinstance(about, Voice) else about.summary


def accept(request: Request, pk: int) -> HttpResponse:
    voice = get_visible(Voice, request.user, pk=pk)
    require(access.may_accept(request.user, voice))
    form = AcceptForm(posted(request), voice=voice)
    page = Page(
        _("受理诉求"),
        _("受理"),
        _("已受理，您是责任人。"),
        template="matters/handling/accept.html",
        more={**accepting_context(request, voice), "voice": voice, "accept_form": form},
    )
    return perform(
        request, None, form, page, lambda v: accepting.accept(voice, by=request.user, **v)
    )


@require_POST
def join(request: Request, pk: int) -> HttpResponse:
    voice = get_visible(Voice, request.user, pk=pk)
    require(access.may_accept(request.user, voice))
    form = JoinForm(request.POST, matters=_joinable(request.user))
    page = Page(
        _("并入已有事项"),
        _("并入"),
        _("已并入，反映人会收到这件事项的答复。"),
        template="matters/handling/accept.html",
        more={**accepting_context(request, voice), "voice": voice, "join_form": form},
    )

    def act(values: dict[str, Any]) -> Matter:
        matter: Matter = values["number"]
        accepting.join(voice, matter, by=request.user)
        return matter

    return perform(request, None, form, page, act)


@require_POST
def separate(request: Request, pk: int) -> HttpResponse:
    voice = get_visible(Voice, request.user, pk=pk)
    alone = accepting.separate(voice, by=request.user)
    return redirect("matters:detail", alone.pk)


def _joinable(user: User) -> Any:
    """A promise is one person's word to another: nothing joins it."""
    matters = Matter.objects.visible_to(user).open().exclude(kind=Kind.PROMISE)
    return matters.select_related("unit", "category", "owner")
