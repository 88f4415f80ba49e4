"""What is not needed any more is not kept: sheets that were put in, and rows of them."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from lianxin.files.actions import discard
from lianxin.matters.models import Import
from lianxin.queue.models import Job

OVER = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)


def forget_sheets(now: dt.datetime) -> int:
    """After IMPORT_KEPT_DAYS the file and the rows that were not taken in go; counts stay."""
    before = now - dt.timedelta(days=settings.IMPORT_KEPT_DAYS)
    resting = Q(state=Import.State.UPLOADED) | Q(job__state__in=OVER)
    old = Import.objects.filter(resting, at__lt=before, file__isnull=False).select_related("file")
    for run in old:
        _forget(run)
    return len(old)


@transaction.atomic
def _forget(run: Import) -> None:
    file = run.file
    run.findings.update(values=[])
    Import.objects.filter(pk=run.pk).update(file=None, sample=[])
    if run.can("drop"):
        run.move("drop")
    if file:
        discard(file)
