"""A roster in a table: what its columns are, and what each row would change.

Reading and judging are two steps. What was read is kept; what it means is judged anew each time
it is looked at, and once more when it is applied, since people may have changed in between.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.engines.sheets import Fault, Flaw, Limits, SheetRefused, Table, Value, open_table
from lianxin.people.names import tidy, tidy_name

COLUMNS = {  # field → the names it goes by in tables, the usual one first
    "name": ["姓名", "名字", "职工姓名", "人员姓名", "员工姓名"],  # data
    "staff_number": ["工号", "职工编号", "员工编号", "人员编号", "职工号", "警号"],  # data
    "unit": ["单位", "所在单位", "部门", "所在部门", "工作单位", "连队", "科室"],  # data
    "position": ["岗位", "职务", "岗位名称", "职位", "工种"],  # data
    "phone": ["联系电话", "电话", "手机", "手机号", "手机号码", "联系方式"],  # data
    "username": ["登录名", "账号", "用户名", "登录账号"],  # data
}
HEADINGS = {
    "name": gettext_lazy("姓名"),
    "staff_number": gettext_lazy("工号"),
    "unit": gettext_lazy("单位"),
    "position": gettext_lazy("岗位"),
    "phone": gettext_lazy("联系电话"),
    "username": gettext_lazy("登录名"),
}
IDENTITY = ("身份证", "证件号", "公民身份")  # data
LIMITS = Limits(max_size=20 << 20, max_rows=20_000, max_columns=100, max_cell=1_000)

FAULTS = {
    Fault.EMPTY: gettext_lazy("文件是空的，请重新选择。"),
    Fault.NO_ROWS: gettext_lazy("文件里没有内容，请重新选择。"),
    Fault.TOO_BIG: gettext_lazy("文件过大，名册文件不能超过 20 MB。"),
    Fault.TOO_MANY_ROWS: gettext_lazy("名册超过 20000 行，请分成几份导入。"),
    Fault.TOO_MANY_COLUMNS: gettext_lazy("表格的列太多，请只保留需要的列。"),
    Fault.TOO_MUCH_TEXT: gettext_lazy("表格里的文字太多，不像一份名册。"),
    Fault.BOMB: gettext_lazy("文件解压后过大，不予打开。请另存一份后再试。"),
    Fault.ENTITIES: gettext_lazy("文件结构不正常，不予打开。请用 Excel 或 WPS 另存一份后再试。"),
    Fault.LOCKED: gettext_lazy("文件设有打开密码，请取消密码后再上传。"),
    Fault.DAMAGED: gettext_lazy("文件已损坏，无法打开。请用 Excel 或 WPS 另存一份后再试。"),
    Fault.UNCLOSED_QUOTE: gettext_lazy("第 %(line)s 行有没有配对的引号，请改正后再上传。"),
    Fault.ROW_TOO_LONG: gettext_lazy("第 %(line)s 行太长，不像一份名册。"),
    Fault.HTML: gettext_lazy("这其实是一个网页文件。请用 Excel 或 WPS 打开后另存为 .xlsx。"),
    Fault.OTHER_FORMAT: gettext_lazy(
        "这不是表格文件（内容是 %(found)s）。请上传 .xlsx 或 .csv 文件。"
    ),
    Fault.NOT_A_TABLE: gettext_lazy("无法识别为表格，请上传 .xlsx 或 .csv 文件。"),
    Fault.NO_SUCH_SHEET: gettext_lazy("文件里没有这个工作表。"),
}


class RosterRefused(Exception):
    """The file as a whole is not taken; the message is for the user."""


@dataclass(frozen=True)
class Row:
    """A line of the table as read, tidied."""

    line: int
    name: str = ""
    staff_number: str = ""
    unit: str = ""
    position: str = ""
    phone: str = ""
    username: str = ""
    flaw: str = ""  # what was wrong already when reading it


@dataclass
class Reading:
    rows: list[Row] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def as_json(self) -> list[dict[str, str | int]]:
        return [asdict(row) for row in self.rows]


def read(stream: IO[bytes]) -> Reading:
    """The rows of the first sheet; RosterRefused says in words why not."""
    known = [name for names in COLUMNS.values() for name in names]
    try:
        with open_table(stream, limits=LIMITS, known=known) as table:
            return _read(table)
    except SheetRefused as refused:
        raise RosterRefused(str(FAULTS[refused.code]) % refused.facts) from refused


def from_json(rows: Iterable[dict[str, str | int]]) -> list[Row]:
    known = {f.name for f in fields(Row)}
    return [Row(**{k: v for k, v in row.items() if k in known}) for row in rows]  # type: ignore[arg-type]


def _read(table: Table) -> Reading:
    places, unused = _places(table.header)
    read_rows = [(row.line, row.values) for row in table.rows]
    lost = {n.line: n.column for n in table.notes.kept if n.flaw is Flaw.DIGITS_LOST}
    rows = []
    for line, values in read_rows:
        cells = {name: _text(name, values[place]) for name, place in places.items()}
        if not any(cells.values()):
            continue
        flaw = ""
        if lost.get(line, 0) - 1 in places.values():
            flaw = _("有超过 15 位的数字，末尾几位已丢失；请把该列改为文本格式后重新填写。")
        rows.append(Row(line, flaw=flaw, **cells))
    if not rows:
        raise RosterRefused(_("表头下面没有内容。"))
    return Reading(rows, unused)


def _places(header: tuple[str, ...]) -> tuple[dict[str, int], list[str]]:
    """Which column is which field; those that are none are named, not taken."""
    places: dict[str, int] = {}
    unused = []
    for place, heading in enumerate(header):
        plain = re.sub(r"[*＊：:（(].*", "", re.sub(r"\s", "", heading))
        if any(word in heading for word in IDENTITY):
            raise RosterRefused(
                _("表中有“%(heading)s”列。本平台不收集身份证号，请删除该列后再上传。")
                % {"heading": heading[:30]}
            )
        found = next((name for name, known in COLUMNS.items() if plain in known), None)
        if found and found not in places:
            places[found] = place
        elif heading:
            unused.append(heading[:30])
    missing = [str(HEADINGS[name]) for name in ("name", "unit") if name not in places]
    if missing:
        raise RosterRefused(
            _("没有找到“%(missing)s”列。名册至少要有“姓名”和“单位”两列，第一行写列名。")
            % {"missing": "”“".join(missing)}
        )
    return places, unused


def _text(name: str, value: Value) -> str:
    match value:
        case None:
            text = ""
        case bool():
            text = str(value)
        case float() if value.is_integer():
            text = str(int(value))
        case dt.date() | dt.time():
            text = value.isoformat()
        case _:
            text = str(value)
    return tidy_name(text) if name == "name" else tidy(text)


class UnitBook:
    """Open units by the ways people write them: a name, a short name, or a path of names."""

    PARTS = re.compile(r"\s*[/／\\>＞→]\s*")

    def __init__(self, units: Iterable[tuple[int, str, str, str]]) -> None:
        units = list(units)
        self._names = {pk: (name, short) for pk, name, short, _path in units}
        self._lines = {
            pk: [int(part) for part in path.strip("/").split("/")] for pk, _n, _s, path in units
        }
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for pk, names in self._names.items():
            for name in {name for name in names if name}:
                self._by_name[name].append(pk)

    def path_of(self, pk: int) -> str:
        return "/".join(self._names[part][0] for part in self._lines[pk] if part in self._names)

    def find(self, text: str) -> list[int]:
        """The units TEXT may mean: none, one, or several."""
        parts = [part for part in self.PARTS.split(text) if part]
        if not parts:
            return []
        found = [pk for pk in self._by_name.get(parts[-1], []) if self._ends_so(pk, parts)]
        whole = [pk for pk in found if len(self._lines[pk]) == len(parts)]
        return whole if len(parts) > 1 and len(whole) == 1 else found

    def _ends_so(self, pk: int, parts: list[str]) -> bool:
        line = self._lines[pk][-len(parts) :]
        pairs = zip(line, parts, strict=False)
        return len(line) == len(parts) and all(part in self._names.get(u, ()) for u, part in pairs)
