"""The first page, search, one's own data, what is promised, and help."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from lianxin.desk import guides, my_data, offices, promises, today
from lianxin.desk import search as finding
from lianxin.desk.forms import SearchForm
from lianxin.kernel.http import show
from lianxin.kernel.pages import asked_for
from lianxin.matters.access.assigning import may_promise
from lianxin.matters.figures.today import today as waiting
from lianxin.matters.forms.sorting import PromiseForm
from lianxin.people.http import Request


@require_GET
def home(request: Request) -> HttpResponse:
    viewer, now = request.user, timezone.now()
    context = {
        "today": timezone.localdate(now),
        "offices": offices.offices(viewer),
        "doors": offices.doors(viewer),
        "parts": today.parts(viewer, waiting(viewer, now)),
        "weeks": today.weeks(viewer, timezone.localdate(now)),
        "promise": PromiseForm() if may_promise(viewer) else None,
    }
    return show(request, "desk/home.html", context)


@require_GET
def search(request: Request) -> HttpResponse:
    """The first of each kind; with ?in= all of that kind, page by page."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    context = {"form": form, "searched": form.is_valid(), "groups": [], "kind": None}
    if form.is_valid():
        words, kind = form.cleaned_data["q"], finding.kind_of(request.GET.get("in", ""))
        context |= {"words": words, "kind": kind}
        if kind:
            number = asked_for(request.GET.get("page", ""))
            context["page"] = finding.page_of(kind, request.user, words, number)
        else:
            context["groups"] = finding.search(request.user, words)
    return show(request, "desk/search.html", context, status=422 if form.errors else 200)


@require_GET
def mine(request: Request) -> HttpResponse:
    data = my_data.held_about(request.user)
    latest = data.person.deeds[: -my_data.SHOWN - 1 : -1]
    return show(request, "desk/my_data.html", {"data": data, "deeds": latest})


@require_GET
def mine_as_file(request: Request) -> HttpResponse:
    """The same as a file that other programs can read."""
    data = my_data.as_values(my_data.held_about(request.user, my_data.ALL))
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def guide(request: Request) -> HttpResponse:
    return show(request, "desk/help.html", {"guides": guides.for_reader(request.user)})


@login_not_required
@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """Anyone may read what the site promises, before signing in and without a cookie."""
    context = {"lines": promises.LINES, "coming": promises.COMING}
    return show(request, "desk/certificate.html", context)
