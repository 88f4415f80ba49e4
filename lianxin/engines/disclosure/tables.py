"""The door through which every count about people passes before it is shown.

Rule: a count from 1 to k-1 is hidden (primary), and with it as many others as are needed so
that it cannot be worked out from totals (complementary), the next-smallest first. The default
k of 5 is the threshold that employers' survey tools keep; the complementary step follows the
literature named in ``protection``. Totals are counts too: a total below k is hidden as well.

Decisions:

* A zero is shown: nobody is in that group. Where "nobody" itself says something about everybody
  (no one of a unit answered "content"), pass ``show_zeros=False`` and zeros count as small.
* k is at least 3. With 2 the rule itself gives the number away: hidden would mean one.
* Pages print one sign for every hidden number and do not tell the two reasons apart. The
  hiding mostly withstands a reader who is told; ``protection`` names the exception.
* A total is hidden only where nothing else helps.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from .protection import Edge, Network, protect

DEFAULT_K: Final = 5
LEAST_K: Final = 3

Label = TypeVar("Label", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


class Hidden(StrEnum):
    PRIMARY = "primary"
    """Too small itself."""
    COMPLEMENTARY = "complementary"
    """Would give a small one away."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count as it may be shown: ``value`` is None exactly when ``hidden`` says why."""

    value: int | None
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True)
class Counts(Generic[Label]):
    """One dimension; ``total`` is None when no total is published."""

    cells: Mapping[Label, Cell]
    total: Cell | None
    k: int

    def hidden(self, why: Hidden) -> tuple[Label, ...]:
        """Labels hidden for that reason, in the order given."""
        return tuple(label for label, cell in self.cells.items() if cell.hidden is why)


@dataclass(frozen=True, slots=True)
class Table(Generic[Row, Column]):
    """Two dimensions; the margins are empty and ``total`` None when no totals are published."""

    cells: Mapping[tuple[Row, Column], Cell]
    row_totals: Mapping[Row, Cell]
    column_totals: Mapping[Column, Cell]
    total: Cell | None
    k: int

    def hidden(self, why: Hidden) -> tuple[tuple[Row, Column], ...]:
        """Places inside the table (not margins) hidden for that reason, in the order given."""
        return tuple(place for place, cell in self.cells.items() if cell.hidden is why)


def suppress(
    counts: Mapping[Label, int],
    k: int = DEFAULT_K,
    *,
    totals: bool = True,
    show_zeros: bool = True,
) -> Counts[Label]:
    """Counts of persons by one feature, fit to be shown.

    ``totals``: the reader also sees, or can find elsewhere, the sum of all. When in doubt leave
    it on. ValueError for k below 3 or a negative count.

    >>> shown = suppress({"canteen": 30, "housing": 8, "leave": 2})
    >>> [cell.value for cell in shown.cells.values()], shown.total.value
    ([30, None, None], 40)
    """
    _check(counts.values(), k)
    whole = sum(counts.values())
    # Every count is in one sum only, so its other end is the open ground.
    total_node, ground = 0, 1
    edges = [Edge(total_node, ground, count, count) for count in counts.values()]
    if totals:
        edges.append(Edge(ground, total_node, whole, whole + 1))
    cells = _cells(edges, len(counts), k, show_zeros=show_zeros)
    return Counts(
        cells=MappingProxyType(dict(zip(counts, cells, strict=False))),
        total=cells[-1] if totals else None,
        k=k,
    )


def suppress_table(
    counts: Mapping[tuple[Row, Column], int],
    k: int = DEFAULT_K,
    *,
    totals: bool = True,
    show_zeros: bool = True,
) -> Table[Row, Column]:
    """Counts of persons by two features, fit to be shown. A place left out counts as 0.

    ``totals``: the sums of rows and columns and the sum of all are published too. ValueError
    for k below 3 or a negative count.
    """
    _check(counts.values(), k)
    rows = list(dict.fromkeys(row for row, _ in counts))
    columns = list(dict.fromkeys(column for _, column in counts))
    places = [(row, column) for row in rows for column in columns]
    edges = _table_edges([counts.get(place, 0) for place in places], len(rows), len(columns))
    if not totals:
        edges = edges[: len(places)]
    cells = iter(_cells(edges, len(places), k, show_zeros=show_zeros))
    return Table(
        cells=MappingProxyType({place: next(cells) for place in places}),
        row_totals=MappingProxyType({row: next(cells) for row in rows} if totals else {}),
        column_totals=MappingProxyType({one: next(cells) for one in columns} if totals else {}),
        total=next(cells) if totals else None,
        k=k,
    )


def complement_safe(part: int, whole: int, k: int = DEFAULT_K) -> bool:
    """Whether showing ``part`` beside ``whole`` leaves no small rest: 0 or at least k.

    Says nothing about the part's own size; see :func:`showable`. ValueError unless
    0 <= part <= whole and k >= 3.
    """
    _check([part, whole - part], k)
    return whole == part or whole - part >= k


def showable(part: int, whole: int, k: int = DEFAULT_K) -> bool:
    """Whether ``part`` may be shown beside ``whole``: neither it nor the rest is a small group."""
    return (part == 0 or part >= k) and complement_safe(part, whole, k)


def _check(counts: Iterable[int], k: int) -> None:
    if k < LEAST_K:
        raise ValueError(f"a threshold below {LEAST_K} hides nothing")
    if any(count < 0 for count in counts):
        raise ValueError("a count of persons cannot be negative")


def _table_edges(values: list[int], height: int, width: int) -> list[Edge]:
    """Cells, row totals, column totals, grand total: each is in one row sum and one column sum."""
    whole = sum(values)
    every_row, every_column = height, height + 1 + width
    edges = [
        Edge(i // width, height + 1 + i % width, value, value) for i, value in enumerate(values)
    ]
    for row in range(height):
        value = sum(values[row * width : (row + 1) * width])
        edges.append(Edge(every_column, row, value, value + whole + 1))
    for column in range(width):
        value = sum(values[column::width])
        edges.append(Edge(height + 1 + column, every_row, value, value + whole + 1))
    edges.append(Edge(every_row, every_column, whole, 3 * whole + 1))
    return edges


def _cells(edges: list[Edge], inner: int, k: int, *, show_zeros: bool) -> list[Cell]:
    """The edges as cells. The first ``inner`` are counts, the rest totals."""
    small_total = any((1 if show_zeros else 0) <= edge.value < k for edge in edges[inner:])
    network = Network(tuple(edges), k, show_zeros, small_total)
    if len(edges) > inner:
        small, complementary = protect(network)
    else:
        # Without totals there is nothing to subtract from.
        small = frozenset(i for i, edge in enumerate(edges) if network.is_small(edge))
        complementary = frozenset()
    return [_cell(edge, i in small, i in complementary) for i, edge in enumerate(edges)]


def _cell(edge: Edge, small: bool, complementary: bool) -> Cell:
    if small:
        return Cell(None, Hidden.PRIMARY)
    return Cell(None, Hidden.COMPLEMENTARY) if complementary else Cell(edge.value)
