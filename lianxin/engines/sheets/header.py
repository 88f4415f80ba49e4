"""Where the names of the columns stand: under titles, dates and blank rows, over the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from lianxin.engines.sheets.model import Fault, Flaw, Notes, Row, SheetRefused, Value

_LONGEST_NAME = 60
_FILLED = 0.6  # of the fullest row: a title or "单位：…　日期：…" fills less


@dataclass(frozen=True, slots=True)
class Header:
    """The header found, what stands above it, and the rows below, still to be read."""

    names: tuple[str, ...]
    line: int
    certain: bool
    above: tuple[Row, ...]
    below: Iterator[Row]


def find_header(rows: Iterator[Row], search: int, known: Collection[str]) -> Header:
    """Look through the first rows for the one that names columns.

    A row with two names the caller knows is it. Otherwise the first row that is filled nearly
    as far as the fullest, and has only short words, each once. In a header of two lines, with
    cells merged over both, the lower one names the columns.
    """
    first = list(islice(rows, search))
    if not first:
        raise SheetRefused(Fault.NO_ROWS)
    wanted = {name_of(name).casefold() for name in known}
    chosen, certain = _choose(first, wanted)
    names = _names(first[chosen].values)
    below = chain(first[chosen + 1 :], rows)
    return Header(names, first[chosen].line, certain, tuple(first[:chosen]), below)


def _choose(first: list[Row], wanted: set[str]) -> tuple[int, bool]:
    for index, row in enumerate(first):
        if len(wanted & {name.casefold() for name in _names(row.values) if name}) > 1:
            return _lower(first, index), True
    fullest = max(_count(row) for row in first)
    enough = max(min(2, fullest), int(fullest * _FILLED))
    for index, row in enumerate(first):
        if _count(row) >= enough and _names_columns(row):
            return _lower(first, index), True
    return next(i for i, row in enumerate(first) if _count(row) >= enough), False


def _lower(first: list[Row], index: int) -> int:
    """The next line when cells merged over both show that the header has two."""
    if index + 1 == len(first):
        return index
    this, below = first[index], first[index + 1]
    shared = sum(a is not None and a == b for a, b in zip(this.values, below.values, strict=False))
    adjoining = below.line == this.line + 1 and this.values != below.values
    fuller = _count(below) >= _count(this)
    return index + 1 if shared and adjoining and fuller and _names_columns(below) else index


def _count(row: Row) -> int:
    return sum(value is not None for value in row.values)


def _names_columns(row: Row) -> bool:
    """Short words, each once, no numbers or days, none that ends like a question on a form."""
    written = [value for value in row.values if value is not None]
    if not all(isinstance(value, str) for value in written):
        return False
    names = [name_of(value) for value in written]
    short = all(0 < len(name) <= _LONGEST_NAME and name[-1] not in "：:" for name in names)
    return short and len(set(names)) == len(names) and not any(map(_is_figure, names))


def _is_figure(name: str) -> bool:
    """Digits and their signs only, as in a CSV, where everything is text.

    >>> _is_figure("2020/1/5 10:23"), _is_figure("第1季度")
    (True, False)
    """
    return not name.strip("0123456789０１２３４５６７８９.,-/:%+ 年月日")


def name_of(value: Value) -> str:
    """A name as it is compared: on one line, without space around it.

    >>> name_of(" 留言\\n 时间 ")
    '留言 时间'
    """
    return "" if value is None else " ".join(str(value).replace("\ufeff", "").split())


def _names(values: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(name_of(value) for value in values)


def body(header: Header, max_rows: int, notes: Notes) -> Iterator[Row]:
    """The rows under the header, as wide as it at least; the header again is left out."""
    width = len(header.names)
    count = 0
    for row in header.below:
        values = row.values
        if len(values) < width:
            values = values + (None,) * (width - len(values))
        if name_of(values[0]) == header.names[0] and _names(values) == header.names:
            notes.add(row.line, 0, Flaw.HEADER_AGAIN)
            continue
        count += 1
        if count > max_rows:
            raise SheetRefused(Fault.TOO_MANY_ROWS, line=row.line, limit=max_rows)
        yield Row(row.line, values)
