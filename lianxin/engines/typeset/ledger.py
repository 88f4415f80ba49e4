"""A ledger (台账) as a workbook that prints well and runs nothing.

Format: Office Open XML (ECMA-376). Rows are streamed: memory does not grow with their number.
Text stays text: nothing a person typed becomes a formula, a link or a number, also not when a
reader edits the cell and leaves it again (quote prefix; see OWASP, "CSV injection").
The same ledger gives the same bytes, whenever it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO, Final

import xlsxwriter

from .cells import CUT_MARK, clean, fit, looks_like_formula, row_height, sheet_name

Value = str | int | float | Decimal | date | datetime | None

LAST_ROW: Final = 1_048_576
"""Rows in a sheet, by the format."""
MOST_DIGITS: Final = 15
"""Digits a number in a sheet can hold; longer ones are written as text, whole."""
FIRST_DAY: Final = date(1900, 3, 1)
"""Days before are wrong in the format (it believes in 29 February 1900): written as text."""
FONT: Final = "宋体"
FONT_SIZE: Final = 10.5
A4: Final = 9
BEIJING: Final = timezone(timedelta(hours=8))
# The workbook would otherwise carry the moment of writing; this one means "not said".
UNSAID: Final = datetime(2000, 1, 1, tzinfo=BEIJING)


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"


_NUMBER_FORMATS: Final = {
    Kind.TEXT: "@",
    Kind.NUMBER: "General",
    Kind.DATE: "yyyy-mm-dd",
    Kind.DATETIME: "yyyy-mm-dd hh:mm",
}


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in half-width characters: a Chinese character takes two."""

    heading: str
    width: float = 12
    kind: Kind = Kind.TEXT
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    """The second sheet, which says what each column counts: its name and its two headings."""

    sheet: str
    headings: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All but the rows. ``period`` stands under the title, ``notes`` at the foot.

    Aware moments are shown in ``zone``. ``made_at`` goes into the properties of the file.
    """

    title: str
    columns: tuple[Column, ...]
    period: str = ""
    notes: tuple[str, ...] = ()
    sheet: str = "Sheet1"
    definitions: Definitions | None = None
    zone: tzinfo = BEIJING
    made_at: datetime = UNSAID

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a ledger needs a column")


@dataclass(frozen=True, slots=True)
class Written:
    """What went into the file: data rows, cells that had to be cut, cells that lost characters
    the format cannot hold."""

    rows: int
    cut: int
    cleaned: int


def write(ledger: Ledger, rows: Iterable[Sequence[Value]], target: BinaryIO | Path) -> Written:
    """Write the ledger to a file opened for writing, or to a path.

    Each row has one value per column, None for an empty cell. A value that does not fit the kind
    of its column, such as "不详" for a date, is written as text. ValueError for a row of another
    length and when the sheet is full; what the target then holds is to be thrown away. Whoever
    gives a file closes it. Rows pass through a temporary file, deleted at the end.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": _NUMBER_FORMATS[Kind.DATETIME],
    }
    given = str(target) if isinstance(target, Path) else target
    workbook = xlsxwriter.Workbook(given, options)
    workbook.set_properties({"title": clean(ledger.title), "created": ledger.made_at})
    try:
        sheet = _Sheet(workbook, ledger)
        written = sheet.fill(rows)
        if ledger.definitions:
            _define(workbook, ledger, ledger.definitions)
    finally:
        workbook.close()
    return written


