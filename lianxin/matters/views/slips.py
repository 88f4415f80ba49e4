"""Printing slips for a paper box."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import show
from lianxin.kernel.pages import paginate
from lianxin.matters import codes, pictures
from lianxin.matters.access import voices as access
from lianxin.matters.actions.slips import print_slips
from lianxin.matters.forms.voices import SlipsForm
from lianxin.matters.models import SlipBatch
from lianxin.people.duties import HANDLING
from lianxin.people.http import Request
from lianxin.people.models import Unit


@dataclass(frozen=True)
class PrintedSlip:
    grouped: str
    qr: str


def slips(request: Request) -> HttpResponse:
    require(access.may_look_through(request.user))
    return _page(request, _form(request))


@require_POST
def slip_batch(request: Request) -> HttpResponse:
    """The sheet itself is the answer: its codes are told this once and in no address."""
    require(access.may_look_through(request.user))
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, status=422)
    unit = form.cleaned_data["unit"]
    made = print_slips(unit, form.cleaned_data["count"], by=request.user)
    follow = request.build_absolute_uri(reverse("public:follow"))
    printed = [PrintedSlip(codes.grouped(c), pictures.qr(f"{follow}#{c}")) for c in made]
    context = {"unit": unit, "slips": printed, "follow": follow}
    response = show(request, "matters/slips/sheet.html", context)
    add_never_cache_headers(response)
    return response


def _form(request: Request) -> SlipsForm:
    units = Unit.objects.served_by(request.user, *HANDLING)
    return SlipsForm(request.POST or None, units=units)


def _page(request: Request, form: SlipsForm, status: int = 200) -> HttpResponse:
    rows = SlipBatch.objects.visible_to(request.user).for_list()
    context = {"form": form, "page": paginate(request, rows)}
    return show(request, "matters/slips/index.html", context, status=status)
