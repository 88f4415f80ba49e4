"""One's own notices: what is new, and the way to what it is about."""

from __future__ import annotations

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.http import get_visible, show
from lianxin.kernel.pages import paginate
from lianxin.notices import actions
from lianxin.notices.models import Notice
from lianxin.people.http import Request

UNREAD = ExpressionWrapper(Q(read_at__isnull=True), output_field=BooleanField())


@require_GET
def index(request: Request) -> HttpResponse:
    mine = Notice.objects.visible_to(request.user).shown(timezone.now())
    rows = mine.annotate(is_new=UNREAD).order_by("-is_new", "-show_from", "-pk")
    context = {"page": paginate(request, rows), "unread": mine.unread().count()}
    return show(request, "notices/index.html", context)


@require_GET
def open_one(request: Request, pk: int) -> HttpResponse:
    """A link, so that it opens in a new tab too; reading twice changes nothing."""
    notice = get_visible(Notice, request.user, pk=pk)
    actions.mark_read(request.user, notice)
    inside = notice.url.startswith("/") and url_has_allowed_host_and_scheme(notice.url, None)
    return redirect(notice.url if inside else "notices:index")


@require_POST
def read_one(request: Request, pk: int) -> HttpResponse:
    actions.mark_read(request.user, get_visible(Notice, request.user, pk=pk))
    return redirect("notices:index")


@require_POST
def read_all(request: Request) -> HttpResponse:
    actions.mark_read(request.user)
    return redirect("notices:index")