class _Sheet:
    """The page with the rows, written from the top down."""

    def __init__(self, workbook: Any, ledger: Ledger) -> None:
        self.ledger = ledger
        self.formats = _Formats(workbook)
        self.page = workbook.add_worksheet(sheet_name(ledger.sheet))
        self.last_column = len(ledger.columns) - 1
        self.next_row = 0
        self.cut = 0
        self.cleaned = 0

    def fill(self, rows: Iterable[Sequence[Value]]) -> Written:
        for place, column in enumerate(self.ledger.columns):
            self.page.set_column(place, place, column.width)
        self._line(self.ledger.title, self.formats.title, 18)
        if self.ledger.period:
            self._line(self.ledger.period, self.formats.period, FONT_SIZE)
        head = self._head()
        count = 0
        for count, row in enumerate(rows, start=1):  # noqa: B007 - counted on purpose
            self._row(row)
        self.page.autofilter(head, 0, max(self.next_row - 1, head), self.last_column)
        for note in self.ledger.notes:
            self._line(note, self.formats.note, FONT_SIZE)
        _set_up_print(self.page, head)
        return Written(count, self.cut, self.cleaned)

    def _head(self) -> int:
        headings = [column.heading for column in self.ledger.columns]
        self._start_row(headings, FONT_SIZE)
        for place, heading in enumerate(headings):
            self._text(place, heading, self.formats.head)
        self.next_row += 1
        return self.next_row - 1

    def _row(self, row: Sequence[Value]) -> None:
        if len(row) != len(self.ledger.columns):
            wanted = len(self.ledger.columns)
            raise ValueError(f"{wanted} values expected, {len(row)} given, row {self.next_row + 1}")
        if self.next_row + len(self.ledger.notes) >= LAST_ROW:
            raise ValueError("the sheet is full: choose a shorter period")
        self._start_row([str(value) for value in row], FONT_SIZE)
        for place, (column, value) in enumerate(zip(self.ledger.columns, row, strict=True)):
            self._value(place, column.kind, value)
        self.next_row += 1

    def _value(self, place: int, kind: Kind, value: Value) -> None:
        own = self.formats.of_kind[kind]
        if value is None or value == "":
            self.page.write_blank(self.next_row, place, None, own)
        elif kind is Kind.NUMBER and _is_number(value):
            self.page.write_number(self.next_row, place, value, own)
        elif kind in {Kind.DATE, Kind.DATETIME} and isinstance(value, date):
            self._moment(place, kind, value)
        else:
            self._text(place, _spelled(value, self.ledger.zone), self.formats.text)

    def _moment(self, place: int, kind: Kind, value: date) -> None:
        local = _local(value, self.ledger.zone)
        if local.date() < FIRST_DAY:
            self._text(place, _spelled(value, self.ledger.zone), self.formats.text)
            return
        if kind is Kind.DATE:
            local = datetime.combine(local.date(), time.min)
        self.page.write_datetime(self.next_row, place, local, self.formats.of_kind[kind])

    def _text(self, place: int, text: str, plain: Any) -> None:
        safe = clean(text)
        fitting = fit(safe)
        self.cleaned += safe != text.replace("\r\n", "\n").replace("\r", "\n")
        self.cut += fitting != safe
        quoted = looks_like_formula(text) or looks_like_formula(fitting)
        chosen = self.formats.quoted(plain) if quoted else plain
        self.page.write_string(self.next_row, place, fitting, chosen)

    def _line(self, text: str, plain: Any, size: float) -> None:
        """A line across all columns."""
        whole = sum(column.width for column in self.ledger.columns)
        self.page.set_row(self.next_row, row_height([(clean(text), whole)], size))
        if self.last_column:
            self.page.merge_range(self.next_row, 0, self.next_row, self.last_column, "", plain)
        self._text(0, text, plain)
        self.next_row += 1

    def _start_row(self, texts: Sequence[str], size: float) -> None:
        widths = (column.width for column in self.ledger.columns)
        self.page.set_row(self.next_row, row_height(zip(texts, widths, strict=True), size))


class _Formats:
    """Formats of one workbook, with a quoting twin for each that needs one."""

    def __init__(self, workbook: Any) -> None:
        self._add: Callable[[dict[str, object]], Any] = workbook.add_format
        self._twins: dict[int, Any] = {}
        self._looks: dict[int, dict[str, object]] = {}
        self.title = self._make(bold=True, font_size=18, align="center")
        self.period = self._make(align="center")
        self.note = self._make(align="left")
        self.head = self._make(bold=True, border=1, align="center", bg_color="#E8EEF4")
        self.text = self._make(border=1, align="left", num_format="@")
        self.of_kind = {
            kind: self.text
            if kind is Kind.TEXT
            else self._make(border=1, num_format=_NUMBER_FORMATS[kind], align="center")
            for kind in Kind
        }

    def quoted(self, plain: Any) -> Any:
        """The same look, with the mark that keeps the text a text when it is edited."""
        if id(plain) not in self._twins:
            self._twins[id(plain)] = self._add({**self._looks[id(plain)], "quote_prefix": True})
        return self._twins[id(plain)]

    def _make(self, **look: object) -> Any:
        whole = {
            "font_name": FONT,
            "font_size": FONT_SIZE,
            "text_wrap": True,
            "valign": "vcenter",
            **look,
        }
        made = self._add(whole)
        self._looks[id(made)] = whole
        return made


def _set_up_print(page: Any, head: int) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, head)
    page.freeze_panes(head + 1, 0)
    page.set_footer("&C— &P / &N —")


def _define(workbook: Any, ledger: Ledger, definitions: Definitions) -> None:
    """The second sheet is a small ledger of its own."""
    own = Ledger(
        title=ledger.title,
        columns=(Column(definitions.headings[0], 24), Column(definitions.headings[1], 90)),
        sheet=definitions.sheet,
    )
    rows = [(column.heading, column.definition) for column in ledger.columns if column.definition]
    _Sheet(workbook, own).fill(rows)


def _is_number(value: Value) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    if isinstance(value, int):
        return abs(value) < 10**MOST_DIGITS
    if not isfinite(value):
        return False
    return not isinstance(value, Decimal) or len(value.as_tuple().digits) <= MOST_DIGITS


def _spelled(value: Value, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return _local(value, zone).isoformat(" ", "minutes")
    return str(value)


def _local(value: date, zone: tzinfo) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min)
    return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value


__all__ = ["CUT_MARK", "Column", "Definitions", "Kind", "Ledger", "Value", "Written", "write"]
