"""The background half of an import: the sheet read again, row by row, and taken in by pieces.

Each piece is one transaction, which also moves the place from which an interrupted import goes
on; so nothing is taken twice and nothing is lost, whenever the worker dies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.engines.sheets import Flaw, Row, SheetRefused, Table
from lianxin.files.storage import place as place_of
from lianxin.kernel.errors import Refused
from lianxin.matters.actions import hot
from lianxin.matters.actions.imports import finish, take_rows
from lianxin.matters.entries import Entry, Reader, Unreadable
from lianxin.matters.learning import suggest_new
from lianxin.matters.likening import compare_new
from lianxin.matters.models import Category, Finding, Import
from lianxin.matters.sheets import opened, say
from lianxin.people.duties import HANDLING
from lianxin.people.models import Unit, User
from lianxin.queue.progress import Progress
from lianxin.queue.registry import background

T = TypeVar("T")
PIECE = 500  # rows a transaction: others who write wait a third of a second at most
COUNTED_AT_A_TIME = 5_000

_FLAWS = {
    Flaw.BROKEN_BYTES: gettext_lazy("有无法辨认的字符。"),
    Flaw.ERROR_CELL: gettext_lazy("有单元格是公式错误，按空白处理。"),
    Flaw.CELL_CUT: gettext_lazy("有单元格过长，已截短。"),
    Flaw.NO_VALUE: gettext_lazy("有公式没有结果，按空白处理。"),
    Flaw.DIGITS_LOST: gettext_lazy("有超过 15 位的数字，末尾几位可能已丢失。"),
}


@background
def run(progress: Progress, pk: int) -> str:
    """Take in the sheet of this import, from where it was left."""
    run = Import.objects.select_related("unit", "by", "file").get(pk=pk)
    if run.state == Import.State.RUNNING:
        try:
            _count(run, progress)
            _take(run, progress)
            _suggest(progress)
            _compare(progress)
        except SheetRefused as error:
            raise Refused(say(error)) from error
        finish(run)
        _group(run)
    facts = {"taken": run.taken, "refused": run.refused}
    return _("导入 %(taken)s 条，未导入 %(refused)s 条。") % facts


def _group(run: Import) -> None:
    """What so many people say is to be seen on the board of hot issues without waiting."""
    with suppress(Refused):  # it is being done already; the hour takes what that one missed
        hot.regroup(by=run.by)


def _count(run: Import, progress: Progress) -> None:
    """How many rows there are; a flaw in the file that stops reading stops it here already."""
    if run.rows:
        return
    with _table(run) as table:
        count = 0
        for piece in _pieces(table.rows, COUNTED_AT_A_TIME):
            count += len(piece)
            progress.say(0, 0, _("正在清点：%(count)s 行") % {"count": count})
    Import.objects.filter(pk=run.pk).update(rows=count)
    run.rows = count


def _take(run: Import, progress: Progress) -> None:
    reader = _reader(run)
    with _table(run) as table:
        rows = enumerate(table.rows, 1)
        for piece in _pieces(islice(rows, run.place, None), PIECE):
            entries, refused = _read(run, reader, piece)
            _remark_flaws(table, entries)
            take_rows(run, entries, refused)
            run.refresh_from_db()
            progress.say(run.place, run.rows)


def _suggest(progress: Progress) -> None:
    message = _("正在按文字建议分类")
    suggest_new(lambda done, total: progress.say(done, total, message))


def _compare(progress: Progress) -> None:
    """The new ones with all others, before anybody begins to take them in one by one."""
    message = _("正在比对文字")
    compare_new(lambda done, total: progress.say(done, total, message))


def _table(run: Import) -> Table:
    if run.file is None:
        raise Refused(_("上传的文件已不在，请重新上传。"))
    table = opened(place_of(run.file.path), run.sheet)
    if list(table.header) != run.headings:
        table.close()
        raise Refused(_("文件的表头与对应列时不同，请重新上传。"))
    return table


def _reader(run: Import) -> Reader:
    today = timezone.localdate()
    return Reader(run.columns, run.unit, run.source, _units(run.by), _categories(), today)


def _units(user: User) -> dict[str, Unit]:
    """The open units this person serves, by each name that means one of them only."""
    units = Unit.objects.served_by(user, *HANDLING).open()
    return _by_name((name, unit) for unit in units for name in {unit.name, unit.short})


def _categories() -> dict[str, Category]:
    return _by_name((category.name, category) for category in Category.objects.in_use())


def _by_name(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    pairs = [(name, row) for name, row in pairs if name]
    count = Counter(name for name, row in pairs)
    return {name: row for name, row in pairs if count[name] == 1}


def _read(
    run: Import, reader: Reader, piece: list[tuple[int, Row]]
) -> tuple[list[Entry], list[Finding]]:
    entries, refused = [], []
    for place, row in piece:
        try:
            entries.append(reader.read(place, row.line, row.values))
        except Unreadable as reason:
            where = (place, row.line)
            kind = Finding.Kind.REFUSED
            refused.append(Finding.about(run, kind, where, str(reason), row.values))
    return entries, refused


def _remark_flaws(table: Table, entries: list[Entry]) -> None:
    """What the reader of the sheet found not quite right goes with the row it was found in."""
    flaws = defaultdict(set)
    for note in table.notes.kept:
        if note.flaw in _FLAWS:
            flaws[note.line].add(str(_FLAWS[note.flaw]))
    for entry in entries:
        entry.remarks += sorted(flaws.get(entry.line, ()))


def _pieces(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    rows = iter(rows)
    while piece := list(islice(rows, size)):
        yield piece
