"""The tree of units in the order in which people read it: each unit before what is beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lianxin.people.models import Unit


def in_tree_order(units: Iterable[Unit]) -> Iterator[tuple[int, Unit]]:
    """Each of UNITS with its depth among them, parents first, siblings by their order.

    A unit whose parent is not among UNITS stands at the left margin, so that the branch
    one serves looks the same to its officer as the whole tree does to the administrator.
    """
    beneath: dict[int | None, list[Unit]] = {}
    known = {unit.pk: unit for unit in units}
    for unit in known.values():
        parent = unit.parent_id if unit.parent_id in known else None
        beneath.setdefault(parent, []).append(unit)
    for siblings in beneath.values():
        siblings.sort(key=lambda unit: (-unit.order, -unit.pk))  # read from the end of the list
    waiting = [(0, unit) for unit in beneath.get(None, [])]
    while waiting:
        depth, unit = waiting.pop()
        yield depth, unit
        waiting += [(depth + 1, child) for child in beneath.get(unit.pk, [])]
