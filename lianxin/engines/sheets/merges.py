"""A value written once over several merged rows belongs to each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lianxin.engines.sheets.cells import Area
from lianxin.engines.sheets.model import Row, Value


def fill_down(rows: Iterable[Row], areas: tuple[Area, ...], width: int) -> Iterator[Row]:
    """The rows with the value of each tall merged area in every row of it.

    A row with nothing of its own stays away: a merged area is no row. Areas beyond `width`
    columns have no value that would have been read.
    """
    waiting = [area for area in reversed(areas) if area.column < width]
    active: dict[int, tuple[int, Value]] = {}
    for row in rows:
        while waiting and waiting[-1].top < row.line:
            waiting.pop()  # its first row is empty, so it has no value
        for column in [c for c, (bottom, _) in active.items() if bottom < row.line]:
            del active[column]
        filled = _filled(row, active) if active else row
        while waiting and waiting[-1].top == row.line:
            area = waiting.pop()
            if area.column < len(row.values) and row.values[area.column] is not None:
                active[area.column] = (area.bottom, row.values[area.column])
        yield filled


def _filled(row: Row, active: dict[int, tuple[int, Value]]) -> Row:
    values = list(row.values)
    values.extend([None] * (max(active) + 1 - len(values)))
    for column, (_, value) in active.items():
        if values[column] is None:
            values[column] = value
    return Row(row.line, tuple(values))
