"""Voices with one text: what is left to decide, and deciding it with one press."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.kernel.http import show
from lianxin.kernel.pages import paginate
from lianxin.matters import repeats
from lianxin.matters.access import voices as access
from lianxin.matters.actions import alike
from lianxin.matters.models import Voice
from lianxin.matters.views.deeds import back_to
from lianxin.people.http import Request


def index(request: Request) -> HttpResponse:
    require(access.may_look_through(request.user))
    page = paginate(request, repeats.groups(request.user))
    groups = repeats.with_texts(request.user, page.rows)
    return show(request, "matters/alike/index.html", {"page": page, "groups": groups})


def group(request: Request, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
def gather(request: Request, pk: int) -> HttpResponse:
    """One press: the chosen ones become one matter, or are said not to be one thing."""
    voice = _found(request, pk)
    wanted = set(request.POST.getlist("voice"))
    members = repeats.members_of(request.user, _lead(voice))
    chosen = [one for one in members if str(one.pk) in wanted]
    try:
        if "apart" in request.POST:
            return _set_apart(request, voice, chosen)
        matter = alike.gather(chosen, by=request.user)
    except (Refused, PermissionDenied) as no:
        status = 409 if isinstance(no, Refused) else 403
        return _page(request, voice, error=str(no), chosen=wanted, status=status)
    messages.success(request, _("已并为一件事项，反映人会收到同一份答复。"))
    return back_to(request, matter)


@require_POST
def set_apart(request: Request, pk: int) -> HttpResponse:
    return _set_apart(request, _found(request, pk), [_found(request, pk)])


@require_POST
def put_back(request: Request, pk: int) -> HttpResponse:
    alike.put_back(_found(request, pk), by=request.user)
    messages.success(request, _("已放回。"))
    return redirect("matters:alike-group", pk)


def _set_apart(request: Request, voice: Voice, chosen: list[Voice]) -> HttpResponse:
    if not chosen:
        raise Refused(_("请先勾选不是一回事的诉求。"))
    for one in chosen:
        alike.set_apart(one, by=request.user)
    messages.success(request, _("已分开，以后不再提示。"))
    if voice in chosen:
        return redirect("matters:voice", voice.pk)
    return redirect("matters:alike-group", voice.pk)


def _found(request: Request, pk: int) -> Voice:
    rows = Voice.objects.visible_to_handler(request.user).select_related("compared")
    return get_object_or_404(rows, pk=pk)


def _lead(voice: Voice) -> int | None:
    compared = getattr(voice, "compared", None)
    return compared.lead_id if compared else None


def _page(request: Request, voice: Voice, *, status: int = 200, **changed: Any) -> HttpResponse:
    lead = _lead(voice)
    voices = repeats.members_of(request.user, lead) or [voice]
    members = repeats.explained(voices)
    context = {
        "voice": voice,
        "members": members,
        "chosen": {str(one.voice.pk) for one in members if one.is_live},
        "variants": repeats.variants_of(request.user, voices),
        "dismissed": repeats.dismissed_from(request.user, lead),
        **changed,
    }
    return show(request, "matters/alike/group.html", context, status=status)
