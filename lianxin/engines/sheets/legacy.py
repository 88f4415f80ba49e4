"""The .xls of Excel 97 to 2003 (and the .et of WPS, where it is one), through calamine.

Calamine takes the whole sheet into memory, as one rectangle from its first to its last cell. A
sheet of this format ends at 65,536 rows and 256 columns, and the records are walked first, so a
lone cell in the far corner cannot make the rectangle larger than `MAX_CELLS`. Error cells come
from it as nothing, so they are None without a note.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple

import python_calamine as calamine

from lianxin.engines.sheets.cells import Area
from lianxin.engines.sheets.model import Fault, Flaw, Limits, Notes, Row, SheetRefused, Value
from lianxin.engines.uploads.containers import ContainerError, OleFile, read_ole

MAX_CELLS = 4_000_000
_FILEPASS = 0x2F
_BEGIN = 0x809
# Records of cells; each starts with its row and its (first) column, both 16 bits.
_CELLS = frozenset({0x06, 0x7E, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xBD, 0xBE, 0xD6, 0xFD})


class Opened(NamedTuple):
    """An .xls sheet, its rows still to be walked."""

    sheets: tuple[str, ...]
    sheet: str
    areas: tuple[Area, ...]
    rows: Iterator[Row]


def open_xls(stream: IO[bytes], sheet: str | None, limits: Limits, notes: Notes) -> Opened:
    """Check, then read. Encryption, other OLE files and oversized sheets are refused."""
    try:
        _check(read_ole(stream))
    except ContainerError as error:
        raise SheetRefused(Fault(error.code.value)) from error
    stream.seek(0)
    with _readable():
        book = calamine.CalamineWorkbook.from_filelike(stream)
        names = tuple(book.sheet_names)
        visible = [s.name for s in book.sheets_metadata
                   if s.visible is calamine.SheetVisibleEnum.Visible]  # fmt: skip
        chosen = _choose(book, names, visible, sheet)
    areas = tuple(
        Area(top + 1, bottom + 1, left)
        for (top, left), (bottom, _) in sorted(chosen.merged_cell_ranges or [])
        if bottom > top
    )
    return Opened(names, chosen.name, areas, _rows(chosen, limits, notes))


@contextmanager
def _readable() -> Iterator[None]:
    """Calamine's errors, and its panics on damaged files, as refusals."""
    try:
        yield
    except calamine.PasswordError as error:
        raise SheetRefused(Fault.LOCKED) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise SheetRefused(Fault.DAMAGED) from error
    except BaseException as error:  # a panic of Rust is no Exception in Python
        if type(error).__name__ == "PanicException":
            raise SheetRefused(Fault.DAMAGED) from error
        raise


def _check(ole: OleFile) -> None:
    if ole.names & {"EncryptedPackage", "EncryptionInfo"}:
        raise SheetRefused(Fault.LOCKED)
    if not ole.names & {"Workbook", "Book"}:
        found = "doc" if "WordDocument" in ole.names else "ole"
        raise SheetRefused(Fault.OTHER_FORMAT, found=found)
    for records in ole.streams("Workbook", "Book"):
        _walk(records)


def _walk(records: bytes) -> None:
    """Refuse a password, and a sheet whose rectangle would be too large."""
    at, rows, columns = 0, 0, 0
    while at + 4 <= len(records):
        kind, size = struct.unpack_from("<HH", records, at)
        if kind == _FILEPASS:
            raise SheetRefused(Fault.LOCKED)
        if kind == _BEGIN:
            rows = columns = 0
        elif kind in _CELLS and at + 8 <= len(records):
            row, column = struct.unpack_from("<HH", records, at + 4)
            if kind in (0xBD, 0xBE) and 6 <= size <= len(records) - at - 4:
                column = max(column, struct.unpack_from("<H", records, at + 2 + size)[0])
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if rows * columns > MAX_CELLS:
                raise SheetRefused(Fault.BOMB)
        at += 4 + size


def _choose(
    book: calamine.CalamineWorkbook, names: tuple[str, ...], visible: list[str], wanted: str | None
) -> calamine.CalamineSheet:
    if wanted is not None:
        if wanted not in names:
            raise SheetRefused(Fault.NO_SUCH_SHEET, sheet=wanted)
        return book.get_sheet_by_name(wanted)
    for name in visible or names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height:
            return sheet
    raise SheetRefused(Fault.NO_ROWS)


def _rows(sheet: calamine.CalamineSheet, limits: Limits, notes: Notes) -> Iterator[Row]:
    start = sheet.start
    if start is None:
        return
    # Calamine gives the blank rows above the first cell, but not the columns left of it.
    indent = start[1]
    for line, cells in enumerate(sheet.iter_rows(), 1):
        values: list[Value] = [None] * indent
        for column, cell in enumerate(cells, indent + 1):
            values.append(_value(cell, line, column, limits, notes))
        while values and values[-1] is None:
            values.pop()
        if len(values) > limits.max_columns:
            raise SheetRefused(
                Fault.TOO_MANY_COLUMNS, line=line, column=len(values), limit=limits.max_columns
            )
        if values:
            yield Row(line, tuple(values))


def _value(cell: object, line: int, column: int, limits: Limits, notes: Notes) -> Value:
    if isinstance(cell, str):
        if len(cell) > limits.max_cell:
            notes.add(line, column, Flaw.CELL_CUT, str(limits.max_cell))
            cell = cell[: limits.max_cell]
        return cell.replace("\0", "") if cell and not cell.isspace() else None
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date()
    if isinstance(cell, float):
        return _number(cell, line, column, notes)
    if isinstance(cell, dt.timedelta):
        return cell / dt.timedelta(days=1)
    return cell if isinstance(cell, bool | int | dt.date | dt.time) else None


def _number(cell: float, line: int, column: int, notes: Notes) -> int | float:
    if abs(cell) >= 10**15:
        notes.add(line, column, Flaw.DIGITS_LOST)
    return int(cell) if cell.is_integer() and abs(cell) < 1e21 else cell
