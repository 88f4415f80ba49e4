"""The rows that were not taken in, as a sheet of their own columns with the reason behind each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from lianxin.engines.typeset.ledger import Column, Ledger, write
from lianxin.matters.columns import REASON, own_headings
from lianxin.matters.models import Finding, Import

SMALL = 5 << 20  # larger ones wait on the disk, not in memory


def sheet_of_refused(run: Import) -> IO[bytes]:
    headings = own_headings(run.headings)
    columns = tuple(Column(heading, 16) for heading in headings)
    title = _("未导入的行：改正后可以直接再次导入")
    ledger = Ledger(title, (*columns, Column(str(REASON), 30)))
    file = tempfile.SpooledTemporaryFile(SMALL)  # noqa: SIM115 -- the response closes it
    write(ledger, _rows(run, len(headings)), file)  # type: ignore[arg-type]
    file.seek(0)
    return file


def _rows(run: Import, width: int) -> Iterator[list[str]]:
    refused = run.findings.filter(kind=Finding.Kind.REFUSED)
    for finding in refused.iterator(chunk_size=500):
        cells = ["" if value is None else str(value) for value in finding.values[:width]]
        yield [*cells, *[""] * (width - len(cells)), finding.reason]
