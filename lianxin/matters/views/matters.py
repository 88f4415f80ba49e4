"""The list of matters, and one matter with everything that may be done about it now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.kernel.access import require
from lianxin.kernel.http import show
from lianxin.kernel.pages import paginate
from lianxin.matters.access import assigning, sorting
from lianxin.matters.access import matters as access
from lianxin.matters.casefile import CaseFile
from lianxin.matters.forms.finding import MatterFilter
from lianxin.matters.forms.handling import NoteForm
from lianxin.matters.models import Matter
from lianxin.matters.views.choices import choices_for, waiting_for
from lianxin.people.duties import HANDLING, Duty
from lianxin.people.http import Request
from lianxin.people.models import Unit


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.may_list(request.user))
    now = timezone.now()
    filters = MatterFilter(_asked(request), units=Unit.objects.served_by(request.user, *HANDLING))
    rows = filters.narrow(Matter.objects.visible_to(request.user), request.user, now)
    context = {"page": paginate(request, rows.for_list()), "filters": filters, "now": now}
    context["may_assign"] = assigning.may_assign(request.user)
    return show(request, "matters/handling/index.html", context)


def _asked(request: Request) -> dict[str, str]:
    """Open matters, unless something else is asked for."""
    asked: dict[str, str] = request.GET.dict()
    return asked if asked.keys() - {"page"} else {**asked, "state": "open"}


@require_GET
def watched(request: Request) -> HttpResponse:
    """督办: what is under supervision, turned back, reopened or late in the branch one leads."""
    require(access.may_watch(request.user))
    now = timezone.now()
    led = Unit.objects.served_by(request.user, Duty.LEADER)
    here = Matter.objects.visible_to(request.user).filter(unit__in=led)
    rows = here.filter(access.needs_attention(now)).for_list().order_by("-level", "due", "pk")
    context = {"page": paginate(request, rows), "now": now}
    return show(request, "matters/handling/watched.html", context)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    rows = Matter.objects.visible_to(request.user).for_list()
    matter = get_object_or_404(rows.select_related("first_owner", "assigned_by"), pk=pk)
    return show_matter(request, matter)


def show_matter(
    request: Request, matter: Matter, *, status: int = 200, **changed: Any
) -> HttpResponse:
    case = CaseFile(matter, request.user)
    voices, more = case.voices()
    choices = choices_for(request.user, matter)
    context = {
        "matter": matter,
        "now": timezone.now(),
        "voices": voices,
        "more_voices": more,
        "replies": case.replies(),
        "timeline": case.timeline(),
        "choices": [choice for choice in choices if choice.verdict],
        "not_now": [choice for choice in choices if not choice.verdict],
        "questions": waiting_for(request.user, matter),
        "note_form": NoteForm(),
        "may_note": sorting.may_note(request.user, matter),
        "may_remove_helper": sorting.may_remove_helper(request.user, matter),
        "may_separate": matter.is_open and access.handles(request.user, matter),
        **changed,
    }
    return show(request, "matters/handling/detail.html", context, status=status)
