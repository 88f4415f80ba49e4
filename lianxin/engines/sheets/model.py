"""What a table is, what may be wrong with it, and how much of it is taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Self

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | None


class Format(StrEnum):
    """How the table was written."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"
    TSV = "tsv"


class Fault(StrEnum):
    """Why a file is refused, or reading it stops. The facts of each are named beside it."""

    EMPTY = "empty"
    NO_ROWS = "no_rows"  # it opens, and nothing is written in it
    TOO_BIG = "too_big"  # size, limit
    TOO_MANY_ROWS = "too_many_rows"  # line, limit
    TOO_MANY_COLUMNS = "too_many_columns"  # line, column, limit
    TOO_MUCH_TEXT = "too_much_text"  # limit
    BOMB = "bomb"  # unpacks to far too much
    ENTITIES = "entities"  # declares its own XML entities; no spreadsheet program does
    LOCKED = "locked"  # needs a password
    DAMAGED = "damaged"
    UNCLOSED_QUOTE = "unclosed_quote"  # line: a quotation mark that swallows the rest
    ROW_TOO_LONG = "row_too_long"  # line
    HTML = "html"  # a web page named .xls, as many systems export
    OTHER_FORMAT = "other_format"  # found: what it is instead
    NOT_A_TABLE = "not_a_table"
    NO_SUCH_SHEET = "no_such_sheet"  # sheet


class SheetRefused(Exception):
    """A file that cannot be taken as a table, and why."""

    def __init__(self, code: Fault, **facts: str | int) -> None:
        super().__init__(code.value, facts)
        self.code = code
        self.facts = facts


class Flaw(StrEnum):
    """What was not quite right in a row that was read all the same."""

    BROKEN_BYTES = "broken_bytes"  # unreadable characters, shown as U+FFFD
    ERROR_CELL = "error_cell"  # #N/A and the like; detail has it, the value is None
    CELL_CUT = "cell_cut"  # longer than allowed; detail is the limit
    NO_VALUE = "no_value"  # a formula whose result was never saved
    NOT_A_DAY = "not_a_day"  # shown as a date, but the number is none; left a number
    DIGITS_LOST = "digits_lost"  # more than 15 digits typed as a number; the last are zeros
    HEADER_AGAIN = "header_again"  # the header repeated, as for printing; left out


class Note(NamedTuple):
    """A flaw and its place. Columns count from 1; 0 is the whole row."""

    line: int
    column: int
    flaw: Flaw
    detail: str = ""


@dataclass(slots=True)
class Notes:
    """Flaws met so far. Complete when the rows are; only the first `limit` are kept in full."""

    limit: int
    kept: list[Note] = field(default_factory=list)
    total: int = 0

    def add(self, line: int, column: int, flaw: Flaw, detail: str = "") -> None:
        self.total += 1
        if len(self.kept) < self.limit:
            self.kept.append(Note(line, column, flaw, detail))


class Row(NamedTuple):
    """A row as a spreadsheet program numbers it, from 1, blank rows counted."""

    line: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken. The defaults hold a year of a large plant several times over."""

    max_size: int = 200 << 20
    max_unpacked: int = 500 << 20
    max_ratio: int = 200
    max_rows: int = 200_000
    max_columns: int = 256
    max_cell: int = 100_000
    max_shared: int = 150_000_000  # characters in the list of strings of a workbook
    max_notes: int = 1_000
    header_search: int = 30


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Table:
    """A table being read. `rows` can be gone through once; close it, or use it in a `with`.

    `header_certain` is false when no row looked like names of columns and the first full one was
    taken; a person should then say. `above` are the rows over the header: titles, dates, units.
    `merged` counts merged areas whose value was repeated down the rows they cover.
    """

    format: Format
    encoding: str
    sheets: tuple[str, ...]
    sheet: str
    header: tuple[str, ...]
    header_line: int
    header_certain: bool
    above: tuple[Row, ...]
    merged: int
    rows: Iterator[Row]
    notes: Notes
    close: Callable[[], None]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
