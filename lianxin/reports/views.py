"""The ledger on the screen, on paper and as a file; and what it adds up to."""

from __future__ import annotations

import datetime as dt
import tempfile

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.access import require
from lianxin.kernel.http import show
from lianxin.kernel.pages import COUNTED, DEEPEST, Page, asked_for, paginate
from lianxin.matters.figures import counts
from lianxin.matters.figures import ledger as figures
from lianxin.people.http import Request
from lianxin.queue.actions import enqueue
from lianxin.reports import access, actions, exporting, summary
from lianxin.reports.forms import LedgerForm
from lianxin.reports.hot import HOT_LEDGERS
from lianxin.reports.issue import MIME, Issue, write
from lianxin.reports.ledgers import LEDGERS, VOICES, Line
from lianxin.reports.models import Export

PER_PAGE = 50
ON_PAPER = 2_000


def _asked(request: Request) -> LedgerForm:
    require(access.may_read_ledger(request.user, VOICES))
    return LedgerForm(request.GET, viewer=request.user)


def _cannot_read(request: Request, form: LedgerForm) -> HttpResponse:
    context = {"form": form, "ledger": VOICES}
    return show(request, "reports/ledger.html", context, part="reports/_ledger.html", status=422)


@require_GET
def ledger(request: Request) -> HttpResponse:
    form, now = _asked(request), timezone.now()
    if not form.is_valid():
        return _cannot_read(request, form)
    states = counts.by_state_of_few(request.user, form.scope(now), COUNTED)
    total = None if states is None else sum(one.count for one in states)
    page = _page(request, form, now, total)
    context = {"form": form, "ledger": VOICES, "page": page, "states": states}
    return show(request, "reports/ledger.html", context, part="reports/_ledger.html")


def _page(request: Request, form: LedgerForm, now: dt.datetime, total: int | None) -> Page[Line]:
    """With a TOTAL no page beyond the last; without one there is always a next to try."""
    number = asked_for(request.GET.get("page", ""))
    if total is not None:
        number = min(number, max(1, -(-total // PER_PAGE)))
    start = (number - 1) * PER_PAGE
    rows = figures.ledger_page(request.user, form.scope(now), now, start=start, count=PER_PAGE + 1)
    has_next = len(rows) > PER_PAGE and number < DEEPEST
    return Page(VOICES.lines(rows[:PER_PAGE]), number, has_next, total, PER_PAGE)


@require_GET
def paper(request: Request) -> HttpResponse:
    """All rows on one page for the printer; beyond a stack of paper, the spreadsheet is better."""
    form, now = _asked(request), timezone.now()
    if not form.is_valid():
        return _cannot_read(request, form)
    rows = figures.ledger_page(request.user, form.scope(now), now, start=0, count=ON_PAPER + 1)
    context = {
        "ledger": VOICES,
        "words": form.words(),
        "lines": VOICES.lines(rows[:ON_PAPER]),
        "more": len(rows) > ON_PAPER,
        "limit": ON_PAPER,
        "now": now,
    }
    return show(request, "reports/paper.html", context)


@require_POST
def export(request: Request) -> HttpResponseBase:
    form, now = _asked(request), timezone.now()
    if not form.is_valid():
        return _cannot_read(request, form)
    scope = form.scope(now)
    if figures.ledger_count(request.user, scope, exporting.AT_ONCE + 1) > exporting.AT_ONCE:
        return _in_the_background(request, form)
    issue = Issue(VOICES, form.words(), request.user, now)
    file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response that sends it)
    made = write(issue, figures.ledger(request.user, scope, now), file)
    actions.export_ledger(VOICES, by=request.user, filters=form.kept(), made=made)
    return FileResponse(file, as_attachment=True, filename=issue.file_name, content_type=MIME)


def _in_the_background(request: Request, form: LedgerForm) -> HttpResponse:
    job = enqueue(
        "lianxin.reports.exporting.run",
        by=request.user,
        title=_("导出%(ledger)s") % {"ledger": VOICES.title},
        url=reverse("reports:exports"),
        ledger=VOICES.key,
        filters=form.kept(),
    )
    messages.info(request, _("行数较多，正在后台生成。完成后在“我的导出”里下载。"))
    return redirect("queue:detail", job.pk)


@require_GET
def exports(request: Request) -> HttpResponse:
    """Those of one's own; the file is there when it was written in the background."""
    page = paginate(request, Export.objects.visible_to(request.user))
    files = exporting.files_of(page.rows)
    rows = [(row, (LEDGERS | HOT_LEDGERS).get(row.ledger), files.get(row.pk)) for row in page.rows]
    return show(request, "reports/exports.html", {"page": page, "rows": rows})


@require_GET
def totals(request: Request) -> HttpResponse:
    form = _asked(request)
    if not form.is_valid():
        return _cannot_read(request, form)
    tables = summary.of_rows(request.user, form.scope(timezone.now()), form.kept())
    context = {"form": form, "tables": tables, "words": form.words()}
    return show(request, "reports/summary.html", context)


@require_GET
def quarter(request: Request) -> HttpResponse:
    """For everybody who signs in: whole past quarters, small numbers hidden."""
    today = timezone.localdate()
    quarters = summary.past_quarters(today)
    asked = request.GET.get("quarter", "")
    chosen = next((one for one in quarters if one.key == asked), quarters[0])
    tables = summary.shared(chosen, today)
    context = {"quarters": quarters, "chosen": chosen, "tables": tables, "hidden": summary.HIDDEN}
    return show(request, "reports/quarter.html", context)
