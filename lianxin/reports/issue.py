"""A ledger as a file: written row by row, so that memory does not grow with it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.engines.typeset import ledger as sheet
from lianxin.people.models import User
from lianxin.reports.ledgers import Ledger

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PIECE = 1 << 20
STEP = 500


@dataclass(frozen=True)
class Issue:
    """What stands at the head of the file: the ledger, what was asked for, who asked and when."""

    ledger: Ledger
    words: list[str]
    by: User
    at: dt.datetime

    @property
    def file_name(self) -> str:
        day = timezone.localdate(self.at)
        return f"{self.ledger.title} {day:%Y%m%d}.xlsx"

    def sheet(self) -> sheet.Ledger:
        made = {"name": str(self.by), "at": f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"}
        asked = "　".join(self.words)  # data
        return sheet.Ledger(
            title=str(self.ledger.title),
            period=f"{asked}　{_('%(name)s 于 %(at)s 导出') % made}",  # data
            columns=tuple(
                sheet.Column(str(c.heading), c.width, c.kind, str(c.definition))
                for c in self.ledger.columns
            ),
            notes=(_("本台账由办理过程自动生成，没有手工添加的行；各列的口径见“口径”表。"),),
            sheet=str(self.ledger.title),
            definitions=sheet.Definitions(_("口径"), (_("列"), _("口径"))),
            made_at=self.at,
        )


@dataclass(frozen=True)
class Made:
    """What was written: how many rows, and the hash of the file."""

    rows: int
    sha256: str


def write(
    issue: Issue,
    rows: Iterable[Any],
    target: BinaryIO,
    told: Callable[[int], None] = lambda done: None,
) -> Made:
    """Write the workbook into TARGET and leave that at its beginning.

    TOLD hears every few hundred rows how far the work is; it may raise to stop it.
    """
    columns = issue.ledger.columns
    cells = ([column.cell(row) for column in columns] for row in _watched(rows, told))
    written = sheet.write(issue.sheet(), cells, target)
    return Made(written.rows, digest(target))


def digest(file: BinaryIO) -> str:
    """The hash of what is in FILE, which is left at its beginning."""
    file.seek(0)
    found = hashlib.sha256()
    while piece := file.read(PIECE):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def _watched(rows: Iterable[Any], told: Callable[[int], None]) -> Iterator[Any]:
    for done, row in enumerate(rows, start=1):
        if done % STEP == 0:
            told(done)
        yield row
