"""The journal as a whole, for the audit administrator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.engines.typeset import ledger
from lianxin.journal import access, actions, figures
from lianxin.journal.forms import AuditForm
from lianxin.journal.models import Event, EventQuerySet
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.kernel.http import show
from lianxin.kernel.pages import paginate
from lianxin.people.http import Request
from lianxin.people.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_EXPORTED = 50_000
READ = "journal_read"


@require_GET
def index(request: Request) -> HttpResponse:
    require(access.may_open_journal(request.user))
    if READ not in request.session:
        actions.open_journal(by=request.user)
        request.session[READ] = True
    form = AuditForm(request.GET)
    if not form.is_valid():
        return show(request, "journal/index.html", {"form": form}, status=422)
    page = paginate(request, _wanted(request, form.cleaned_data))
    context = {
        "form": form,
        "days": form.cleaned_data,
        "page": page,
        "deeds": figures.deeds(page.rows, request.user),
    }
    return show(request, "journal/index.html", context)


@require_GET
def export(request: Request) -> HttpResponse:
    require(access.may_export_journal(request.user))
    form = AuditForm(request.GET)
    if not form.is_valid():
        return show(request, "journal/index.html", {"form": form}, status=422)
    rows = _wanted(request, form.cleaned_data)
    count = rows.order_by()[: MOST_EXPORTED + 1].count()
    if count > MOST_EXPORTED:
        raise Refused(_("超过 50000 条，请缩短日期范围后再导出。"))
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    told = figures.in_pieces(rows.iterator(chunk_size=500), request.user)
    response = _workbook(since, until, told)
    actions.export_journal(by=request.user, since=since, until=until, rows=count)
    return response


def _wanted(request: Request, asked: dict[str, Any]) -> EventQuerySet:
    first, last = _start(asked["since"]), _start(asked["until"] + dt.timedelta(days=1))
    rows = Event.objects.visible_to(request.user).filter(at__gte=first, at__lt=last)
    if asked["verb"]:
        rows = rows.filter(verb=asked["verb"])
    if asked["who"]:
        rows = rows.filter(by__in=User.objects.visible_to(request.user).found_by(asked["who"]))
    return rows.select_related("by").order_by("-at", "-pk")


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _workbook(since: dt.date, until: dt.date, rows: Iterator[figures.Deed]) -> HttpResponse:
    title = _("操作日志")
    columns = (
        ledger.Column(_("时间"), 18),
        ledger.Column(_("办理人"), 24),
        ledger.Column(_("事由"), 60),
        ledger.Column(_("对象"), 36),
    )
    period = _("%(since)s 至 %(until)s") % {"since": since, "until": until}
    values = (
        (
            f"{deed.at:%Y-%m-%d %H:%M:%S}" if deed.timed else f"{deed.at:%Y-%m-%d}",
            deed.who,
            deed.what,
            deed.subject,
        )
        for deed in rows
    )
    file = BytesIO()
    ledger.write(ledger.Ledger(title=title, period=period, columns=columns), values, file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return response
