"""Taking a voice in: as a matter of its own, into one that exists, and out again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import get_visible
from lianxin.matters import learning, repeats
from lianxin.matters.access import accepting as access
from lianxin.matters.actions import accepting
from lianxin.matters.forms.finding import matching
from lianxin.matters.forms.sorting import AcceptForm, JoinForm
from lianxin.matters.models import Kind, Matter, Voice
from lianxin.matters.similar import SHOWN, Candidate, found_by
from lianxin.matters.views.deeds import Page, perform, posted
from lianxin.people.http import Request
from lianxin.people.models import User


def handling_context(request: Request, voice: Voice) -> dict[str, Any]:
    """For the page of a voice: matters/handling/_accept.html shows all of it."""
    may_accept = access.may_accept(request.user, voice)
    return {
        "may_accept": may_accept,
        **_alike(request, voice),
        **(accepting_context(request, voice) if may_accept else {}),
    }


def accepting_context(request: Request, voice: Voice) -> dict[str, Any]:
    words = asked_like(request)
    hint = learning.hint(voice)
    return {
        "hint": hint,
        "accept_form": AcceptForm(voice=voice, suggested=hint.category if hint else None),
        "join_form": JoinForm(matters=_joinable(request.user)),
        "like": words,
        "candidates": candidates(request.user, voice, words),
    }


def _alike(request: Request, voice: Voice) -> dict[str, Any]:
    return {"alike": repeats.beside(request.user, voice)}


def asked_like(request: Request) -> str:
    """What someone typed to find a matter by; no table can hold a NUL, so none is looked for."""
    return request.GET.get("like", "").replace("\0", "").strip()[:60]


def candidates(
    user: User, about: Voice | Matter, words: str, *, besides: int | None = None
) -> list[Candidate]:
    """Open matters about perhaps the same thing: by the words typed, or else by what was said."""
    matters = _joinable(user).exclude(pk=besides).order_by("-opened_at", "-pk")
    if words:
        found = matters.filter(matching(words)).prefetch_related("replies")[:SHOWN]
        return [Candidate(matter, [], same_place=False) for matter in found]
    return found_by(matters, f"{about.title}\n{body_of(about)}")


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
        more={
            **accepting_context(request, voice),
            "voice": voice,
            "accept_form": form,
            **_alike(request, voice),
        },
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
        more={
            **accepting_context(request, voice),
            "voice": voice,
            "join_form": form,
            **_alike(request, voice),
        },
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
