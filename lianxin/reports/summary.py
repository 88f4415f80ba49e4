"""Counts over the ledger. Who sees the rows sees the numbers; everybody else sees only what
hides no one: fixed quarters of the whole site, with small groups hidden.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel import charts
from lianxin.matters.figures import counts
from lianxin.matters.figures.scope import Scope
from lianxin.people.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BARS = 15  # the largest groups are drawn; the table has them all
QUARTERS = 4  # how far back everybody may look
HIDDEN = "—"  # as in the drawings


@dataclass(frozen=True)
class Line:
    label: str
    count: int | None  # None: hidden
    query: str = ""  # filters the ledger for these rows, where the reader may see them


@dataclass(frozen=True)
class Table:
    title: str
    lines: list[Line]
    total: int | None
    chart: SafeString

    @property
    def has_hidden(self) -> bool:
        return any(line.count is None for line in self.lines)


GROUPINGS: dict[str, tuple[StrPromise, Callable[[User, Scope], list[counts.Count]]]] = {
    "category": (gettext_lazy("按分类"), counts.by_category),
    "unit": (gettext_lazy("按单位"), counts.by_unit),
    "state": (gettext_lazy("按状态"), counts.by_state),
    "closure": (gettext_lazy("按办结类型"), counts.by_closure),
}
SHARED = {
    "category": gettext_lazy("按分类"),
    "unit": gettext_lazy("按单位"),
    "closure": gettext_lazy("按办结类型"),
}


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    def __str__(self) -> str:
        return _("%(year)s 年第 %(number)s 季度") % {"year": self.year, "number": self.number}

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number}"

    def before(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


def of_rows(viewer: User, scope: Scope, asked: dict[str, Any]) -> list[Table]:
    """For those who see the rows behind every number; ASKED is what they limited them to."""
    tables = []
    for key, (title, count) in GROUPINGS.items():
        found = count(viewer, scope)
        lines = [Line(one.label, one.count, _query(asked, key, one.key)) for one in found]
        total = sum(one.count for one in found)
        tables.append(Table(str(title), lines, total, _chart(str(title), lines)))
    return tables


def shared(quarter: Quarter, today: dt.date) -> list[Table]:
    """For everybody. A number that is hidden is hidden in the drawing too."""
    tables = []
    for dimension, title in SHARED.items():
        found = counts.shared(quarter.year, quarter.number, today=today, dimension=dimension)
        if found is None:
            return []
        lines = [Line(label, cell.value) for label, cell in found.cells.items()]
        total = found.total.value if found.total else None
        tables.append(Table(str(title), lines, total, _chart(str(title), lines)))
    return tables


def past_quarters(today: dt.date) -> list[Quarter]:
    """Those that are over, the latest first."""
    quarter, found = Quarter(today.year, (today.month + 2) // 3), []
    for _number in range(QUARTERS):
        quarter = quarter.before()
        found.append(quarter)
    return found


def _query(asked: dict[str, Any], key: str, value: str) -> str:
    return urlencode({**asked, key: value}) if value else ""


def _chart(title: str, lines: list[Line]) -> SafeString:
    known = sorted(lines, key=lambda line: -(line.count or 0))[:BARS]
    return charts.bars(title, [line.label for line in known], [line.count for line in known])
