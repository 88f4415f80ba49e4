"""A roster: upload, preview, apply, and what became of it."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.engines.typeset import ledger
from lianxin.kernel.access import require
from lianxin.kernel.http import get_visible, show
from lianxin.kernel.pages import Page, asked_for
from lianxin.people import access
from lianxin.people.actions import rosters
from lianxin.people.forms import RosterForm
from lianxin.people.http import Request
from lianxin.people.judging import Judge, Judged, Kind
from lianxin.people.models import RosterImport
from lianxin.people.roster import HEADINGS, from_json
from lianxin.people.views.persons import show_slips

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {"name": 24, "unit": 30, "position": 18, "phone": 16, "staff_number": 14, "username": 14}
ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def index(request: Request) -> HttpResponse:
    require(access.may_take_roster(request.user))
    sent = request.method == "POST"
    form = RosterForm(request.POST, request.FILES) if sent else RosterForm()
    if form.is_valid():
        name = form.cleaned_data["file"].name
        roster = rosters.take_roster(form.reading, by=request.user, file_name=name)
        return redirect("people:roster", roster.pk)
    kept = RosterImport.objects.visible_to(request.user).select_related("by").defer("rows")[:50]
    context = {"form": form, "kept": kept, "days": RosterImport.KEPT_DAYS}
    return show(request, "people/rosters.html", context, status=422 if sent else 200)


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    roster = get_visible(RosterImport, request.user, pk=pk)
    if roster.state == RosterImport.State.APPLIED:
        context = {"roster": roster, "headings": HEADINGS.values()}
        return show(request, "people/roster_applied.html", context)
    fates = Judge().judge_all(from_json(roster.rows))
    counts = Counter(fate.kind for fate in fates)
    asked = request.GET.get("kind", "")
    wanted = [fate for fate in fates if fate.kind == asked] if asked in Kind.values else fates
    context = {
        "roster": roster,
        "kinds": [(kind, kind.label, counts[kind]) for kind in Kind],
        "chosen": asked,
        "page": _page(request, wanted),
        "to_apply": counts[Kind.ADD] + counts[Kind.CHANGE],
    }
    return show(request, "people/roster.html", context)


def _page(request: Request, rows: list[Judged]) -> Page:  # type: ignore[type-arg]
    """Rows that are no rows of the database, in the same pages as those that are."""
    last = max(1, -(-len(rows) // ON_A_PAGE))
    number = min(asked_for(request.GET.get("page", "")), last)
    shown = rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return Page(shown, number, has_next=number < last, total=len(rows), per=ON_A_PAGE)


@require_POST
def apply(request: Request, pk: int) -> HttpResponse:
    roster = get_visible(RosterImport, request.user, pk=pk)
    rosters.apply_roster(roster, by=request.user)
    messages.success(request, _("名册已导入。"))
    return redirect("people:roster", roster.pk)


@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    roster = get_visible(RosterImport, request.user, pk=pk)
    rosters.discard_roster(roster, by=request.user)
    messages.success(request, _("名册已删除，已导入的人员不受影响。"))
    return redirect("people:rosters")


@require_POST
@never_cache
def passwords(request: Request, pk: int) -> HttpResponse:
    roster = get_visible(RosterImport, request.user, pk=pk)
    return show_slips(request, rosters.issue_roster_passwords(roster, by=request.user))


@require_GET
def refused(request: Request, pk: int) -> HttpResponse:
    """The rows that were not taken, with the reasons, in a table that can be put in again."""
    roster = get_visible(RosterImport, request.user, pk=pk)
    rows = roster.refused
    if roster.state == RosterImport.State.PREVIEW:
        fates = Judge().judge_all(from_json(roster.rows))
        kept = {row["line"]: row for row in roster.rows}
        rows = [{**kept[f.row.line], "reason": f.reason} for f in fates if f.kind == Kind.REFUSED]
    values = ([*(row[name] for name in HEADINGS), row["line"], row["reason"]] for row in rows)
    more = (ledger.Column(_("原行号"), 8), ledger.Column(_("未导入原因"), 50))
    return _workbook(_("未导入的人员"), values, more)


@require_GET
def template(request: Request) -> HttpResponse:
    """An empty table with the right columns."""
    require(access.may_take_roster(request.user))
    return _workbook(_("人员名册"), (), ())


def _workbook(title: str, rows: object, more: tuple[ledger.Column, ...]) -> HttpResponse:
    columns = tuple(ledger.Column(str(HEADINGS[name]), WIDTHS[name]) for name in HEADINGS)
    file = BytesIO()
    ledger.write(ledger.Ledger(title=title, columns=columns + more), rows, file)  # type: ignore[arg-type]
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return response
