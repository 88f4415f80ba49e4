"""Sheets read row by row and written row by row; what is half written never gets its name."""

from __future__ import annotations

import csv
import datetime as dt
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol

import xlsxwriter

from lianxin.engines.sheets import Limits, SheetRefused, Value, open_table
from lianxin.engines.typeset.cells import clean, fit, looks_like_formula, sheet_name

from .columns import KNOWN, recognised
from .refusals import CommandRefused, of_sheet

Cell = str | int | float | None
LAST_ROW: Final = 1_048_575
LIMITS: Final = Limits(max_rows=LAST_ROW)
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?%?")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Sheet:
    """A sheet to be read: its header, what its columns are, its rows as texts of equal number."""

    header: tuple[str, ...]
    columns: dict[str, int]
    rows: Iterator[tuple[str, ...]]


class Writer(Protocol):
    def begin(self, title: str, header: Sequence[str]) -> None:
        """A new table; all rows from here on are its own."""

    def row(self, cells: Sequence[Cell]) -> None:
        """One row of it."""


@contextmanager
def opened(path: Path, told: Sequence[str] = (), sheet: str | None = None) -> Iterator[Sheet]:
    """Raises CommandRefused, also while rows are read."""
    if not path.is_file():
        raise CommandRefused(f"找不到文件“{path}”。")
    try:
        with open_table(path, limits=LIMITS, sheet=sheet, known=KNOWN) as table:
            header = tuple(table.header)
            yield Sheet(header, recognised(header, told), _texts(table.rows, len(header)))
    except SheetRefused as error:
        raise of_sheet(path.name, error) from error
    except OSError as error:
        raise CommandRefused(f"读不了文件“{path}”：请检查是否正被别的程序打开。") from error


def pieces(rows: Iterable[tuple[str, ...]], size: int) -> Iterator[list[tuple[str, ...]]]:
    rest = iter(rows)
    while piece := list(islice(rest, size)):
        yield piece


@contextmanager
def written(path: Path, *, replace: bool) -> Iterator[Writer]:
    """A writer for .xlsx or .csv; the file appears under its name when all has gone well."""
    if path.suffix.lower() not in _WRITERS:
        raise CommandRefused("输出文件请以 .xlsx 或 .csv 结尾。")
    if path.exists() and not replace:
        raise CommandRefused(f"“{path}”已经存在；要覆盖请加 --force。")
    if not path.parent.is_dir():
        raise CommandRefused(f"没有文件夹“{path.parent}”，请先建好。")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".lianxin-") as folder:
            writer = _WRITERS[path.suffix.lower()](Path(folder), path)
            try:
                yield writer
            finally:
                writer.close()
            for made, name in writer.files():
                os.replace(made, name)
    except OSError as error:
        raise CommandRefused(f"写不了文件“{path}”：请检查是否正被打开、磁盘是否已满。") from error


def _texts(rows: Iterable[Any], width: int) -> Iterator[tuple[str, ...]]:
    for row in rows:
        cells = [_text(value) for value in row.values[:width]]
        yield tuple(cells + [""] * (width - len(cells)))


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value)


class _Workbook:
    """Rows go to the disk as they come; nothing typed becomes a formula, a link or a number."""

    def __init__(self, folder: Path, path: Path) -> None:
        self._made, self._path = folder / "made.xlsx", path
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(str(self._made), options)
        self._plain = self._book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._quoted = self._book.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True}
        )
        self._head = self._book.add_format({"bold": True, "bg_color": "#E8EEF4"})
        self._page: Any = None
        self._line = 0

    def begin(self, title: str, header: Sequence[str]) -> None:
        self._page = self._book.add_worksheet(sheet_name(title))
        self._page.freeze_panes(1, 0)
        for place, name in enumerate(header):
            self._page.set_column(place, place, min(40, 4 + 2 * len(name)))
            self._text(0, place, name, self._head)
        self._line = 1

    def row(self, cells: Sequence[Cell]) -> None:
        if self._line > LAST_ROW:
            raise CommandRefused("一张工作表放不下这么多行，请改用 .csv 或拆成几份。")
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                self._text(self._line, place, cell, self._plain)
            elif cell is not None:
                self._page.write_number(self._line, place, cell)
        self._line += 1

    def _text(self, line: int, place: int, text: str, look: Any) -> None:
        fitting = fit(clean(text))
        if fitting:
            quoted = looks_like_formula(fitting) or looks_like_formula(text)
            self._page.write_string(line, place, fitting, self._quoted if quoted else look)

    def close(self) -> None:
        if self._page is None:
            self._book.add_worksheet()
        self._book.close()

    def files(self) -> list[tuple[Path, Path]]:
        return [(self._made, self._path)]


class _Delimited:
    """One file a table; the first bears the name given, others its name and their title."""

    def __init__(self, folder: Path, path: Path) -> None:
        self._folder, self._path = folder, path
        self._files: list[tuple[Path, Path]] = []
        self._file: Any = None
        self._writer: Any = None

    def begin(self, title: str, header: Sequence[str]) -> None:
        self.close()
        name = self._path if not self._files else self._path.with_stem(f"{self._path.stem}-{title}")
        made = self._folder / f"{len(self._files)}.csv"
        self._files.append((made, name))
        self._file = made.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self.row(header)

    def row(self, cells: Sequence[Cell]) -> None:
        self._writer.writerow(
            [_harmless(cell) if isinstance(cell, str) else cell for cell in cells]
        )

    def close(self) -> None:
        if self._file:
            self._file.close()

    def files(self) -> list[tuple[Path, Path]]:
        return self._files


def _harmless(text: str) -> str:
    """A leading apostrophe before what a program would run as a formula; numbers stay (OWASP)."""
    text = _SURROGATE.sub("", text.replace("\0", ""))
    if looks_like_formula(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


_WRITERS: Final[dict[str, Any]] = {".xlsx": _Workbook, ".csv": _Delimited}
