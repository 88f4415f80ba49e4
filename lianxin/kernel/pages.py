"""Pages of long lists, without ever counting a long list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
Row = TypeVar("Row")  # a page may hold plain values too, as those of a ledger
COUNTED = 1_000  # more rows than that are "1000+"
DEEPEST = 2_000  # no page beyond this one: the database would read all rows before it


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    number: int
    has_next: bool
    total: int | None  # None: more than COUNTED
    per: int

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def next(self) -> int:
        return self.number + 1

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def last(self) -> int | None:
        """The number of the last page, where it is known."""
        return None if self.total is None else max(1, -(-self.total // self.per))


def paginate(request: HttpRequest, rows: QuerySet[M], per: int = 50) -> Page[M]:
    """The page of ROWS that ?page= asks for; any nonsense there leads to a page that exists."""
    number = asked_for(request.GET.get("page", ""))
    found = list(rows[(number - 1) * per : number * per + 1])
    if number == 1 and len(found) <= per:
        return Page(found, 1, has_next=False, total=len(found), per=per)
    counted = rows.order_by()[: COUNTED + 1].count()
    total = counted if counted <= COUNTED else None
    if not found and number > 1:  # beyond the end: the last page that was counted
        number = max(1, -(-min(counted, COUNTED) // per))
        found = list(rows[(number - 1) * per : number * per + 1])
    has_next = len(found) > per and number < DEEPEST
    return Page(found[:per], number, has_next=has_next, total=total, per=per)


def asked_for(text: str) -> int:
    if not re.fullmatch(r"[0-9]+", text, re.ASCII):
        return 1
    digits = text.lstrip("0") or "1"
    return min(int(digits), DEEPEST) if len(digits) <= 5 else DEEPEST
