"""Large ledgers are written in the background and kept with the export that they are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.engines.uploads import Upload
from lianxin.engines.uploads.model import Kind
from lianxin.files.actions import keep_as_sent
from lianxin.files.models import Attachment
from lianxin.kernel.errors import Refused
from lianxin.matters.figures import ledger as figures
from lianxin.queue.progress import Progress
from lianxin.queue.registry import background
from lianxin.reports import actions
from lianxin.reports.forms import LedgerForm
from lianxin.reports.issue import MIME, Issue, Made, write
from lianxin.reports.ledgers import LEDGERS
from lianxin.reports.models import Export

AT_ONCE = 5_000  # rows written while the person waits; more go to the background
COUNTED = 1_000_000


def files_of(exports: Iterable[Export]) -> dict[int, Attachment]:
    """The files that are still there; the caller has found the exports through their rule."""
    return {file.owner_id: file for file in Attachment.objects.of(*exports)}


@background
def run(progress: Progress, *, ledger: str, filters: dict[str, Any]) -> str:
    """Write the whole file, then enter it; killed in between, it begins anew and enters once."""
    job, chosen = progress.job, LEDGERS[ledger]
    if Export.objects.filter(job=job).exists():
        return _("已经导出。")
    form = LedgerForm(filters, viewer=job.by)
    if not form.is_valid():
        raise Refused(_("筛选条件已经不能用了（单位或分类有变化），请重新筛选后再导出。"))
    now = timezone.now()
    scope = form.scope(now)
    total = figures.ledger_count(job.by, scope, COUNTED)
    issue = Issue(chosen, form.words(), job.by, now)
    with tempfile.TemporaryFile() as file:
        rows = figures.ledger(job.by, scope, now)
        made = write(issue, rows, file, told=lambda done: progress.say(done, total))
        _enter(issue, filters, made, progress, UploadedFile(file, issue.file_name))
    return _("共 %(rows)s 行") % {"rows": made.rows}


@transaction.atomic
def _enter(
    issue: Issue, filters: dict[str, Any], made: Made, progress: Progress, file: UploadedFile[bytes]
) -> None:
    by = progress.job.by
    export = actions.export_ledger(
        issue.ledger, by=by, filters=filters, made=made, job=progress.job
    )
    size = file.seek(0, 2)
    file.seek(0)
    keep_as_sent(
        export, file, Upload(Kind.SHEET, MIME, "xlsx", size, issue.file_name, False), by=by
    )
