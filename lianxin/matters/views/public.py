"""The doors for people without an account: speak, get a receipt, look at what is open to all."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.kernel.errors import Refused
from lianxin.kernel.filled import FilledPage
from lianxin.kernel.http import show
from lianxin.kernel.pages import paginate
from lianxin.kernel.templatetags.ui import day
from lianxin.matters import codes, pictures
from lianxin.matters.access import voices as access
from lianxin.matters.actions import intake
from lianxin.matters.alreadysaid import Known, known_to_all
from lianxin.matters.board import board
from lianxin.matters.forms.public import AnonymousForm
from lianxin.matters.models import Publication, Voice
from lianxin.matters.names import masked, telling
from lianxin.matters.said import Receipt, Said
from lianxin.matters.views.nameless import by_code, nameless

RECEIPT = FilledPage("matters/public/receipt.html", "unit", "day", "code", "grouped")


@nameless
def start(request: HttpRequest) -> HttpResponse:
    return show(request, "matters/public/start.html", {})


@nameless
def raise_anonymously(request: HttpRequest) -> HttpResponse:
    """One page in as many turns as it takes; the last one is the receipt."""
    if request.method != "POST":
        return _form(request, AnonymousForm())
    if "show_holders" in request.POST:
        typed = {**request.POST.dict(), "avoid": request.POST.getlist("avoid")}
        return _form(request, AnonymousForm(initial=typed))
    form = AnonymousForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=422)
    said = form.said(masked if request.POST.get("hint") == "masked" else str)
    known = None if "known" in request.POST else known_to_all(said)
    hint = None if "hint" in request.POST else _hint(said)
    if known or hint:
        return _form(request, form, hint=hint, known=known, status=422)
    try:
        receipt = intake.raise_anonymously(said, form_key=form.cleaned_data["form_key"])
    except Refused as refused:
        form.add_error("attachments", str(refused))
        return _form(request, form, status=422)
    return _receipt(receipt, all_avoid=access.all_avoid(said.unit, said.avoid))


@by_code
def receipt(request: HttpRequest, voice: Voice, code: str) -> HttpResponse:
    """Shown a second time, to whoever says that the first was written down."""
    all_avoid = "all_avoid" in request.POST
    follow = request.build_absolute_uri(reverse("public:follow"))
    context = {
        "voice": voice,
        "code": code,
        "grouped": codes.grouped(code),
        "follow": follow,
        "qr": pictures.qr(f"{follow}#{code}"),
        "all_avoid": all_avoid,
    }
    return show(request, "matters/public/written_down.html", context)


@nameless
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    context = {"units": board(timezone.localdate()), "today": timezone.localdate()}
    return show(request, "matters/public/board.html", context)


@nameless
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    rows = Publication.objects.filter(withdrawn_on=None).select_related("matter__unit")
    return show(request, "matters/public/results.html", {"page": paginate(request, rows, per=20)})


def _hint(said: Said) -> dict[str, object] | None:
    """What in the words could tell who sends them, and the words without it."""
    found = telling(f"{said.title}\n{said.body}")
    if not found:
        return None
    return {"found": found, "title": masked(said.title), "body": masked(said.body)}


def _form(
    request: HttpRequest,
    form: AnonymousForm,
    *,
    hint: Mapping[str, object] | None = None,
    known: Known | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "hint": hint, "known": known}
    return show(request, "matters/public/raise.html", context, status=status)


def _receipt(made: Receipt, *, all_avoid: bool) -> HttpResponse:
    texts = {
        "unit": str(made.voice.unit),
        "day": day(made.voice.received_on),
        "code": made.code,
        "grouped": codes.grouped(made.code),
    }
    return HttpResponse(RECEIPT(texts, all_avoid=all_avoid))
