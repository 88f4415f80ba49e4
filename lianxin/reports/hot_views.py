"""Hot issues on paper: the two tables and the one-page briefing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.kernel.http import show
from lianxin.matters.figures import hot_tables as figures
from lianxin.matters.forms.hot import HotFilter
from lianxin.people.duties import HANDLING
from lianxin.people.http import Request
from lianxin.people.models import Unit
from lianxin.reports import access, actions
from lianxin.reports.exporting import AT_ONCE
from lianxin.reports.hot import ISSUES, VOICES
from lianxin.reports.issue import MIME, Issue, write
from lianxin.reports.ledgers import Ledger


@require_POST
def export_issues(request: Request) -> HttpResponseBase:
    filters, today = _asked(request, ISSUES), timezone.localdate()
    rows = figures.issue_rows(request.user, filters.scope(), filters.most(), today)
    return _export(request, ISSUES, filters, rows)


@require_POST
def export_voices(request: Request) -> HttpResponseBase:
    filters, today = _asked(request, VOICES), timezone.localdate()
    asked = (request.user, filters.scope(), filters.most(), today)
    if figures.count_voices(*asked) > AT_ONCE:
        text = _("明细超过 %(limit)s 行，请先用“只看前几名”或其他条件缩小范围，再导出。")
        raise Refused(text % {"limit": AT_ONCE})
    return _export(request, VOICES, filters, figures.voice_rows(*asked))


@require_GET
def briefing(request: Request) -> HttpResponse:
    """One page for a meeting: words and numbers from the figures, nothing written by hand."""
    filters, today = _asked(request, ISSUES), timezone.localdate()
    context = {
        "brief": figures.briefing(request.user, filters.scope(), today),
        "words": filters.words(),
        "today": today,
    }
    return show(request, "reports/hot_briefing.html", context)


def _asked(request: Request, ledger: Ledger) -> HotFilter:
    require(access.may_read_ledger(request.user, ledger))
    return HotFilter(request.GET, units=Unit.objects.served_by(request.user, *HANDLING))


def _export(
    request: Request, ledger: Ledger, filters: HotFilter, rows: Iterable[Any]
) -> HttpResponseBase:
    issue = Issue(ledger, filters.words(), request.user, timezone.now())
    file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response that sends it)
    made = write(issue, rows, file)
    actions.export_ledger(ledger, by=request.user, filters=filters.kept(), made=made)
    return FileResponse(file, as_attachment=True, filename=issue.file_name, content_type=MIME)
