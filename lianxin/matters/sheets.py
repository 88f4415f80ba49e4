"""Somebody's spreadsheet opened, or the reason why it cannot be, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.engines.sheets import Fault, Limits, SheetRefused, Table, Value, open_table
from lianxin.engines.uploads import Limits as UploadLimits
from lianxin.engines.uploads import Upload, UploadRefused, inspect
from lianxin.files.inspection import MEGABYTE, explain
from lianxin.kernel.errors import Refused
from lianxin.matters.columns import KNOWN

PREVIEW = 20
CELL_SHOWN = 200

_SENTENCES = {
    Fault.EMPTY: gettext_lazy("文件是空的。"),
    Fault.NO_ROWS: gettext_lazy("表格里没有内容。"),
    Fault.TOO_BIG: gettext_lazy("文件过大，请拆成几份后再导入。"),
    Fault.TOO_MANY_ROWS: gettext_lazy("超过 %(limit)s 行，请拆成几份后再导入。"),
    Fault.TOO_MANY_COLUMNS: gettext_lazy(
        "第 %(line)s 行超过 %(limit)s 列，请删去多余的列后再导入。"
    ),
    Fault.TOO_MUCH_TEXT: gettext_lazy("文字过多，请拆成几份后再导入。"),
    Fault.BOMB: gettext_lazy("文件展开后过大，未予接收；请拆成几份后再导入。"),
    Fault.ENTITIES: gettext_lazy("文件里有不该有的内容，未予接收；请用表格软件打开后另存。"),
    Fault.LOCKED: gettext_lazy("文件设有密码，请取消密码后再导入。"),
    Fault.DAMAGED: gettext_lazy("文件已损坏，请用表格软件打开后另存为 xlsx 再导入。"),
    Fault.UNCLOSED_QUOTE: gettext_lazy("第 %(line)s 行起有一个引号没有配对，请改正后再导入。"),
    Fault.ROW_TOO_LONG: gettext_lazy("第 %(line)s 行过长，请检查后再导入。"),
    Fault.HTML: gettext_lazy(
        "这其实是网页，不是表格；请用表格软件打开后另存为 xlsx 再导入。"
    ),
    Fault.OTHER_FORMAT: gettext_lazy("这是 %(found)s 文件，请另存为 xlsx 或 csv 后再导入。"),
    Fault.NOT_A_TABLE: gettext_lazy("看不出这是表格，请另存为 xlsx 或 csv 后再导入。"),
    Fault.NO_SUCH_SHEET: gettext_lazy("找不到工作表“%(sheet)s”。"),
}  # fmt: skip


@dataclass(frozen=True)
class Looked:
    """What a first look at an uploaded sheet shows."""

    upload: Upload
    sheet: str
    sheets: int
    headings: list[str]
    certain: bool
    sample: list[list[str]]


def look(stream: IO[bytes], name: str) -> Looked:
    """The headings and the first rows; Refused when it is no table we take."""
    try:
        upload = inspect(stream, name, limits=_upload_limits())
        with opened(stream) as table:
            width = len(table.header)
            sample = [_shown(row.values[:width]) for row in islice(table.rows, PREVIEW)]
            if not sample:
                raise SheetRefused(Fault.NO_ROWS)
            return Looked(
                upload,
                table.sheet,
                len(table.sheets),
                list(table.header),
                table.header_certain,
                sample,
            )
    except UploadRefused as error:
        raise Refused(explain(error)) from error
    except SheetRefused as error:
        raise Refused(say(error)) from error


def opened(source: Path | IO[bytes], sheet: str = "") -> Table:
    """The same table each time: the header is looked for with the same words."""
    limits = Limits(max_size=settings.MAX_IMPORT_MB * MEGABYTE)
    return open_table(source, limits=limits, sheet=sheet or None, known=KNOWN)


def say(error: SheetRefused) -> str:
    sentence: str = str(_SENTENCES[error.code]) % error.facts
    return sentence


def _upload_limits() -> UploadLimits:
    return UploadLimits(
        max_size=settings.MAX_IMPORT_MB * MEGABYTE,
        max_unpacked=500 * MEGABYTE,
        extensions=frozenset({"xlsx", "xls", "csv", "txt"}),
    )


def _shown(values: tuple[Value, ...]) -> list[str]:
    return [_cell(value)[:CELL_SHOWN] for value in values]


def _cell(value: Value) -> str:
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "" if value is None else " ".join(str(value).split())
