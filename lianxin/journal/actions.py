"""Who looked into the journal is written in the journal."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from lianxin.journal import access
from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.people.models import User


@transaction.atomic
def open_journal(*, by: User) -> None:
    """Once a sitting, not once a page: the pages would bury the deeds."""
    require(access.may_open_journal(by))
    record("journal.read", by, by=by)


@transaction.atomic
def export_journal(*, by: User, since: dt.date, until: dt.date, rows: int) -> None:
    require(access.may_export_journal(by))
    record("journal.exported", by, by=by, since=since, until=until, rows=rows)
