"""One door for every spreadsheet: what it is by its content, then the reader for that."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Collection, Generator, Iterator
from itertools import chain
from typing import IO

from lianxin.engines.sheets import cells, delimited, legacy
from lianxin.engines.sheets.header import body, find_header
from lianxin.engines.sheets.merges import fill_down
from lianxin.engines.sheets.model import (
    DEFAULT,
    Fault,
    Format,
    Limits,
    Notes,
    Row,
    SheetRefused,
    Table,
)
from lianxin.engines.sheets.workbook import Package, Sheet
from lianxin.engines.uploads.containers import OLE_MAGIC, ZIP_MAGICS, ContainerError, open_zip
from lianxin.engines.uploads.wording import find_encoding

_HTML = re.compile(rb"(?i)<(!doctype\s+html|html|head|body|table|meta|style)[\s>]")
_OTHERS = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gz"),
)
_INSIDE = (
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "ods"),
)
Source = str | os.PathLike[str] | IO[bytes]


def open_table(
    source: Source,
    *,
    limits: Limits = DEFAULT,
    sheet: str | None = None,
    known: Collection[str] = (),
) -> Table:
    """The table in a file, its header found and its rows ready to be streamed.

    `sheet` names one; else the first visible sheet with anything in it is taken. `known` are
    names of columns the caller hopes for; they decide which row is the header. Refusals come as
    `SheetRefused`, some only while rows are read. A stream given is left open, and is in use
    until the rows are read.
    """
    if isinstance(source, str | os.PathLike):
        stream: IO[bytes] = open(source, "rb")  # noqa: SIM115 -- the table closes it
        owned = True
    else:
        stream, owned = source, False
    close: Callable[[], None] = stream.close if owned else _leave
    try:
        return _Opening(stream, limits, sheet, known, close).table()
    except BaseException:
        close()
        raise


def _leave() -> None:
    """A stream of the caller's stays open."""


class _Opening:
    """What every reader needs to know."""

    def __init__(
        self,
        stream: IO[bytes],
        limits: Limits,
        sheet: str | None,
        known: Collection[str],
        close: Callable[[], None],
    ) -> None:
        self.stream = stream
        self.limits = limits
        self.sheet = sheet
        self.known = known
        self.close = close
        self.notes = Notes(limits.max_notes)

    def table(self) -> Table:
        size = self.stream.seek(0, 2)
        if not size:
            raise SheetRefused(Fault.EMPTY)
        if size > self.limits.max_size:
            raise SheetRefused(Fault.TOO_BIG, size=size, limit=self.limits.max_size)
        self.stream.seek(0)
        head = self.stream.read(4096)
        if head.startswith(ZIP_MAGICS):
            return self._xlsx()
        if head.startswith(OLE_MAGIC):
            return self._xls()
        _refuse_others(head)
        return self._delimited()

    def _made(
        self,
        how: tuple[Format, str],
        sheets: tuple[str, ...],
        sheet: str,
        rows: Iterator[Row],
        areas: tuple[cells.Area, ...] = (),
    ) -> Table:
        filled = fill_down(rows, areas, self.limits.max_columns) if areas else rows
        found = find_header(filled, self.limits.header_search, self.known)
        return Table(
            *how, sheets, sheet,
            found.names, found.line, found.certain, found.above, len(areas),
            _typed(body(found, self.limits.max_rows, self.notes)), self.notes, self.close,
        )  # fmt: skip

    def _delimited(self) -> Table:
        encoding = find_encoding(self.stream)
        if encoding is None:
            raise SheetRefused(Fault.NOT_A_TABLE)
        delimiter = delimited.find_delimiter(self.stream, encoding.name)
        rows = delimited.read_rows(self.stream, encoding.name, delimiter, self.limits, self.notes)
        how = (Format.TSV if delimiter == "\t" else Format.CSV, encoding.name)
        return self._made(how, (), "", rows)

    def _xls(self) -> Table:
        opened = legacy.open_xls(self.stream, self.sheet, self.limits, self.notes)
        return self._made((Format.XLS, ""), opened.sheets, opened.sheet, opened.rows, opened.areas)

    def _xlsx(self) -> Table:
        try:
            archive = open_zip(self.stream)
            _refuse_inside(archive)
            package = Package(archive, self.limits)
            names = tuple(sheet.name for sheet in package.sheets)
            for sheet in self._candidates(package.sheets):
                plan = cells.survey(package.pieces(sheet.part))
                rows = _typed(cells.read_rows(package, sheet.part, plan, self.notes))
                first = next(rows, None)
                if first is not None:
                    every = chain((first,), rows)
                    how = (Format.XLSX, "")
                    return self._made(how, names, sheet.name, every, plan.areas)
        except ContainerError as error:
            raise SheetRefused(Fault(error.code.value)) from error
        raise SheetRefused(Fault.NO_ROWS)

    def _candidates(self, sheets: tuple[Sheet, ...]) -> list[Sheet]:
        if self.sheet is not None:
            named = [sheet for sheet in sheets if sheet.name == self.sheet]
            if not named:
                raise SheetRefused(Fault.NO_SUCH_SHEET, sheet=self.sheet)
            return named
        return [sheet for sheet in sheets if not sheet.hidden] or list(sheets)


def _typed(rows: Iterator[Row]) -> Generator[Row]:
    """Damage met while rows are read is a refusal like any other."""
    try:
        yield from rows
    except ContainerError as error:
        raise SheetRefused(Fault(error.code.value)) from error


def _refuse_others(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, found in _OTHERS:
        if start.startswith(magic):
            raise SheetRefused(Fault.OTHER_FORMAT, found=found)
    plain = start.replace(b"\0", b"")  # a page in UTF-16 is a page
    if plain[:2] in (b"\xff\xfe", b"\xfe\xff"):
        plain = plain[2:]
    if not plain.startswith(b"<"):
        return
    if _HTML.search(plain):
        raise SheetRefused(Fault.HTML)
    if plain.startswith((b"<?xml", b"<?mso")):
        raise SheetRefused(Fault.OTHER_FORMAT, found="xml")


def _refuse_inside(archive: zipfile.ZipFile) -> None:
    names = {name.lower() for name in archive.namelist()}
    for part, found in _INSIDE:
        if part in names:
            raise SheetRefused(Fault.OTHER_FORMAT, found=found)
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise SheetRefused(Fault.LOCKED)
    if not any(name.endswith("workbook.xml") for name in names):
        raise SheetRefused(Fault.OTHER_FORMAT, found="zip")
