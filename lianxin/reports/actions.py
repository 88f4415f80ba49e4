"""Taking a ledger out of the house is a deed: it stands in the journal."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.people.models import User
from lianxin.queue.models import Job
from lianxin.reports import access
from lianxin.reports.issue import Made
from lianxin.reports.ledgers import Ledger
from lianxin.reports.models import Export


@transaction.atomic
def export_ledger(
    ledger: Ledger,
    *,
    by: User,
    filters: dict[str, Any],
    made: Made,
    job: Job | None = None,
) -> Export:
    """Written when the file is ready and before anybody gets it."""
    require(access.may_export_ledger(by, ledger))
    export = Export.objects.create(
        by=by, ledger=ledger.key, filters=filters, rows=made.rows, sha256=made.sha256, job=job
    )
    record("ledger.exported", export, by=by, ledger=ledger.key, rows=made.rows)
    return export
