"""What the journal says has been told already: the mark by which a job knows its work."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from lianxin.journal.models import Event

M = TypeVar("M", bound=Model)


def not_yet(verb: str, rows: QuerySet[M], *, since: str = "") -> QuerySet[M]:
    """Those of ROWS about which VERB has not been told (from the day in their field SINCE on)."""
    told = Event.objects.filter(
        verb=verb, subject=rows.model._meta.label, subject_id=OuterRef("pk")
    )
    if since:
        told = told.filter(at__date__gte=OuterRef(since))
    return rows.filter(~Exists(told))


def is_told(verb: str, row: Model, *, since: dt.date | None = None) -> bool:
    """The same of one row, asked again inside the transaction that tells it."""
    told = Event.objects.filter(verb=verb, subject=row._meta.label, subject_id=row.pk)
    return (told.filter(at__date__gte=since) if since else told).exists()
