"""Is the place alive, and how is it running."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.kernel.access import require
from lianxin.kernel.http import show
from lianxin.ops import access
from lianxin.ops.health import examine
from lianxin.people.http import Request


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For whatever watches the server: 200 when it answers and the database does."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def health(request: Request) -> HttpResponse:
    require(access.may_see_health(request.user))
    return show(request, "ops/health.html", {"health": examine(timezone.now())})
